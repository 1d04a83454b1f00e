"""One proof: the newest and the oldest copy, each in a place of its own; what came of it is sealed in the ledger."""

import datetime as dt
import hashlib
import json
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import transaction

from kit.failpoints import hit
from privacy.erasure import backups, outside
from privacy.erasure.backups.making import PATTERN
from privacy.erasure.models import RestoreProof
from privacy.erasure.proving import place as places
from privacy.erasure.types import BackupRefused, Fault
from privacy.ledger import queries as ledger
from privacy.ledger import services as evidence

PATIENCE = dt.timedelta(hours=6)
# What a copy that was put back must say, and what it means when it says something else.
DEMANDS: tuple[tuple[str, Any, Fault], ...] = (
    ("shut", True, Fault.SERVED),
    ("open", True, Fault.STUCK),
    ("readable", 0, Fault.READABLE),
    ("broken", 0, Fault.VALUES),
    ("faults", 0, Fault.LEDGER),
    ("silent", 0, Fault.PAGES),
)


def prove(*, folder: Path, at: dt.datetime) -> RestoreProof:
    """Put the newest and the oldest backup in `folder` back elsewhere, look whether anybody erased is there, forget it.

    The site itself is not touched but for the proof. Raises `AlreadyProving` while another process is at it.
    """
    begun = time.monotonic()
    with places.held() as lock:
        copies = [_tried(path, lock, at) for path in _ends(folder)]
    seconds = round(time.monotonic() - begun, 1)
    fault = next((one["fault"] for one in copies if one["fault"]), "") if copies else Fault.NO_COPY
    return _keep(RestoreProof(at=at, seconds=seconds, copies=copies, fault=fault))


def _ends(folder: Path) -> list[Path]:
    """The oldest and the newest, once where there is only one."""
    found = sorted(folder.glob(PATTERN))
    return [*found[:1], *found[1:][-1:]]


def _tried(copy: Path, lock: IO[str], at: dt.datetime) -> dict[str, Any]:
    said: dict[str, Any] = {"name": copy.name, "fault": ""}
    begun = time.monotonic()
    try:
        said |= _said(copy, lock, at)
    except BackupRefused:
        said["fault"] = Fault.NO_PLACE
    except (subprocess.SubprocessError, ValueError, IndexError):
        said["fault"] = Fault.REFUSED
    else:
        said["fault"] = next((fault for name, wanted, fault in DEMANDS if said[name] != wanted), "")
    return {**said, "seconds": round(time.monotonic() - begun, 1)}


def _said(copy: Path, lock: IO[str], at: dt.datetime) -> dict[str, Any]:
    with places.place() as place:
        _furnish(place.folder, at)
        hit("proof.place")
        command = [sys.executable, "-m", "privacy.erasure.proving.inside", str(copy), str(place.folder / "keys.tar")]
        child = subprocess.run(  # noqa: S603 - our own program, its arguments ours
            command,
            env=dict(place.env),
            cwd=settings.BASE_DIR,
            capture_output=True,
            text=True,
            timeout=PATIENCE.total_seconds(),
            check=True,
            pass_fds=(lock.fileno(),),  # should this process be killed, the place is in use until the child ends too
        )
        hit("proof.tried")
        found: dict[str, Any] = json.loads(child.stdout.splitlines()[-1])
    return found


def _furnish(folder: Path, at: dt.datetime) -> None:
    """The keys as they are now, the secrets, and what lies outside: copies, so that nothing of the site is written."""
    backups.back_up_keys(folder / "keys.tar", at=at)
    (folder / "keys").symlink_to(Path(settings.VAR).resolve() / "keys")
    for name, source in (("erased.txt", outside.path()), ("ledger.txt", ledger.anchor_path())):
        if source and source.exists():
            shutil.copy(source, folder / name)


def _keep(proof: RestoreProof) -> RestoreProof:
    """Store it with a digest that stands in the ledger as well."""
    proof.digest = hashlib.sha256(json.dumps(proof.copies, sort_keys=True).encode()).hexdigest()
    facts: dict[str, str | int] = {
        "proof": str(proof.pk),
        "copies": len(proof.copies),
        "back": sum(one.get("back", 0) for one in proof.copies),
        "readable": sum(one.get("readable", 0) for one in proof.copies),
        "seconds": round(proof.seconds),
        "digest": proof.digest,
    }
    with transaction.atomic():
        proof.save(force_insert=True)
        kind = "restore.failed" if proof.fault else "restore.proved"
        evidence.append(
            kind=kind, about=None, facts=facts | ({"fault": proof.fault} if proof.fault else {}), at=proof.at
        )
    return proof
