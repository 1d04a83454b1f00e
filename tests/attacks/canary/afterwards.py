"""What can still be learned of somebody after they were erased: in every store, and from backups with every key."""

import json
import shutil
from pathlib import Path
from typing import Any

from tests.attacks.canary.marks import Marks
from tests.attacks.canary.place import ALIASES, Place
from tests.databases import made_for_this_test
from tests.processes import run_python

HASHES = """
import json
from privacy.handles.types import Kind, normalised
from privacy.vault.services import index_of
mails = [index_of(Kind.EMAIL, normalised(Kind.EMAIL, one)) for one in EMAILS]
print(json.dumps([*mails, index_of(Kind.PHONE, "+86NUMBER")]))
"""
# For each store, how much of the erased is left in it beyond what law keeps: nothing anywhere.
LEFT = """
import json
from pathlib import Path
from django.conf import settings
from kit.jobs.models import Job, State
from privacy.datamap import queries as datamap
from privacy.datamap.types import Anonymise, KeepUntil
from privacy.deadlines.models import Clock
from privacy.erasure import outside, treatment
from privacy.erasure.emptying import emptied_at_end, tells_nothing
from privacy.erasure.models import Erasure
from privacy.rights.models import ProofCode
from privacy.sharing.models.demands import Cause, Demand
from privacy.vault.models import DataKey, SealedFile, SealedSession
from privacy.vault.queries import tombstones
import uuid

erased = {uuid.UUID(one) for row in Erasure.objects.all() for one in row.persons}
assert erased

def still(said):
    names = said.at_end.empty if isinstance(said.at_end, Anonymise) else said.personal
    if isinstance(said.at_end, KeepUntil):
        names = emptied_at_end(said, said.at_end.keep)
    fields = [one for one in said.model._meta.concrete_fields if one.name in set(names)]
    rows = datamap.rows_about(said, erased)
    return sum(not all(tells_nothing(field, row) for field in fields) for row in rows)

lawful = SealedFile.objects.filter(person__in=erased, retention_class__in=treatment.classes_of_law())
mine = SealedFile.objects.filter(person__in=erased).exclude(pk__in=lawful.values("pk"))
known = set(SealedFile.objects.values_list("path", flat=True))
sealed = Path(settings.MEDIA_ROOT) / "sealed"
astray = [one for one in sealed.rglob("*") if one.is_file() and str(one.relative_to(settings.MEDIA_ROOT)) not in known]
names = {str(one) for one in erased}
waiting = Job.objects.filter(state__in=[State.WAITING, State.FAILED]).values_list("args", flat=True)
print(json.dumps({
    "unfinished": Erasure.objects.filter(finished_at=None).count(),
    "keys": DataKey.objects.filter(person_id__in=erased, locked=False).count(),
    "sessions": SealedSession.objects.filter(person_id__in=erased).count(),
    "jobs": sum(bool(names & set(map(str, args.values()))) for args in waiting),
    "files": mine.count() + len(astray),
    "rows": {one.label: left for one in datamap.about_people() if one.model is not SealedFile and (left := still(one))},
    "codes": ProofCode.objects.filter(handle_index__in=HASHED).count(),
    "clocks": Clock.objects.filter(subject__in=SUBJECTS, stopped_at=None).count(),
    "packages": len(list((Path(settings.MEDIA_ROOT) / "handover").glob("*"))),
    "untold": int(not Demand.objects.filter(cause=Cause.ERASURE).exists()),
    "unburied": len(erased - set(tombstones())) + len(erased - outside.buried()),
}))
"""
# The clocks that run for them, asked while they are still there.
SUBJECTS = """
import json
from privacy.deadlines.models import Clock
print(json.dumps(list(Clock.objects.filter(stopped_at=None).values_list("subject", flat=True))))
"""
OPEN_ALL = """
import json, pathlib
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.utils import timezone
from privacy.datamap import queries as datamap
from privacy.erasure import backups
from privacy.vault import cipher, files, keyring
from privacy.vault.cipher import Ciphertext
from privacy.vault.fields import place
from privacy.vault.models import SealedFile
from privacy.vault.types import KeyGone
[backup] = pathlib.Path("BACKUPS").glob("backup-*.tar")
backups.restore(backup, at=timezone.now(), overwrite=True)
plain, closed = [], {"fields": 0, "files": 0}

def opened(kind, person_id, retention_class, unseal):
    try:
        key = keyring.key_for_opening(person_id, retention_class)
    except KeyGone:
        key = None
    if key is None or key.locked:
        closed[kind] += 1
    else:
        plain.append(unseal(key.secret).decode("utf-8", "replace"))

for said in datamap.about_people():
    for row in said.model._base_manager.all():
        for field in said.model._meta.concrete_fields:
            blob = row.__dict__.get(field.attname)
            if isinstance(blob, Ciphertext):
                where = {"place": place(field), "person_id": row.person_id}
                opened("fields", row.person_id, blob.retention_class,
                    lambda secret: cipher.open_sealed(secret, blob, **where))
for row in SealedFile.objects.all():
    path = pathlib.Path(settings.MEDIA_ROOT) / row.path
    if path.exists():
        opened("files", row.person_id, row.retention_class,
            lambda secret: b"".join(files._read(path, AESGCM(secret), row.person_id)))
print(json.dumps([closed, plain]))
"""


def hashes(place: Place, marks: Marks) -> list[str]:
    """The keyed hashes under which the customer's handles are found."""
    code = HASHES.replace("EMAILS", repr([marks.email, marks.first_email])).replace("NUMBER", marks.phone)
    found: list[str] = as_json(place.run(code))
    return found


def running_clocks(place: Place) -> list[str]:
    """The names of all clocks that run."""
    found: list[str] = as_json(place.run(SUBJECTS))
    return found


def left(place: Place, hashed: list[str], subjects: list[str]) -> dict[str, Any]:
    """What the stores still hold of the erased, by store; empty when nothing does."""
    said = as_json(place.run(LEFT.replace("HASHED", repr(hashed)).replace("SUBJECTS", repr(subjects))))
    return {store: what for store, what in said.items() if what}


def opened(place: Place, folder: Path) -> tuple[dict[str, int], str]:
    """The backup made before, opened with every key there is now: how much stayed closed, and what could be read."""
    var = folder / "var"
    var.mkdir(parents=True)
    for source in (place.var / "keys", *place.var.glob("keys.sqlite3")):
        (shutil.copytree if source.is_dir() else shutil.copy)(source, var / source.name)
    place.halt()  # nobody is connected to the keys that are copied
    keys = {"keys": place.databases["keys"]} if place.databases else {}
    there = {one: made_for_this_test(keys.get(alias, "")) for one, alias in ALIASES.items() if keys}
    env = {**place.env, **there, "SHIJIANG_VAR": str(var)}
    closed, plain = as_json(run_python(OPEN_ALL.replace("BACKUPS", str(place.backups)), env))
    return closed, "\n".join(plain)


def as_json(text: str) -> Any:
    """The last line a script printed, read as JSON."""
    return json.loads(text.strip().splitlines()[-1])
