"""A case of publication: demanded, weighed by two people, covered, packed with nothing but what was ordered."""

import datetime as dt
import hashlib
import io
import uuid
import zipfile
from collections.abc import Iterable, Mapping
from typing import Literal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kit.ids import reference as new_reference
from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.datamap.vocabulary import EVIDENCE
from privacy.handover import registry
from privacy.handover.models import Exhibit, Publication
from privacy.handover.redaction import redact_image, redact_text, size_of, spans_of
from privacy.handover.types import NotAllowed, Rectangle
from privacy.ledger import services as ledger
from privacy.sharing.services import note_passages
from privacy.vault import files
from privacy.vault.models import SealedFile

Matter = Literal["necessity", "legality"]


def request_publication(
    *,
    person_id: uuid.UUID,
    ground: str,
    authority: str,
    order_number: str,
    ordered: Iterable[str],
    by: Actor,
    at: dt.datetime,
) -> Publication:
    """Open a case: who demands what, item by item. Raises `NotAllowed` when nothing is ordered."""
    items = list(dict.fromkeys(one.strip() for one in ordered if one.strip()))
    if not items:
        raise NotAllowed(_("Name what is ordered, item by item."))
    with transaction.atomic():
        made = Publication.objects.create(
            person_id=person_id,
            reference=new_reference("P"),
            ground=ground,
            authority=authority,
            order_number=order_number,
            ordered=items,
            opened_by=by.id,
            opened_at=at,
        )
        ledger.append(kind="publication.opened", about=person_id, facts={"case": made.reference}, at=at)
    return made


def weigh(*, case: Publication, matter: Matter, words: str, by: Actor, at: dt.datetime) -> None:
    """Find it necessary, or lawful: as it is covered now, and only as that it can be packed.

    Raises `NotAllowed` before every ordered item is covered, for who has weighed the other one, and when it is decided.
    """
    other = "legality" if matter == "necessity" else "necessity"
    try:
        with transaction.atomic():
            row = Publication.objects.select_for_update().get(pk=case.pk)
            if row.refused_at or row.packed_at or getattr(row, f"{matter}_by"):
                raise NotAllowed(_("This is decided already."))
            if getattr(row, f"{other}_by") == by.id:
                raise NotAllowed(_("Necessity and lawfulness are weighed by two different people."))
            if not _is_complete(row):
                raise NotAllowed(_("Cover every ordered item first: what is weighed is what would be published."))
            mark = _mark(row)
            said = {f"{matter}_words": words, f"{matter}_by": by.id, f"{matter}_at": at, "weighed_sha256": mark}
            Publication.objects.filter(pk=row.pk).update(**said)
            facts: dict[str, str | int] = {"case": row.reference, "matter": matter, "sha256": mark}
            ledger.append(kind="publication.weighed", about=row.person_id, facts=facts, at=at)
    except IntegrityError as error:  # two at once: the database's own rule
        raise NotAllowed(_("Necessity and lawfulness are weighed by two different people.")) from error


def refuse_publication(*, case: Publication, by: Actor, at: dt.datetime) -> None:
    """Publish nothing. Raises `NotAllowed` when it is packed or refused."""
    with transaction.atomic():
        if not Publication.objects.filter(pk=case.pk, packed_at=None, refused_at=None).update(refused_at=at):
            raise NotAllowed(_("This is decided already."))
        facts = {"case": case.reference, "by": by.id}
        ledger.append(kind="publication.refused", about=case.person_id, facts=facts, at=at)


def add_text(*, case: Publication, item: str, text: str, covered: Iterable[str], by: Actor, at: dt.datetime) -> Exhibit:
    """Keep a text for an ordered item with these words covered wherever they stand; the text itself is not kept."""
    spans = spans_of(text, covered)
    return _keep(case, item, redact_text(text, spans).encode(), "text/plain", len(spans), by, at)


def add_image(
    *, case: Publication, item: str, content: bytes, covered: Iterable[Rectangle], by: Actor, at: dt.datetime
) -> Exhibit:
    """Keep a picture for an ordered item with these parts covered; the picture itself is not kept."""
    parts = list(covered)
    return _keep(case, item, redact_image(content, parts), "image/png", len(parts), by, at)


def pack(*, case: Publication, by: Actor, at: dt.datetime) -> None:
    """Put every ordered item, covered, into one archive. Raises `NotAllowed` before two agreed or while one lacks."""
    row = Publication.objects.get(pk=case.pk)
    if row.refused_at or row.packed_at:
        raise NotAllowed(_("This is decided already."))
    if not (row.necessity_by and row.legality_by):
        raise NotAllowed(_("Two people have to find it necessary and lawful first."))
    exhibits = {one.item: one for one in row.exhibits.select_related("file")}
    if set(exhibits) != set(row.ordered):
        raise NotAllowed(_("The package holds what was ordered, all of it and nothing else."))
    archive, seen = _archive([exhibits[item] for item in row.ordered], row, by, at)
    if not row.weighed_sha256 or seen != row.weighed_sha256:
        raise NotAllowed(_("This is not what was weighed."))
    digest = hashlib.sha256(archive).hexdigest()
    with transaction.atomic():
        stored = _store(row, archive, f"{row.reference}.zip", "application/zip", at)
        if not Publication.objects.filter(pk=row.pk, packed_at=None).update(
            packed_at=at, package=stored, sha256=digest
        ):
            raise NotAllowed(_("This is decided already."))
        note_passages(
            recipient="public", country="", purpose="publication", fields={row.person_id: set(row.ordered)}, at=at
        )
        facts: dict[str, str | int] = {"case": row.reference, "items": len(exhibits), "sha256": digest}
        ledger.append(kind="publication.packed", about=row.person_id, facts=facts, at=at)


def fetch(*, case: Publication, by: Actor, at: dt.datetime) -> bytes:
    """The package of a case, to hand it to whoever ordered it; who fetched it is on record. Raises `NotAllowed`."""
    if case.package is None:
        raise NotAllowed(_("Nothing is packed."))
    with acting(registry.weighing(), by=by, at=at, reason=case.reference):
        content = b"".join(files.chunks(case.package))
    facts = {"case": case.reference, "by": by.id}
    ledger.append(kind="publication.fetched", about=case.person_id, facts=facts, at=at)
    return content


def look(*, exhibit: Exhibit, by: Actor, at: dt.datetime) -> bytes:
    """One covered item as it would be published; who looked is on record."""
    case = exhibit.publication
    with acting(registry.weighing(), by=by, at=at, reason=case.reference):
        content = b"".join(files.chunks(exhibit.file))
    facts: dict[str, str | int] = {"case": case.reference, "by": by.id, "sha256": exhibit.sha256}
    ledger.append(kind="publication.looked", about=case.person_id, facts=facts, at=at)
    return content


def _keep(
    case: Publication, item: str, content: bytes, media_type: str, covered: int, by: Actor, at: dt.datetime
) -> Exhibit:
    """Put a covered item in its place. What one person has weighed has to be weighed anew; what two have, stays."""
    if item not in case.ordered:
        raise NotAllowed(_("This was not ordered."))
    with transaction.atomic():
        row = Publication.objects.select_for_update().get(pk=case.pk)
        if row.packed_at or row.refused_at:
            raise NotAllowed(_("This is decided already."))
        if row.necessity_by and row.legality_by:
            raise NotAllowed(_("Two people have weighed it as it is: it cannot be changed any more."))
        if row.weighed_sha256:
            _weigh_anew(row, by, at)
        old = list(row.exhibits.filter(item=item).select_related("file"))
        row.exhibits.filter(item=item).delete()
        for one in old:
            files.let_go([one.file])  # what it was covered with before is gone as well
        stored = _store(row, content, row.reference, media_type, at)
        width, height = size_of(content) if media_type == "image/png" else (None, None)
        return Exhibit.objects.create(
            publication=row,
            person_id=row.person_id,
            item=item,
            file=stored,
            covered=covered,
            sha256=hashlib.sha256(content).hexdigest(),
            width=width,
            height=height,
            by=by.id,
            at=at,
        )


def _weigh_anew(row: Publication, by: Actor, at: dt.datetime) -> None:
    gone = {f"{matter}_{part}": "" for matter in ("necessity", "legality") for part in ("words", "by")}
    Publication.objects.filter(pk=row.pk).update(**gone, necessity_at=None, legality_at=None, weighed_sha256="")
    facts = {"case": row.reference, "by": by.id}
    ledger.append(kind="publication.changed", about=row.person_id, facts=facts, at=at)


def _is_complete(row: Publication) -> bool:
    return set(row.exhibits.exclude(sha256="").values_list("item", flat=True)) == set(row.ordered)


def _mark(row: Publication) -> str:
    """One checksum of every covered item, in the order of the demand."""
    return _mark_of(row, dict(row.exhibits.values_list("item", "sha256")))


def _mark_of(row: Publication, marks: Mapping[str, str]) -> str:
    said = "".join(f"{item}\0{marks[item]}\n" for item in row.ordered)
    return hashlib.sha256(said.encode()).hexdigest()


def _store(row: Publication, content: bytes, name: str, media_type: str, at: dt.datetime) -> SealedFile:
    return files.store(
        [content],
        person_id=row.person_id,
        name=name,
        media_type=media_type,
        purpose=registry.weighing(),
        kept=EVIDENCE,
        at=at,
    )


def _archive(exhibits: list[Exhibit], row: Publication, by: Actor, at: dt.datetime) -> tuple[bytes, str]:
    """The package, and the checksum of what really is in it."""
    out, marks = io.BytesIO(), {}
    looking = acting(registry.weighing(), by=by, at=at, reason=row.reference)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, looking:
        for number, one in enumerate(exhibits, start=1):
            name = f"{number}.{'txt' if one.file.media_type == 'text/plain' else 'png'}"
            content = b"".join(files.chunks(one.file))
            marks[one.item] = hashlib.sha256(content).hexdigest()
            archive.writestr(name, content)
    return out.getvalue(), _mark_of(row, marks)
