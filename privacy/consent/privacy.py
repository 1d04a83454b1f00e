"""What the consent room declares."""

from django.utils.translation import gettext_lazy as _

from privacy.consent.models import ConsentEvent
from privacy.datamap.services import describe
from privacy.datamap.types import NotPersonal, Personal
from privacy.datamap.vocabulary import CHOICE, EVIDENCE, KEEP_EVIDENCE

choice = Personal(CHOICE, for_=[KEEP_EVIDENCE])
describe(
    ConsentEvent,
    title=_("Your consents"),
    fields={
        "purpose": choice,
        "granted": choice,
        "at": choice,
        "text_hash": NotPersonal("fingerprint of the words shown"),
        "language": NotPersonal("language of the words shown"),
        "notice_version": NotPersonal("version of the notice shown"),
        "surface": NotPersonal("page on which the question stood"),
        "method": NotPersonal("switch, mail, support, the browser's signal"),
    },
    kept=EVIDENCE,
    since="at",
)
