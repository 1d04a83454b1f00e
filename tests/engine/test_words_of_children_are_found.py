"""The watch finds what a child would write in either language, a person decides, and then all of it goes."""

import datetime as dt
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from kit.jobs.models import Job
from kit.jobs.registry import find
from privacy.access.models import Opening
from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.children import hints, queries, registry, services
from privacy.children.models import GuardianRequest, Suspicion, Trace
from privacy.children.types import Decided, Kind, Relation, Wish
from privacy.datamap.vocabulary import PROTECT_CHILDREN, SELF
from privacy.deadlines import queries as deadlines
from privacy.erasure import services as erasing
from privacy.feedback import services as feedback
from privacy.handles import services as handles
from privacy.handles.types import Kind as HandleKind
from privacy.ledger.models import Entry
from privacy.notice import services as notice
from privacy.people import services as people
from privacy.people.models import Person
from privacy.promises import young
from privacy.retention import services as sweeping
from privacy.rights import services as rights
from privacy.rights.models import Request
from privacy.rights.queries import own_files
from privacy.rights.types import Proof, Right
from privacy.sharing.models import Message
from privacy.vault import files
from privacy.vault.models import DataKey, SealedFile
from shop.accounts import services as shop_accounts
from shop.accounts.models import Account
from tests.correspondence.letters import mail, newest, taken
from tests.example.filling import filled
from tests.notices import announced, founded
from tests.people import account, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.keeps("children.under-13")]

CHILDREN = [
    ("Hi I am 11 and I love bowls", Kind.AGE),
    ("i'm 9 years old", Kind.AGE),
    ("I’m twelve, can I buy it?", Kind.AGE),
    ("my age is 13", Kind.AGE),
    ("I am a 10-year-old girl", Kind.AGE),
    ("I just turned 8 yesterday", Kind.AGE),
    ("我今年十岁", Kind.AGE),
    ("我１１岁了", Kind.AGE),
    ("你好，今年12岁，想买碗", Kind.AGE),
    ("I go to primary school in Leeds", Kind.SCHOOL),
    ("I'm in the 5th grade", Kind.SCHOOL),
    ("it is for my homework", Kind.SCHOOL),
    ("我在上小学", Kind.SCHOOL),
    ("我是三年级的", Kind.SCHOOL),
    ("我是小学生", Kind.SCHOOL),
    ("my mum says I can", Kind.GUARDIAN),
    ("Can I use my dad's card?", Kind.GUARDIAN),
    ("I will ask my parents", Kind.GUARDIAN),
    ("我妈妈说可以", Kind.GUARDIAN),
    ("用爸爸的手机付钱", Kind.GUARDIAN),
]
GROWN_UP = [
    "I am 35 and collect lacquer.",
    "I am 10 minutes late",
    "My daughter is 11, is this bowl safe for her?",
    "我女儿今年十岁，碗耐热吗？",
    "The tray is 12 cm wide, aged oak.",
    "我今年三十五岁",
    "I'm 115 cm from the door",
    "For my parents' anniversary",
    "The school of Fuzhou lacquer",
]


@pytest.mark.parametrize(("text", "kind"), CHILDREN)
def test_what_a_child_writes_is_found(text: str, kind: Kind) -> None:
    assert kind in {hint.kind for hint in hints.find(text)}


@pytest.mark.parametrize("text", GROWN_UP)
def test_what_grown_ups_write_is_left_alone(text: str) -> None:
    assert hints.find(text) == []


def test_no_more_than_the_place_itself_is_kept() -> None:
    text = "secret " * 60 + "I am 11 years old. " + "secret " * 60
    kept = hints.excerpt(text, hints.find(text))
    assert "I am 11" in kept
    assert len(kept) < 200


def test_of_what_was_written_the_case_holds_the_place_that_hints_alone(noon: dt.datetime) -> None:
    _person, case = suspected(noon, "quxsecret " * 30 + "I am 11 years old. " + "quxsecret " * 30)
    with acting(PROTECT_CHILDREN, by=keeper(noon), at=noon, reason=case.reference):
        excerpt = str(case.excerpt)
    assert "I am 11" in excerpt
    assert len(excerpt) < 200


def test_a_letter_is_looked_at_once_it_is_read(noon: dt.datetime) -> None:
    letter = newest(taken(mail("Hello, I am 9 years old and like your bowls."), at=noon))
    [job] = Job.objects.filter(name="children.letter")
    find(job.name).work(job.args, noon)
    case = Suspicion.objects.get()
    assert (case.channel, case.person_id) == ("letters", letter.person_id)


def suspected(at: dt.datetime, text: str = "I am 11 years old") -> tuple[uuid.UUID, Suspicion]:
    person_id = filled(at)
    assert services.watch(person_id=person_id, text=text, channel="letters", source="1", at=at)
    return person_id, Suspicion.objects.get()


def keeper(at: dt.datetime) -> Actor:
    return Actor.staff(account("keeper@example.org", at=at, role="keeper").pk, "keeper")


def test_the_same_words_wait_once(noon: dt.datetime) -> None:
    person_id, _case = suspected(noon)
    services.watch(person_id=person_id, text="I am 11 years old", channel="letters", source="1", at=noon)
    assert queries.suspicions().count() == 1
    assert not services.watch(person_id=person_id, text="Good day.", channel="letters", source="2", at=noon)


def test_a_child_is_erased_at_once_and_a_trace_without_them_stays(noon: dt.datetime) -> None:
    person_id, case = suspected(noon)
    reference = services.decide(suspicion=case, is_child=True, by=keeper(noon), at=noon)
    [job] = Job.objects.filter(name="erasure.run", args={"reference": reference})
    assert job.run_at <= noon
    erasing.run(reference=reference, at=noon)
    assert not DataKey.objects.filter(person_id=person_id, locked=False).exists()
    assert not Suspicion.objects.exists()
    trace = Trace.objects.get()
    assert (trace.channel, trace.kinds, trace.found_on, trace.erasure) == (
        "letters",
        ["declared-age"],
        noon.date(),
        reference,
    )
    assert str(person_id) not in str(vars(trace))
    entries = [entry.facts | {"about": entry.about} for entry in Entry.objects.filter(kind__startswith="child.")]
    assert not any(str(person_id) in str(one) for one in entries)
    assert young.watched(noon + dt.timedelta(days=2)).holds


def test_of_a_mistake_the_words_go_and_the_person_stays(noon: dt.datetime) -> None:
    person_id, case = suspected(noon)
    assert services.decide(suspicion=case, is_child=False, by=keeper(noon), at=noon) == ""
    assert Suspicion.objects.get().excerpt is None
    assert DataKey.objects.filter(person_id=person_id).exists()
    assert not Trace.objects.exists()


def test_only_one_decides(noon: dt.datetime) -> None:
    _person, case = suspected(noon)
    by = keeper(noon)
    services.decide(suspicion=case, is_child=False, by=by, at=noon)
    with pytest.raises(Decided):
        services.decide(suspicion=case, is_child=True, by=by, at=noon)
    assert not Trace.objects.exists()


def test_words_nobody_looks_at_break_the_promise_and_go_after_thirty_days(noon: dt.datetime) -> None:
    suspected(noon)
    assert young.watched(noon + dt.timedelta(days=4)).holds
    assert not young.watched(noon + dt.timedelta(days=6)).holds
    later = noon + dt.timedelta(days=32)
    sweeping.confirm_clock(at=later)
    sweeping.sweep(at=later)
    assert not Suspicion.objects.exists()


def test_a_child_whose_data_is_still_there_breaks_the_promise(noon: dt.datetime) -> None:
    _person, case = suspected(noon)
    services.decide(suspicion=case, is_child=True, by=keeper(noon), at=noon)
    assert not young.watched(noon + dt.timedelta(days=2)).holds


def test_registrations_and_questions_are_watched(tmp_path: Path, settings: Any, noon: dt.datetime) -> None:
    founded(tmp_path, settings)
    account("kid@example.org", name="Tim, I am 9 years old", at=noon)
    version = announced(noon)
    notice.ask(version=version, words="I'm 10. Why?", email="kid2@example.org", language="en", at=noon)
    assert sorted(queries.suspicions().values_list("channel", flat=True)) == ["notice-questions", "registrations"]


def test_letters_are_opened_for_it_on_record(noon: dt.datetime) -> None:
    from privacy.children.tasks import letter as look  # noqa: PLC0415 - jobs are found by name elsewhere
    from privacy.correspondence.models import Letter  # noqa: PLC0415 - beside its use

    person_id = people.create(at=noon).pk
    row = Letter.objects.create(
        person_id=person_id, digest="d", mailbox="studio", said="I am 11 years old", text="", subject="", at=noon
    )
    look({"letter": str(row.pk)}, noon)
    assert queries.suspicions().get().channel == "letters"
    assert Opening.objects.get(person=person_id).purpose == PROTECT_CHILDREN.id


def test_the_desk_shows_nothing_before_it_is_opened(noon: dt.datetime, time_machine: Any) -> None:
    time_machine.move_to(noon)
    _person, case = suspected(noon, "I am 11 years old, Quxowa")
    keeper(noon)
    client = signed_in("keeper@example.org")
    page = f"/en/desk/children/{case.reference}/"
    assert case.reference in client.get("/en/desk/children/").content.decode()
    assert "Quxowa" not in client.get(page).content.decode()
    assert not Opening.objects.filter(purpose=PROTECT_CHILDREN.id).exists()
    assert "Quxowa" in client.post(page).content.decode()
    assert Opening.objects.get(purpose=PROTECT_CHILDREN.id).reason == case.reference
    assert client.post(f"{page}decide/", {"answer": "child"}).status_code == 302
    assert Trace.objects.count() == 1
    assert client.post(f"{page}decide/", {"answer": "child"}).status_code == 404


def guardian(at: dt.datetime, wish: Wish, child: str = "kid@example.org", words: str = "Please.") -> GuardianRequest:
    return services.ask(
        name="Quxmother",
        email="mother@example.org",
        relation=Relation.PARENT,
        wish=wish,
        child=child,
        words=words,
        proof=[b"%PDF-1.7 Zyvproof"],
        media_type="application/pdf",
        language="en",
        at=at,
    )


@pytest.mark.keeps("children.guardian")
def test_a_guardian_has_everything_erased_and_the_proof_goes_with_the_decision(noon: dt.datetime) -> None:
    child = account("kid@example.org", at=noon).person_id
    request = guardian(noon, Wish.ERASE)
    proof = request.proof
    assert proof is not None
    by = keeper(noon)
    with acting(PROTECT_CHILDREN, by=by, at=noon, reason=request.reference):
        assert b"".join(files.chunks(proof)) == b"%PDF-1.7 Zyvproof"
    reference = services.grant(request=request, by=by, at=noon)
    assert not SealedFile.objects.filter(pk=proof.pk).exists()
    erasing.run(reference=reference, at=noon)
    assert not Account.objects.filter(person=child).exists()
    assert Person.objects.filter(pk=child, erased_at=None).count() == 0
    assert Trace.objects.get().channel == "guardians"
    assert [
        message.key.rsplit(":", 1)[1]
        for message in Message.objects.order_by("created_at", "key")
        if "guardian:" in message.key
    ]
    assert deadlines.open_clocks() == []
    with pytest.raises(Decided):
        services.grant(request=request, by=by, at=noon)


@pytest.mark.keeps("children.guardian")
def test_a_guardian_receives_a_copy_under_their_own_key(noon: dt.datetime) -> None:
    account("kid@example.org", name="Quxkid", at=noon)
    request = guardian(noon, Wish.SEE)
    services.grant(request=request, by=keeper(noon), at=noon)
    [file] = own_files(frozenset([request.person_id]), at=noon)
    assert file.name == f"{request.reference}.zip"
    row = SealedFile.objects.get(pk=file.id)
    with acting(SELF, by=Actor.person(request.person_id), at=noon):
        assert b"".join(files.chunks(row)).startswith(b"PK")
    assert row.expires_at == noon + dt.timedelta(days=30)


@pytest.mark.keeps("children.guardian")
def test_a_refusal_touches_no_data_and_destroys_the_proof(noon: dt.datetime) -> None:
    child = account("kid@example.org", at=noon).person_id
    request = guardian(noon, Wish.ERASE)
    services.refuse(request=request, by=keeper(noon), at=noon)
    assert Account.objects.filter(person=child).exists()
    assert not SealedFile.objects.exists()
    assert not Trace.objects.exists()


@pytest.mark.keeps("children.guardian")
def test_whoever_merely_typed_the_childs_address_is_not_meant(noon: dt.datetime) -> None:
    owner = account("kid@example.org", at=noon).person_id
    slip = account("somebody@example.org", at=noon).person_id
    handles.attach(person_id=slip, kind=HandleKind.EMAIL, value="kid@example.org", at=noon)
    reference = services.grant(request=guardian(noon, Wish.ERASE), by=keeper(noon), at=noon)
    erasing.run(reference=reference, at=noon)
    assert not Account.objects.filter(person=owner).exists()
    assert Account.objects.filter(person=slip).exists()


@pytest.mark.keeps("children.guardian")
def test_the_proof_goes_after_thirty_days_though_nobody_decided(noon: dt.datetime) -> None:
    request = guardian(noon, Wish.ERASE)
    assert young.answered(noon + dt.timedelta(days=1)).holds
    later = noon + dt.timedelta(days=32)
    assert not young.answered(later).holds
    sweeping.confirm_clock(at=later)
    sweeping.sweep(at=later)
    assert not SealedFile.objects.exists()
    request.refresh_from_db()
    assert (request.name, request.words, request.proof) == (None, None, None)


@pytest.mark.keeps("children.guardian")
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_guardians_have_a_page_an_address_and_a_form(
    language: str, client: Client, noon: dt.datetime, settings: Any
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415 - beside its use

    settings.PRIVACY_GUARDIANS_PHONE = "+86 591 0000 0000"
    page = client.get(f"/{language}/guardians/").content.decode()
    assert settings.PRIVACY_GUARDIANS_EMAIL in page
    assert "+86 591 0000 0000" in page
    typed = {
        "name": "Mother",
        "email": "mother@example.org",
        "relation": "parent",
        "child": "kid@example.org",
        "wish": "erase",
        "words": "",
    }
    address = f"/{language}/guardians/request/"
    for content in (b"<script>alert(1)</script>", b"%PDF-" + b"x" * (5 * 1024 * 1024)):
        proof = SimpleUploadedFile("proof.pdf", content, content_type="application/pdf")
        assert client.post(address, typed | {"proof": proof}).status_code == 422
    assert not GuardianRequest.objects.exists()
    proof = SimpleUploadedFile("proof.pdf", b"%PDF-1.7", content_type="application/pdf")
    assert client.post(address, typed | {"proof": proof}).status_code == 302
    assert GuardianRequest.objects.get().language == language


@pytest.mark.keeps("children.guardian")
def test_the_desk_decides_about_guardians(noon: dt.datetime, time_machine: Any) -> None:
    time_machine.move_to(noon)
    request = guardian(noon, Wish.ERASE)
    keeper(noon)
    client = signed_in("keeper@example.org")
    page = f"/en/desk/guardians/{request.reference}/"
    assert "Quxmother" not in client.get(page).content.decode()
    assert "Quxmother" in client.post(page).content.decode()
    proof = client.post(f"{page}proof/")
    assert proof.content == b"%PDF-1.7 Zyvproof"
    assert proof["Content-Type"] == "application/octet-stream"
    client.post(f"{page}decide/", {"answer": "refuse"})
    assert GuardianRequest.objects.get().granted is False
    assert client.post(f"{page}proof/").status_code == 404


def test_remarks_about_the_notice_are_watched(noon: dt.datetime) -> None:
    feedback.remark(clause="protect.masking", words="I am 11 and I do not get it", language="en", at=noon)
    assert queries.suspicions().get().channel == "feedback"


def complaint(person_id: uuid.UUID, words: str, at: dt.datetime) -> Request:
    proof = Proof(frozenset({person_id}), "session", at)
    return rights.lodge(proof=proof, right=Right.COMPLAINT, words=words, language="en", at=at, cause="late")


def name_changed(person_id: uuid.UUID, words: str, at: dt.datetime) -> None:
    shop_accounts.change_profile(person_id=person_id, name=words, phone="", language="en", at=at)


def address_kept(person_id: uuid.UUID, words: str, at: dt.datetime) -> None:
    shop_accounts.keep_address(
        person_id=person_id, recipient="Mei", phone="", parts={"street": words}, preferred=True, at=at
    )


def reply_heard(person_id: uuid.UUID, words: str, at: dt.datetime) -> None:
    request = complaint(person_id, "It came late.", at)
    rights.ask_person(request=request, question="Which parcel?", at=at)
    rights.hear(request=request, reply=words, at=at)


@pytest.mark.keeps("children.under-13")
@pytest.mark.parametrize(
    ("write", "channel"),
    [(complaint, "requests"), (reply_heard, "requests"), (name_changed, "profiles"), (address_kept, "profiles")],
)
def test_words_in_cases_and_accounts_are_watched_too(
    write: Callable[[uuid.UUID, str, dt.datetime], object], channel: str, noon: dt.datetime
) -> None:
    person_id = account("kid@example.org", at=noon).person_id
    write(person_id, "A grown-up's words", noon)
    assert not Suspicion.objects.exists()
    write(person_id, "I am 11 years old", noon + dt.timedelta(seconds=1))
    found = Suspicion.objects.get()
    assert (found.channel, found.person_id) == (channel, person_id)
    assert channel in registry.channels()


@pytest.mark.keeps("children.under-13")
def test_a_child_that_poses_as_a_guardian_is_found(noon: dt.datetime) -> None:
    guardian(noon, Wish.SEE)
    assert not Suspicion.objects.exists()
    guardian(noon, Wish.SEE, words="I am 12 and want to see it")
    assert Suspicion.objects.get().channel == "guardians"


@pytest.mark.keeps("children.guardian")
def test_a_guardian_finds_the_child_by_its_phone_number(noon: dt.datetime) -> None:
    child = people.create(at=noon).pk
    handles.attach(person_id=child, kind=HandleKind.PHONE, value="+8613812345678", at=noon)
    granted = services.grant(request=guardian(noon, Wish.ERASE, "+86 138 1234 5678"), by=keeper(noon), at=noon)
    erasing.run(reference=granted, at=noon)
    assert not Person.objects.filter(pk=child, erased_at=None).exists()


@pytest.mark.keeps("children.guardian")
def test_a_guardian_finds_the_child_by_an_order_number_and_an_unknown_one_looks_alike(
    noon: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = people.create(at=noon).pk
    handles.attach(person_id=child, kind=HandleKind.EMAIL, value="kid@example.org", at=noon)
    owners = {"L-7QX2WMPA": child}
    monkeypatch.setattr(registry, "_numbers", [owners.get])
    by = keeper(noon)
    unknown = guardian(noon, Wish.ERASE, "L-NOBODYS2")
    assert services.grant(request=unknown, by=by, at=noon) == ""
    known = guardian(noon, Wish.ERASE, "l-7qx2wmpa")
    assert len(known.child_index) == len(unknown.child_index)
    erasing.run(reference=services.grant(request=known, by=by, at=noon), at=noon)
    assert not Person.objects.filter(pk=child, erased_at=None).exists()
