"""States in which a form stands on a page that usually has none: each brings one about and says who sees it where."""

import datetime as dt
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from kit import ids
from privacy.access.types import Actor
from privacy.feedback import services as feedback
from privacy.handover import services as handover
from privacy.handover.models import Transfer
from privacy.notice.services import agree
from privacy.people import services as people
from privacy.rights import services as rights
from privacy.rights.models import Request
from privacy.staff.models import Training
from shop.orders.models import EventKind, Order
from shop.orders.services import journal
from shop.payments.models import Payment
from tests import shelf
from tests.attacks.cast import MARKS, PASSWORD, Cast
from tests.notices import drafted


@dataclass(frozen=True)
class Place:
    """Who sees the page, where, and what they send to see it."""

    who: str
    path: str
    data: Mapping[str, Any] = field(default_factory=dict)


State = Callable[[Cast, dt.datetime], Place]
STATES: list[State] = []


def state(bring_about: State) -> State:
    """One of the states."""
    STATES.append(bring_about)
    return bring_about


@state
def a_guest_at_the_checkout(cast: Cast, _at: dt.datetime) -> Place:
    _begin(cast, "anonymous")
    return Place("anonymous", "/en/checkout/", {"country": "DE"})


@state
def a_customer_at_the_checkout(cast: Cast, _at: dt.datetime) -> Place:
    _begin(cast, "owner")
    return Place("owner", "/en/checkout/", {"country": "DE"})


def _begin(cast: Cast, who: str) -> None:
    line = {"key": ids.token(), "line": f"{shelf.ids()[0]}:1"}
    assert cast.clients[who].post("/en/checkout/begin/", line).status_code == 302


@state
def another_address(_cast: Cast, _at: dt.datetime) -> Place:
    return Place("owner", "/en/account/addresses/new/?country=DE")


@state
def a_code_to_sign_in(cast: Cast, _at: dt.datetime) -> Place:
    cast.clients["anonymous"].post("/en/account/login/code/", {"email": _address("other")})
    return Place("anonymous", "/en/account/login/code/confirm/")


@state
def a_code_for_a_new_address(cast: Cast, _at: dt.datetime) -> Place:
    owner = cast.clients["owner"]
    owner.post("/en/account/reauthenticate/", {"password": PASSWORD})
    owner.post("/en/account/email/", {"email": "new@example.org", "action_add": "1"})
    return Place("owner", "/en/account/confirm-email/")


@state
def a_link_for_a_new_password(cast: Cast, _at: dt.datetime) -> Place:
    link = reverse("account_reset_password_from_key", args=[cast.objects["uid"], cast.objects["reset-key"]])
    return Place("anonymous", cast.clients["anonymous"].get(link).headers["Location"])


@state
def an_account_without_a_password(cast: Cast, at: dt.datetime) -> Place:
    agree(person_id=cast.accounts["owner"].person_id, language="en", surface="sign-in", at=at)
    cast.accounts["owner"].set_unusable_password()
    cast.accounts["owner"].save()
    cast.clients["owner"].force_login(cast.accounts["owner"])
    return Place("owner", "/en/account/password/set/")


def _address(who: str) -> str:
    return f"{MARKS[who].lower()}@example.org"


@state
def an_order_that_is_paid(cast: Cast, at: dt.datetime) -> Place:
    order = Order.objects.get(number=cast.objects["order"])
    Payment.objects.create(
        person_id=order.person_id,
        subject=order.number,
        amount=order.total_minor,
        captured=order.total_minor,
        currency="EUR",
        state="captured",
        provider="sandbox",
        provider_ref="paid",
        attempt_key=order.number,
        created_at=at,
    )
    journal.enter(order=order, kind=EventKind.PAID, by="staff", at=at)
    return Place("keeper", reverse("desk:order", args=[order.number]))


@state
def a_case_with_a_question(cast: Cast, at: dt.datetime) -> Place:
    case = Request.objects.get(reference=cast.objects["case"])
    rights.ask_person(request=case, question="Which one?", at=at)
    return Place("owner", reverse("rights:request", args=[case.reference]))


@state
def a_dispute_in_hand(cast: Cast, at: dt.datetime) -> Place:
    made = feedback.dispute(
        clause="protect.masking", words="?", name="", email="first@example.net", language="en", at=at
    )
    feedback.take_up(dispute=made, by=Actor.staff(cast.accounts["counsel"].pk, "counsel"), at=at)
    return Place("counsel", reverse("desk:dispute", args=[made.reference]))


@state
def a_draft_of_the_notice(_cast: Cast, at: dt.datetime) -> Place:
    return Place("keeper", reverse("desk:change", args=[drafted(at, "2099-01").version]))


@state
def a_publication_to_be_covered(_cast: Cast, at: dt.datetime) -> Place:
    lin = Actor("staff", str(uuid.uuid4()), "keeper")
    case = handover.request_publication(
        person_id=people.create(at=at).pk,
        ground="court",
        authority="Court",
        order_number="2",
        ordered=["Letter"],
        by=lin,
        at=at,
    )
    return Place("counsel", reverse("desk:publication", args=[case.reference]))


@state
def a_letter_on_paper(_cast: Cast, _at: dt.datetime) -> Place:
    transfer = Transfer.objects.get()
    Transfer.objects.update(sealed_at=None)
    return Place("keeper", reverse("desk:transfer", args=[transfer.reference]))


@state
def a_course_to_be_passed(cast: Cast, _at: dt.datetime) -> Place:
    Training.objects.filter(account=str(cast.accounts["keeper"].pk)).delete()
    return Place("keeper", reverse("desk:training"))
