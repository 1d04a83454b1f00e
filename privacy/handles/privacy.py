"""What the handles room declares."""

from django.utils.translation import gettext_lazy as _

from privacy.datamap.services import describe
from privacy.datamap.types import NotPersonal, Personal
from privacy.datamap.vocabulary import (
    ANSWER_RIGHTS,
    CONTACT,
    DELIVER_MAIL,
    MAIL_RELAY,
    SIGN_IN,
    TEXT_RELAY,
    TRACE,
    WARN,
    WHILE_CUSTOMER,
)
from privacy.handles.models import Handle

describe(
    Handle,
    title=_("How we reach and recognise you"),
    fields={
        "kind": NotPersonal("e-mail or phone"),
        "index": NotPersonal("keyed hash, nothing without the key that lies apart"),
        "value": Personal(
            CONTACT, for_=[SIGN_IN, DELIVER_MAIL, ANSWER_RIGHTS, WARN], shared_with=[MAIL_RELAY, TEXT_RELAY]
        ),
        "created_at": Personal(TRACE, for_=[SIGN_IN]),
        "proved_at": Personal(TRACE, for_=[SIGN_IN]),
    },
    kept=WHILE_CUSTOMER,
    since="created_at",
)
