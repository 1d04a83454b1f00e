"""In whatever order things happen: no read without a live purpose, an export tells all, the erased are gone."""

import datetime as dt
import io
import json
import uuid
import zipfile
from contextlib import ExitStack
from typing import Any

import pytest
from django.conf import settings as site
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from privacy.access.models import Opening
from privacy.access.services import acting
from privacy.access.types import Actor, Closed
from privacy.consent import services as consent
from privacy.consent.types import Shown
from privacy.datamap import queries as datamap
from privacy.datamap.vocabulary import DELIVER_MAIL, MAIL_RELAY
from privacy.erasure import services as erasure
from privacy.erasure.types import NotReplayed
from privacy.handles import services as handles
from privacy.handles.models import Handle
from privacy.handles.types import Kind
from privacy.people import services as people
from privacy.rights.export import archive
from privacy.sharing import services as sharing
from privacy.sharing.models import Disclosure
from privacy.vault import queries as vault
from privacy.vault import services as keystore
from privacy.vault.models import DataKey
from tests.example.firms import ADS
from tests.example.models import Letter
from tests.example.privacy import WRITE

SHOWN = Shown(text="Adverts & Co", language="en", notice_version="1", surface="choices", method="switch")
BEGIN = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)


class Life(RuleBasedStateMachine):
    """The engine beside a model of it in plain dictionaries."""

    persons = Bundle("persons")

    @initialize()
    def begin(self) -> None:
        self.undo, self.at, self.number = ExitStack(), BEGIN, 0
        for alias in site.DATABASES:
            self.undo.enter_context(transaction.atomic(using=alias))
        self.letters: dict[uuid.UUID, dict[int, str]] = {}
        self.agreed: dict[uuid.UUID, bool] = {}
        self.told: dict[uuid.UUID, int] = {}
        self.opened: dict[uuid.UUID, int] = {}
        self.erased: set[uuid.UUID] = set()

    def teardown(self) -> None:
        for alias in site.DATABASES:
            transaction.set_rollback(True, using=alias)
        self.undo.close()

    def now(self) -> dt.datetime:
        self.at += dt.timedelta(minutes=1)
        return self.at

    @rule(target=persons)
    def come(self) -> uuid.UUID:
        self.number += 1
        person_id = people.create(at=self.now()).pk
        handles.attach(person_id=person_id, kind=Kind.EMAIL, value=f"p{self.number}@example.org", at=self.at)
        self.letters[person_id], self.agreed[person_id] = {}, False
        self.told[person_id] = self.opened[person_id] = 0
        self.write(person_id)
        return person_id

    @rule(person_id=persons)
    def write(self, person_id: uuid.UUID) -> None:
        text = f"mark-{uuid.uuid4()}"
        made = Letter.objects.create(person_id=person_id, text=text, sender=text, written_at=self.now())
        self.letters[person_id][made.pk] = text

    @rule(person_id=persons)
    def correct(self, person_id: uuid.UUID) -> None:
        for letter in Letter.objects.filter(person_id=person_id):
            letter.text = letter.sender = f"mark-{uuid.uuid4()}"
            self.letters[person_id][letter.pk] = letter.__dict__["text"]
            letter.save()

    @rule(person_id=persons, yes=st.booleans())
    def answer(self, person_id: uuid.UUID, *, yes: bool) -> None:
        say = consent.record if yes else consent.withdraw
        words: dict[str, Any] = {"granted": True} if yes else {}
        say(person_id=person_id, purpose=ADS, shown=SHOWN, at=self.now(), **words)
        self.agreed[person_id] = yes

    @rule(person_id=persons)
    def read_for_what_they_agreed_to(self, person_id: uuid.UUID) -> None:
        for letter in Letter.objects.filter(person_id=person_id):
            with acting(ADS, by=Actor.system("adverts"), at=self.now(), reason="R-1"):
                if self.agreed[person_id]:
                    assert letter.sender.reveal() == self.letters[person_id][letter.pk]
                    self.opened[person_id] += 1
                else:
                    with pytest.raises(Closed):
                        letter.sender.reveal()
                with pytest.raises(Closed):  # agreed to for the sender, never for the text
                    letter.text.reveal()

    @rule(person_id=persons)
    def read_for_the_contract(self, person_id: uuid.UUID) -> None:
        for letter in Letter.objects.filter(person_id=person_id):
            with acting(WRITE, by=Actor.system("clerk"), at=self.now(), reason="R-2"):
                assert letter.text.reveal() == self.letters[person_id][letter.pk]
            self.opened[person_id] += 1
            with pytest.raises(Closed):
                letter.text.reveal()

    @rule(person_id=persons)
    def disclose(self, person_id: uuid.UUID) -> None:
        fields = {"to": Handle.objects.get(person_id=person_id).value}
        sharing.disclose(to=MAIL_RELAY, purpose=DELIVER_MAIL, person_id=person_id, fields=fields, at=self.now())
        self.told[person_id] += 1
        self.opened[person_id] += 1

    @rule(person_id=persons)
    def export(self, person_id: uuid.UUID) -> None:
        bundle = zipfile.ZipFile(io.BytesIO(b"".join(archive(frozenset([person_id]), at=self.now()))))
        text = bundle.read("data.json").decode()
        rows = {one["id"]: len(one["rows"]) for one in json.loads(text)["kinds"]}
        scanned = {said.label: datamap.rows_about(said, [person_id]).count() for said in datamap.about_people()}
        assert rows == {label: count for label, count in scanned.items() if count}
        for whose, letters in self.letters.items():
            assert all((mark in text) is (whose == person_id) for mark in letters.values())
        self.opened[person_id] = Opening.objects.filter(person_id=person_id).count()

    @rule(person_id=consumes(persons))
    def erase(self, person_id: uuid.UUID) -> None:
        erasure.erase(person_id=person_id, at=self.now())
        self.erased.add(person_id)
        self.letters[person_id] = {}

    @rule()
    def restore_and_replay(self) -> None:
        erasure.mark_restored(at=self.now())
        with pytest.raises(NotReplayed):
            erasure.verify_replayed()
        for person_id in self.erased:  # an older key store gave them a key back
            DataKey.objects.create(person_id=person_id, retention_class="example-month", wrapped=b"x", master="x")
        assert erasure.replay(at=self.at) == 0
        erasure.verify_replayed()

    @rule()
    def rotate_keys(self) -> None:
        keystore.rewrap()

    @invariant()
    def of_the_erased_nothing_is_left(self) -> None:
        if not hasattr(self, "erased"):
            return
        left = [said.label for said in datamap.about_people() if datamap.rows_about(said, self.erased).exists()]
        assert left == []
        assert vault.key_count(self.erased) == 0

    @invariant()
    def what_was_disclosed_and_opened_is_on_record(self) -> None:
        if not hasattr(self, "erased"):
            return
        for person_id in self.told.keys() - self.erased:
            assert Disclosure.objects.filter(person_id=person_id, refused="").count() == self.told[person_id]
            assert Opening.objects.filter(person_id=person_id).count() >= min(self.opened[person_id], 1)


@pytest.mark.django_db
@pytest.mark.keeps("protect.access", "right.access", "right.deletion", "right.withdrawal")
def test_in_any_order_of_events_the_engine_keeps_its_word() -> None:
    bounded = settings(
        max_examples=10,
        stateful_step_count=25,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Life, settings=bounded)
