"""At three in the morning: everybody who can help is woken, and one alone can still send, on record."""

import datetime as dt

import pytest
import time_machine
from django.test import Client

from kit.jobs.runner import Runner
from privacy.access.models import Opening, Proposal
from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.datamap.vocabulary import SELF
from privacy.handles.services import attach
from privacy.handles.types import Kind
from privacy.incidents import queries, services
from privacy.incidents.models import Incident
from privacy.incidents.types import Misstep, Scope
from privacy.ledger.models import Entry
from privacy.sharing.models import Message
from privacy.staff import queries as staff_queries
from privacy.staff.models import BrokenGlass
from privacy.staff.services import review_glass
from shop.accounts.models import Account
from tests.people import account, signed_in, staff

pytestmark = [pytest.mark.django_db, pytest.mark.keeps("protect.incident")]
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def keepers(noon: dt.datetime) -> tuple[Account, Account]:
    one = account("one@example.org", at=noon, role="keeper")
    two = account("two@example.org", at=noon, role="keeper", language="zh-hans")
    attach(person_id=two.person_id, kind=Kind.PHONE, value="+8613812341234", at=noon)
    return one, two


@pytest.fixture
def incident(keepers: tuple[Account, Account], noon: dt.datetime) -> Incident:
    return services.declare(
        kind="stranger-inside",
        scope=Scope(stores=["accounts.Profile"]),
        began_at=noon - HOUR,
        ended_at=noon,
        known_at=noon,
        by=Actor.staff(keepers[0].pk, "keeper"),
        at=noon,
    )


def ready(incident: Incident, by: Actor, at: dt.datetime) -> None:
    services.count(incident=incident, by=by, at=at)
    services.write(incident=incident, words={"en": "A door.", "zh-hans": "一扇门。"}, by=by, at=at)
    services.propose_sending(incident=incident, by=by, at=at)


def alarms(person: Account, noon: dt.datetime) -> list[str]:
    with acting(SELF, by=Actor.person(person.person_id), at=noon):
        rows = Message.objects.filter(person=person.person_id, key__startswith="incident-alarm:").order_by("created_at")
        return [str(one.text) for one in rows]


def test_every_keeper_is_woken_in_their_language_by_mail_and_text(
    incident: Incident, keepers: tuple[Account, Account], noon: dt.datetime
) -> None:
    one, two = keepers
    [mail] = alarms(one, noon)
    assert f"/incidents/{incident.pk}/" in mail
    assert "Everybody concerned is to be told by 2 June 2026, 12:00" in mail
    assert {row.channel for row in Message.objects.filter(person=two.person_id)} == {"mail", "text"}
    assert all("事件" in text or "所有" in text for text in alarms(two, noon))


def test_they_are_woken_again_as_the_time_runs_out_and_once_each(
    incident: Incident, keepers: tuple[Account, Account], noon: dt.datetime
) -> None:
    one, _two = keepers
    for hours, heard in ((11, 1), (12, 2), (13, 2), (18.5, 3), (23.5, 4), (24, 5), (30, 5)):
        services.remind(incident=incident, at=noon + hours * HOUR)
        assert len(alarms(one, noon)) == heard, hours


def test_the_pulse_wakes_them_until_everybody_was_told(
    incident: Incident, keepers: tuple[Account, Account], noon: dt.datetime
) -> None:
    runner = Runner()
    for hours in (0, 12.1):
        with time_machine.travel(noon + hours * HOUR, tick=False):
            runner.tick(at=noon + hours * HOUR)
            while runner.run_next(at=noon + hours * HOUR):
                pass
    assert len(alarms(keepers[0], noon)) == 2


def test_a_step_is_closed_to_posts_the_plan_does_not_name(incident: Incident, noon: dt.datetime) -> None:
    with pytest.raises(Misstep, match="workshop"):
        services.count(incident=incident, by=staff("workshop"), at=noon)


def test_whoever_is_alone_can_send_after_waiting_and_it_is_looked_into(
    incident: Incident, keepers: tuple[Account, Account], noon: dt.datetime
) -> None:
    one, two = (Actor.staff(each.pk, "keeper") for each in keepers)
    ready(incident, one, noon)
    early, late = noon + dt.timedelta(minutes=29), noon + dt.timedelta(minutes=30)
    for by, at, reason in ((one, early, "E-1"), (two, late, "E-1"), (one, late, "because nobody woke")):
        with pytest.raises(Misstep):
            services.send_alone(incident=incident, reason=reason, by=by, at=at)
    assert not services.send_next(incident=incident, at=late)
    services.send_alone(incident=incident, reason="E-1", by=one, at=late)
    assert services.send_next(incident=incident, at=late)
    [proposal] = Proposal.objects.all()
    assert (proposal.approved, proposal.decided_by) == (False, "")
    assert len(alarms(keepers[1], noon)) == 6  # declared, counted, sent alone: mail and text
    glass = BrokenGlass.objects.get()
    assert (glass.purposes, glass.until) == (["warn"], late)
    assert list(staff_queries.unreviewed()) == [glass]
    assert Entry.objects.filter(kind="incident.alone").count() == 1
    review_glass(glass=glass, by=two, justified=True, at=late)
    with pytest.raises(Misstep):
        services.send_alone(incident=incident, reason="E-2", by=one, at=late)


def test_the_desk_shows_whom_to_ring_every_language_and_the_way_alone(
    incident: Incident, keepers: tuple[Account, Account], noon: dt.datetime
) -> None:
    by, page = Actor.staff(keepers[0].pk, "keeper"), f"/en/desk/incidents/{incident.pk}/"
    ready(incident, by, noon)
    services.ask_for_help(incident=incident, remedies=[], by=by, at=noon)
    services.help_people(incident=incident, remedies=[], by=by, at=noon)
    with time_machine.travel(noon + dt.timedelta(minutes=5), tick=False):
        one, two = signed_in("one@example.org"), signed_in("two@example.org")
        shown = one.get(page).content.decode()
        assert "+8613812341234" in shown
        assert Opening.objects.filter(purpose="warn", person=keepers[1].person_id).exists()
        assert "alone here" in shown
        assert one.post(f"{page}alone/", {"reference": "E-1"}).status_code == 404
        _every_language(two, page)
    with time_machine.travel(noon + dt.timedelta(minutes=31), tick=False):
        assert "Emergency: send it alone" in one.get(page).content.decode()
        assert one.post(f"{page}alone/", {"reference": "nobody woke up"}).status_code == 422
        assert one.post(f"{page}alone/", {"reference": "E-1"}).status_code == 302
    assert incident.taken.filter(step="send").exists()
    assert queries.unagreed(incident) == 0


def _every_language(approver: Client, page: str) -> None:
    """Whoever agrees reads what everybody will: both languages, mail and text."""
    shown = approver.get(page).content.decode()
    for words in ("A door.", "一扇门。", "Your data may have leaked", "您的数据可能已泄露", "As a text message"):
        assert words in shown
    assert shown.count("What happened and what helps:") == 1
