"""Consent receipts: JSON-LD with the terms of ISO/IEC TS 27560 and the W3C Data Privacy Vocabulary."""

from typing import Any

from django.conf import settings

from privacy.consent.models import ConsentEvent
from privacy.datamap import queries as datamap


def receipt(event: ConsentEvent) -> dict[str, Any]:
    """The receipt of one answer, complete enough to prove it elsewhere."""
    purpose = datamap.purpose(event.purpose)
    return {
        "@context": {"dpv": "https://w3id.org/dpv#", "dcterms": "http://purl.org/dc/terms/"},
        "@type": "dpv:ConsentRecord",
        "dcterms:identifier": f"{settings.SITE_URL}/consents/{event.pk}",
        "dcterms:conformsTo": "ISO/IEC TS 27560:2023",
        "dpv:hasDataController": settings.PRIVACY_CONTROLLER,
        "dpv:hasDataSubject": str(event.person_id),
        "dpv:hasPurpose": {"dcterms:identifier": purpose.id, "dcterms:title": str(purpose.title)},
        "dpv:hasConsentStatus": "dpv:ConsentGiven" if event.granted else "dpv:ConsentRefused",
        "dpv:isIndicatedAtTime": event.at.isoformat(),
        "dpv:isIndicatedBy": event.method,
        "dpv:hasNotice": {
            "dcterms:hasVersion": event.notice_version,
            "dcterms:language": event.language,
            "sha256": event.text_hash,
        },
        "dpv:hasLocation": event.surface,
    }
