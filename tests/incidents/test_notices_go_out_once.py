"""One notice for each person: agreed to by two, in their language, with what helps; then the next handle."""

import datetime as dt
import uuid
from collections.abc import Iterator

import pytest
from django.db import IntegrityError, transaction
from pytest_django import Settings

from privacy.access.models import Opening, Proposal
from privacy.access.services import acting, decide
from privacy.access.types import Actor, NotAllowed, TooLate
from privacy.datamap.vocabulary import SELF
from privacy.handles import services as handles
from privacy.handles.types import Kind
from privacy.incidents import queries, services
from privacy.incidents.models import Affected, Incident, MonitoringCode
from privacy.incidents.types import Misstep, Remedy, Scope
from privacy.ledger.models import Entry
from privacy.rights import queries as rights
from privacy.sharing.models import Disclosure, Message
from privacy.vault.models import SealedSession
from shop.accounts.models import Account
from tests.incidents.mailserver import Post
from tests.people import account, signed_in, staff

pytestmark = [pytest.mark.django_db, pytest.mark.keeps("protect.incident")]
HOUR = dt.timedelta(hours=1)
WORDS = {"en": "A laptop was opened.", "zh-hans": "一台电脑被打开。"}


@pytest.fixture
def post(settings: Settings) -> Iterator[Post]:
    server = Post(settings)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def mei(noon: dt.datetime) -> Account:
    return account(at=noon - HOUR, language="zh-hans")


@pytest.fixture
def incident(mei: Account, noon: dt.datetime) -> Incident:
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
    services.write(incident=made, words=WORDS, by=staff(), at=noon)
    return made


def agreed(incident: Incident, at: dt.datetime) -> None:
    proposal = services.propose_sending(incident=incident, by=staff(), at=at)
    decide(proposal_id=proposal.pk, by=staff(), approve=True, at=at)


def test_nothing_leaves_before_a_second_person_agrees(incident: Incident, noon: dt.datetime, post: Post) -> None:
    one = staff()
    proposal = services.propose_sending(incident=incident, by=one, at=noon)
    assert not services.send_next(incident=incident, at=noon)
    with pytest.raises(NotAllowed):
        decide(proposal_id=proposal.pk, by=one, approve=True, at=noon)
    with pytest.raises(NotAllowed):
        decide(proposal_id=proposal.pk, by=staff("workshop"), approve=True, at=noon)
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.update(decided_by=one.id)
    with pytest.raises(TooLate):
        decide(proposal_id=proposal.pk, by=staff(), approve=True, at=noon + 25 * HOUR)
    assert not post.handed
    decide(proposal_id=proposal.pk, by=staff(), approve=True, at=noon)
    assert services.send_next(incident=incident, at=noon)
    assert post.handed == {"mei@example.org": 1}


def test_before_people_and_words_are_known_nothing_can_be_proposed(noon: dt.datetime) -> None:
    bare = services.declare(
        kind="lost-copy",
        scope=Scope(actors=["x"]),
        began_at=noon,
        ended_at=noon,
        known_at=noon,
        by=staff(),
        at=noon,
    )
    with pytest.raises(Misstep):
        services.propose_sending(incident=bare, by=staff(), at=noon)


def test_the_notice_is_in_the_persons_language_with_their_own_code(
    incident: Incident, mei: Account, noon: dt.datetime, post: Post
) -> None:
    services.add_codes(values=["WATCH-1", "WATCH-2"], at=noon)
    services.help_people(incident=incident, remedies=[Remedy.MONITORING], by=staff(), at=noon)
    agreed(incident, noon)
    services.send_next(incident=incident, at=noon)
    with acting(SELF, by=Actor.person(mei.person_id), at=noon):
        message = Message.objects.get(key__startswith="incident:")
        text, mine = str(message.text), MonitoringCode.objects.get(person=mei.person_id)
        assert str(mine.value) in text
        known = rights.mine(frozenset([mei.person_id]), at=noon).known
    assert "一台电脑被打开。" in text
    assert "可能有无权查看的人" in text
    assert "{" not in text
    [mine_of] = [one for one in known if one.id == "privacy_incidents-affected"]
    shown = [value.text for record in mine_of.records for value in record.values]
    assert incident.reference in shown
    assert any("可能有无权查看的人" in words for words in shown)


def test_remedies_are_real_and_done_once(incident: Incident, mei: Account, noon: dt.datetime) -> None:
    services.add_codes(values=["WATCH-1", "WATCH-2"], at=noon)
    signed_in()
    every = [Remedy.SIGN_OUT, Remedy.NEW_PASSWORD, Remedy.MONITORING]
    services.help_people(incident=incident, remedies=every, by=staff(), at=noon)
    mei.refresh_from_db()
    assert not SealedSession.objects.filter(person_id=mei.person_id).exists()
    assert not mei.has_usable_password()
    mei.set_password("a new one of my own")
    mei.save()
    services.help_people(incident=incident, remedies=every, by=staff(), at=noon + HOUR)
    mei.refresh_from_db()
    assert mei.has_usable_password()
    assert MonitoringCode.objects.filter(incident=incident).count() == 1
    assert queries.free_codes() == 1


def test_a_refused_address_leads_to_the_next_and_then_to_my_data(
    incident: Incident, mei: Account, noon: dt.datetime, post: Post
) -> None:
    handles.attach(person_id=mei.person_id, kind=Kind.EMAIL, value="old@example.org", at=noon)
    post.answer["mei@"] = "550 no such user"
    agreed(incident, noon)
    while services.send_next(incident=incident, at=noon):
        pass
    assert post.handed == {"old@example.org": 1}
    row = Affected.objects.get(incident=incident)
    assert (row.channel, row.bounces) == ("mail", 1)
    incident.refresh_from_db()
    assert incident.handed_over_at == noon


def test_whoever_nothing_reaches_is_counted_as_such(incident: Incident, noon: dt.datetime, post: Post) -> None:
    post.answer["@"] = "550 no such user"
    agreed(incident, noon)
    while services.send_next(incident=incident, at=noon):
        pass
    stands = queries.progress(incident)
    assert (stands.handed, stands.unreached, stands.waiting) == (0, 1, 0)


def test_not_now_is_asked_again_later_and_later_still(incident: Incident, noon: dt.datetime, post: Post) -> None:
    post.answer["mei@"] = "450 come back later"
    agreed(incident, noon)
    services.send_next(incident=incident, at=noon)
    services.send_next(incident=incident, at=noon + dt.timedelta(minutes=4))
    assert Affected.objects.get().delays == 1
    services.send_next(incident=incident, at=noon + dt.timedelta(minutes=5))
    assert Affected.objects.get().delays == 2
    post.answer.clear()
    services.send_next(incident=incident, at=noon + HOUR)
    assert post.handed == {"mei@example.org": 1}


def test_while_nobody_listens_nothing_is_opened(incident: Incident, noon: dt.datetime, post: Post) -> None:
    post.stop()
    agreed(incident, noon)
    Opening.objects.all().delete()
    assert not services.send_next(incident=incident, at=noon)
    assert not Opening.objects.filter(purpose="deliver-mail").exists()
    assert not Disclosure.objects.exists()
    incident.refresh_from_db()
    assert incident.relay_down == 1


def test_a_late_bounce_is_followed_by_the_next_handle(
    incident: Incident, mei: Account, noon: dt.datetime, post: Post
) -> None:
    handles.attach(person_id=mei.person_id, kind=Kind.EMAIL, value="old@example.org", at=noon)
    agreed(incident, noon)
    services.send_next(incident=incident, at=noon)
    services.bounced(message=Message.objects.get(key__startswith="incident:"), at=noon + HOUR)
    services.send_next(incident=incident, at=noon + HOUR)
    assert post.handed == {"mei@example.org": 1, "old@example.org": 1}


def test_every_step_is_on_the_ledger_and_the_report_is_of_its_facts(
    incident: Incident, noon: dt.datetime, post: Post
) -> None:
    services.help_people(incident=incident, remedies=[Remedy.SIGN_OUT], by=staff(), at=noon)
    agreed(incident, noon)
    while services.send_next(incident=incident, at=noon):
        pass
    with pytest.raises(Misstep):
        services.learn(incident=incident, lessons="Lock the laptop.", by=staff(), at=noon)
    frozen = services.freeze(incident=incident, by=staff(), at=noon)
    for one in queries.clocks(incident):
        services.file_report(incident=incident, authority=one.regulator.id, told_at=noon, by=staff(), at=noon)
    services.learn(incident=incident, lessons="Lock the laptop.", by=staff(), at=noon)
    kinds = set(Entry.objects.filter(kind__startswith="incident.").values_list("kind", flat=True))
    steps = {"declare", "count", "write", "help", "send", "handed-over", "freeze", "file", "report", "lessons"}
    assert kinds == {f"incident.{step}" for step in steps}
    assert incident.report_digest == frozen.sha256
    assert queries.next_step(incident) is None
    assert uuid.UUID(str(incident.pk))


def test_words_cannot_change_once_they_are_under_way(incident: Incident, noon: dt.datetime) -> None:
    agreed(incident, noon)
    with pytest.raises(Misstep):
        services.write(incident=incident, words={"en": "It was nothing."}, by=staff(), at=noon)
