"""A transfer: everything checked, everybody told, fifteen days to object, objectors left out, sealed for one key."""

import datetime as dt
import hashlib
import io
import json
import re
import signal
import uuid
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.test import Client
from django.urls import reverse

from kit.jobs.runner import Runner
from privacy.access import services as four_eyes
from privacy.access.models import Proposal
from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.access.types import NotAllowed as NotByThem
from privacy.datamap import registry as purposes
from privacy.datamap.vocabulary import SELF
from privacy.handles import services as handles
from privacy.handles.models import Handle
from privacy.handles.types import Kind
from privacy.handover import queries, registry, sealed_box, services
from privacy.handover.models import Objection, Told, Transfer
from privacy.handover.services import package_path, token_for
from privacy.handover.services.objecting import read_token
from privacy.handover.types import NotAllowed
from privacy.ledger.models import Entry
from privacy.people import services as people
from privacy.people.models import Person
from privacy.rights import registry as rights
from privacy.sharing import queries as posted
from privacy.sharing import services as post
from privacy.sharing.models import Demand, Disclosure, Message
from privacy.staff.models import Training
from tests.engine.places import filled_site
from tests.erasing import erase
from tests.example.filling import filled
from tests.example.privacy import WRITE
from tests.people import staff
from tests.processes import run_python, start_python

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.keeps("share.transfer")]
DAY = dt.timedelta(days=1)
KEY = X25519PrivateKey.generate()
PRIVATE = KEY.private_bytes_raw()
LATER = 17 * DAY


@pytest.fixture(autouse=True)
def _purpose(monkeypatch: pytest.MonkeyPatch) -> None:
    """The example area's purpose is one of the house's for once."""
    monkeypatch.setitem(purposes.purposes, WRITE.id, WRITE)


def keeper(role: str = "keeper") -> Actor:
    return Actor("staff", "lin", role)


def opened(noon: dt.datetime) -> Transfer:
    return services.open_transfer(
        receiver="Northern Lacquer",
        country="CN",
        mailbox="privacy@northern.example",
        public_key=KEY.public_key().public_bytes_raw().hex(),
        purposes=[WRITE],
        by=keeper(),
        at=noon,
    )


def checked(noon: dt.datetime) -> Transfer:
    transfer = opened(noon)
    for one in registry.questions():
        services.answer(transfer=transfer, question=one.id, words="yes", by=keeper(one.role), at=noon)
    return transfer


def begin_telling(transfer: Transfer, noon: dt.datetime) -> None:
    agree(services.propose_telling(transfer=transfer, by=keeper(), at=noon), noon)
    transfer.refresh_from_db()


def begin_sealing(transfer: Transfer, at: dt.datetime) -> None:
    agree(services.propose_sealing(transfer=transfer, by=keeper(), at=at), at)
    transfer.refresh_from_db()


def agree(proposal: Proposal, at: dt.datetime, *, by: Actor | None = None) -> None:
    four_eyes.decide(proposal_id=proposal.pk, by=by or colleague("orders", at), approve=True, at=at)


def colleague(role: str, at: dt.datetime) -> Actor:
    """Somebody of the studio, who is not among those written to."""
    someone = staff(role)
    own = Training.objects.filter(account=someone.id).values("person")
    Person.objects.filter(pk__in=own).update(erased_at=at)
    return someone


def told(noon: dt.datetime) -> Transfer:
    transfer = checked(noon)
    begin_telling(transfer, noon)
    services.tell(reference=transfer.reference, at=noon)
    deliver(noon)
    services.confirm(transfer=transfer)
    transfer.refresh_from_db()
    return transfer


def deliver(at: dt.datetime) -> None:
    """Every notice leaves."""
    for key in Message.objects.filter(key__startswith="transfer:", sent_at=None).values_list("key", flat=True):
        post.deliver(key=key, at=at)


def reached(at: dt.datetime, name: str, *, phone: str = "") -> uuid.UUID:
    """Somebody of whom much is known, with an address of theirs."""
    person_id = filled(at, name)
    handles.attach(person_id=person_id, kind=Kind.EMAIL, value=f"{name}@example.org", at=at)
    if phone:
        handles.attach(person_id=person_id, kind=Kind.PHONE, value=phone, at=at)
    return person_id


def content(transfer: Transfer) -> list[dict[str, object]]:
    with package_path(transfer).open("rb") as package:
        text = b"".join(sealed_box.unseal(package, PRIVATE))
    return [json.loads(line) for line in text.splitlines()]


def test_nobody_is_told_before_every_question_is_answered_by_its_post(noon: dt.datetime) -> None:
    transfer = opened(noon)
    first, *rest = registry.questions()
    for one in rest:
        services.answer(transfer=transfer, question=one.id, words="yes", by=keeper(one.role), at=noon)
    with pytest.raises(NotAllowed, match="Every question"):
        begin_telling(transfer, noon)
    with pytest.raises(NotAllowed, match="another post"):
        services.answer(transfer=transfer, question=first.id, words="yes", by=keeper("workshop"), at=noon)
    services.answer(transfer=transfer, question=first.id, words="yes", by=keeper(first.role), at=noon)
    with pytest.raises(NotAllowed, match="already"):
        services.answer(transfer=transfer, question=first.id, words="no", by=keeper(first.role), at=noon)
    begin_telling(transfer, noon)


def test_nobody_tells_everybody_or_seals_alone(noon: dt.datetime) -> None:
    reached(noon, "one")
    transfer = checked(noon)
    telling = services.propose_telling(transfer=transfer, by=keeper(), at=noon)
    for other in (keeper(), keeper("orders"), colleague("workshop", noon), colleague("counsel", noon)):
        with pytest.raises(NotByThem):
            agree(telling, noon, by=other)
    transfer.refresh_from_db()
    assert transfer.telling_at is None
    agree(telling, noon)
    services.tell(reference=transfer.reference, at=noon)
    deliver(noon)
    services.confirm(transfer=transfer)
    sealing = services.propose_sealing(transfer=Transfer.objects.get(), by=keeper(), at=noon + LATER)
    with pytest.raises(NotByThem):
        agree(sealing, noon + LATER, by=keeper())
    assert Transfer.objects.get().sealing_at is None
    agree(sealing, noon + LATER)
    assert Transfer.objects.get().sealing_at is not None
    said = {one.kind: one.facts for one in Entry.objects.filter(kind__startswith="transfer.")}
    assert said["transfer.opened"]["by"] == "lin"
    assert said["transfer.telling"]["approval"] == str(telling.pk)
    assert said["transfer.sealing"]["approval"] == str(sealing.pk)


@pytest.mark.parametrize("changed", ["public_key", "mailbox", "purposes"])
def test_what_was_agreed_to_is_what_was_looked_at(noon: dt.datetime, changed: str) -> None:
    transfer = checked(noon)
    proposal = services.propose_telling(transfer=transfer, by=keeper(), at=noon)
    other = {"public_key": "ab" * 32, "mailbox": "other@northern.example", "purposes": [WRITE.id, "fulfil-order"]}
    Transfer.objects.filter(pk=transfer.pk).update(**{changed: other[changed]})
    with pytest.raises(NotAllowed, match="no longer what was proposed"):
        agree(proposal, noon)
    transfer.refresh_from_db()
    assert transfer.telling_at is None
    assert Proposal.objects.get().decided_at is None


def test_whoever_fetches_the_package_is_on_record(noon: dt.datetime) -> None:
    reached(noon, "one")
    transfer = told(noon)
    with pytest.raises(NotAllowed, match="no package"):
        services.fetch_package(transfer=transfer, by=keeper(), at=noon)
    services.seal(transfer=transfer, at=noon + LATER)
    transfer.refresh_from_db()
    assert services.fetch_package(transfer=transfer, by=keeper(), at=noon + LATER).exists()
    assert Entry.objects.get(kind="transfer.fetched").facts["by"] == "lin"


def test_a_key_that_is_none_is_refused(noon: dt.datetime) -> None:
    with pytest.raises(NotAllowed, match="X25519"):
        services.open_transfer(
            receiver="x", country="CN", mailbox="a@b.example", public_key="00", purposes=[WRITE], by=keeper(), at=noon
        )


def test_everybody_is_written_to_once_and_fifteen_full_days_follow(noon: dt.datetime) -> None:
    persons = {reached(noon, "first"), reached(noon, "second")}
    transfer = told(noon)
    services.tell(reference=transfer.reference, at=noon + DAY)
    assert set(Told.objects.values_list("person_id", flat=True)) == persons
    assert Message.objects.filter(key__startswith="transfer:").count() == 2
    assert transfer.objections_until == noon.date() + 16 * DAY
    with pytest.raises(NotAllowed, match="not over"):
        services.seal(transfer=transfer, at=noon + 16 * DAY)
    services.seal(transfer=transfer, at=noon + LATER)
    assert Entry.objects.get(kind="transfer.told").facts["people"] == 2


def test_who_objects_is_left_out_and_only_the_purposes_that_pass_are_in_it(noon: dt.datetime) -> None:
    stays, objects = reached(noon, "stays"), reached(noon, "objects")
    transfer = told(noon)
    services.object_to(transfer=transfer, person_id=objects, at=noon + DAY)
    services.object_to(transfer=transfer, person_id=objects, at=noon + DAY)
    services.seal(transfer=transfer, at=noon + LATER)
    transfer.refresh_from_db()
    lines = content(transfer)
    assert {one["person"] for one in lines} == {str(stays)}
    assert {one["purpose"] for one in lines} == {WRITE.id}
    assert "stays 0" in json.dumps(lines)
    assert "stays@example.org" in json.dumps(lines)  # on a bill, for this purpose
    assert {one["kind"] for one in lines} == {"example.Letter", "example.Bill", "example.Visit"}
    assert (transfer.people, transfer.rows) == (1, len(lines))
    assert b"stays" not in package_path(transfer).read_bytes()
    sealed = Entry.objects.get(kind="transfer.sealed").facts
    assert sealed["sha256"] == hashlib.sha256(package_path(transfer).read_bytes()).hexdigest()
    assert sealed["left-out"] == 1
    assert Disclosure.objects.get().recipient == transfer.reference  # in the person's timeline
    with pytest.raises(NotAllowed, match="over"):
        services.object_to(transfer=transfer, person_id=stays, at=noon + LATER)


def test_whoever_came_after_the_letters_was_not_asked_and_does_not_go(noon: dt.datetime) -> None:
    reached(noon, "asked")
    transfer = told(noon)
    late = reached(noon + DAY, "late")
    services.seal(transfer=transfer, at=noon + LATER)
    assert str(late) not in {one["person"] for one in content(transfer)}


def test_an_objection_of_one_identity_counts_for_all(noon: dt.datetime) -> None:
    guest, main = reached(noon, "guest"), reached(noon, "main")
    transfer = told(noon)
    people.merge(source=guest, into=main)
    services.object_to(transfer=transfer, person_id=guest, at=noon + DAY)
    services.seal(transfer=transfer, at=noon + LATER)
    assert content(transfer) == []


def test_an_objection_while_the_package_is_written_still_counts(
    noon: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    hurried = reached(noon, "hurried")
    transfer = told(noon)

    def objecting(_name: str) -> None:
        if not Objection.objects.exists():
            services.object_to(transfer=transfer, person_id=hurried, at=noon + LATER)

    monkeypatch.setattr("privacy.handover.services.sealing.hit", objecting)
    services.seal(transfer=transfer, at=noon + LATER)
    assert content(transfer) == []


def test_who_is_erased_while_the_package_waits_is_not_in_it_any_more(noon: dt.datetime) -> None:
    gone, stays = reached(noon, "gone"), reached(noon, "stays")
    transfer = told(noon)
    services.seal(transfer=transfer, at=noon + LATER)
    erase(person_id=gone, at=noon + LATER)
    assert not package_path(transfer).exists()
    transfer.refresh_from_db()
    assert transfer.sealed_at is None
    services.seal(transfer=transfer, at=noon + LATER)
    assert {one["person"] for one in content(transfer)} == {str(stays)}


@pytest.mark.keeps("right.deletion")
def test_who_is_erased_after_it_has_gone_has_the_receiver_asked_to_erase(noon: dt.datetime) -> None:
    person_id = reached(noon, "one")
    transfer = told(noon)
    services.seal(transfer=transfer, at=noon + LATER)
    transfer.refresh_from_db()
    services.hand_over(transfer=transfer, by=keeper(), at=noon + LATER)
    assert not package_path(transfer).exists()
    erase(person_id=person_id, at=noon + LATER)
    made = Demand.objects.get(recipient=transfer.reference)
    assert made.references == [str(person_id)]
    with pytest.raises(NotAllowed):
        services.hand_over(transfer=transfer, by=keeper(), at=noon + LATER)


def test_the_letters_link_shows_the_window_and_takes_the_objection(noon: dt.datetime) -> None:
    person_id, client = reached(noon, "one"), Client()
    transfer = told(noon)
    url = reverse("handover:objection", args=[token_for(transfer, person_id)])
    page = client.get(url).content.decode()
    for words in ("Northern Lacquer", "17 June 2026", "China", "privacy@northern.example", str(WRITE.title)):
        assert words in page
    assert not Objection.objects.exists()
    assert client.post(url).status_code == 302
    assert "You have objected" in client.get(url).content.decode()
    assert Objection.objects.get().person_id == person_id
    for wrong in (token_for(transfer, uuid.uuid4()), url.split("/")[-2][:-1], "x"):
        assert client.get(reverse("handover:objection", args=[wrong])).status_code == 404


def test_only_whose_notice_has_left_is_told_and_goes_and_each_has_days_of_their_own(noon: dt.datetime) -> None:
    left, waits = reached(noon, "left"), reached(noon, "waits")
    paper, texted = filled(noon, "paper"), reached(noon, "texted", phone="+8613812341234")
    Handle.objects.filter(person=paper).delete()
    transfer = checked(noon)
    begin_telling(transfer, noon)
    services.tell(reference=transfer.reference, at=noon)
    for person in (left, texted):
        post.deliver(key=f"transfer:{transfer.reference}:{person}", at=noon)
    assert services.confirm(transfer=transfer) == 2
    assert queries.paper(transfer) == [paper]
    assert queries.on_the_way(transfer) == 1
    mail = Message.objects.get(key=f"transfer:{transfer.reference}:{texted}")
    post.note_bounce(message_id=mail.pk, code="5.1.1", at=noon + DAY)
    assert queries.told(transfer) == 1
    post.deliver(key=f"transfer:{transfer.reference}:{texted}:t", at=noon + 2 * DAY)
    services.confirm(transfer=transfer)
    assert queries.last_day(transfer, left) == noon.date() + 16 * DAY
    assert queries.last_day(transfer, texted) == noon.date() + 18 * DAY
    transfer.refresh_from_db()
    with pytest.raises(NotAllowed, match="not over"):
        services.seal(transfer=transfer, at=noon + 18 * DAY)
    services.seal(transfer=transfer, at=noon + 19 * DAY)
    assert {one["person"] for one in content(transfer)} == {str(left), str(texted)}
    assert str(waits) not in json.dumps(content(transfer))


def test_a_notice_that_comes_back_for_good_takes_its_person_out_of_a_waiting_package(noon: dt.datetime) -> None:
    gone, stays = reached(noon, "gone"), reached(noon, "stays")
    transfer = told(noon)
    begin_sealing(transfer, noon + LATER)
    services.seal(transfer=transfer, at=noon + LATER)
    mail = Message.objects.get(person=gone, key__startswith="transfer:")
    post.note_bounce(message_id=mail.pk, code="5.1.1", at=noon + LATER)
    assert list(posted.left("transfer:")) == [f"transfer:{transfer.reference}:{stays}"]
    transfer.refresh_from_db()
    assert (transfer.sealed_at, transfer.sealing_at, package_path(transfer).exists()) == (None, None, False)
    assert queries.paper(transfer) == [gone]
    until = services.note_letter(transfer=transfer, person_id=gone, by=keeper(), at=noon + LATER)
    assert until == (noon + LATER).date() + 26 * DAY
    with pytest.raises(NotAllowed, match="already"):
        services.note_letter(transfer=transfer, person_id=stays, by=keeper(), at=noon + LATER)
    with pytest.raises(NotAllowed, match="not over"):
        services.seal(transfer=transfer, at=noon + LATER)
    services.seal(transfer=transfer, at=noon + LATER + 27 * DAY)
    assert {one["person"] for one in content(transfer)} == {str(gone), str(stays)}


def test_the_package_is_written_in_the_background_and_asked_for_once(noon: dt.datetime) -> None:
    reached(noon, "one")
    transfer = told(noon)
    with pytest.raises(NotAllowed, match="not over"):
        begin_sealing(transfer, noon + DAY)
    begin_sealing(transfer, noon + LATER)
    assert not package_path(transfer).exists()
    with pytest.raises(NotAllowed, match="being written"):
        begin_sealing(transfer, noon + LATER)
    runner = Runner()
    while runner.run_next(at=noon + LATER):
        pass
    assert package_path(transfer).exists()


def test_the_letter_names_who_takes_over_where_what_for_and_the_last_day(noon: dt.datetime) -> None:
    person_id = reached(noon, "one")
    transfer = told(noon)
    with acting(SELF, by=Actor.person(person_id), at=noon):
        text = str(Message.objects.get(key__startswith="transfer:").text)
    for words in ("Northern Lacquer (China)", "privacy@northern.example", str(WRITE.title), "17 June 2026", "中国"):
        assert words in text
    links = re.findall(r"https?://\S+/([^/\s]+)/", text)
    assert [read_token(one) for one in links] == [(transfer, person_id)] * 2


def test_my_data_offers_to_object_until_one_has(noon: dt.datetime) -> None:
    person_id = reached(noon, "one")
    transfer = told(noon)
    [offered] = rights.choices(frozenset([person_id]), noon)
    assert "Northern Lacquer" in offered.words
    assert Client().post(offered.address).status_code == 302
    assert rights.choices(frozenset([person_id]), noon) == []
    assert Objection.objects.get().transfer == transfer


@pytest.mark.parametrize("size", [0, 1, sealed_box.CHUNK - 1, sealed_box.CHUNK, sealed_box.CHUNK + 1, 200_000])
def test_a_sealed_stream_opens_with_its_key_alone_and_not_when_touched(size: int) -> None:
    plain = bytes(range(256)) * (size // 256 + 1)
    plain = plain[:size]
    package = b"".join(sealed_box.seal([plain[:7], plain[7:]], KEY.public_key().public_bytes_raw()))
    assert b"".join(sealed_box.unseal(io.BytesIO(package), PRIVATE)) == plain
    other = X25519PrivateKey.generate().private_bytes_raw()
    cut = package[: 40 + sealed_box.CHUNK + 16] if size > sealed_box.CHUNK else package[:-1]
    flipped = package[:-1] + bytes([package[-1] ^ 1])
    for wrong, key in ((package, other), (cut, PRIVATE), (flipped, PRIVATE), (package + b"x", PRIVATE)):
        with pytest.raises(sealed_box.CannotOpen):
            b"".join(sealed_box.unseal(io.BytesIO(wrong), key))


PREPARE = """
import datetime as dt
at = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from privacy.access.services import decide
from privacy.access.types import Actor
from privacy.handover import registry, services
from tests.example.filling import filled
from tests.example.privacy import WRITE
from tests.engine.test_the_studio_changes_hands import colleague
from privacy.handles.services import attach
from privacy.handles.types import Kind
for name in ("one", "two", "three"):
    attach(person_id=filled(at, name), kind=Kind.EMAIL, value=f"{name}@example.org", at=at)
key = X25519PrivateKey.generate().public_key().public_bytes_raw().hex()
lin = Actor("staff", "lin", "keeper")
made = services.open_transfer(
    receiver="N", country="CN", mailbox="p@n.example", public_key=key, purposes=[WRITE], by=lin, at=at
)
for one in registry.questions():
    services.answer(transfer=made, question=one.id, words="yes", by=Actor("staff", "lin", one.role), at=at)
proposal = services.propose_telling(transfer=made, by=lin, at=at)
decide(proposal_id=proposal.pk, by=colleague("orders", at), approve=True, at=at)
print(made.reference)
"""
RUN = """
import datetime as dt
at = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)
from privacy.datamap import registry
from tests.example.privacy import WRITE
registry.purposes[WRITE.id] = WRITE
from privacy.handover import services
from privacy.handover.models import Told, Transfer
from privacy.sharing.models import Disclosure, Message
services.tell(reference="REFERENCE", at=at)
Message.objects.filter(key__startswith="transfer:", sent_at=None).update(sent_at=at)
later = at + dt.timedelta(days=17)
services.seal(transfer=Transfer.objects.get(), at=later)
made = Transfer.objects.get()
letters = Message.objects.filter(key__startswith="transfer:").count()
print(Told.objects.count(), letters, made.people, Disclosure.objects.count())
"""


@pytest.mark.parametrize("point", ["handover.telling:2", "handover.written"])
def test_a_kill_leaves_nobody_told_twice_and_one_whole_package(tmp_path: Path, point: str) -> None:
    env, reference = filled_site(tmp_path, PREPARE)
    run = RUN.replace("REFERENCE", reference)
    assert start_python(run, {**env, "SHIJIANG_FAILPOINT": point}).wait(60) == -signal.SIGKILL
    assert run_python(run, env).strip() == "3 3 3 3"
    folder = Path(env["SHIJIANG_VAR"]) / "media" / "handover"
    assert [one.suffix for one in folder.iterdir()] == [".sealed"]
