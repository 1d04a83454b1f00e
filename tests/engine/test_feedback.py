"""Anybody may speak about a promise; counsel settles what is disputed, in time, and tells it without anybody in it."""

import datetime as dt
import re
import uuid
from urllib.parse import quote, unquote

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from kit.pages import SHELF
from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.datamap.vocabulary import IMPROVE_POLICY, SELF, SETTLE_DISPUTES
from privacy.deadlines import queries as deadlines
from privacy.feedback import clocks, evidence, queries, services
from privacy.feedback.models import Dispute, Precedent, Remark
from privacy.feedback.types import AlreadyDecided, NotTheReviewer, Outcome, SamePerson, Source, TellsWho
from privacy.notice import words
from privacy.people import services as people
from privacy.sharing.models import Message
from shop.accounts.demo import load as demo_people
from tests.erasing import erase
from tests.people import LONG_AGO, account, signed_in, staff, trained

pytestmark = pytest.mark.django_db
COUNSEL, COLLEAGUE = Actor.staff(uuid.UUID(int=1), "counsel"), Actor.staff(uuid.UUID(int=2), "counsel")
SAME = {"en": "What is meant?", "zh-hans": "是什么意思？"}
CLAUSE = "protect.masking"


@pytest.fixture(autouse=True)
def _counsel_is_trained(db: None) -> None:
    for one in (COUNSEL, COLLEAGUE):
        trained(one.id, people.create(at=LONG_AGO).pk)


def opened(at: dt.datetime, name: str = "Mei Lin") -> Dispute:
    return services.dispute(
        clause=CLAUSE, words="I read it otherwise", name=name, email="mei@example.org", language="en", at=at
    )


def decided(at: dt.datetime, name: str = "Mei Lin") -> Dispute:
    dispute = opened(at, name)
    services.take_up(dispute=dispute, by=COUNSEL, at=at)
    services.decide(dispute=dispute, outcome=Outcome.PARTLY, reasons="Because of this.", by=COUNSEL, at=at)
    return dispute


@pytest.mark.keeps("other.improvement")
def test_a_remark_needs_no_name_and_rests_sealed(client: Client) -> None:
    answer = client.post(f"/en/promises/words/{CLAUSE}/", {"words": "Please mask the street too"})
    assert answer.status_code == 302
    said = Remark.objects.get()
    assert "street" not in str(Remark.objects.filter(pk=said.pk).values())
    assert "street" not in str(said.words)
    with acting(IMPROVE_POLICY, by=staff(), at=said.received_at, reason="remarks"):
        assert str(said.words) == "Please mask the street too"


def test_nothing_typed_is_lost_when_it_cannot_be_sent(client: Client) -> None:
    page = client.post(f"/en/promises/words/{CLAUSE}/dispute/", {"words": "as I read it", "email": "no address"})
    assert page.status_code == 422
    assert "as I read it" in page.content.decode()
    for _ in range(12):
        page = client.post(f"/en/promises/words/{CLAUSE}/", {"words": "again and again"})
    assert page.status_code == 422
    assert "again and again" in page.content.decode()
    assert Remark.objects.count() == 10


def test_there_is_no_page_for_a_promise_that_does_not_exist(client: Client) -> None:
    assert client.get("/en/promises/words/nothing.at-all/").status_code == 404
    assert client.post("/en/promises/words/nothing.at-all/dispute/", {"words": "x"}).status_code == 404


@pytest.mark.keeps("other.interpretation")
def test_a_dispute_is_confirmed_with_its_day_and_its_clock_runs(noon: dt.datetime) -> None:
    dispute = opened(noon)
    clock = deadlines.clock(clocks.subject(dispute))
    assert clock
    assert clock.due_on == dispute.due_on
    mail = Message.objects.get(person_id=dispute.person_id)
    with acting(SELF, by=Actor.person(dispute.person_id), at=noon):
        assert dispute.reference in str(mail.text)
    assert evidence.settling(noon).holds
    assert not evidence.settling(clock.due_at + dt.timedelta(seconds=1)).holds


@pytest.mark.keeps("other.interpretation")
def test_only_the_reviewer_decides_and_only_once(noon: dt.datetime) -> None:
    dispute = opened(noon)
    with pytest.raises(NotTheReviewer):
        services.decide(dispute=dispute, outcome=Outcome.DECLINED, reasons="no", by=COUNSEL, at=noon)
    services.take_up(dispute=dispute, by=COUNSEL, at=noon)
    with pytest.raises(NotTheReviewer):
        services.decide(dispute=dispute, outcome=Outcome.DECLINED, reasons="no", by=COLLEAGUE, at=noon)
    services.decide(dispute=dispute, outcome=Outcome.UPHELD, reasons="yes", by=COUNSEL, at=noon)
    with pytest.raises(AlreadyDecided):
        services.decide(dispute=dispute, outcome=Outcome.DECLINED, reasons="no", by=COUNSEL, at=noon)
    with pytest.raises(AlreadyDecided):
        services.take_up(dispute=dispute, by=COLLEAGUE, at=noon)
    assert Message.objects.filter(person_id=dispute.person_id).count() == 2


@pytest.mark.keeps("other.interpretation")
@pytest.mark.parametrize(
    "told",
    [
        "Mei asked",
        "as LIN says",
        "write to mei@example.org",
        "call +86 138 0000 1234",
        "see L-7F3KQ2MB",
        "call 010-6552 9988",
    ],
)
def test_a_precedent_that_tells_who_asked_is_refused(told: str, noon: dt.datetime) -> None:
    with pytest.raises(TellsWho):
        services.write_precedent(
            dispute=decided(noon), question=SAME, answer={**SAME, "zh-hans": told}, by=COUNSEL, at=noon
        )
    assert not Precedent.objects.exists()


def test_a_chinese_name_is_found_inside_a_sentence(noon: dt.datetime) -> None:
    with pytest.raises(TellsWho, match="林梅"):
        services.write_precedent(
            dispute=decided(noon, "林梅"), question=SAME, answer={**SAME, "zh-hans": "客户林梅问"}, by=COUNSEL, at=noon
        )


@pytest.mark.keeps("other.interpretation")
def test_a_second_person_releases_a_precedent_and_then_nothing_ties_it_to_anybody(
    noon: dt.datetime, client: Client
) -> None:
    precedent = services.write_precedent(dispute=decided(noon), question=SAME, answer=SAME, by=COUNSEL, at=noon)
    page = "/en/promises/words/"
    assert SAME["en"] not in client.get(page).content.decode()
    with pytest.raises(SamePerson):
        services.release(precedent=precedent, by=COUNSEL, at=noon)
    with pytest.raises(IntegrityError), transaction.atomic():
        Precedent.objects.filter(pk=precedent.pk).update(released_by=precedent.written_by, released_at=noon)
    services.release(precedent=precedent, by=COLLEAGUE, at=noon)
    precedent.refresh_from_db()
    assert precedent.dispute_id is None
    SHELF.clear()
    assert SAME["en"] in client.get(page).content.decode()


def test_a_decision_without_a_reviewer_cannot_be_stored(noon: dt.datetime) -> None:
    dispute = opened(noon)
    with pytest.raises(IntegrityError), transaction.atomic():
        Dispute.objects.filter(pk=dispute.pk).update(outcome=Outcome.UPHELD, decided_at=noon)


@pytest.mark.keeps("other.improvement")
def test_a_review_answers_remarks_and_the_log_must_go_on(noon: dt.datetime, client: Client) -> None:
    services.remark(clause=CLAUSE, words="mask more", language="en", at=noon)
    assert not evidence.improving(noon + dt.timedelta(days=200)).holds
    services.review(
        clause=CLAUSE,
        source=Source.FEEDBACK,
        learned={"en": "Streets were readable", "zh-hans": "街道可读"},
        decided={"en": "We mask them now", "zh-hans": "现已遮盖"},
        remarks=[one.pk for one in queries.remarks(at=noon)],
        by=COUNSEL,
        at=noon,
    )
    assert not queries.remarks(at=noon).exists()
    assert "We mask them now" in client.get("/en/promises/words/").content.decode()
    assert "现已遮盖" in client.get("/zh-hans/promises/words/").content.decode()
    assert evidence.improving(noon + dt.timedelta(days=180)).holds
    assert not evidence.improving(noon + dt.timedelta(days=190)).holds


@pytest.mark.keeps("third.anonymous-interest", "other.improvement")
def test_who_compares_the_public_counts_of_two_days_learns_of_no_single_remark(noon: dt.datetime) -> None:
    shown = []
    for number in range(1, 13):
        who = account(f"{number}@example.org", at=noon).person_id
        services.remark(clause=CLAUSE, words=str(number), language="en", at=noon, person_id=who)
        shown.append([one.people for one in queries.heard(noon)])
    steps = [set(map(tuple, shown[start:end])) for start, end in ((0, 4), (4, 9), (9, 12))]
    assert steps == [{()}, {(5,)}, {(10,)}]


@pytest.mark.keeps("other.interpretation")
def test_an_erased_person_is_waited_for_no_more(noon: dt.datetime) -> None:
    dispute = opened(noon)
    services.remark(clause=CLAUSE, words="x", language="en", at=noon, person_id=dispute.person_id)
    erase(person_id=dispute.person_id, at=noon)
    assert not Remark.objects.filter(person_id=dispute.person_id).exists()
    assert deadlines.open_clocks(clocks.DISPUTE) == []


@pytest.mark.keeps("other.interpretation")
def test_counsel_settles_at_the_desk_what_the_keeper_cannot_open(noon: dt.datetime) -> None:
    demo_people(noon)
    dispute = opened(noon)
    keeper = signed_in("keeper@demo.example", password="sixty coats of lacquer")
    counsel = signed_in("counsel@demo.example", password="sixty coats of lacquer")
    page = f"/en/desk/disputes/{dispute.reference}/"
    assert keeper.get(page).status_code == 403
    assert "I read it otherwise" in counsel.get(page).content.decode()
    early = counsel.post(f"{page}decide/", {"outcome": "upheld", "reasons": "because"})
    assert early.status_code == 422
    assert "because" in early.content.decode()
    counsel.post(f"{page}take-up/")
    assert counsel.post(f"{page}decide/", {"outcome": "upheld", "reasons": "because"}).status_code == 302
    words = {f"{name}_{tag}": "Mei Lin asks" for name in ("question", "answer") for tag in ("en", "zh-hans")}
    refused = counsel.post(f"{page}precedent/", words)
    assert refused.status_code == 422
    assert "Lin, Mei" in refused.content.decode()
    words = dict.fromkeys(words, "Does it mean this?")
    assert counsel.post(f"{page}precedent/", words).status_code == 302
    made = Precedent.objects.get()
    counsel.post(f"/en/desk/precedents/{made.pk}/release/")
    assert not queries.precedents().exists()
    keeper.post(f"/en/desk/precedents/{made.pk}/release/")
    assert queries.precedents().exists()
    with acting(SETTLE_DISPUTES, by=COUNSEL, at=noon, reason=dispute.reference):
        dispute.refresh_from_db()
        assert str(dispute.reasons) == "because"


@pytest.mark.keeps("other.improvement")
def test_the_keeper_reviews_remarks_at_the_desk(noon: dt.datetime) -> None:
    demo_people(noon)
    services.remark(clause=CLAUSE, words="mask more", language="en", at=noon)
    keeper = signed_in("keeper@demo.example", password="sixty coats of lacquer")
    assert "mask more" in keeper.get("/en/desk/words/").content.decode()
    page = f"/en/desk/words/review/{CLAUSE}/"
    assert "mask more" in keeper.get(page).content.decode()
    typed = {f"{name}_{tag}": "words" for name in ("learned", "decided") for tag in ("en", "zh-hans")}
    assert keeper.post(page, typed | {"source": "nothing"}).status_code == 422
    sent = typed | {"source": "feedback", "remarks": [str(Remark.objects.get().pk)]}
    assert keeper.post(page, sent).status_code == 302
    assert not queries.remarks(at=noon + dt.timedelta(days=300)).exists()
    typed = {f"{name}_{tag}": "words" for name in ("scope", "found") for tag in ("en", "zh-hans")}
    looked: dict[str, str] = typed | {"role": "Outside privacy counsel", "on": "2026-05-01"}
    assert keeper.post("/en/desk/words/assessment/", looked).status_code == 302
    assert queries.assessments().count() == 1


@pytest.mark.keeps("other.improvement")
def test_every_clause_of_the_notice_can_be_spoken_of_from_the_notice(client: Client, noon: dt.datetime) -> None:
    page = client.get("/en/privacy/").content.decode()
    links = set(re.findall(r'href="(/en/promises/words/[^"]+/)"', page))
    keys = {key for key in words.clauses(words.spoken("en"), "en") if not key.startswith("promise:")}
    spoken = {unquote(link.removeprefix("/en/promises/words/").rstrip("/")) for link in links}
    shown = {key for key in keys if not key.startswith("purpose:")} | {"purpose:letters", "purpose:fulfil-order"}
    assert shown <= spoken <= keys
    for key in ("purpose:letters", "browser:local storage:cart", "wording:children"):
        form = client.get(f"/en/promises/words/{quote(key)}/")
        assert form.status_code == 200, key
    assert client.post("/en/promises/words/purpose:letters/", {"words": "Too many."}).status_code == 302
    assert Remark.objects.get().clause == "purpose:letters"
    assert queries.words_of("purpose:letters").startswith("Letters from the workshop")
    assert client.get("/en/promises/words/purpose:nothing/").status_code == 404
    assert client.get("/en/promises/words/promise:right.access/").status_code == 404
