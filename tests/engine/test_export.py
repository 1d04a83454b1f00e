"""One click gives everything a full scan of the declarations finds, as a page, as data, with all files."""

import datetime as dt
import io
import json
import subprocess
import sys
import tracemalloc
import uuid
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.consent.models import ConsentEvent
from privacy.datamap import queries as datamap
from privacy.datamap.vocabulary import CREDENTIAL, SELF
from privacy.ledger import services as ledger
from privacy.ledger.queries import proofs_about
from privacy.people import services as people
from privacy.rights import export, services
from privacy.rights.export import schema
from privacy.rights.export.archive import safe_name
from privacy.rights.models import Request
from privacy.rights.types import Proof, Right
from privacy.vault.models import SealedFile
from privacy.vault.sealed import Sealed
from tests.engine.asking import MY_DATA, guest, proved, signed_in
from tests.example.filling import CANARY, consent, filled
from tests.example.models import Visit
from tests.processes import ROOT

pytestmark = [pytest.mark.django_db, pytest.mark.keeps("right.access")]


@pytest.fixture(autouse=True)
def _at_noon(noon: dt.datetime) -> Iterator[None]:
    with time_machine.travel(noon):
        yield


def packed(person_ids: set[uuid.UUID], at: dt.datetime) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(b"".join(export.archive(frozenset(person_ids), at=at))))


def scanned(person_id: uuid.UUID, at: dt.datetime) -> set[tuple[str, str, str]]:
    """Every personal value the declarations know, read without the room that makes exports."""
    found = set()
    with acting(SELF, by=Actor.person(person_id), at=at):
        for said in datamap.about_people():
            for row in datamap.rows_about(said, [person_id]):
                for name, personal in said.personal.items():
                    value: Any = getattr(row, name)
                    value = value.reveal() if isinstance(value, Sealed) else value
                    if personal.category == CREDENTIAL:
                        value = bool(value)
                    found.add((said.label, name, plain(value)))
    return found


def plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, dt.date) else json.dumps(value, default=str)


@pytest.mark.keeps("right.access")
def test_the_export_equals_a_full_scan(noon: dt.datetime) -> None:
    person_id = filled(noon)
    filled(noon, "stranger-4d")
    said = json.loads(packed({person_id}, noon).read("data.json"))
    exported = {
        (kind["id"], name, value if is_date(value) else json.dumps(value))
        for kind in said["kinds"]
        for row in kind["rows"]
        for name, value in row["fields"].items()
    }
    missing = scanned(person_id, noon) - exported
    assert not missing
    assert "stranger-4d" not in json.dumps(said)


def is_date(value: Any) -> bool:
    try:
        dt.datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return False
    return True


@pytest.mark.keeps("right.access")
def test_page_data_schema_and_files_are_in_the_archive(noon: dt.datetime) -> None:
    bundle = packed({filled(noon)}, noon)
    assert bundle.testzip() is None
    made = {"index.html", "data.json", "schema.json", "proofs.json", "consents.jsonld"}
    assert set(bundle.namelist()) == {*made, f"files/001 {CANARY}"}
    assert {one["dct:identifier"] for one in json.loads(bundle.read("consents.jsonld"))} == {
        f"consent-{pk}" for pk in ConsentEvent.objects.values_list("pk", flat=True)
    }
    assert bundle.read(f"files/001 {CANARY}") == CANARY.encode()
    page = bundle.read("index.html").decode()
    assert f"{CANARY}@example.org" in page
    assert "Letters" in page
    assert bundle.read("schema.json").decode() == schema.text()


def test_the_data_follows_the_published_schema(noon: dt.datetime, client: Client) -> None:
    said = json.loads(packed({filled(noon)}, noon).read("data.json"))
    published = json.loads(client.get(f"{MY_DATA}schema.json").content)
    follows(said, published, "data")
    assert said["$schema"].endswith("/my-data/schema.json")


def follows(value: Any, rule: dict[str, Any], where: str) -> None:
    """The part of JSON Schema that ours uses."""
    kinds: dict[str, type] = {"object": dict, "array": list, "string": str, "null": type(None)}
    wanted = rule.get("type", [])
    wanted = [wanted] if isinstance(wanted, str) else wanted
    assert not wanted or isinstance(value, tuple(kinds[one] for one in wanted)), where
    assert value == rule.get("const", value), where
    assert value in rule.get("enum", [value]), where
    for name in rule.get("required", []):
        assert name in value, f"{where}.{name}"
    for name, inner in rule.get("properties", {}).items():
        if name in value:
            follows(value[name], inner, f"{where}.{name}")
    for one in value if "items" in rule else []:
        follows(one, rule["items"], where)


@pytest.mark.keeps("right.access")
def test_one_click_downloads_everything(client: Client, noon: dt.datetime) -> None:
    response = signed_in(client, filled(noon)).post(f"{MY_DATA}download/", follow=True)
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]
    bundle = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))  # type: ignore[attr-defined]  # a stream
    assert CANARY in bundle.read("data.json").decode()


def test_the_link_is_its_persons_and_lives_a_day(client: Client, noon: dt.datetime) -> None:
    signed_in(client, filled(noon)).post(f"{MY_DATA}download/")
    link = f"{MY_DATA}download/{Request.objects.get().reference}/my-data.zip"
    other = signed_in(Client(), filled(noon, "other"))
    assert client.get(link).status_code == 200
    assert other.get(link).status_code == 404
    assert Client().get(link).status_code == 302
    with time_machine.travel(noon + dt.timedelta(hours=25)):
        assert client.get(link).status_code == 404


def test_a_file_is_its_persons_alone(client: Client, noon: dt.datetime) -> None:
    signed_in(client, filled(noon))
    address = f"{MY_DATA}files/{SealedFile.objects.get().pk}/"
    response = client.get(address)
    assert b"".join(response.streaming_content) == CANARY.encode()  # type: ignore[attr-defined]  # a stream
    assert signed_in(Client(), filled(noon, "other")).get(address).status_code == 404


def test_a_guest_downloads_what_all_bearers_of_the_address_left(client: Client) -> None:
    first, second = guest("guest@example.org"), guest("guest@example.org")
    response = proved(client, "guest@example.org").post(f"{MY_DATA}download/", follow=True)
    bundle = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))  # type: ignore[attr-defined]  # a stream
    said = bundle.read("data.json").decode()
    assert str(first) in said
    assert str(second) in said


def test_a_big_download_is_packed_in_the_background(
    client: Client, noon: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("privacy.rights.views.downloading.AT_ONCE", 3)
    response = signed_in(client, filled(noon)).post(f"{MY_DATA}download/", follow=True)
    assert "We are packing" in response.content.decode()
    services.build(request=Request.objects.get(), at=noon)
    assert "my-data.zip" in client.get(response.request["PATH_INFO"]).content.decode()


def test_the_archive_rests_sealed(noon: dt.datetime, settings: Any) -> None:
    person_id = filled(noon)
    asked = services.receive(person_ids=[person_id], right=Right.ACCESS, language="en", at=noon)
    services.prove(request=asked, proof=Proof(frozenset({person_id}), "test", noon), at=noon)
    services.start(request=asked, at=noon)
    services.build(request=asked, at=noon)
    assert asked.file is not None
    resting = (settings.MEDIA_ROOT / asked.file.path).read_bytes()
    assert b"data.json" not in resting


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\x\\a:b?.txt", "a_b_.txt"),
        ("", "file"),
        ("..", "file"),
        ("漆.pdf", "漆.pdf"),
    ],
)
def test_file_names_cannot_leave_their_folder(given: str, safe: str) -> None:
    assert safe_name(given) == safe


def test_memory_does_not_grow_with_rows(noon: dt.datetime) -> None:
    def peak(rows: int) -> int:
        person_id = people.create(at=noon).pk
        Visit.objects.bulk_create(Visit(person_id=person_id, path="/x" * 40, seen_at=noon) for _ in range(rows))
        consent(person_id, noon)
        tracemalloc.start()
        for _piece in export.archive(frozenset({person_id}), at=noon):
            pass
        _now, highest = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return highest

    peak(10)
    assert peak(3000) < 1.5 * peak(1000)
    assert ConsentEvent.objects.count() == 3


def test_a_download_proves_everything_the_ledger_has_about_the_person(
    noon: dt.datetime, settings: Settings, tmp_path: Path
) -> None:
    settings.PRIVACY_LEDGER_ANCHOR = tmp_path / "anchor.txt"
    person_id, other = people.create(at=noon).pk, people.create(at=noon).pk
    mine = [ledger.append(kind="order.placed", about=person_id, facts={"n": n}, at=noon) for n in range(5)]
    ledger.append(kind="order.placed", about=other, facts={}, at=noon)
    ledger.seal(at=noon)
    ledger.append(kind="order.placed", about=person_id, facts={"waits": 1}, at=noon)
    (tmp_path / "proofs.json").write_bytes(packed({person_id}, noon).read("proofs.json"))
    proofs = json.loads((tmp_path / "proofs.json").read_text())
    assert [json.loads(one["leaf"].split(" ")[0])["about"] for one in proofs] == [str(person_id)] * len(mine)
    command = [sys.executable, "-I", str(ROOT / "privacy/promises/static/privacy_promises/verify.py"), "proofs.json"]
    answer = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert answer.stdout.count("Proved: entry") == len(mine)


def test_proofs_cost_the_same_statements_for_any_number(
    noon: dt.datetime, settings: Settings, tmp_path: Path, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    settings.PRIVACY_LEDGER_ANCHOR = tmp_path / "anchor.txt"
    person_id = people.create(at=noon).pk
    for count in (2, 40):
        for n in range(count):
            ledger.append(kind="order.placed", about=person_id, facts={"n": n}, at=noon)
        ledger.seal(at=noon)
        with django_assert_num_queries(4):
            assert list(proofs_about([person_id]))
