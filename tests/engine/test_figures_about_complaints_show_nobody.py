"""Figures about complaints: no published number, and no difference of two, rests on fewer than five people."""

import datetime as dt
import itertools
import signal
from pathlib import Path

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from privacy.rights import complaints, queries, services
from privacy.rights.complaints import K, figures
from privacy.rights.models import Request, Summary
from privacy.rights.types import Cause, Proof, Right, WrongState
from tests.engine.places import filled_site
from tests.processes import run_python, start_python

CAUSES = ("late", "wrong", "unwanted", "shared")
FILED = st.lists(st.tuples(st.integers(0, 25), st.sampled_from(CAUSES)), max_size=60)
OCTOBER = dt.datetime(2026, 10, 25, tzinfo=dt.UTC)
JULY = dt.datetime(2026, 7, 6, 4, tzinfo=dt.UTC)
pytestmark = pytest.mark.keeps("right.complaint")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(filed=FILED)
def test_whatever_can_be_added_or_subtracted_stands_on_five_people(filed: list[tuple[int, str]]) -> None:
    told = figures(filed)
    if told.total is None:
        assert len({who for who, _ in filed}) < K
        assert (told.parts, told.others) == ({}, 0)
        return
    assert told.total == sum(told.parts.values()) + told.others
    shown = list(told.parts)
    hidden = set(CAUSES) - set(shown)
    for size in range(len(shown) + 1):
        for some in itertools.combinations(shown, size):
            for rest in (set(some), set(some) | hidden):
                people = {who for who, what in filed if what in rest}
                assert not people or len(people) >= K, (some, told)


def test_a_small_part_is_told_together_with_the_next(noon: dt.datetime) -> None:
    filed = [(n, "late") for n in range(9)] + [(n, "wrong") for n in range(20, 26)] + [(99, "shared")]
    assert figures(filed) == complaints.Figures(16, {"late": 9}, 7)
    assert figures(filed[:4]) == complaints.Figures(None, {}, 0)
    assert figures([(1, "late")] * 50) == complaints.Figures(None, {}, 0)  # fifty of one person


def lodge(people: int, at: dt.datetime, *, cause: str = "late") -> None:
    from privacy.people.services import create  # noqa: PLC0415 - a door used here alone

    for _ in range(people):
        proof = Proof(frozenset({create(at=at).pk}), "session", at)
        services.lodge(proof=proof, right=Right.COMPLAINT, words="x", language="en", at=at, cause=cause)


@pytest.mark.django_db
def test_a_quarter_is_summed_once_so_that_no_two_versions_can_be_compared() -> None:
    lodge(6, JULY)
    assert services.sum_up(at=OCTOBER)
    Request.objects.filter(pk__in=[Request.objects.latest("pk").pk]).delete()  # somebody erases everything
    assert not services.sum_up(at=OCTOBER + dt.timedelta(days=30))
    [told] = queries.summaries()
    assert (told.quarter, told.total) == ("2026-Q3", 6)


def learned(cause: Cause, words: str) -> None:
    complaint = Request.objects.filter(cause=cause).first()
    assert complaint
    services.learn(request=complaint, cause=cause, words={"en": words}, link="/en/privacy/", at=OCTOBER)


@pytest.mark.django_db
@pytest.mark.keeps("right.complaint")
def test_the_summary_names_what_was_changed_because_of_it_and_tells_of_no_few(client: Client) -> None:
    lodge(6, JULY)
    lodge(1, JULY, cause=Cause.OPENED)
    lodge(7, JULY, cause=Cause.KEPT)
    learned(Cause.KEPT, "We erase sooner.")
    learned(Cause.OPENED, "We lock the door.")
    assert services.sum_up(at=OCTOBER)
    Request.objects.all().delete()  # whoever complained erases everything: the lesson stays with its quarter
    [told] = queries.summaries()
    assert [one.words for one in told.lessons] == ["We erase sooner."]
    quarters = {one.words: one.quarter for one in queries.lessons()}
    assert quarters == {"We erase sooner.": "2026-Q3", "We lock the door.": ""}
    page = client.get("/en/my-data/complaints/").content.decode()
    assert page.index("What we changed because of these") < page.rindex("We erase sooner.")
    assert page.count("We lock the door.") == 1
    assert 'href="#2026-Q3"' in page


@pytest.mark.django_db
def test_a_lesson_is_learned_from_a_complaint_alone() -> None:
    lodge(1, JULY)
    request = Request.objects.get()
    request.right = Right.ACCESS
    with pytest.raises(WrongState):
        services.learn(request=request, cause=Cause.LATE, words={"en": "x"}, link="", at=OCTOBER)


@pytest.mark.django_db
def test_a_running_quarter_is_not_told() -> None:
    lodge(6, dt.datetime(2026, 9, 30, 4, tzinfo=dt.UTC))
    assert services.sum_up(at=dt.datetime(2026, 10, 15, tzinfo=dt.UTC))  # the quarter before is settled
    assert Summary.objects.get().quarter == "2026-Q2"


@pytest.mark.parametrize("month", range(1, 13))
def test_quarters_follow_each_other_without_gap(month: int) -> None:
    at = dt.datetime(2026, month, 1, tzinfo=dt.UTC)
    first, after = complaints.bounds(complaints.quarter_of(at))
    assert first <= at < after
    assert complaints.last_finished(after) == complaints.quarter_of(at)


FILL = (
    "import datetime as dt\nat = dt.datetime(2026, 7, 6, 4, tzinfo=dt.UTC)\n"
    "from privacy.people.services import create\nfrom privacy.handles import services as handles\n"
    "from privacy.handles.models import Handle\nfrom privacy.handles.types import Kind\n"
    "from privacy.sharing.models import Contact, Correction, Disclosure\nfrom privacy.sharing import services\n"
    "person = create(at=at).pk\nhandles.attach(person_id=person, kind=Kind.EMAIL, value='yuki@example.org', at=at)\n"
    "place, row = 'privacy_handles.Handle.value', Handle.objects.get()\n"
    "Disclosure.objects.create(person_id=person, recipient='mail-relay', purpose='deliver-mail', fields=[place],\n"
    "    region='CN', contract_until='', reference='m-1', at=at)\n"
    "Contact.objects.create(recipient='mail-relay', mailbox='privacy@relay.example')\n"
    "print(services.announce_correction(person_ids=[person], place=place, record=str(row.pk), at=at))"
)
LATER = "import datetime as dt\nat = dt.datetime(2026, 10, 25, tzinfo=dt.UTC)\n"
SUM = LATER + (
    "from privacy.rights import services\nfrom privacy.rights.models import Summary\n"
    "from privacy.ledger.models import Entry\nservices.sum_up(at=at)\n"
    "print(Summary.objects.count(), Entry.objects.filter(kind='complaints.summed').count())"
)
CORRECT = LATER + (
    "from privacy.sharing import services\nfrom privacy.sharing.models import Correction\n"
    "services.send_corrections(at=at)\n"
    "print(Correction.objects.count(), Correction.objects.filter(sent_at=None).count())"
)


@pytest.mark.parametrize(
    ("point", "work", "left"), [("rights.summing", SUM, "1 1"), ("sharing.corrected", CORRECT, "1 0")]
)
def test_what_was_killed_is_finished_by_the_next_run(tmp_path: Path, point: str, work: str, left: str) -> None:
    env, told = filled_site(tmp_path, FILL)
    assert told == "1"
    assert start_python(work, {**env, "SHIJIANG_FAILPOINT": point}).wait(120) == -signal.SIGKILL
    assert run_python(work, env).strip() == left
