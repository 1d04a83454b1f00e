"""Mail that comes back, people found later, codes that ran out, a report that is frozen before it goes."""

import datetime as dt
import hashlib
import re
import uuid
from collections.abc import Iterator

import pytest
import time_machine
from pytest_django import Settings

from kit.jobs.runner import Runner
from privacy.access.queries import proposal_about
from privacy.access.services import acting, decide
from privacy.access.types import Actor
from privacy.correspondence.services import take
from privacy.datamap.vocabulary import SELF
from privacy.handles import services as handles
from privacy.handles.types import Kind
from privacy.incidents import queries, services
from privacy.incidents.models import Affected, Incident, MonitoringCode
from privacy.incidents.types import Misstep, Remedy, Scope
from privacy.ledger.models import Entry
from privacy.people import services as people
from privacy.promises import protecting
from privacy.sharing.models import Message
from shop.accounts.models import Account
from tests.correspondence.letters import came_back
from tests.incidents.mailserver import Post
from tests.people import account, staff

pytestmark = [pytest.mark.django_db, pytest.mark.keeps("protect.incident")]
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def post(settings: Settings) -> Iterator[Post]:
    server = Post(settings)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def mei(noon: dt.datetime) -> Account:
    return account(at=noon - HOUR)


@pytest.fixture
def incident(mei: Account, noon: dt.datetime) -> Incident:
    """Counted and written, of one place alone."""
    made = services.declare(
        kind="stranger-inside",
        scope=Scope(stores=["accounts.Profile"]),
        began_at=noon - HOUR,
        ended_at=noon,
        known_at=noon,
        by=staff(),
        at=noon,
    )
    services.count(incident=made, by=staff(), at=noon)
    services.write(incident=made, words={"en": "A laptop was opened."}, by=staff(), at=noon)
    return made


def sent(incident: Incident, at: dt.datetime) -> None:
    """Proposed where it was not, agreed to, handed over."""
    proposal = services.propose_sending(incident=incident, by=staff(), at=at)
    decide(proposal_id=proposal.pk, by=staff(), approve=True, at=at)
    work(at)
    incident.refresh_from_db()


def work(at: dt.datetime) -> None:
    runner = Runner()
    with time_machine.travel(at, tick=False):
        while runner.run_next(at=at):
            pass


def bounce(message: Message, at: dt.datetime) -> None:
    """As the mail server of the address sends it, taken in at the door for mail."""
    take(raw=came_back(message.message_id), mail_from="", to="hello@localhost", at=at)


def test_a_notice_that_comes_back_by_mail_leaves_its_person_untold(
    incident: Incident, mei: Account, noon: dt.datetime, post: Post
) -> None:
    handles.attach(person_id=mei.person_id, kind=Kind.EMAIL, value="old@example.org", at=noon - 2 * HOUR)
    sent(incident, noon)
    assert incident.handed_over_at == noon
    first = Message.objects.get(key__startswith="incident:")
    bounce(first, noon + HOUR)
    row = Affected.objects.get()
    assert (row.told_at, row.bounces) == (None, 1)
    incident.refresh_from_db()
    assert incident.handed_over_at is None
    work(noon + HOUR)
    assert post.handed == {"mei@example.org": 1, "old@example.org": 1}
    bounce(first, noon + 2 * HOUR)  # told of twice: it is known, and the second address stands
    assert Affected.objects.get().told_at == noon + HOUR
    bounce(Message.objects.exclude(pk=first.pk).get(key__startswith="incident:"), noon + 3 * HOUR)
    work(noon + 3 * HOUR)
    stands = queries.progress(incident)
    assert (stands.handed, stands.unreached, stands.bounced) == (0, 1, 2)


def test_what_comes_back_after_the_incident_was_closed_is_followed_too(
    incident: Incident, mei: Account, noon: dt.datetime, post: Post
) -> None:
    handles.attach(person_id=mei.person_id, kind=Kind.EMAIL, value="old@example.org", at=noon - 2 * HOUR)
    sent(incident, noon)
    services.freeze(incident=incident, by=staff(), at=noon)
    for one in queries.clocks(incident):
        services.spare(incident=incident, authority=one.regulator.id, because="Nobody there.", by=staff(), at=noon)
    services.learn(incident=incident, lessons="Lock it.", by=staff(), at=noon)
    bounce(Message.objects.get(key__startswith="incident:"), noon + 30 * HOUR)
    work(noon + 30 * HOUR)
    assert post.handed["old@example.org"] == 1


def test_widened_before_sending_the_count_grows_and_nothing_shrinks(
    incident: Incident, noon: dt.datetime, post: Post
) -> None:
    guest = handles_only("guest@example.org", noon - 30 * HOUR)
    before = incident.records
    assert before == 1
    more = services.widen(
        incident=incident,
        scope=Scope(stores=["privacy_handles.Handle"]),
        began_at=noon,
        ended_at=noon - HOUR,
        by=staff(),
        at=noon,
    )
    assert more == 1
    assert Affected.objects.filter(incident=incident, person=guest).exists()
    assert incident.scope["stores"] == ["accounts.Profile", "privacy_handles.Handle"]
    assert (incident.began_at, incident.ended_at) == (noon - HOUR, noon)
    assert incident.records == before + 1
    with pytest.raises(Misstep):
        services.widen(incident=incident, scope=Scope(stores=["accounts.Profile"]), by=staff(), at=noon)


def test_widened_after_sending_the_newly_found_are_told_once_two_have_agreed(
    incident: Incident, noon: dt.datetime, post: Post
) -> None:
    handles_only("guest@example.org", noon - 30 * HOUR)
    sent(incident, noon)
    assert post.handed == {"mei@example.org": 1}
    scope = Scope(stores=["privacy_handles.Handle"])
    assert services.widen(incident=incident, scope=scope, by=staff(), at=noon + HOUR) == 1
    work(noon + HOUR)
    assert post.handed == {"mei@example.org": 1}
    assert incident.handed_over_at is None
    step = queries.next_step(incident)
    assert step is not None
    assert queries.unagreed(incident) == 1
    proposal = proposal_about("incidents.send", str(incident.pk), at=noon + HOUR)
    assert proposal
    decide(proposal_id=proposal.pk, by=staff(), approve=True, at=noon + HOUR)
    work(noon + HOUR)
    assert post.handed == {"mei@example.org": 1, "guest@example.org": 1}
    incident.refresh_from_db()
    assert incident.handed_over_at == noon + HOUR
    told = Entry.objects.filter(kind="incident.handed-over").order_by("pk").values_list("facts__told", flat=True)
    assert list(told) == [1, 2]


def test_codes_that_ran_out_are_topped_up_and_whoever_was_told_gets_theirs(
    incident: Incident, mei: Account, noon: dt.datetime, post: Post
) -> None:
    services.ask_for_help(incident=incident, remedies=[Remedy.MONITORING], by=staff(), at=noon)
    work(noon)
    assert queries.without_code(incident) == 1
    sent(incident, noon)
    services.top_up(incident=incident, values=["WATCH-7"], by=staff(), at=noon + HOUR)
    work(noon + HOUR)
    assert queries.without_code(incident) == 0
    assert MonitoringCode.objects.get(incident=incident).person_id == mei.person_id
    assert post.handed == {"mei@example.org": 2}
    assert b"WATCH-7" in post.last
    assert incident.taken.get(step="help").facts["codes"] == 1
    with acting(SELF, by=Actor.person(mei.person_id), at=noon):
        assert "WATCH-7" in str(Message.objects.get(key__startswith="incident-code:").text)


def test_no_codes_are_handed_out_where_none_were_offered(incident: Incident, noon: dt.datetime) -> None:
    services.ask_for_help(incident=incident, remedies=[Remedy.SIGN_OUT], by=staff(), at=noon)
    with pytest.raises(Misstep):
        services.top_up(incident=incident, values=["WATCH-7"], by=staff(), at=noon)


def test_the_report_is_frozen_names_who_answers_and_each_authority_has_its_clock(
    incident: Incident, noon: dt.datetime
) -> None:
    with pytest.raises(Misstep):
        services.file_report(incident=incident, authority="cac", told_at=noon, by=staff(), at=noon)
    first = services.freeze(incident=incident, by=staff(), at=noon)
    assert hashlib.sha256(first.document.encode()).hexdigest() == first.sha256
    for words in (
        "Shijiang Lacquer Art",
        "The keeper on duty",
        "People concerned: 1",
        f"Records concerned: {incident.records}",
    ):
        assert words in first.document
    assert not re.search(r"\d\d-\d\dT\d\d", first.document)  # times as people write them
    services.file_report(incident=incident, authority="cac", told_at=noon + HOUR, by=staff(), at=noon + 2 * HOUR)
    second = services.freeze(incident=incident, by=staff(), at=noon + 2 * HOUR)
    assert (second.number, incident.reports.get(number=1).document) == (2, first.document)
    cac, eu, _uk = queries.clocks(incident)
    assert (cac.due_at, eu.due_at) == (noon + 24 * HOUR, noon + 72 * HOUR)
    assert cac.filing
    assert cac.filing.told_at == noon + HOUR
    with pytest.raises(Misstep):
        services.spare(incident=incident, authority="cac", because="Late thought", by=staff(), at=noon + 2 * HOUR)
    assert not incident.taken.filter(step="report").exists()
    assert queries.overdue_reports(at=noon + 71 * HOUR) == 0
    assert queries.overdue_reports(at=noon + 73 * HOUR) == 2
    assert not protecting.drilled(noon + 73 * HOUR).holds


def handles_only(address: str, at: dt.datetime) -> uuid.UUID:
    """A guest of whom an address alone is known."""
    someone = people.create(at=at).pk
    handles.attach(person_id=someone, kind=Kind.EMAIL, value=address, at=at)
    return someone
