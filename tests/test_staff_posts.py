"""Posts in the studio: given by command, and the desk's pages open to those whose role may act for their purpose."""

import datetime as dt
import uuid
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from kit import clock
from policy.purposes import ACCOUNTING, FULFIL_ORDER, OVERVIEW
from privacy.access import queries as access
from privacy.access import services as four_eyes
from privacy.ledger.models import Entry
from privacy.staff import services as watch
from shop.accounts import queries
from shop.accounts.models import Account
from shop.accounts.services import staff_required
from shop.accounts.types import NotSignedIn
from tests.people import account, signed_in, staff

pytestmark = pytest.mark.django_db


@staff_required(OVERVIEW, FULFIL_ORDER)
def desk(request: HttpRequest) -> HttpResponse:
    return HttpResponse("the desk")


def visit(rf: RequestFactory, who: object) -> HttpResponse:
    request = rf.get("/desk/")
    request.user = who  # type: ignore[assignment]
    return desk(request)  # type: ignore[return-value]


@pytest.mark.keeps("protect.access")
def test_the_desk_opens_by_role_and_purpose(rf: RequestFactory, noon: dt.datetime) -> None:
    orders = account("orders@example.org", at=noon, role="orders")
    answer = visit(rf, orders)
    assert answer.content == b"the desk"
    assert "no-store" in answer["Cache-Control"]
    with pytest.raises(PermissionDenied):
        visit(rf, account("workshop@example.org", at=noon, role="workshop"))
    with pytest.raises(Http404):
        visit(rf, account("customer@example.org", at=noon))
    assert visit(rf, None).headers["Location"].startswith("/en/account/login/?next=/desk/")


def test_a_role_the_policy_no_longer_knows_opens_nothing(rf: RequestFactory, noon: dt.datetime) -> None:
    gone = account("gone@example.org", at=noon)
    gone.role = "emperor"
    with pytest.raises(PermissionDenied):
        visit(rf, gone)


def test_no_purpose_of_the_page_may_be_missing(rf: RequestFactory, noon: dt.datetime) -> None:
    books = staff_required(ACCOUNTING)(lambda request: HttpResponse("books"))
    request = rf.get("/books/")
    request.user = account("orders@example.org", at=noon, role="orders")
    with pytest.raises(PermissionDenied):
        books(request)


def test_a_post_is_given_and_taken_by_command_and_ends_the_sessions(noon: dt.datetime) -> None:
    account(at=noon)
    client = signed_in()
    call_command("staff", "grant", "MEI@example.org", "keeper", stdout=StringIO())
    assert Account.objects.get().role == "keeper"
    assert client.get("/en/account/").status_code == 302
    call_command("staff", "revoke", "mei@example.org", stdout=StringIO())
    assert queries.staff() == []


@pytest.mark.parametrize(("email", "role"), [("nobody@example.org", "keeper"), ("mei@example.org", "emperor")])
def test_an_unknown_account_or_role_is_said_plainly(email: str, role: str, noon: dt.datetime) -> None:
    account(at=noon)
    with pytest.raises(CommandError):
        call_command("staff", "grant", email, role)


def test_who_acts_in_a_request(rf: RequestFactory, noon: dt.datetime) -> None:
    customer, keeper = account("a@example.org", at=noon), account("b@example.org", at=noon, role="keeper")
    request = rf.get("/")
    request.user = customer
    assert (queries.actor(request).kind, queries.actor(request).id) == ("person", str(customer.person_id))
    request.user = keeper
    assert (queries.actor(request).kind, queries.actor(request).role) == ("staff", "keeper")
    assert queries.owner(request).id == str(keeper.person_id)
    request.user = None  # type: ignore[assignment]
    with pytest.raises(NotSignedIn):
        queries.actor(request)


@pytest.mark.keeps("protect.staff")
def test_a_post_for_an_account_that_is_gone_cannot_be_agreed_to(client: Client) -> None:
    at = clock.now()
    client.force_login(account("keeper@example.org", at=at, role="keeper"))
    given = watch.propose_post(account=str(uuid.uuid4()), role="workshop", by=staff(), reason="D-1", at=at)
    answer = client.post(f"/en/desk/staff/decide/{given.pk}/", {"agree": "1"})
    assert answer.status_code == 409
    assert "Nothing was changed" in answer.content.decode()
    assert list(access.open_proposals(at=at)) == [given]
    taken = watch.propose_post(account=str(uuid.uuid4()), role="", by=staff(), reason="D-2", at=at)
    assert client.post(f"/en/desk/staff/decide/{taken.pk}/", {"agree": "1"}).status_code == 302


@pytest.mark.keeps("protect.staff")
def test_a_colleague_is_named_where_law_asks_and_knows_of_it(noon: dt.datetime) -> None:
    colleague, out = account("chen@example.org", at=noon, role="orders"), StringIO()
    call_command("staff", "name", str(colleague.pk), "2026-JD-17", stdout=out)
    assert out.getvalue().strip() == "chen@example.org"
    opening = access.openings_of([colleague.person_id]).get(reason="2026-JD-17")
    assert (opening.purpose, opening.actor) == ("answer-rights", "naming")
    named = Entry.objects.get(kind="staff.named")
    assert named.about == colleague.person_id
    assert named.facts == {"account": str(colleague.pk), "case": "2026-JD-17"}
    with pytest.raises(CommandError, match="opaque"):
        call_command("staff", "name", str(colleague.pk), "because Mei Lin asked")
    with pytest.raises(CommandError, match="no account"):
        call_command("staff", "name", str(uuid.uuid4()), "2026-JD-17")
    assert Entry.objects.filter(kind="staff.named").count() == 1


@pytest.mark.keeps("protect.access")
def test_a_post_given_by_command_is_told_from_one_that_two_agreed_to(noon: dt.datetime) -> None:
    given = account("wu@example.org", at=noon, role="workshop")
    proposal = watch.propose_post(account=str(given.pk), role="orders", by=staff(), reason="D-1", at=noon)
    four_eyes.decide(proposal_id=proposal.pk, by=staff(), approve=True, at=noon)
    appointed = Entry.objects.filter(kind="staff.appointed", about=given.person_id).order_by("pk")
    assert [one.facts["way"] for one in appointed] == ["command", "desk"]
