"""The desk answers requests about data: identity first, each deed once, late is red, every look on record."""

import datetime as dt
import io
import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from kit import clock
from policy.purposes import LETTERS, MEASURE_VISITS
from privacy.access.models import Opening
from privacy.consent import queries as consents
from privacy.consent.registry import notice_version
from privacy.consent.services import record
from privacy.consent.types import Shown
from privacy.deadlines.watching import watch
from privacy.handles import services as handles
from privacy.handles.models import Handle
from privacy.handles.types import Kind
from privacy.people import services as people
from privacy.rights import services
from privacy.rights.models import Request
from privacy.rights.types import Pending, Proof, Right, Status
from privacy.vault.models import SealedFile
from shop.accounts.models import Account
from shop.orders.models import Order
from tests import shelf
from tests.attacks.cast import order
from tests.correspondence.letters import mail, taken
from tests.engine.test_consent import answer as consent_answer
from tests.mailbox import mails
from tests.people import account

pytestmark = pytest.mark.django_db
LIST = "/en/desk/requests/"


@pytest.fixture
def buyer(noon: dt.datetime) -> Account:
    return account("buyer@example.org", name="Aurélie", at=noon)


@pytest.fixture
def desk(client: Client, noon: dt.datetime) -> Client:
    client.force_login(account("keeper@example.org", name="Keeper", at=noon, role="keeper"))
    return client


def page(request: Request) -> str:
    return reverse("desk:request", args=[request.reference])


def lodged(buyer: Account, right: Right = Right.COMPLAINT, at: dt.datetime | None = None, **said: str) -> Request:
    when = at or clock.now()
    proof = Proof(frozenset({buyer.person_id}), "session", when)
    return services.lodge(proof=proof, right=right, words="Once more.", language="en", at=when, **said)


def taken_in(desk: Client, right: str, **said: str) -> Request:
    typed = {"email": "buyer@example.org", "right": right, "words": "x", "language": "zh-hans", **said}
    answer = desk.post(f"{LIST}new/", typed)
    assert answer.status_code == 302, answer.content.decode()
    return Request.objects.latest("received_at")


def code_read() -> str:
    """The code in the newest mail."""
    found = re.search(r"(?<!\d)\d{6}(?!\d)", mails()[0].text)
    assert found
    return found[0]


def proved(desk: Client, request: Request) -> None:
    desk.post(page(request), {"deed": "code"})
    code = next(
        word
        for word in mails()[0].text.replace("。", " ").replace("：", " ").split()
        if word.isdigit() and len(word) == 6
    )
    desk.post(page(request), {"deed": "proof", "code": code})
    request.refresh_from_db()


def test_staff_take_in_a_request_and_the_person_proves_it_by_a_code_they_read_out(desk: Client, buyer: Account) -> None:
    request = taken_in(desk, "access")
    assert request.proved_at is None
    desk.post(page(request), {"deed": "code"})
    answer = {"deed": "answer", "words": "Yes."}
    for deed in ({"deed": "take"}, answer, {"deed": "proof", "code": "000000"}):
        assert desk.post(page(request), deed).status_code == 422
    request.refresh_from_db()
    assert (request.status, request.reason, request.proved_at) == (Status.IN_PROGRESS, Pending.IDENTITY, None)
    proved(desk, request)
    assert request.proved_at is not None
    assert desk.post(page(request), answer).status_code == 302
    request.refresh_from_db()
    assert request.status == Status.FULFILLED


@pytest.mark.keeps("right.complaint")
def test_a_complaint_somebody_else_may_have_made_is_answered_all_the_same(desk: Client, buyer: Account) -> None:
    request = taken_in(desk, "complaint", cause="late")
    shown = desk.get(page(request)).content.decode()
    assert "not proved, and need not be" in shown
    assert desk.post(page(request), {"deed": "answer", "outcome": "upheld", "words": "Yes."}).status_code == 302
    request.refresh_from_db()
    assert (request.status, request.proved_at) == (Status.FULFILLED, None)


def test_the_code_of_one_case_opens_no_other(desk: Client, buyer: Account) -> None:
    first, second = taken_in(desk, "complaint", cause="late"), taken_in(desk, "access")
    desk.post(page(first), {"deed": "code"})
    code = next(
        word
        for word in mails()[0].text.replace("。", " ").replace("：", " ").split()
        if word.isdigit() and len(word) == 6
    )
    assert desk.post(page(second), {"deed": "proof", "code": code}).status_code == 422


def test_nobody_known_is_said_and_can_be_taken_in_as_somebody_new(desk: Client) -> None:
    typed = {"email": "nobody@example.org", "right": "complaint", "cause": "late", "words": "", "language": "en"}
    answer = desk.post(f"{LIST}new/", typed)
    assert answer.status_code == 422
    assert "Nobody we know bears these." in answer.content.decode()
    assert desk.post(f"{LIST}new/", {**typed, "is_new": "on"}).status_code == 302
    assert mails()[0].to == "nobody@example.org"


def test_somebody_without_an_address_is_taken_in_by_their_number_or_by_nothing(desk: Client) -> None:
    for phone in ("+33123456789", ""):
        request = taken_in(desk, "complaint", email="", phone=phone, cause="late", is_new="on")
        assert "no mail reaches them" in desk.get(page(request)).content.decode()
        assert desk.post(page(request), {"deed": "answer", "outcome": "upheld", "words": "Yes."}).status_code == 302
        assert Handle.objects.filter(person=request.person_id).count() == bool(phone)
    again = taken_in(desk, "complaint", email="", phone="+33 1 23 45 67 89", cause="late")
    assert again.person_id == Handle.objects.get(kind="phone").person_id
    assert (
        desk.post(f"{LIST}new/", {"email": "", "phone": "12", "right": "access", "language": "en"}).status_code == 422
    )
    assert not mails()


def test_late_is_red_and_waiting_is_not(desk: Client, buyer: Account) -> None:
    late = lodged(buyer, at=clock.now() - dt.timedelta(days=40))
    waiting = lodged(buyer, at=clock.now())
    services.ask_person(request=waiting, question="Which?", at=clock.now())
    watch(at=clock.now())
    shown = desk.get(LIST).content.decode()
    assert shown.index(late.reference) < shown.index(waiting.reference)
    assert 'status--stop">late' in shown
    assert "waiting for the person" in shown
    answer = desk.post(page(late), {"deed": "ask", "question": "Which?"})
    assert answer.status_code == 422
    assert "the clock cannot wait any more" in answer.content.decode()


@pytest.mark.keeps("protect.access")
def test_looking_at_a_case_is_on_record_with_its_number(desk: Client, buyer: Account) -> None:
    request = lodged(buyer)
    desk.get(LIST)
    assert not Opening.objects.filter(actor_kind="staff").exists()
    assert "Once more." in desk.get(page(request)).content.decode()
    opening = Opening.objects.get(actor_kind="staff")
    assert (opening.purpose, opening.reason) == ("answer-rights", request.reference)


@pytest.mark.keeps("right.withdrawal")
def test_staff_take_a_consent_back_and_it_counts_at_once(desk: Client, buyer: Account, noon: dt.datetime) -> None:
    consent_answer(buyer.person_id, [True], noon)
    request = taken_in(desk, "withdrawal")
    assert consents.stands(buyer.person_id, purpose=LETTERS, at=clock.now())
    assert 'name="purposes" value="letters"' in desk.get(page(request)).content.decode()
    assert desk.post(page(request), {"deed": "carry"}).status_code == 422  # what is taken back is said
    assert desk.post(page(request), {"deed": "carry", "purposes": "letters"}).status_code == 302
    assert not consents.stands(buyer.person_id, purpose=LETTERS, at=clock.now())
    assert mails()[0].subject.startswith("您的同意已撤回")


@pytest.mark.keeps("right.withdrawal")
def test_staff_take_back_the_one_consent_that_was_named(desk: Client, buyer: Account) -> None:
    for purpose in (LETTERS, MEASURE_VISITS):
        shown = Shown(
            text="x", language="en", notice_version=notice_version(clock.now()), surface="test", method="form"
        )
        record(person_id=buyer.person_id, purpose=purpose, granted=True, shown=shown, at=clock.now())
    request = taken_in(desk, "withdrawal")
    assert desk.post(page(request), {"deed": "carry", "purposes": MEASURE_VISITS.id}).status_code == 302
    assert [consents.stands(buyer.person_id, purpose=one, at=clock.now()) for one in (LETTERS, MEASURE_VISITS)] == [
        True,
        False,
    ]


@pytest.mark.keeps("right.access")
def test_staff_have_a_download_packed_for_somebody(desk: Client, buyer: Account) -> None:
    request = taken_in(desk, "access")
    proved(desk, request)
    desk.post(page(request), {"deed": "carry"})
    services.build(request=Request.objects.get(pk=request.pk), at=clock.now())
    request.refresh_from_db()
    assert request.status == Status.FULFILLED
    assert request.file is not None


@pytest.mark.keeps("right.correction")
def test_a_name_on_an_order_is_corrected_with_a_paper_that_goes_with_the_decision(
    desk: Client, buyer: Account, noon: dt.datetime
) -> None:
    shelf.furnish()
    shelf.put()
    bought = order(buyer.person_id, "Aurelei", noon)
    visitor = Client()
    visitor.force_login(buyer)
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(picture, "JPEG")
    typed = {
        "what": f"orders.Order.recipient_name|{bought.pk}",
        "wanted": "Aurélie Canard",
        "words": "",
        "papers": SimpleUploadedFile("passport.jpg", picture.getvalue(), "image/jpeg"),
    }
    answer = visitor.post("/en/my-data/ask/correction/", typed)
    assert answer.status_code == 302, answer.content.decode()
    request = Request.objects.get()
    paper = reverse("desk:request-paper", args=[request.reference, request.certificates[0]])
    seen = desk.get(paper)
    assert (seen.status_code, seen["Content-Type"], seen.content[:4]) == (200, "image/webp", b"RIFF")
    assert desk.post(page(request), {"deed": "correct", "words": ""}).status_code == 422
    assert desk.post(page(request), {"deed": "correct", "words": "It is right now."}).status_code == 302
    assert "It is right now." in mails()[0].text
    request.refresh_from_db()
    assert (request.status, request.certificates) == (Status.FULFILLED, [])
    assert not SealedFile.objects.exists()
    assert desk.get(paper).status_code == 404
    shown = visitor.get("/en/my-data/").content.decode()
    assert "Aurélie Canard" in shown


@pytest.mark.keeps("right.correction")
def test_what_is_no_picture_is_said_at_the_field_and_leaves_nothing(client: Client, buyer: Account) -> None:
    client.force_login(buyer)
    typed = {"what": "", "wanted": "x", "papers": SimpleUploadedFile("a.jpg", b"<script>", "image/jpeg")}
    answer = client.post("/en/my-data/ask/correction/", typed)
    assert answer.status_code == 422
    assert not Request.objects.exists()
    assert not SealedFile.objects.exists()


@pytest.mark.keeps("right.correction")
def test_nobody_has_the_order_of_somebody_else_corrected(desk: Client, buyer: Account, noon: dt.datetime) -> None:
    shelf.furnish()
    shelf.put()
    bought = order(account("other@example.org", at=noon).person_id, "Xiao", noon)
    request = lodged(buyer, Right.CORRECTION, place="orders.Order.recipient_name", record=str(bought.pk), wanted="Me")
    assert desk.post(page(request), {"deed": "correct", "words": "Done."}).status_code == 422
    request.refresh_from_db()
    assert request.status == Status.OPEN
    assert Order.objects.get().recipient_name is not None


@pytest.mark.keeps("right.correction")
def test_a_correction_asked_for_in_words_alone_is_settled_and_then_made(
    desk: Client, buyer: Account, noon: dt.datetime
) -> None:
    shelf.furnish()
    shelf.put()
    bought = order(buyer.person_id, "Aurelei", noon)
    request = taken_in(desk, "correction")
    proved(desk, request)
    assert desk.post(page(request), {"deed": "answer", "words": "Done."}).status_code == 422  # nothing was corrected
    assert desk.post(page(request), {"deed": "correct", "words": "Done."}).status_code == 422
    place = {"deed": "place", "what": f"orders.Order.recipient_name|{bought.pk}", "wanted": "Aurélie"}
    assert desk.post(page(request), place).status_code == 302
    assert desk.post(page(request), {"deed": "correct", "words": "Done."}).status_code == 302
    request.refresh_from_db()
    assert request.status == Status.FULFILLED
    visitor = Client()
    visitor.force_login(buyer)
    assert "Aurélie" in visitor.get("/en/my-data/").content.decode()


@pytest.mark.keeps("right.complaint")
def test_what_was_written_by_mail_stands_in_the_case(desk: Client, noon: dt.datetime) -> None:
    ticket = taken(mail("My complaint: nobody answers."), at=clock.now())
    taken(mail("It was in May."), at=clock.now(), to=f"privacy+{ticket.reference}@localhost")
    request = Request.objects.get()
    shown = desk.get(page(request)).content.decode()
    assert "It was in May." in shown
    assert reverse("desk:conversation", args=[ticket.reference]) in shown
    assert 'quiet small">wrote ' in desk.get(LIST).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_however_long(
    desk: Client, buyer: Account, count: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        lodged(buyer)
    with django_assert_max_num_queries(14):
        assert desk.get(LIST).status_code == 200


def test_a_post_without_the_purpose_finds_the_desk_closed(client: Client, noon: dt.datetime) -> None:
    client.force_login(account("orders@example.org", at=noon, role="orders"))
    assert client.get(LIST).status_code == 403


@pytest.mark.keeps("right.complaint")
def test_a_lesson_names_the_complaint_it_comes_from_and_is_published(desk: Client, buyer: Account) -> None:
    complaint, other = lodged(buyer, cause="late"), lodged(buyer, Right.ACCESS)
    case, mine = page(complaint), reverse("rights:request", args=[complaint.reference])
    assert f'value="{complaint.reference}"' in desk.get(f"{LIST}?complaint={complaint.reference}").content.decode()
    typed = {"cause": "late", "link": "/en/privacy/", "words_en": "We answer faster.", "words_zh-hans": "答复更快。"}
    typed |= {"reference": f" {complaint.reference.lower()} "}
    for wrong in ({"link": "https://evil.example"}, {"reference": other.reference}, {"reference": ""}):
        refused = desk.post(f"{LIST}lessons/", {**typed, **wrong})
        assert refused.status_code == 422
        assert complaint.reference in refused.content.decode()  # the list is there all the same
    assert desk.post(f"{LIST}lessons/", typed).status_code == 302
    assert "We answer faster." in Client().get("/en/my-data/complaints/").content.decode()
    assert "答复更快。" in Client().get("/zh-hans/my-data/complaints/").content.decode()
    assert complaint.lessons.get().quarter
    assert "We answer faster." in desk.get(case).content.decode()
    visitor = Client()
    visitor.force_login(buyer)
    assert "What we changed because of it" in visitor.get(mine).content.decode()


def test_an_unknown_case_is_absent(desk: Client) -> None:
    assert desk.get(reverse("desk:request", args=["R-NOPE"])).status_code == 404
    assert desk.get(reverse("desk:request-paper", args=["R-NOPE", uuid.uuid4()])).status_code == 404


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "We know neither an e-mail address nor a phone number of this person: no code reaches them."),
        ("zh-hans", "我们既没有此人的电子邮件地址，也没有其电话号码：验证码无法送达。"),
    ],
)
def test_without_address_and_number_no_code_is_sent_and_staff_read_why(
    desk: Client, noon: dt.datetime, language: str, words: str
) -> None:
    stranger = people.create(at=noon).pk
    request = services.receive_by_staff(person_ids=[stranger], right=Right.DELETION, words="x", language="en", at=noon)
    with translation.override(language):
        address = page(request)
    assert words in desk.post(address, {"deed": "code"}).content.decode()
    handles.attach(person_id=stranger, kind=Kind.PHONE, value="+8613812345678", at=noon)
    assert desk.post(address, {"deed": "code"}).status_code == 302, "a text message carries it"
