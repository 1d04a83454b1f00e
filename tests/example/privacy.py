"""What the example area declares."""

from kit.clock import Period
from privacy.datamap.services import describe
from privacy.datamap.types import (
    Anonymise,
    AtOtherEnd,
    Basis,
    Edge,
    KeepUntil,
    NotPersonal,
    Personal,
    Purpose,
    RetentionClass,
)
from privacy.datamap.vocabulary import ADDRESS, BIRTH_DATE, CHOICE, CONTACT, LEGAL_DUTY, MESSAGE, NAME, TRACE
from tests.example.firms import ADS, ADVERTISER, ANALYSIS, ANALYST, JOINT_EVENING, JOINT_WALK, PARTNER
from tests.example.models import Bill, Guest, Letter, Line, Stamp, Visit

WRITE = Purpose("example-write", "Writing to you", Basis.CONTRACT)
HALF_A_YEAR = RetentionClass("example-half-year", "Six months", Period(months=6), "long enough")
ONE_MONTH = RetentionClass("example-month", "One month", Period(months=1), "long enough")
BOOKS = RetentionClass("example-books", "Ten years", Period(years=10), "books are kept")

describe(
    Letter,
    title="Letters",
    fields={
        "text": Personal(MESSAGE, for_=[WRITE]),
        "sender": Personal(
            CONTACT, for_=[WRITE, JOINT_EVENING, ADS], shared_with=[PARTNER, ADVERTISER], kept=ONE_MONTH
        ),
        "written_at": Personal(TRACE, for_=[WRITE]),
        "answer_to": Edge("one letter answers another", AtOtherEnd.LINK_GOES),
    },
    kept=HALF_A_YEAR,
    since="written_at",
)
describe(
    Stamp,
    not_personal="which letter is stamped",
    fields={"letter": Edge("the letter it is on", AtOtherEnd.ROW_GOES)},
)
describe(
    Bill,
    title="Bills",
    fields={
        "number": NotPersonal("a random reference"),
        "name": Personal(NAME, for_=[WRITE, LEGAL_DUTY], kept=BOOKS),
        "email": Personal(CONTACT, for_=[WRITE], kept=HALF_A_YEAR),
        "note": Personal(CHOICE, for_=[WRITE]),
        "amount": Personal(TRACE, for_=[WRITE, LEGAL_DUTY]),
        "issued_on": Personal(TRACE, for_=[WRITE, LEGAL_DUTY]),
        "letter": Edge("the letter it came with", AtOtherEnd.IT_STAYS),
    },
    kept=BOOKS,
    since="issued_on",
    at_end=KeepUntil(law="The example code, article 1", keep=("name", "amount", "issued_on")),
)
describe(
    Guest,
    title="Evenings",
    fields={
        "born_on": Personal(BIRTH_DATE, for_=[WRITE]),
        "deposit": Personal(CHOICE, for_=[WRITE, ANALYSIS], shared_with=[ANALYST]),
        "address": Personal(ADDRESS, for_=[WRITE, JOINT_WALK], shared_with=[PARTNER]),
        "came_at": Personal(TRACE, for_=[WRITE]),
    },
    kept=HALF_A_YEAR,
    since="came_at",
)
describe(
    Line,
    title="The chat",
    fields={
        "words": Personal(MESSAGE, for_=[WRITE]),
        "ours": NotPersonal("which side said it"),
        "case": NotPersonal("a reference of ours"),
        "said_at": Personal(TRACE, for_=[WRITE]),
    },
    kept=HALF_A_YEAR,
    since="said_at",
)
describe(
    Visit,
    title="Visits",
    fields={"path": Personal(TRACE, for_=[WRITE]), "seen_at": Personal(TRACE, for_=[WRITE])},
    kept=HALF_A_YEAR,
    since="seen_at",
    at_end=Anonymise(empty=("path",)),
)
