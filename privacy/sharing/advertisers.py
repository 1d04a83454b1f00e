"""One consent for each advertiser: the switches of the choices page come from the register of recipients."""

import dataclasses
from collections.abc import Iterable

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from privacy.datamap.types import Basis, Purpose, Recipient, RecipientKind

CONSENTED = frozenset({RecipientKind.ADVERTISING, RecipientKind.ANALYTICS})


def consent_for(recipient: Recipient) -> Purpose:
    """The purpose under which this firm alone may receive something: by consent, refused by Global Privacy Control."""
    said = _("Analysis by") if recipient.kind is RecipientKind.ANALYTICS else _("Advertising by")
    return Purpose(
        f"by-{recipient.id}",
        format_lazy("{} {}", said, recipient.title),
        Basis.CONSENT,
        recipient.does,
        refused_by_gpc=True,
    )


def engaged(recipient: Recipient) -> Recipient:
    """The recipient as the register keeps it: engaged for its own consent and nothing else."""
    return (
        dataclasses.replace(recipient, purposes=(consent_for(recipient),)) if recipient.kind in CONSENTED else recipient
    )


def purposes(recipients: Iterable[Recipient]) -> tuple[Purpose, ...]:
    """One purpose for each advertiser or analyst, to be registered with the policy's own: each makes a switch."""
    return tuple(consent_for(one) for one in recipients if one.kind in CONSENTED)
