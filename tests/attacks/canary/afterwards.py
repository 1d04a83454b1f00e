"""What can still be learned of somebody after they were erased: with all present keys, from all that was ever saved."""

import shutil
import tarfile
from pathlib import Path
from typing import Any

from tests.attacks.canary.marks import Marks
from tests.attacks.canary.place import Place, as_json

HASHES = """
import json
from privacy.handles.types import Kind, normalised
from privacy.vault.services import index_of
print(json.dumps([index_of(Kind.EMAIL, normalised(Kind.EMAIL, "EMAIL")), index_of(Kind.PHONE, "+86NUMBER")]))
"""
OPEN_ALL = """
import json
from privacy.datamap import queries as datamap
from privacy.vault import cipher, keyring
from privacy.vault.cipher import Ciphertext
from privacy.vault.fields import place
from privacy.vault.types import KeyGone
plain, closed = [], 0
for said in datamap.about_people():
    for row in said.model._base_manager.all():
        for field in said.model._meta.concrete_fields:
            blob = row.__dict__.get(field.attname)
            if not isinstance(blob, Ciphertext):
                continue
            try:
                key = keyring.key_for_opening(row.person_id, blob.retention_class)
            except KeyGone:
                closed += 1
                continue
            if key.locked:
                closed += 1
                continue
            value = cipher.open_sealed(key.secret, blob, place=place(field), person_id=row.person_id)
            plain.append(value.decode("utf-8", "replace"))
print(json.dumps([closed, plain]))
"""


def hashes(place: Place, marks: Marks) -> list[bytes]:
    """The keyed hashes under which the customer's handles are found."""
    code = HASHES.replace("EMAIL", "\0", 2).replace('"EMAIL"', repr(marks.email)).replace("\0", "EMAIL")
    found: list[str] = as_json(place.run(code.replace("NUMBER", marks.phone)))
    return [one.encode() for one in found]


def opened(place: Place, folder: Path) -> tuple[int, str]:
    """The backup made before, opened with every key there is now: how much stayed closed, and what could be read."""
    [backup] = place.backups.glob("backup-*.tar")
    var = folder / "restored"
    with tarfile.open(backup) as archive:
        # Python 3.11.2 has no filters yet; the archive is one this test has just had made.
        archive.extraction_filter = getattr(tarfile, "data_filter", None)
        archive.extractall(var)  # noqa: S202
    for name in ("keys", "keys.sqlite3"):
        source = place.var / name
        if source.is_dir():
            shutil.copytree(source, var / name)
        else:
            shutil.copy(source, var / name)
    for path in list(var.rglob("*.sqlite3")):
        path.rename(var / path.name.replace("default", "main"))
    closed, plain = as_json(place.run(OPEN_ALL, SHIJIANG_VAR=str(var)))
    return int(closed), "\n".join(plain)


def facts(place: Place) -> dict[str, Any]:
    """How many keys the erased still have that law does not keep."""
    code = """
import json
from privacy.erasure.models import Erasure
from privacy.vault.models import DataKey
erased = [one for row in Erasure.objects.all() for one in row.persons]
print(json.dumps({
    "finished": not Erasure.objects.filter(finished_at=None).exists() and bool(erased),
    "keys": DataKey.objects.filter(person_id__in=erased, locked=False).count(),
}))"""
    found: dict[str, Any] = as_json(place.run(code))
    return found
