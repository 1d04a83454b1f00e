"""Nothing is published unless two people have weighed it; what was not ordered is covered, and nothing lies beneath."""

import datetime as dt
import hashlib
import io
import uuid
import zipfile

import pytest
from django.db import IntegrityError, transaction
from PIL import Image, PngImagePlugin

from policy.purposes import WEIGH_PUBLICATION
from privacy.access.models import Opening
from privacy.access.services import acting
from privacy.access.types import Actor, Barred, Closed
from privacy.datamap import queries as datamap
from privacy.handover import redaction, services
from privacy.handover.models import Publication
from privacy.handover.types import NotAllowed, Rectangle
from privacy.ledger.models import Entry
from privacy.people import services as people
from privacy.rights import queries as rights
from privacy.sharing.models import Disclosure
from privacy.staff.models import Training
from privacy.vault import files
from privacy.vault.models import SealedFile
from tests.people import trained

pytestmark = [pytest.mark.django_db, pytest.mark.keeps("share.disclosure")]
LIN, CHEN = Actor("staff", "lin", "keeper"), Actor("staff", "chen", "counsel")
LETTER = "Mei Lin of Fuzhou bought a bowl. mei lin paid 480."


@pytest.fixture(autouse=True)
def _trained(noon: dt.datetime) -> None:
    for colleague in (LIN, CHEN):
        trained(colleague.id, people.create(at=noon).pk)


@pytest.fixture
def case(person_id: uuid.UUID, noon: dt.datetime) -> Publication:
    return services.request_publication(
        person_id=person_id,
        ground=Publication.Ground.COURT,
        authority="District court",
        order_number="2026-17",
        ordered=["The letter", "The photograph"],
        by=LIN,
        at=noon,
    )


def covered(case: Publication, noon: dt.datetime) -> None:
    services.add_text(case=case, item="The letter", text=LETTER, covered=["Mei Lin", "Fuzhou"], by=LIN, at=noon)
    services.add_image(
        case=case, item="The photograph", content=picture(), covered=[Rectangle(0, 0, 9, 9)], by=LIN, at=noon
    )


def weighed(case: Publication, noon: dt.datetime) -> None:
    services.weigh(case=case, matter="necessity", words="ordered by the court", by=LIN, at=noon)
    services.weigh(case=case, matter="legality", words="the order is in force", by=CHEN, at=noon)


def picture(kind: str = "JPEG") -> bytes:
    """Noise, so that every part is telling, with something to tell in every kind of metadata."""
    noise = b"".join(hashlib.sha256(bytes([at // 256, at % 256])).digest() for at in range(64 * 48 * 3 // 32))
    image = Image.frombytes("RGB", (64, 48), noise)
    exif = Image.Exif()
    exif[0x010E] = "Mei Lin at home"
    exif[0x0112] = 6  # to be turned
    out, said = io.BytesIO(), PngImagePlugin.PngInfo()
    said.add_text("Comment", "Mei Lin at home")
    more = {"pnginfo": said} if kind == "PNG" else {"comment": b"Mei Lin at home"} if kind == "JPEG" else {}
    image.save(out, kind, exif=exif, icc_profile=b"Mei Lin at home", **more)
    return out.getvalue() + b"Mei Lin at home"


def test_where_nothing_is_ordered_there_is_no_case(person_id: uuid.UUID, noon: dt.datetime) -> None:
    with pytest.raises(NotAllowed):
        services.request_publication(
            person_id=person_id,
            ground=Publication.Ground.COURT,
            authority="District court",
            order_number="2026-17",
            ordered=["", " "],
            by=LIN,
            at=noon,
        )
    assert not Publication.objects.exists()


def test_two_different_people_weigh_it_or_nothing_is_packed(case: Publication, noon: dt.datetime) -> None:
    with pytest.raises(NotAllowed, match="Cover every ordered item"):
        services.weigh(case=case, matter="necessity", words="ordered", by=LIN, at=noon)
    covered(case, noon)
    services.weigh(case=case, matter="necessity", words="ordered", by=LIN, at=noon)
    with pytest.raises(NotAllowed, match="two different people"):
        services.weigh(case=case, matter="legality", words="lawful", by=LIN, at=noon)
    with pytest.raises(NotAllowed, match="Two people"):
        services.pack(case=case, by=LIN, at=noon)
    with pytest.raises(IntegrityError), transaction.atomic():  # and the database itself says so
        Publication.objects.update(legality_by="lin")
    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.update(packed_at=noon)
    with pytest.raises(NotAllowed, match="decided"):
        services.weigh(case=case, matter="necessity", words="ordered", by=CHEN, at=noon)


def test_covered_words_leave_nothing_not_even_their_length() -> None:
    covered = redaction.redact_text(LETTER, redaction.spans_of(LETTER, ["Mei Lin", "Fuzhou", "480"]))
    assert covered == "█████ of █████ bought a bowl. █████ paid █████."
    assert redaction.redact_text("abcdef", [(1, 3), (2, 4), (4, 5)]) == "a█████f"


@pytest.mark.parametrize("spans", [[(-1, 2)], [(2, 2)], [(3, 2)], [(0, 99)]])
def test_a_part_that_is_not_in_the_text_is_refused(spans: list[tuple[int, int]]) -> None:
    with pytest.raises(NotAllowed):
        redaction.redact_text("abc", spans)
    with pytest.raises(NotAllowed, match="nowhere"):
        redaction.spans_of(LETTER, ["Mei  Lin"])


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_covered_picture_holds_black_and_none_of_the_original_bytes(kind: str) -> None:
    original = picture(kind)
    whole = Rectangle(0, 0, 48, 64)  # turned upright it is 48 wide
    result = redaction.redact_image(original, [whole])
    seen = Image.open(io.BytesIO(result))
    assert seen.size == (48, 64)
    assert seen.getextrema() == ((0, 0), (0, 0), (0, 0))
    assert not (seen.info.keys() | dict(seen.getexif()).keys())
    assert b"Mei" not in result
    pieces = {original[at : at + 16] for at in range(len(original) - 16)}
    pieces = {one for one in pieces if b"IHDR" not in one}  # with which every PNG begins
    assert not [one for one in pieces if one in result]


def test_only_the_part_is_covered_and_what_stays_is_the_pixels_alone() -> None:
    original = picture("PNG")
    result = redaction.redact_image(original, [Rectangle(10, 20, 5, 6)])
    seen, before = (
        Image.open(io.BytesIO(result)),
        Image.open(io.BytesIO(original)).transpose(Image.Transpose.ROTATE_270),
    )
    for x in range(48):
        for y in range(64):
            inside = 10 <= x < 15 and 20 <= y < 26
            assert seen.getpixel((x, y)) == ((0, 0, 0) if inside else before.getpixel((x, y)))
    assert b"Mei" not in result


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"<svg/>", b"\x89PNG\r\n\x1a\n" + b"x" * 50, picture()[:200]])
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(NotAllowed):
        redaction.redact_image(content, [])


def test_a_part_outside_of_the_picture_is_refused() -> None:
    with pytest.raises(NotAllowed, match="outside"):
        redaction.redact_image(picture(), [Rectangle(48, 0, 5, 5)])


def test_the_package_holds_what_was_ordered_all_of_it_and_nothing_else(
    case: Publication, person_id: uuid.UUID, noon: dt.datetime
) -> None:
    services.add_text(case=case, item="The letter", text=LETTER, covered=["Fuzhou"], by=LIN, at=noon)
    with pytest.raises(NotAllowed, match="Two people"):
        services.pack(case=case, by=LIN, at=noon)
    with pytest.raises(NotAllowed, match="not ordered"):
        services.add_text(case=case, item="The diary", text="x", covered=[], by=LIN, at=noon)
    services.add_image(
        case=case, item="The photograph", content=picture(), covered=[Rectangle(0, 0, 9, 9)], by=LIN, at=noon
    )
    services.add_text(case=case, item="The letter", text=LETTER, covered=["Fuzhou", "480"], by=LIN, at=noon)  # better
    weighed(case, noon)
    services.pack(case=case, by=LIN, at=noon)
    case.refresh_from_db()
    assert case.package is not None
    with acting(WEIGH_PUBLICATION, by=Actor.system("reader"), at=noon):
        archive = zipfile.ZipFile(io.BytesIO(b"".join(files.chunks(case.package))))
    assert archive.namelist() == ["1.txt", "2.png"]
    assert archive.read("1.txt").decode() == "Mei Lin of █████ bought a bowl. mei lin paid █████."
    assert SealedFile.objects.count() == 3  # the first letter, less covered, is gone from the disk
    went = Disclosure.objects.get()
    assert (went.person_id, went.recipient, went.fields) == (person_id, "public", ["The letter", "The photograph"])
    with pytest.raises(NotAllowed, match="decided"):
        services.pack(case=case, by=LIN, at=noon)


def test_what_one_has_weighed_is_weighed_anew_when_it_changes_and_what_two_have_stays(
    case: Publication, noon: dt.datetime
) -> None:
    covered(case, noon)
    services.weigh(case=case, matter="necessity", words="ordered", by=LIN, at=noon)
    services.add_text(case=case, item="The letter", text=LETTER, covered=["480"], by=LIN, at=noon)
    case.refresh_from_db()
    assert (case.necessity_by, case.weighed_sha256) == ("", "")
    weighed(case, noon)
    case.refresh_from_db()
    frozen = case.weighed_sha256
    with pytest.raises(NotAllowed, match="any more"):
        services.add_text(case=case, item="The letter", text=LETTER, covered=[], by=LIN, at=noon)
    services.pack(case=case, by=LIN, at=noon)
    case.refresh_from_db()
    assert case.weighed_sha256 == frozen
    kinds = [one.kind for one in Entry.objects.filter(kind__startswith="publication.").order_by("pk")]
    assert kinds.count("publication.changed") == 1


def test_a_file_that_is_not_the_one_that_was_weighed_is_not_packed(case: Publication, noon: dt.datetime) -> None:
    covered(case, noon)
    weighed(case, noon)
    letter, photograph = case.exhibits.order_by("pk")
    case.exhibits.filter(pk=letter.pk).update(file=photograph.file)  # by whoever reaches the database
    with pytest.raises(NotAllowed, match="not what was weighed"):
        services.pack(case=case, by=LIN, at=noon)
    case.refresh_from_db()
    assert case.packed_at is None


def test_whoever_weighs_sees_what_would_be_published_on_record(case: Publication, noon: dt.datetime) -> None:
    covered(case, noon)
    letter, photograph = case.exhibits.order_by("pk")
    assert "Mei" not in services.look(exhibit=letter, by=CHEN, at=noon).decode()
    assert (photograph.width, photograph.height) == (48, 64)
    seen = services.look(exhibit=photograph, by=CHEN, at=noon)
    assert hashlib.sha256(seen).hexdigest() == photograph.sha256
    looked = Entry.objects.filter(kind="publication.looked")
    assert [one.facts["by"] for one in looked] == ["chen", "chen"]


def test_who_it_is_about_reads_which_post_looked_and_in_which_case(case: Publication, noon: dt.datetime) -> None:
    covered(case, noon)
    services.look(exhibit=case.exhibits.order_by("pk")[0], by=CHEN, at=noon)
    [seen] = rights.mine(frozenset([case.person_id]), at=noon).seen
    assert (str(seen.who), seen.reason) == (str(datamap.role("counsel").title), case.reference)  # type: ignore[union-attr]
    Opening.objects.update(role="a-post-of-old")
    [seen] = rights.mine(frozenset([case.person_id]), at=noon).seen
    assert str(seen.who) == "a post there is no longer"


def test_whoever_may_not_act_may_not_look_at_a_case_either(case: Publication, noon: dt.datetime) -> None:
    covered(case, noon)
    letter = case.exhibits.order_by("pk")[0]
    Training.objects.filter(account=CHEN.id).delete()
    with pytest.raises(Barred):
        services.look(exhibit=letter, by=CHEN, at=noon)
    workshop = Actor("staff", LIN.id, "workshop")
    with pytest.raises(Closed):
        services.look(exhibit=letter, by=workshop, at=noon)
    assert not Opening.objects.exists()


def test_a_refused_case_stays_refused(case: Publication, noon: dt.datetime) -> None:
    covered(case, noon)
    weighed(case, noon)
    services.refuse_publication(case=case, by=LIN, at=noon)
    for deed in (
        lambda: services.pack(case=case, by=LIN, at=noon),
        lambda: services.refuse_publication(case=case, by=LIN, at=noon),
        lambda: services.add_text(case=case, item="The letter", text="x", covered=[], by=LIN, at=noon),
    ):
        with pytest.raises(NotAllowed, match="decided"):
            deed()
    assert not Disclosure.objects.exists()
