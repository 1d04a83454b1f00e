"""A guest's address or number, and where the mails of an order go: corrected once the new one is proved by a code."""

import datetime as dt
import re
from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from kit import clock
from kit.jobs.models import Job
from kit.jobs.runner import Runner
from policy.purposes import FULFIL_ORDER
from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.correspondence.models import Ticket
from privacy.datamap.vocabulary import ANSWER_RIGHTS
from privacy.handles import services as handles
from privacy.handles.models import Handle
from privacy.handles.queries import people_with
from privacy.handles.types import Kind
from privacy.ledger.models import Entry
from privacy.people import services as people
from privacy.people.models import Person
from privacy.rights import new_handles, services
from privacy.rights.models import Request
from privacy.rights.services import HANDLE
from privacy.rights.types import Proof, Right, Status, Unfit, WrongState
from privacy.sharing.models import Correction, Disclosure, Message
from shop.orders.models import Order
from tests import shelf
from tests.attacks.cast import order
from tests.correspondence.letters import mail, taken
from tests.engine.asking import guest, proved
from tests.mailbox import newest
from tests.people import account

pytestmark = [pytest.mark.django_db, pytest.mark.keeps("right.correction")]
OLD, NEW = "mei@example.org", "mei.new@example.org"
ASK = "/en/my-data/ask/correction/"
STAFF = Actor.system("test")


@pytest.fixture(autouse=True)
def _at_noon(noon: dt.datetime) -> Iterator[None]:
    with time_machine.travel(noon):
        yield


@pytest.fixture
def desk(noon: dt.datetime) -> Client:
    client = Client()
    client.force_login(account("keeper@example.org", name="Keeper", at=noon, role="keeper"))
    return client


def asked(client: Client, wanted: str = NEW) -> Request:
    """A guest at the old address asks to be reached at another."""
    handle = Handle.objects.get(person=guest(OLD))
    answer = proved(client, OLD).post(ASK, {"what": f"{HANDLE}|{handle.pk}", "wanted": wanted, "words": ""})
    assert answer.status_code == 302, answer.content.decode()
    return Request.objects.get()


def page(request: Request) -> str:
    return reverse("desk:request", args=[request.reference])


def prove_page(request: Request) -> str:
    return reverse("rights:prove_new", args=[request.reference])


def code_at(address: str) -> str:
    found = re.search(r"(?<!\d)\d{6}(?!\d)", newest(address).text)
    assert found
    return found[0]


def plain(handle: Handle) -> str:
    with acting(ANSWER_RIGHTS, by=STAFF, at=clock.now()):
        return str(handle.value)


def test_nothing_is_written_down_before_the_code_sent_to_the_new_address_is_read_back(
    client: Client, desk: Client
) -> None:
    request = asked(client)
    Disclosure.objects.create(
        person_id=request.person_id, recipient="mail-relay", purpose="deliver-mail", fields=[HANDLE],
        region="CN", contract_until="", at=clock.now(), reference="m-1",
    )  # fmt: skip
    assert desk.post(page(request), {"deed": "correct", "words": "Done."}).status_code == 422
    assert client.post(prove_page(request), {"code": "000000"}).status_code == 422  # none was sent
    assert client.post(prove_page(request)).status_code == 302
    assert client.post(prove_page(request), {"code": "000000"}).status_code == 422
    assert not Correction.objects.exists()
    assert client.post(prove_page(request), {"code": code_at(NEW)}).status_code == 302
    assert (
        "Is the new one yours?" not in client.get(reverse("rights:request", args=[request.reference])).content.decode()
    )
    assert desk.post(page(request), {"deed": "correct", "words": "It is right now."}).status_code == 302
    [handle] = Handle.objects.filter(person=request.person_id)
    assert plain(handle) == NEW
    assert "It is right now." in newest(NEW).text
    [told] = Correction.objects.all()
    assert (told.recipient, told.place, told.record) == ("mail-relay", HANDLE, str(handle.pk))
    assert Entry.objects.filter(kind="data.corrected").count() == 1


def test_the_former_address_is_told_without_a_word_of_the_person_and_opens_nothing_any_more(
    client: Client, desk: Client
) -> None:
    request = asked(client)
    client.post(prove_page(request))
    client.post(prove_page(request), {"code": code_at(NEW)})
    desk.post(page(request), {"deed": "correct", "words": "Done."})
    letter = newest(OLD)
    assert "this one is forgotten" in letter.text
    assert "不再使用" in letter.text
    assert NEW not in letter.text
    assert request.person_id not in people_with(Kind.EMAIL, OLD)
    assert request.person_id in people_with(Kind.EMAIL, NEW)


def test_the_code_of_one_address_proves_no_other(client: Client, desk: Client) -> None:
    request = asked(client)
    client.post(prove_page(request))
    code = code_at(NEW)
    place = {"deed": "place", "what": f"{HANDLE}|{request.record}", "wanted": "thief@example.org"}
    assert desk.post(page(request), place).status_code == 302
    assert client.post(prove_page(request), {"code": code}).status_code == 422
    assert desk.post(page(request), {"deed": "correct", "words": "Done."}).status_code == 422
    assert plain(Handle.objects.get(person=request.person_id)) == OLD


def test_what_was_proved_does_not_prove_what_staff_write_over_it(client: Client, desk: Client) -> None:
    request = asked(client)
    client.post(prove_page(request))
    client.post(prove_page(request), {"code": code_at(NEW)})
    place = {"deed": "place", "what": f"{HANDLE}|{request.record}", "wanted": "thief@example.org"}
    assert desk.post(page(request), place).status_code == 302
    assert desk.post(page(request), {"deed": "correct", "words": "Done."}).status_code == 422
    assert plain(Handle.objects.get(person=request.person_id)) == OLD


def test_asking_for_a_strangers_address_gives_them_no_way_to_ones_data(client: Client) -> None:
    request = asked(client, "stranger@example.org")
    client.post(prove_page(request))
    assert request.person_id not in people_with(Kind.EMAIL, "stranger@example.org")
    stranger = proved(Client(), "stranger@example.org").get("/en/my-data/").content.decode()
    assert f"letter of {request.person_id}" not in stranger


def test_who_stood_in_for_the_address_is_erased_a_day_later(client: Client) -> None:
    request = asked(client)
    client.post(prove_page(request))
    [job] = Job.objects.filter(name="rights.forget-stand-in")
    stand_in = Person.objects.exclude(pk=request.person_id).get(pk=job.args["person"])
    with time_machine.travel(job.run_at):
        while Runner().run_next(at=job.run_at):
            pass
    assert not Handle.objects.filter(person=stand_in).exists()
    assert Person.objects.filter(pk=request.person_id, erased_at=None).exists()


@pytest.mark.parametrize("address", [OLD, NEW])
def test_who_writes_to_us_from_an_address_that_was_asked_about_is_not_forgotten_with_it(
    client: Client, desk: Client, address: str
) -> None:
    """The letter to the former address says: if you did not ask for it, write to us."""
    request = asked(client)
    client.post(prove_page(request))
    if address == OLD:
        client.post(prove_page(request), {"code": code_at(NEW)})
        desk.post(page(request), {"deed": "correct", "words": "Done."})
    ticket = taken(mail("I did not ask for this!", sender=f"Mei <{address}>"), at=clock.now())
    assert ticket.person_id != request.person_id
    later = clock.now() + dt.timedelta(days=1, minutes=1)
    with time_machine.travel(later):
        while Runner().run_next(at=later):
            pass
    assert Ticket.objects.filter(pk=ticket.pk).exists()
    assert Person.objects.filter(pk=ticket.person_id, erased_at=None).exists()


def test_what_is_no_address_is_said_at_the_field(client: Client) -> None:
    guest(OLD)
    what = f"{HANDLE}|{Handle.objects.get().pk}"
    assert proved(client, OLD).post(ASK, {"what": what, "wanted": "nowhere", "words": ""}).status_code == 422
    assert not Request.objects.exists()


def test_a_number_is_proved_by_a_text_message_and_read_out_to_staff(desk: Client, noon: dt.datetime) -> None:
    person_id = guest(OLD)
    handles.attach(person_id=person_id, kind=Kind.PHONE, value="+33123456789", at=noon)
    number = Handle.objects.get(kind="phone")
    said = {"place": HANDLE, "record": str(number.pk), "wanted": "+33 1 23 45 67 88"}
    proof = Proof(frozenset({person_id}), "session", noon)
    request = services.lodge(proof=proof, right=Right.CORRECTION, words="", language="en", at=noon, **said)
    assert "Is the new one theirs?" in desk.get(page(request)).content.decode()
    assert desk.post(page(request), {"deed": "newcode"}).status_code == 302
    code = code_at("+33123456788")
    assert desk.post(page(request), {"deed": "newproof", "code": "1"}).status_code == 422
    assert desk.post(page(request), {"deed": "newproof", "code": code}).status_code == 302
    assert desk.post(page(request), {"deed": "correct", "words": "Done."}).status_code == 302
    number.refresh_from_db()
    assert plain(number) == "+33123456788"


def test_where_no_text_messages_are_sent_a_number_is_corrected_without_a_code(
    desk: Client, noon: dt.datetime, settings: Settings
) -> None:
    settings.PRIVACY_LOCAL_OUTBOX = False
    person_id = guest(OLD)
    handles.attach(person_id=person_id, kind=Kind.PHONE, value="+33123456789", at=noon)
    number = Handle.objects.get(kind="phone")
    said = {"place": HANDLE, "record": str(number.pk), "wanted": "+33 1 23 45 67 88"}
    proof = Proof(frozenset({person_id}), "session", noon)
    request = services.lodge(proof=proof, right=Right.CORRECTION, words="", language="en", at=noon, **said)
    assert "Is the new one theirs?" not in desk.get(page(request)).content.decode()
    assert desk.post(page(request), {"deed": "correct", "words": "Done."}).status_code == 302
    number.refresh_from_db()
    assert plain(number) == "+33123456788"
    assert not Message.objects.filter(channel="text").exists()


def test_who_has_an_account_is_offered_no_handle_and_nobody_anothers(noon: dt.datetime) -> None:
    owner, other = account(OLD, at=noon), guest("other@example.org")
    handles.attach(person_id=owner.person_id, kind=Kind.PHONE, value="+33123456789", at=noon)
    assert not [place for place, _words in services.correctable([owner.person_id]) if place.startswith(HANDLE)]
    theirs = Handle.objects.get(person=other)
    said = {"place": HANDLE, "record": str(theirs.pk), "wanted": NEW}
    proof = Proof(frozenset({owner.person_id}), "session", noon)
    request = services.lodge(proof=proof, right=Right.CORRECTION, words="", language="en", at=noon, **said)
    with acting(ANSWER_RIGHTS, by=STAFF, at=noon):
        code_id = new_handles.send_code(request, at=noon)
        assert code_id
        assert new_handles.prove(request, code_id=code_id, code=code_at(NEW), at=noon)
        with pytest.raises(LookupError):
            services.correct(request=request, words="Done.", at=noon)
    assert plain(theirs) == "other@example.org"


@pytest.fixture
def bought(noon: dt.datetime) -> Order:
    shelf.furnish()
    shelf.put()
    placed = order(people.create(at=noon).pk, "Aurelei", noon)
    with acting(FULFIL_ORDER, by=STAFF, at=noon):
        handles.attach(person_id=placed.person_id, kind=Kind.EMAIL, value=str(placed.email), at=noon)
    return Order.objects.get(pk=placed.pk)


def of_order(bought: Order, field: str, wanted: str) -> Request:
    at = clock.now()
    proof = Proof(frozenset({bought.person_id}), "session", at)
    said = {"place": f"orders.Order.{field}", "record": str(bought.pk), "wanted": wanted}
    return services.lodge(proof=proof, right=Right.CORRECTION, words="", language="en", at=at, **said)


def test_the_mails_of_an_order_go_to_the_new_address_once_it_is_proved(bought: Order, noon: dt.datetime) -> None:
    request = of_order(bought, "email", NEW)
    with acting(ANSWER_RIGHTS, by=STAFF, at=noon):
        with pytest.raises(Unfit, match="proved by a code"):
            services.correct(request=request, words="Done.", at=noon)
        code_id = new_handles.send_code(request, at=noon)
        assert code_id
        assert new_handles.prove(request, code_id=code_id, code=code_at(NEW), at=noon)
        services.correct(request=request, words="Done.", at=noon)
    with acting(FULFIL_ORDER, by=STAFF, at=noon):
        former, now = str(bought.email), str(Order.objects.get().email)
    assert now == NEW
    assert bought.person_id not in people_with(Kind.EMAIL, former)  # it may have been a stranger's
    assert bought.person_id in people_with(Kind.EMAIL, NEW)


def test_words_with_an_order_are_corrected(bought: Order, noon: dt.datetime) -> None:
    bought.note = "Ring twice"
    bought.save(update_fields=["note"])
    request = of_order(bought, "note", "Ring once")
    with acting(ANSWER_RIGHTS, by=STAFF, at=noon):
        services.correct(request=request, words="Done.", at=noon)
    with acting(FULFIL_ORDER, by=STAFF, at=noon):
        assert str(Order.objects.get().note) == "Ring once"


def test_what_has_no_field_is_put_right_by_hand_and_that_is_told_and_on_the_ledger(
    client: Client, desk: Client
) -> None:
    guest(OLD)
    typed = {"what": "", "wanted": "My name on the card in the museum", "words": ""}
    assert proved(client, OLD).post(ASK, typed).status_code == 302
    request = Request.objects.get()
    assert desk.post(page(request), {"deed": "hand", "words": "A new card lies there."}).status_code == 422  # done?
    assert desk.post(page(request), {"deed": "hand", "words": "", "done": "on"}).status_code == 422
    assert (
        desk.post(page(request), {"deed": "hand", "words": "A new card lies there.", "done": "on"}).status_code == 302
    )
    request.refresh_from_db()
    assert request.status == Status.FULFILLED
    assert "A new card lies there." in newest(OLD).text
    entry = Entry.objects.get(kind="data.corrected-by-hand")
    assert entry.facts == {"request": request.reference}


def test_what_has_a_field_is_never_called_done_by_hand(bought: Order, noon: dt.datetime, desk: Client) -> None:
    request = of_order(bought, "note", "Ring once")
    assert "was put right by hand" not in desk.get(page(request)).content.decode()
    assert desk.post(page(request), {"deed": "hand", "words": "Done.", "done": "on"}).status_code == 422
    with pytest.raises(WrongState):
        services.correct_by_hand(request=request, words="Done.", at=noon)
    request.refresh_from_db()
    assert request.status == Status.OPEN
