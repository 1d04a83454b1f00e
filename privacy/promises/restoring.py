"""What the site can show for its word that no backup brings an erased person back."""

import datetime as dt

from django.utils.translation import gettext as _

from privacy.erasure import queries as erasure
from privacy.erasure.types import Proof
from privacy.people.models import Person
from privacy.promises.figures import Figure, own, people
from privacy.promises.registry import evidence
from privacy.promises.types import Evidence

# Copies are tried each night.
LATEST_PROOF = dt.timedelta(hours=50)


@evidence("right.deletion", "protect.encryption")
def restored(at: dt.datetime) -> Evidence:
    """The newest and the oldest copy were put back lately, and nobody erased was in them afterwards."""
    newest = next(iter(erasure.proofs(limit=1)), None)
    if newest is None:
        young = not Person.objects.filter(created_at__lt=at - LATEST_PROOF).exists()
        return Evidence(_("No copy has been put back to try it yet."), holds=young, as_of=at)
    says, figures = _failed(newest) if newest.fault else _proved(newest)
    return Evidence(says, holds=not newest.fault and newest.at > at - LATEST_PROOF, as_of=at, figures=figures)


def _proved(proof: Proof) -> tuple[str, dict[str, Figure]]:
    made = sorted(one.made_at for one in proof.copies if one.made_at)
    says = _(
        "Copies of %(oldest)s and %(newest)s UTC put back elsewhere on %(when)s UTC in %(seconds)s seconds: erased"
        " people in them: %(back)s, once they were open none. Proof %(mark)s…."
    )
    return says, {
        "oldest": own(made[0]),
        "newest": own(made[-1]),
        "when": own(proof.at),
        "seconds": own(round(proof.seconds)),
        "back": people(sum(one.back for one in proof.copies)),
        "mark": own(proof.digest[:12]),
    }


def _failed(proof: Proof) -> tuple[str, dict[str, Figure]]:
    says = _("Copies put back elsewhere on %(when)s UTC: %(fault)s.")
    return says, {"when": own(proof.at), "fault": own(proof.fault)}
