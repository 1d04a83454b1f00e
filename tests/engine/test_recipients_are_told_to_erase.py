"""Whoever received something of an erased person is asked to erase it, by opaque references, until they confirm."""

import datetime as dt
import signal
import uuid
from pathlib import Path

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from kit.jobs.models import Job
from policy.recipients import CARRIERS, MAIL_RELAY
from privacy.datamap.vocabulary import DELIVER_MAIL
from privacy.erasure import queries as erasures
from privacy.handles import services as handles
from privacy.handles.models import Handle
from privacy.handles.types import Kind
from privacy.ledger.models import Entry
from privacy.promises import sharing_evidence
from privacy.sharing import queries, services
from privacy.sharing.models import Demand, Disclosure
from privacy.sharing.models.demands import Cause
from privacy.sharing.types import NotAllowed
from tests.engine.places import filled_site
from tests.erasing import erase
from tests.processes import run_python, start_python

pytestmark = pytest.mark.keeps("right.deletion")
DAY = dt.timedelta(days=1)
ADDRESS = "yuki@example.org"


@pytest.fixture
def reference(person_id: uuid.UUID, noon: dt.datetime) -> str:
    """The erasure of somebody whose address went to the mail relay twice, once without an agreed number."""
    handles.attach(person_id=person_id, kind=Kind.EMAIL, value=ADDRESS, at=noon)
    value = Handle.objects.get().value
    for number in ("L-1042", ""):
        services.disclose(
            to=MAIL_RELAY, purpose=DELIVER_MAIL, person_id=person_id, fields={"to": value}, at=noon, reference=number
        )
    return erase(person_id=person_id, at=noon)


def receipt(client: Client, reference: str) -> str:
    return client.get(reverse("rights:receipt", args=[reference])).content.decode()


@pytest.mark.django_db
def test_the_demand_outlives_the_person_and_names_nothing_but_references(reference: str) -> None:
    assert not Disclosure.objects.exists()
    made = Demand.objects.get()
    assert (made.recipient, made.references) == ("mail-relay", ["L-1042", "deliver-mail/2026-06-01T12:00:00Z"])
    subject, text = services.letter(made)
    assert made.reference in subject
    assert "L-1042" in text
    assert ADDRESS not in text
    assert Job.objects.filter(name="sharing.demand", args={"reference": made.reference}).count() == 1


@pytest.mark.django_db
def test_the_receipt_names_each_recipient_and_how_its_demand_stands(
    client: Client, reference: str, noon: dt.datetime
) -> None:
    made = Demand.objects.get()
    progress = erasures.progress(reference)
    assert progress is not None
    assert {f"mail-relay.{made.reference}": 2} in [dict(step.facts) for step in progress.steps]
    page = receipt(client, reference)
    assert "Asked to erase it too" in page
    assert "the letter is being sent" in page
    services.keep_contact(recipient=MAIL_RELAY.id, mailbox="privacy@relay.example")
    services.ask(reference=made.reference, at=noon)
    assert "not confirmed yet" in receipt(client, reference)
    services.confirm(reference=made.reference, proof="R-7", by="lin", at=noon + DAY)
    assert "confirmed on" in receipt(client, reference)


@pytest.mark.django_db
def test_it_is_asked_once_reminded_once_and_then_overdue(reference: str, noon: dt.datetime, settings: Settings) -> None:
    settings.PRIVACY_LOCAL_OUTBOX = False
    assert services.chase(at=noon) == 0  # nobody to write to: the desk is told
    services.keep_contact(recipient=MAIL_RELAY.id, mailbox="privacy@relay.example")
    assert [services.chase(at=noon + days * DAY) for days in (0, 1, 13, 14, 20)] == [1, 0, 0, 1, 0]
    assert [one.to for one in mail.outbox] == [["privacy@relay.example"]] * 2
    assert ADDRESS not in "".join(str(one.message()) for one in mail.outbox)
    assert (queries.overdue(noon + 30 * DAY), queries.overdue(noon + 31 * DAY)) == (0, 1)
    assert sharing_evidence.demands(noon + 30 * DAY).holds
    assert not sharing_evidence.demands(noon + 31 * DAY).holds
    made = Demand.objects.get()
    services.confirm(reference=made.reference, proof="R-7", by="lin", at=noon + 31 * DAY)
    assert sharing_evidence.demands(noon + 31 * DAY).holds
    with pytest.raises(NotAllowed):
        services.confirm(reference=made.reference, proof="R-8", by="lin", at=noon)
    assert services.chase(at=noon + 60 * DAY) == 0


@pytest.mark.django_db
def test_whom_we_drop_is_asked_to_erase_everything_once(noon: dt.datetime) -> None:
    for _again in range(2):
        services.terminate(recipient=CARRIERS, reason="sold addresses on", at=noon, by="lin")
    made = Demand.objects.get()
    assert (made.recipient, made.references) == ("carriers", [])
    assert "everything you hold" in services.letter(made)[1]
    assert Entry.objects.filter(kind="recipient.terminated").count() == 1


@pytest.mark.django_db
def test_the_same_references_make_one_demand_whoever_asks_again(noon: dt.datetime) -> None:
    made = [services.demand(recipient="x", cause=Cause.ERASURE, references=["a", "b"], at=noon) for _again in range(2)]
    assert made[0] == made[1]
    assert Demand.objects.count() == 1


FILL = """
import datetime as dt
at = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)
from tests.example.filling import filled
from privacy.datamap.vocabulary import DELIVER_MAIL
from privacy.handles.models import Handle
from policy.recipients import MAIL_RELAY
from privacy.sharing import services
person = filled(at)
services.keep_contact(recipient="mail-relay", mailbox="privacy@relay.example")
fields = {"to": Handle.objects.get().value}
services.disclose(to=MAIL_RELAY, purpose=DELIVER_MAIL, person_id=person, fields=fields, at=at, reference="L-1042")
print(person)
"""
ERASE = """
import datetime as dt, uuid
at = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)
from tests.erasing import erase
from privacy.sharing import services
erase(person_id=uuid.UUID('PERSON'), at=at)
services.chase(at=at)
"""
GO_ON = """
import datetime as dt
at = dt.datetime(2026, 6, 1, 13, tzinfo=dt.UTC)
from privacy.erasure import services as erasure
from privacy.sharing import services
from privacy.sharing.models import Demand, Disclosure
erasure.resume(at=at)
services.chase(at=at)
made = [(one.recipient, one.references, one.asked_at is not None) for one in Demand.objects.all()]
print(Disclosure.objects.count(), made)
"""


@pytest.mark.parametrize("point", ["erasure.recipients", "erasure.keys", "erasure.finished", "sharing.asked"])
def test_a_kill_at_any_moment_leaves_one_demand_that_is_asked(tmp_path: Path, point: str) -> None:
    env, person = filled_site(tmp_path, FILL)
    doomed = start_python(ERASE.replace("PERSON", person), {**env, "SHIJIANG_FAILPOINT": point})
    assert doomed.wait(60) == -signal.SIGKILL
    assert run_python(GO_ON, env).strip() == "0 [('mail-relay', ['L-1042'], True)]"
