"""What the correspondence room declares."""

from django.utils.translation import gettext_lazy as _

from privacy.correspondence.models import Enclosure, Fetched, Letter, Ticket
from privacy.datamap.services import describe
from privacy.datamap.types import AtOtherEnd, Edge, NotPersonal, Personal
from privacy.datamap.vocabulary import (
    ANSWER_MAIL,
    ANSWER_RIGHTS,
    CORRESPONDENCE,
    FILE,
    MESSAGE,
    PROTECT_CHILDREN,
    TRACE,
)

written = Personal(MESSAGE, for_=[ANSWER_MAIL, ANSWER_RIGHTS])
# What a person wrote is also looked at for signs of a child.
said = Personal(MESSAGE, for_=[ANSWER_MAIL, ANSWER_RIGHTS, PROTECT_CHILDREN])
trace = Personal(TRACE, for_=[ANSWER_MAIL])
hashed = NotPersonal("keyed hash, nothing without the key that lies apart")
describe(
    Ticket,
    title=_("Your correspondence with us"),
    fields={
        "reference": NotPersonal("a random reference"),
        "handle_index": hashed,
        "mailbox": NotPersonal("which address of ours"),
        "sort": trace,
        "status": trace,
        "language": NotPersonal("language of the answer"),
        "subject": written,
        "opened_at": trace,
        "last_at": trace,
        "waiting_since": trace,
        "due_on": NotPersonal("counted from the day it came in"),
        "clock": NotPersonal("the name of a clock"),
        "confirmed_at": trace,
    },
    kept=CORRESPONDENCE,
    since="last_at",
)
describe(
    Letter,
    title=_("Letters you wrote us and we wrote you"),
    fields={
        "ticket": Edge("which conversation it is part of", AtOtherEnd.IT_STAYS),
        "ours": NotPersonal("whether we wrote it"),
        "digest": hashed,
        "message_index": hashed,
        "message_id": written,
        "mailbox": NotPersonal("which address of ours"),
        "handle_index": hashed,
        "nature": NotPersonal("a person or a program"),
        "language": NotPersonal("language it is written in"),
        "subject": written,
        "said": said,
        "text": written,
        "handed": NotPersonal("which right it was handed over for"),
        "original": Edge("the sealed file it came as", AtOtherEnd.LINK_GOES),
        "at": trace,
        "read_at": NotPersonal("when our program sorted it"),
        "asked_at": trace,
        "in_time": NotPersonal("whether we kept our day"),
    },
    kept=CORRESPONDENCE,
    since="at",
)
describe(
    Enclosure,
    title=_("Files you sent us"),
    fields={
        "letter": Edge("which letter it came with", AtOtherEnd.IT_STAYS),
        "file": Edge("the sealed file itself", AtOtherEnd.LINK_GOES),
        "name": Personal(FILE, for_=[ANSWER_MAIL, ANSWER_RIGHTS]),
        "media_type": NotPersonal("kind of file"),
        "size": NotPersonal("bytes"),
    },
    kept=CORRESPONDENCE,
    since="letter__at",
)
describe(Fetched, not_personal="how far a mailbox has been read")
