"""Consent receipts: JSON-LD after ISO/IEC TS 27560, in the terms of the W3C Data Privacy Vocabulary."""

import contextlib
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from privacy.consent.models import ConsentEvent
from privacy.datamap import queries as datamap
from privacy.datamap.types import Declaration, Personal
from privacy.ledger import queries as ledger

SCHEMA = "ISO/IEC TS 27560:2023"
CONTEXT = {
    "dpv": "https://w3id.org/dpv#",
    "dct": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def receipt(event: ConsentEvent) -> dict[str, Any]:
    """The receipt of one answer, complete enough to prove it elsewhere: header, processing, event, ledger proof.

    Words are English; the text that was shown is named by its SHA-256, its language and the notice it belonged to.
    The proof is missing until the ledger has been sealed, ten minutes at most.
    """
    with translation.override("en"):
        made = {
            "@context": CONTEXT,
            "@type": "dpv:ConsentRecord",
            "@id": address(event),
            "dct:conformsTo": SCHEMA,
            "dct:identifier": f"consent-{event.pk}",
            "dpv:hasDataSubject": {"@type": "dpv:DataSubject", "dct:identifier": str(event.person_id)},
            "dpv:hasDataController": _controller(),
            "dpv:hasProcess": _process(event),
            "dpv:hasConsentStatus": {
                "@type": f"dpv:{_status(event)}",
                "dpv:isIndicatedAtTime": {"@type": "xsd:dateTime", "@value": event.at.isoformat()},
                "dpv:isIndicatedBy": {"@type": "dpv:DataSubject", "dct:identifier": str(event.person_id)},
                "dpv:hasIndicationMethod": event.method,
                "dct:source": event.surface,
            },
        }
    if proof := ledger.proof_of(event.person_id, kind=event.kind, name="event", value=event.pk):
        made["dct:provenance"] = proof.as_json()
    return made


def address(event: ConsentEvent) -> str:
    """Where its person finds the receipt."""
    return settings.SITE_URL + reverse("rights:consent", args=[event.pk])


def _controller() -> dict[str, str]:
    return {
        "@type": "dpv:DataController",
        "dpv:hasName": settings.PRIVACY_CONTROLLER,
        "dpv:hasContact": settings.CONTACT_EMAIL,
        "dct:relation": settings.SITE_URL,
    }


def _process(event: ConsentEvent) -> dict[str, Any]:
    used = list(_used_for(event.purpose))
    return {
        "@type": "dpv:Process",
        "dpv:hasNotice": {
            "@type": "dpv:ConsentNotice",
            "dct:hasVersion": event.notice_version,
            "dct:language": event.language,
            "dct:identifier": f"sha256:{event.text_hash}",
        },
        "dpv:hasPurpose": _purpose(event.purpose),
        "dpv:hasLegalBasis": "dpv:Consent",
        "dpv:hasPersonalData": sorted({str(said.category.title) for _row, said in used}),
        "dpv:hasRecipient": sorted({f"{one.title} ({one.region})" for _row, said in used for one in said.shared_with}),
        "dpv:hasStorageCondition": sorted({_kept(row, said) for row, said in used}),
        "dpv:hasRight": settings.SITE_URL + reverse("rights:my_data"),
        "dpv:hasConsentControl": {
            "@type": "dpv:WithdrawConsent",
            "dpv:isExercisedAt": settings.SITE_URL + reverse("consent:choices"),
        },
    }


def _purpose(id_: str) -> dict[str, str]:
    """The purpose in its words of today; by its id alone once the policy has dropped it."""
    said = {"@type": "dpv:Purpose", "dct:identifier": id_}
    with contextlib.suppress(datamap.Undeclared):
        purpose = datamap.purpose(id_)
        said |= {"dct:title": str(purpose.title), "dct:description": str(purpose.explanation)}
    return said


def _used_for(purpose_id: str) -> Iterable[tuple[Declaration, Personal]]:
    """Every field declared for this purpose, with the model it stands in."""
    for row in datamap.declarations():
        for said in row.personal.values():
            if purpose_id in {purpose.id for purpose in said.for_}:
                yield row, said


def _kept(row: Declaration, said: Personal) -> str:
    clock = said.kept or row.kept
    return str(clock.title) if clock else ""


def _status(event: ConsentEvent) -> str:
    """A no after a yes takes it back; any other no refuses."""
    if event.granted:
        return "ConsentGiven"
    before = ConsentEvent.objects.filter(person=event.person_id, purpose=event.purpose, pk__lt=event.pk)
    given = before.order_by("-pk").values_list("granted", flat=True).first()
    return "ConsentWithdrawn" if given else "ConsentRefused"
