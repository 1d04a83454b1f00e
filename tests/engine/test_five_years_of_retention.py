"""Seven years go by, in two time zones, over leap days and leaping clocks: nothing outlives its clock or goes early."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from kit.jobs.registry import find
from privacy.datamap import queries as datamap
from privacy.deadlines import queries as deadlines
from privacy.deadlines import registry
from privacy.deadlines import services as answers
from privacy.deadlines.types import Kind
from privacy.deadlines.watching import watch
from privacy.ledger import queries as ledger
from privacy.ledger import services as evidence
from privacy.ledger.models import Entry
from privacy.people import services as people
from privacy.retention import clocks, queries, services
from privacy.retention.models import Report
from privacy.vault.cipher import Ciphertext
from privacy.vault.models import DataKey, SealedFile
from tests.rows import made

DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
Length = tuple[int, int, int]  # years, months, days
FOR_EVER: Length = (100, 0, 0)
HALF_A_YEAR, THIRTY_DAYS, EVIDENCE, PURCHASE, BOOKS = (0, 6, 0), (0, 0, 30), (6, 0, 0), (4, 0, 0), (10, 0, 0)
AT_ITS_END: Length = (0, 0, 0)

# What was promised, written down once more and by hand: not what the program reads.
ROWS: dict[str, Length] = {
    "account.EmailAddress": FOR_EVER,
    "accounts.Account": FOR_EVER,
    "accounts.AccuracyCheck": FOR_EVER,
    "accounts.BookAddress": FOR_EVER,
    "accounts.Profile": FOR_EVER,
    "analytics.PageView": HALF_A_YEAR,
    "orders.Cart": HALF_A_YEAR,
    "orders.Checkout": HALF_A_YEAR,
    "orders.Invoice": BOOKS,
    "orders.Order": PURCHASE,
    "orders.OrderEvent": PURCHASE,
    "orders.OrderLine": PURCHASE,
    "orders.OrderLink": AT_ITS_END,
    "orders.OrderRefund": PURCHASE,
    "payments.Payment": PURCHASE,
    "payments.PaymentEntry": PURCHASE,
    "payments.Refund": PURCHASE,
    "privacy_access.Opening": EVIDENCE,
    "privacy_children.GuardianRequest": EVIDENCE,
    "privacy_children.Suspicion": THIRTY_DAYS,
    "privacy_consent.ConsentEvent": EVIDENCE,
    "privacy_correspondence.Enclosure": HALF_A_YEAR,
    "privacy_correspondence.Letter": HALF_A_YEAR,
    "privacy_correspondence.Ticket": HALF_A_YEAR,
    "privacy_feedback.Dispute": EVIDENCE,
    "privacy_feedback.Remark": HALF_A_YEAR,
    "privacy_handles.Handle": FOR_EVER,
    "privacy_handover.Exhibit": EVIDENCE,
    "privacy_handover.Objection": EVIDENCE,
    "privacy_handover.Publication": EVIDENCE,
    "privacy_handover.Told": EVIDENCE,
    "privacy_incidents.Affected": EVIDENCE,
    "privacy_incidents.MadeUp": EVIDENCE,
    "privacy_incidents.MonitoringCode": EVIDENCE,
    "privacy_notice.Agreement": EVIDENCE,
    "privacy_notice.Delivery": EVIDENCE,
    "privacy_notice.Question": EVIDENCE,
    "privacy_rights.CaseLetter": HALF_A_YEAR,
    "privacy_rights.Request": EVIDENCE,
    "privacy_sharing.Connection": FOR_EVER,
    "privacy_sharing.Correction": EVIDENCE,
    "privacy_sharing.Disclosure": EVIDENCE,
    "privacy_sharing.Message": THIRTY_DAYS,
    "privacy_staff.Assessment": EVIDENCE,
    "privacy_staff.BrokenGlass": EVIDENCE,
    "privacy_staff.ReviewLine": EVIDENCE,
    "privacy_staff.Training": EVIDENCE,
    "privacy_staff.Violation": EVIDENCE,
    "privacy_vault.SealedFile": AT_ITS_END,
}
FIELDS: dict[str, dict[str, Length]] = {
    "orders.Order": dict.fromkeys(("email", "recipient_name", "address", "phone", "note"), HALF_A_YEAR),
    "orders.OrderEvent": {"parcel": HALF_A_YEAR},
    "privacy_children.GuardianRequest": dict.fromkeys(("name", "words"), THIRTY_DAYS),
    "privacy_rights.Request": dict.fromkeys(("words", "question", "reply", "answer", "wanted"), HALF_A_YEAR),
}
BEGIN, END = dt.datetime(2020, 3, 1, 2, 10, tzinfo=dt.UTC), dt.datetime(2027, 4, 1, 2, 10, tzinfo=dt.UTC)
BORN = [
    "2016-02-29T12:00:00",  # books and purchases of before: four years later there is a 29th again
    "2017-03-31T15:59:59",  # a second before midnight in Shanghai
    "2020-03-08T06:59:59",  # a second before New York changes to summer time
    "2020-08-31T23:59:59",  # six months later there is no 31st
    "2020-12-31T16:00:00",  # New Year in Shanghai, not yet elsewhere
    "2020-11-01T05:30:00",  # half past one in New York, which comes twice that night
    "2023-08-29T00:00:00",  # six months later it is the 29th of February
    "2024-02-29T10:00:00",
]
# (clock started, last day in time), by the State Council's announcements: holidays, and weekends worked for them.
PROMISED = [
    ("2020-09-29", "2020-10-10"),  # the 30th, then eight free days, Friday the 9th, Saturday the 10th is worked
    ("2021-02-05", "2021-02-09"),  # Sunday the 7th is worked
    ("2021-02-09", "2021-02-19"),  # Spring Festival from the 11th to the 17th
    ("2022-01-28", "2022-02-07"),  # Saturday and Sunday are worked, then a week is free
    ("2023-01-20", "2023-01-30"),  # a week is free, then Saturday and Sunday are worked
    ("2024-09-28", "2024-10-08"),  # Sunday the 29th is worked
    ("2025-01-24", "2025-02-05"),  # Sunday the 26th is worked, then eight days are free
    ("2025-09-26", "2025-09-30"),  # Sunday the 28th is worked
    ("2026-02-13", "2026-02-25"),  # Saturday the 14th is worked
]


THREE = Kind("test.years", "three days", days=3, warn_days=1)
registry.register(THREE)


def utc(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


def end_of(born: dt.datetime, length: Length) -> dt.datetime:
    """The calendar's own answer, found by trying days downwards: the 31st of no month is its last."""
    years, months, days = length
    month = born.month - 1 + months
    for day in range(born.day, 27, -1) if born.day > 27 else [born.day]:
        try:
            return born.replace(year=born.year + years + month // 12, month=month % 12 + 1, day=day) + days * DAY
        except ValueError:
            continue
    raise AssertionError(born)


class Held:
    """What was put into the house, when it is to go, and which of its fields sooner."""

    def __init__(self) -> None:
        self.rows: dict[str, dict[Any, dt.datetime]] = defaultdict(dict)
        self.fields: dict[str, dict[Any, dict[str, dt.datetime]]] = defaultdict(dict)
        self.entries: dict[int, dt.datetime] = {}
        self.nights: set[dt.date] = set()
        self.latest = BEGIN

    def fill(self, born: dt.datetime) -> None:
        """A row of every declared model, each about a person of its own, and an entry in the ledger."""
        known = {said.label: set(self.rows[said.label]) for said in kinds()}
        for said in kinds():
            person_id = people.create(at=born).pk
            more = {"file": file(person_id, born)} if said.label == "privacy_handover.Exhibit" else {}
            made(said.model, person_id=person_id, at=born, **more)
        for said in kinds():  # and what they could not be made without
            for row in said.model._base_manager.exclude(pk__in=known[said.label]):
                self._remember(said.label, row.pk, row.expires_at if isinstance(row, SealedFile) else born)
        entry = evidence.append(kind="order.placed", about=uuid.uuid4(), facts={}, at=born)
        self.entries[entry] = end_of(born, EVIDENCE)
        self._mark(self.entries[entry])

    def _remember(self, label: str, pk: Any, born: dt.datetime) -> None:
        self.rows[label][pk] = end_of(born, ROWS[label])
        self.fields[label][pk] = {name: end_of(born, length) for name, length in FIELDS.get(label, {}).items()}
        for moment in (self.rows[label][pk], *self.fields[label][pk].values()):
            self._mark(moment)

    def _mark(self, moment: dt.datetime) -> None:
        self.nights |= {moment.date() + near * DAY for near in (-1, 0, 1)}

    def look(self, at: dt.datetime) -> None:
        """Just after a sweep at `at`: what has been over for a day is gone, what is not over yet is there, whole."""
        self.latest = max(self.latest, at)
        for said in kinds():
            names = list(FIELDS.get(said.label, ()))
            there = {row[0]: row[1:] for row in said.model._base_manager.values_list("pk", *names)}
            for pk, over in self.rows[said.label].items():
                self._check(said.label, over, at, there=pk in there)
                for name, value in zip(names, there.get(pk, ()), strict=pk in there):
                    self._check(f"{said.label}.{name}", self.fields[said.label][pk][name], at, there=value is not None)
        kept = set(Entry.objects.values_list("pk", flat=True))
        for entry, over in self.entries.items():
            self._check("ledger", over, at, there=entry in kept)

    def _check(self, what: str, over: dt.datetime, at: dt.datetime, *, there: bool) -> None:
        assert there or over <= self.latest, f"{what} went early: at {at}, though it was to live until {over}"
        assert not there or over + DAY > at, f"{what} is still there at {at}, though it was over at {over}"


def file(person_id: uuid.UUID, born: dt.datetime) -> Any:
    """What an exhibit shows lives as long as the exhibit."""
    return made(SealedFile, person_id=person_id, at=end_of(born, EVIDENCE))


def kinds() -> list[Any]:
    """Every declared model with a clock but those of the example area."""
    found = [*datamap.about_people(), *clocks.of_nobody()]
    return [said for said in found if not said.label.startswith("example.")]


def beat(at: dt.datetime) -> None:
    find("retention.beat").work({}, at)


def sweep(at: dt.datetime) -> bool:
    """The nightly job; whether it believed the clock."""
    find("retention.sweep").work({}, at)
    return not Report.objects.get(begun_at=at).asked


# What happens in some nights, instead of the sweep.


def the_clock_leaps_four_years_and_comes_back(held: Held, at: dt.datetime) -> None:
    for hours in range(3):
        beat(at + 1461 * DAY + hours * HOUR)
        assert not sweep(at + 1461 * DAY + hours * HOUR)
    assert queries.clock_leap()
    assert sweep(at)
    held.look(at)


def the_clock_falls_back_forty_days(held: Held, at: dt.datetime) -> None:
    assert sweep(at - 40 * DAY)
    held.look(at - 40 * DAY)
    assert not sweep(at), "forty days at once: a human is asked"
    services.confirm_clock(at=at)
    assert sweep(at + HOUR)
    held.look(at + HOUR)


def the_machine_was_off_for_nine_days(held: Held, at: dt.datetime) -> None:
    assert not sweep(at + 9 * DAY)
    services.confirm_clock(at=at + 9 * DAY)
    assert sweep(at + 9 * DAY + HOUR)
    held.look(at + 9 * DAY + HOUR)


ADVENTURES: dict[str, Callable[[Held, dt.datetime], None]] = {
    "2021-02-27": the_clock_leaps_four_years_and_comes_back,
    "2024-02-28": the_clock_leaps_four_years_and_comes_back,
    "2022-06-30": the_clock_falls_back_forty_days,
    "2023-11-04": the_machine_was_off_for_nine_days,  # while New York changes to winter time
}


def nights() -> Iterator[dt.datetime]:
    """Every night at ten past two, as the schedule wants it; but for those in which the machine is off."""
    off = {dt.date(2023, 11, 4) + days * DAY for days in range(1, 10)}
    for number in range((END - BEGIN).days):
        if (at := BEGIN + number * DAY).date() not in off:
            yield at


def promises(at: dt.datetime) -> None:
    """Promise an answer when one of the days above has come, and see that it is late once its last day is over."""
    for number, (started, last) in enumerate(PROMISED):
        if not utc(started) <= at < utc(last) + 4 * DAY:
            continue
        subject, answered = f"test:{started}", number % 2 == 1
        if at - utc(started) < DAY:
            assert answers.start(subject=subject, kind=THREE, at=at).isoformat() == last
        if answered and 0 * DAY <= at - utc(last) < DAY:
            answers.stop(subject=subject, at=utc(f"{last}T15:59:59"))
        watch(at=at)
        clock = deadlines.clock(subject)
        assert clock
        over = at >= utc(f"{last}T16:00:00")  # midnight in Shanghai
        assert (clock.breached_at is not None) == (over and not answered), (started, at)


def keys_needed() -> set[tuple[uuid.UUID, str]]:
    """Person and class of every sealed value there is."""
    needed = set()
    for said in kinds():
        for row in said.model._base_manager.all():
            sealed = [value for value in vars(row).values() if isinstance(value, Ciphertext)]
            needed |= {(row.person_id, value.retention_class) for value in sealed}
    return needed


def test_every_kind_of_row_has_its_promise_written_down_here() -> None:
    assert {said.label for said in kinds()} == ROWS.keys()
    sooner = {
        said.label: {name for names in clocks.sooner_fields(said, None).values() for name in names} for said in kinds()
    }
    assert {label: names for label, names in sooner.items() if names} == {label: {*FIELDS[label]} for label in FIELDS}


@pytest.mark.django_db
@pytest.mark.once
@pytest.mark.timeout(600)
@pytest.mark.keeps("store.retention", "store.evidence", "right.complaint")
def test_over_seven_years_nothing_outlives_its_clock_and_nothing_goes_early(settings: Settings, tmp_path: Path) -> None:
    settings.PRIVACY_LEDGER_ANCHOR = tmp_path / "anchor.txt"
    settings.TIME_ZONE = "Asia/Shanghai"
    held, unborn = Held(), sorted(map(utc, BORN))

    for at in nights():
        while unborn and unborn[0] <= at:
            held.fill(unborn.pop(0))
        if at.month == 7 and at.year == 2023:
            settings.TIME_ZONE = "America/New_York"
        beat(at)
        promises(at)
        if at.day == 1:
            evidence.seal(at=at)
        if adventure := ADVENTURES.get(f"{at:%Y-%m-%d}"):
            adventure(held, at)
        elif at.date() in held.nights or at.toordinal() % 21 == 0 or at > END - 4 * DAY:
            assert sweep(at)
            held.look(at)
    assert not unborn
    assert ledger.verify().is_sound
    assert set(DataKey.objects.values_list("person_id", "retention_class")) == keys_needed()
