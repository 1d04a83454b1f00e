"""The keeper of the house enters contracts, reviews, places and answers to demands; two people engage a firm."""

import datetime as dt
import hashlib
from collections.abc import Iterator

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from policy.recipients import CARRIERS
from privacy.sharing import queries, services
from privacy.sharing.models import Contract, Demand, Finding, Review, SubRecipient
from privacy.sharing.models.demands import Cause
from privacy.sharing.types import Concern
from tests.people import account

pytestmark = [pytest.mark.django_db, pytest.mark.keeps("share.providers")]


@pytest.fixture(autouse=True)
def _at_noon(noon: dt.datetime) -> Iterator[None]:
    with time_machine.travel(noon):
        yield


def staff(name: str, noon: dt.datetime, role: str = "keeper") -> Client:
    client = Client()
    client.force_login(account(f"{name}@example.org", at=noon, role=role))
    return client


@pytest.fixture
def keeper(noon: dt.datetime) -> Client:
    return staff("keeper", noon)


def enter(client: Client, deed: str, **data: object) -> int:
    return client.post(reverse("desk:recipient-enter", args=[CARRIERS.id, deed]), data).status_code


def paper() -> SimpleUploadedFile:
    return SimpleUploadedFile("contract.pdf", b"signed")


def test_one_enters_a_contract_and_another_approves_it(keeper: Client, noon: dt.datetime) -> None:
    dates = {"starts_on": "2026-06-01", "ends_on": "2029-06-01"}
    assert enter(keeper, "contract", **dates, document=paper()) == 302
    row = Contract.objects.get()
    assert row.document_sha256 == hashlib.sha256(b"signed").hexdigest()
    approve = reverse("desk:contract-approve", args=[row.pk])
    refused = keeper.post(approve)
    assert refused.status_code == 409
    assert "Somebody else has to approve this" in refused.content.decode()
    assert staff("second", noon, "orders").post(approve).status_code == 302
    assert queries.standing_of(CARRIERS, noon).contract_until == "2029-06-01"


def test_what_does_not_fit_comes_back_as_it_was_typed(keeper: Client) -> None:
    url = reverse("desk:recipient-enter", args=[CARRIERS.id, "contract"])
    answer = keeper.post(url, {"starts_on": "2026-06-01", "ends_on": "2025-06-01", "document": paper()})
    assert answer.status_code == 422
    assert "It ends before it starts." in answer.content.decode()
    assert 'value="2025-06-01"' in answer.content.decode()
    assert not Contract.objects.exists()


def test_reviews_findings_places_firms_and_mailboxes_are_entered(keeper: Client, noon: dt.datetime) -> None:
    audit = {"kind": "audit", "held_on": "2026-05-01", "next_due_on": "2027-05-01", "passed": "on"}
    assert enter(keeper, "review", **audit, finding="labels lie about") == 422  # by when?
    assert enter(keeper, "review", **audit, finding="labels lie about", finding_due_on="2026-05-20") == 302
    assert Concern.FINDING_OVERDUE in {one.concern for one in queries.standing_of(CARRIERS, noon).warnings}
    assert "labels lie about" in keeper.get(reverse("desk:recipient", args=[CARRIERS.id])).content.decode()
    assert keeper.post(reverse("desk:finding-close", args=[Finding.objects.get().pk])).status_code == 302
    assert enter(keeper, "place", held_on="2026-05-01", due_on="2027-05-01", outcome="fine") == 302
    assert enter(keeper, "firm", name="Westwind", country="XY", does="last miles") == 422
    assert enter(keeper, "firm", name="Westwind", country="de", does="last miles") == 302
    assert SubRecipient.objects.get().country == "DE"
    assert enter(keeper, "mailbox", mailbox="privacy@carrier.example") == 302
    firm = SubRecipient.objects.get()
    assert [one.concern for one in queries.standing_of(CARRIERS, noon).warnings] == [Concern.FIRM_PLACE]
    looked = {"place": firm.place, "held_on": "2026-05-01", "due_on": "2027-05-01", "outcome": "fine"}
    assert keeper.post(reverse("desk:places"), looked).status_code == 302
    assert queries.standing_of(CARRIERS, noon).warnings == ()
    assert Review.objects.get().passed


def test_a_firm_behind_a_recipient_leaves_on_a_day_and_stays_on_record(keeper: Client, noon: dt.datetime) -> None:
    page = reverse("desk:recipient", args=[CARRIERS.id])
    assert "A firm behind it has left" not in keeper.get(page).content.decode()
    assert enter(keeper, "firm", name="Westwind", country="de", does="last miles") == 302
    firm = SubRecipient.objects.get()
    assert enter(keeper, "left", firm=firm.pk, ended_on="2026-06-02") == 422  # tomorrow
    assert enter(keeper, "left", firm=firm.pk + 1, ended_on="2026-06-01") == 422
    assert enter(keeper, "left", firm=firm.pk, ended_on="2026-06-01") == 302
    assert enter(keeper, "left", firm=firm.pk, ended_on="2026-06-01") == 422
    assert "left on 1 June 2026" in keeper.get(page).content.decode()
    assert firm.place not in {one.id for one in queries.places(noon)}


@pytest.mark.keeps("links.ad-partners")
def test_a_firm_is_dropped_only_by_saying_so_twice_and_its_demand_goes_out(keeper: Client, noon: dt.datetime) -> None:
    assert enter(keeper, "drop", reason="sold addresses on") == 422
    assert queries.standing_of(CARRIERS, noon).shut is None
    assert enter(keeper, "drop", reason="sold addresses on", sure="on") == 302
    shut = queries.standing_of(CARRIERS, noon).shut
    assert shut is not None
    assert shut.concern is Concern.TERMINATED
    assert Demand.objects.get().recipient == CARRIERS.id


@pytest.mark.keeps("right.deletion")
def test_a_demand_shows_its_letter_and_takes_the_answer_once(keeper: Client, noon: dt.datetime) -> None:
    [reference] = services.demand(recipient=CARRIERS.id, cause=Cause.ERASURE, references=["L-1042"], at=noon)
    url = reverse("desk:demand", args=[reference])
    assert "L-1042" in keeper.get(url).content.decode()
    assert keeper.post(url, {"proof": "from Anna Weiss"}).status_code == 422  # a number, no name
    assert keeper.post(url, {"proof": "R-2026-7"}).status_code == 302
    assert keeper.post(url, {"proof": "R-2026-8"}).status_code == 409
    assert Demand.objects.get().proof == "R-2026-7"


@pytest.mark.keeps("share.providers", "store.location")
def test_the_desk_says_what_lapses_on_its_first_page(keeper: Client, noon: dt.datetime) -> None:
    page = keeper.get(reverse("desk:home")).content.decode()
    assert "Recipients and places to look into" in page
    before = queries.to_look_into(noon)
    until = noon.date() + dt.timedelta(days=400)
    services.assess(place="backups", country="CN", held_on=noon.date(), due_on=until, outcome="fine", by="lin", at=noon)
    assert queries.to_look_into(noon) == before - 1


def test_the_list_costs_the_same_however_many_demands_there_are(keeper: Client, noon: dt.datetime) -> None:
    counts = []
    for wave in range(2):
        for n in range(1 + wave * 3):
            services.demand(recipient=CARRIERS.id, cause=Cause.ERASURE, references=[f"L-{wave}-{n}"], at=noon)
        with CaptureQueriesContext(connection) as seen:
            keeper.get(reverse("desk:recipients"))
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_a_post_without_the_purpose_finds_it_closed(noon: dt.datetime) -> None:
    workshop = staff("workshop", noon, "workshop")
    assert workshop.get(reverse("desk:recipients")).status_code == 403
    assert enter(workshop, "drop", reason="x", sure="on") == 403
