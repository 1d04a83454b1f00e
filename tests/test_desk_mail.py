"""Mail at the desk: masked by clock, opened for a recorded reason, answered once, closed to whoever may not."""

import datetime as dt
import uuid
from collections.abc import Iterator
from typing import cast

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.formats import date_format

from kit import clock
from privacy.access.models import Opening
from privacy.access.services import acting
from privacy.correspondence import queries
from privacy.correspondence.models import Enclosure, Letter, Ticket
from privacy.datamap.vocabulary import DELIVER_MAIL
from privacy.deadlines.watching import watch
from privacy.handles import services as handles
from privacy.handles.models import Handle
from privacy.rights.models import Request
from privacy.sharing.models import Message
from tests import mailbox
from tests.correspondence.letters import READER, mail, opened, take, taken
from tests.people import account, signed_in

pytestmark = pytest.mark.django_db
LIST = "/en/desk/mail/"
SECRET = "My bowl has a scratch from Lackgasse"
WITH_FILE = (
    "--x\r\n\r\nSee\r\n--x\r\nContent-Type: text/html\r\n"
    "Content-Disposition: attachment; filename=a.html\r\n\r\n<b>\r\n--x--"
)


@pytest.fixture
def keeper(db: None) -> Client:
    account("keeper@example.net", role="keeper", at=clock.now())
    return signed_in("keeper@example.net")


@pytest.fixture
def orders(db: None) -> Client:
    account("orders@example.net", role="orders", at=clock.now())
    return signed_in("orders@example.net")


def letter(text: str = SECRET, **how: str) -> Ticket:
    return taken(mail(text, **how), at=clock.now())


def answered(client: Client, ticket: Ticket, **typed: str) -> int:
    form = {"key": str(uuid.uuid4()), "subject": "Re: the bowl", "words": "Send it to us, please.", **typed}
    return client.post(f"{LIST}{ticket.reference}/answer/", form).status_code


@pytest.mark.keeps("contact.reply", "protect.masking")
def test_the_list_tells_the_sort_and_the_day_and_masks_who_wrote(keeper: Client) -> None:
    ticket = letter("about my order", Subject=SECRET)
    page = keeper.get(LIST).content.decode()
    assert ticket.reference in page
    assert "About an order" in page
    assert ticket.due_on
    assert date_format(ticket.due_on, "DATE_FORMAT") in page
    assert "mei@example.org" not in page
    assert "scratch" not in page


def test_a_conversation_is_closed_until_it_is_opened_and_the_opening_is_on_record(keeper: Client) -> None:
    ticket = letter(Subject="A scratch")
    path = f"{LIST}{ticket.reference}/"
    closed = keeper.get(path).content.decode()
    assert "Lackgasse" not in closed
    assert "A scratch" not in closed
    assert not Opening.objects.filter(person_id=ticket.person_id, actor_kind="staff").exists()
    page = keeper.post(f"{path}open/").content.decode()
    assert SECRET in page
    [opening] = Opening.objects.filter(person_id=ticket.person_id, actor_kind="staff")
    assert (opening.purpose, opening.reason, opening.role) == ("answer-mail", ticket.reference, "keeper")


@pytest.mark.keeps("contact.reply")
def test_an_answer_goes_to_who_wrote_into_their_thread_once_and_stops_the_clock(keeper: Client) -> None:
    ticket = letter(Message_ID="<first@mail.example.org>")
    key = str(uuid.uuid4())
    assert answered(keeper, ticket, key=key) == 302
    assert answered(keeper, ticket, key=key) == 302
    sent = [one for one in mailbox.mails() if one.subject.startswith("Re: the bowl")]
    assert [one.to for one in sent] == ["mei@example.org"]
    message = Message.objects.get(key=f"mail:{key}:answer")
    with acting(DELIVER_MAIL, by=READER, at=clock.now()):
        lines = message.headers.reveal()
    assert lines["In-Reply-To"] == "<first@mail.example.org>"
    assert lines["Reply-To"] == f"hello+{ticket.reference.lower()}@localhost"
    ticket.refresh_from_db()
    assert (ticket.status, ticket.due_on, ticket.waiting_since) == ("answered", None, None)
    assert queries.kept_days(since=clock.now() - dt.timedelta(days=1)) == (1, 1)
    back = taken(mail("Thanks", In_Reply_To=message.message_id), at=clock.now())
    assert (back.pk, back.status) == (ticket.pk, "open")


@pytest.mark.keeps("contact.reply", "right.correction")
def test_an_answer_follows_who_wrote_to_the_address_they_are_reached_at_by_now(keeper: Client) -> None:
    ticket = letter()
    handles.rewrite(handle=Handle.objects.get(person=ticket.person_id), value="mei.new@example.org")
    assert answered(keeper, ticket) == 302
    assert [one.to for one in mailbox.mails() if one.subject.startswith("Re: the bowl")] == ["mei.new@example.org"]
    ticket.refresh_from_db()
    assert ticket.pk in queries.senders([ticket])


@pytest.mark.keeps("contact.reply")
def test_whoever_can_no_longer_be_reached_is_not_called_answered(keeper: Client) -> None:
    ticket = letter()
    Handle.objects.filter(person=ticket.person_id).delete()
    assert answered(keeper, ticket) == 409
    ticket.refresh_from_db()
    assert ticket.status == "open"
    assert ticket.due_on


@pytest.mark.keeps("contact.reply")
def test_an_answer_after_its_day_is_a_breach_on_record(keeper: Client) -> None:
    long_ago = clock.now() - dt.timedelta(days=20)
    ticket = taken(mail(), at=long_ago)
    assert queries.late(clock.now()) == 1
    assert watch(at=clock.now()) == 1
    assert answered(keeper, ticket) == 302
    assert queries.kept_days(since=long_ago) == (1, 0)


def test_an_answer_that_comes_back_waits_again(keeper: Client) -> None:
    ticket = letter()
    answered(keeper, ticket)
    ours = Letter.objects.get(ticket=ticket, ours=True)
    name = opened(ours, "message_id", at=clock.now())
    report = f"Status: 5.1.1\r\n\r\nMessage-ID: {name}"
    kind = "multipart/report; report-type=delivery-status; boundary=x"
    assert take(mail(report, sender="MAILER-DAEMON@example.org", Content_Type=kind), at=clock.now()) is None
    ticket.refresh_from_db()
    assert ticket.status == "open"
    assert ticket.due_on


def test_a_wrong_answer_is_shown_again_as_it_was_typed(keeper: Client) -> None:
    ticket = letter()
    form = {"key": str(uuid.uuid4()), "subject": "", "words": "typed before"}
    page = keeper.post(f"{LIST}{ticket.reference}/answer/", form)
    assert page.status_code == 422
    assert "typed before" in page.content.decode()
    assert not Letter.objects.filter(ours=True).exists()


@pytest.mark.keeps("protect.access")
def test_what_asks_for_a_right_is_kept_from_posts_that_do_not_answer_them(keeper: Client, orders: Client) -> None:
    ours, theirs = letter("about my order"), letter("please delete my account")
    page = orders.get(LIST).content.decode()
    assert ours.reference in page
    handed_over = f"{LIST}?status=answered"
    assert theirs.reference not in page + orders.get(handed_over).content.decode()
    assert theirs.reference in keeper.get(handed_over).content.decode()
    path = f"{LIST}{theirs.reference}/"
    assert orders.get(path).status_code == 403
    assert [orders.post(f"{path}{deed}/").status_code for deed in ("open", "answer", "sort", "close")] == [403] * 4
    assert not Opening.objects.filter(person_id=theirs.person_id, actor_kind="staff").exists()


@pytest.mark.keeps("use.account")
def test_a_file_is_only_ever_saved(keeper: Client) -> None:
    ticket = letter(WITH_FILE, Content_Type="multipart/mixed; boundary=x")
    enclosure = Enclosure.objects.get()
    answer = keeper.get(f"{LIST}{ticket.reference}/files/{enclosure.pk}/")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == "attachment; filename*=UTF-8''a.html"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(cast("Iterator[bytes]", answer)) == b"<b>"
    other = letter("another")
    assert keeper.get(f"{LIST}{other.reference}/files/{enclosure.pk}/").status_code == 404


def test_markup_in_a_letter_is_text(keeper: Client) -> None:
    ticket = letter("<script>alert(1)</script>", Subject="<img src=x>")
    page = keeper.post(f"{LIST}{ticket.reference}/open/").content.decode()
    assert "&lt;script&gt;" in page
    assert "<img" not in page


def test_staff_sort_anew_close_and_call_unwanted(keeper: Client) -> None:
    ticket = letter()
    path = f"{LIST}{ticket.reference}/"
    keeper.post(f"{path}sort/", {"sort": "press"})
    ticket.refresh_from_db()
    assert ticket.sort == "press"
    keeper.post(f"{path}close/")
    ticket.refresh_from_db()
    assert (ticket.status, ticket.due_on) == ("closed", None)
    keeper.post(f"{path}sort/", {"sort": "order"})
    ticket.refresh_from_db()
    assert (ticket.status, bool(ticket.due_on)) == ("open", True)
    keeper.post(f"{path}sort/", {"sort": "complaint"})
    ticket.refresh_from_db()
    assert (ticket.status, ticket.due_on, Request.objects.get().right) == ("answered", None, "complaint")
    keeper.post(f"{path}close/", {"unwanted": "1"})
    again = letter(Subject=ticket.reference)
    assert again.pk != ticket.pk


def test_the_list_costs_the_same_whatever_its_length(keeper: Client) -> None:
    letter(sender="a@example.org")
    few = statements(keeper)
    for one in ("b@example.org", "c@example.org"):
        letter(sender=one)
    assert statements(keeper) == few


def statements(client: Client) -> int:
    client.get(LIST)
    with CaptureQueriesContext(connection) as asked:
        client.get(LIST)
    return len(asked)
