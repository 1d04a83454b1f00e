"""What the vault declares."""

from django.utils.translation import gettext_lazy as _

from privacy.datamap.services import describe
from privacy.datamap.types import AtOtherEnd, Edge, NotPersonal, Personal
from privacy.datamap.vocabulary import FILE, OWN_DATE, SELF, TRACE, WHILE_CUSTOMER
from privacy.vault.models import ApplicationKey, DataKey, Effect, KeystoreMark, SealedFile, SealedSession, Tombstone

describe(
    DataKey,
    not_personal="random keys beside opaque numbers; destroying them is the erasure",
    fields={"person_id": Edge("whose data it seals; left only where law keeps some", AtOtherEnd.NUMBER_STAYS)},
)
describe(ApplicationKey, not_personal="random keys")
describe(Tombstone, not_personal="an opaque number that stands for nobody any more")
describe(Effect, not_personal="keyed hash of the reference of a mail that went out")
describe(KeystoreMark, not_personal="fingerprint of a key store")
describe(
    SealedSession,
    not_personal="sealed by the visitor's own cookie; linked by an opaque number so that erasure ends the session",
)
describe(
    SealedFile,
    title=_("Your files"),
    fields={
        "path": NotPersonal("random"),
        "name": Personal(FILE, for_=[SELF], kept=WHILE_CUSTOMER),
        "media_type": NotPersonal("kind of file"),
        "size": NotPersonal("bytes"),
        "purpose": NotPersonal("what the file may be opened for"),
        "retention_class": NotPersonal("whose clock it follows"),
        "created_at": Personal(TRACE, for_=[SELF]),
        "expires_at": NotPersonal("end of its clock"),
    },
    kept=OWN_DATE,
    since="expires_at",
)
