"""A recipient gets something only while contract, audit and background hold; what lapses warns first, then blocks."""

import dataclasses
import datetime as dt
import random
import uuid

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from policy.recipients import CARRIERS, MAIL_RELAY
from privacy.datamap import registry
from privacy.datamap.types import Grace, RecipientKind
from privacy.datamap.vocabulary import DELIVER_MAIL, SELF
from privacy.handles import services as handles
from privacy.handles.models import Handle
from privacy.handles.types import Kind
from privacy.people import services as people
from privacy.sharing import queries, services
from privacy.sharing.models import Contract, Disclosure, Finding, Review
from privacy.sharing.standing import at_the_gate, standings
from privacy.sharing.types import Concern, FindingWords, NotAllowed, Refused
from privacy.vault.sealed import Sealed

pytestmark = [pytest.mark.django_db, pytest.mark.keeps("share.providers")]
PAPER = "0" * 64
DAY = dt.timedelta(days=1)


@pytest.fixture
def address(person_id: uuid.UUID, noon: dt.datetime) -> Sealed:
    handles.attach(person_id=person_id, kind=Kind.EMAIL, value="yuki@example.org", at=noon)
    value: Sealed = Handle.objects.get().value
    return value


def send(address: Sealed, at: dt.datetime, *, begun_at: dt.datetime | None = None) -> object:
    return services.disclose(
        to=MAIL_RELAY,
        purpose=DELIVER_MAIL,
        person_id=address.person_id,
        fields={"to": address},
        at=at,
        begun_at=begun_at,
        reference="L-1042",
    )


def contract(until: dt.date, noon: dt.datetime, recipient: str = MAIL_RELAY.id) -> None:
    row = services.propose_contract(
        recipient=recipient, starts_on=noon.date(), ends_on=until, document_sha256=PAPER, by="lin", at=noon
    )
    services.approve_contract(contract_id=row.pk, by="chen", at=noon)


def audit(due: dt.date, noon: dt.datetime, *, passed: bool = True, kind: Review.Kind = Review.Kind.AUDIT) -> Review:
    return services.review(
        recipient=MAIL_RELAY.id, kind=kind, held_on=noon.date(), next_due_on=due, passed=passed, by="lin", at=noon
    )


def test_what_the_desk_recorded_outranks_the_founding_entry(address: Sealed, noon: dt.datetime) -> None:
    contract(noon.date() + 10 * DAY, noon)
    assert send(address, noon + 10 * DAY)
    with pytest.raises(Refused, match="contract lapsed on 2026-06-11"):
        send(address, noon + 11 * DAY)


def test_a_contract_counts_once_a_second_person_has_approved_it(noon: dt.datetime) -> None:
    row = services.propose_contract(
        recipient=MAIL_RELAY.id,
        starts_on=noon.date(),
        ends_on=dt.date(2030, 1, 1),
        document_sha256=PAPER,
        by="lin",
        at=noon,
    )
    assert queries.standing_of(MAIL_RELAY, noon).contract_until == MAIL_RELAY.contract_until
    with pytest.raises(NotAllowed, match="Somebody else"):
        services.approve_contract(contract_id=row.pk, by="lin", at=noon)
    with pytest.raises(IntegrityError), transaction.atomic():
        Contract.objects.update(approved_by="lin")
    services.approve_contract(contract_id=row.pk, by="chen", at=noon)
    assert queries.standing_of(MAIL_RELAY, noon).contract_until == "2030-01-01"
    with pytest.raises(NotAllowed, match="nothing"):
        services.approve_contract(contract_id=row.pk, by="chen", at=noon)


def test_thirty_days_ahead_of_a_lapse_the_desk_is_warned_and_data_still_flows(
    address: Sealed, noon: dt.datetime
) -> None:
    contract(noon.date() + 60 * DAY, noon)
    audit(noon.date() + 60 * DAY, noon)

    def warned(at: dt.datetime) -> set[Concern]:
        return {one.concern for one in queries.standing_of(MAIL_RELAY, at).warnings}

    soon = {Concern.CONTRACT_ENDING, Concern.REVIEW_COMING}
    assert not soon & warned(noon + 29 * DAY)
    assert soon <= warned(noon + 30 * DAY)
    assert send(address, noon + 30 * DAY)


def test_a_failed_audit_shuts_the_gate_until_one_is_passed(address: Sealed, noon: dt.datetime) -> None:
    audit(dt.date(2027, 1, 1), noon, passed=False)
    with pytest.raises(Refused, match="audit failed"):
        send(address, noon)
    audit(dt.date(2027, 1, 1), noon + DAY)
    assert send(address, noon + DAY)


@pytest.mark.keeps("share.partners", "links.ad-partners")
@pytest.mark.parametrize("kind", [RecipientKind.PARTNER, RecipientKind.ADVERTISING])
def test_a_partner_without_a_background_review_gets_nothing(
    address: Sealed, noon: dt.datetime, monkeypatch: pytest.MonkeyPatch, kind: RecipientKind
) -> None:
    monkeypatch.setitem(registry.recipients, MAIL_RELAY.id, dataclasses.replace(MAIL_RELAY, kind=kind))
    with pytest.raises(Refused, match="background"):
        send(address, noon)
    audit(dt.date(2027, 1, 1), noon, passed=False, kind=Review.Kind.BACKGROUND)
    with pytest.raises(Refused, match="background"):
        send(address, noon)
    audit(dt.date(2027, 1, 1), noon + DAY, kind=Review.Kind.BACKGROUND)
    assert send(address, noon + DAY)


def test_a_parcel_on_its_way_passes_within_the_declared_grace_and_that_is_on_record(
    address: Sealed, noon: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    lapsed = dataclasses.replace(MAIL_RELAY, contract_until="2026-05-31", grace=Grace(14, "a parcel is on its way"))
    monkeypatch.setitem(registry.recipients, MAIL_RELAY.id, lapsed)
    with pytest.raises(Refused):  # new business
        send(address, noon, begun_at=noon)
    assert send(address, noon, begun_at=noon - 5 * DAY)
    assert Disclosure.objects.get(refused="").grace == "a parcel is on its way"
    with pytest.raises(Refused):
        send(address, noon + 14 * DAY, begun_at=noon - 5 * DAY)


def test_grace_does_not_help_whom_we_dropped(
    address: Sealed, noon: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(registry.recipients, MAIL_RELAY.id, dataclasses.replace(MAIL_RELAY, grace=Grace(14, "x")))
    services.terminate(recipient=MAIL_RELAY, reason="sold addresses on", at=noon)
    with pytest.raises(Refused, match="terminated"):
        send(address, noon, begun_at=noon - DAY)


def test_a_field_asked_for_another_purpose_than_declared_is_refused_and_on_record(
    address: Sealed, noon: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    greedy = dataclasses.replace(MAIL_RELAY, purposes=(*MAIL_RELAY.purposes, SELF))
    monkeypatch.setitem(registry.recipients, MAIL_RELAY.id, greedy)
    with pytest.raises(Refused, match="not declared"):
        services.disclose(to=greedy, purpose=SELF, person_id=address.person_id, fields={"to": address}, at=noon)
    assert Disclosure.objects.get().refused


def test_a_field_of_somebody_else_does_not_pass(address: Sealed, noon: dt.datetime) -> None:
    other = people.create(at=noon).pk
    with pytest.raises(Refused, match="somebody else"):
        services.disclose(to=MAIL_RELAY, purpose=DELIVER_MAIL, person_id=other, fields={"to": address}, at=noon)


def test_a_reference_that_could_name_somebody_is_no_reference(address: Sealed, noon: dt.datetime) -> None:
    with pytest.raises(ValueError, match="opaque"):
        services.disclose(
            to=MAIL_RELAY,
            purpose=DELIVER_MAIL,
            person_id=address.person_id,
            fields={"to": address},
            at=noon,
            reference="yuki@example.org",
        )


def test_a_finding_not_mended_in_time_warns_until_it_is_closed(noon: dt.datetime) -> None:
    services.review(
        recipient=CARRIERS.id,
        kind=Review.Kind.AUDIT,
        held_on=noon.date(),
        next_due_on=dt.date(2027, 6, 1),
        passed=True,
        by="lin",
        at=noon,
        findings=[FindingWords("labels lie about", noon.date() + 5 * DAY)],
    )

    def late(at: dt.datetime) -> bool:
        return Concern.FINDING_OVERDUE in {one.concern for one in queries.standing_of(CARRIERS, at).warnings}

    assert not late(noon + 5 * DAY)
    assert late(noon + 6 * DAY)
    services.close_finding(finding_id=Finding.objects.get().pk, by="lin", at=noon + 6 * DAY)
    assert not late(noon + 6 * DAY)
    with pytest.raises(NotAllowed):
        services.close_finding(finding_id=Finding.objects.get().pk, by="lin", at=noon)


def test_a_hundred_recipients_cost_as_many_queries_as_one(
    noon: dt.datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    many = [dataclasses.replace(CARRIERS, id=f"carrier-{n}") for n in range(100)]
    for one in many[:5]:
        contract(dt.date(2030, 1, 1), noon, one.id)
    for listed in (many, many[:1]):
        with django_assert_num_queries(6):
            standings(listed, noon)


def test_a_review_of_the_background_does_not_hide_that_the_audit_has_lapsed(address: Sealed, noon: dt.datetime) -> None:
    audit(noon.date() + DAY, noon)
    audit(noon.date() + 1000 * DAY, noon, kind=Review.Kind.BACKGROUND)
    assert send(address, noon)
    with pytest.raises(Refused, match="review was due on 2026-06-02"):
        send(address, noon + 2 * DAY)


def test_a_newer_contract_outranks_an_older_one_that_would_run_longer(address: Sealed, noon: dt.datetime) -> None:
    contract(noon.date() + 1000 * DAY, noon)
    contract(noon.date() + DAY, noon)
    with pytest.raises(Refused, match="contract lapsed"):
        send(address, noon + 2 * DAY)


def record_anything(chance: random.Random, noon: dt.datetime) -> None:
    """One entry of the register of any kind, about days near noon; half of it about somebody else."""
    one = chance.choice([MAIL_RELAY, CARRIERS])
    day = noon.date() + chance.randint(-20, 20) * DAY
    until, ok = day + chance.randint(0, 20) * DAY, chance.random() < 0.8
    match chance.randint(0, 5):
        case 0 | 1 | 2:
            row = services.propose_contract(
                recipient=one.id, starts_on=day, ends_on=until, document_sha256=PAPER, by="lin", at=noon
            )
            if ok:
                services.approve_contract(contract_id=row.pk, by="chen", at=noon)
        case 3 | 4:
            kind = chance.choice(list(Review.Kind))
            services.review(recipient=one.id, kind=kind, held_on=day, next_due_on=until, passed=ok, by="lin", at=noon)
        case 5 if chance.random() < 0.2 and not queries.terminated(one.id):
            services.terminate(recipient=one, reason="sold addresses on", at=noon)


def test_the_gate_finds_in_one_query_what_the_desk_is_shown(
    noon: dt.datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    chance = random.Random(20261128)  # noqa: S311 - a repeatable walk
    for step in range(80):
        record_anything(chance, noon)
        one = dataclasses.replace(MAIL_RELAY, kind=chance.choice(list(RecipientKind)))
        at = noon + chance.randint(-25, 45) * DAY
        with django_assert_num_queries(1):
            asked = at_the_gate(one, at)
        assert asked == dataclasses.replace(standings([one], at)[0], warnings=()), step
