"""A disk without room, or that takes no writes: what is at work stops, is half done nowhere, and goes on later."""

import json
import resource
import subprocess
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from aiosmtpd.controller import Controller

from bench.serving import free_port
from tests.attacks.canary.afterwards import LEFT
from tests.attacks.real_customer import FILL
from tests.attacks.test_kill_checkout import BUY, LOOK, WORK
from tests.attacks.test_kill_erasure import EMPTY, KEPT, LAWFUL, RESUME
from tests.attacks.test_kill_sweep import SOON, swept
from tests.attacks.test_kill_web import PIECE, Buyer
from tests.buying import DETAILS
from tests.correspondence.door import COUNT
from tests.engine.places import filled_site, site
from tests.engine.test_post import Postman
from tests.processes import run_python
from tests.sandbox_process import Sandbox
from tests.shop_process import shop
from tests.web_process import web

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once, pytest.mark.timeout(600)]

# `deed` is tried in every trouble there is, then once more when there is none. A file may grow so far and no further:
# at nothing at all, in the journal, in the middle of a table. The limit binds this process as a full disk binds all.
TROUBLED = """
import contextlib, io, json, resource, sqlite3
from django.db import Error, connections
hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]

@contextlib.contextmanager
def room(size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))

@contextlib.contextmanager
def read_only():
    for one in connections.all():
        one.ensure_connection()
        one.cursor().execute("PRAGMA query_only=ON")
    try:
        yield
    finally:
        connections.close_all()

def deed():
    with contextlib.redirect_stdout(io.StringIO()) as said:
        exec(compile(DEED, "deed", "exec"), {"__name__": "deed"})
    return said.getvalue().strip()

stopped = []
for trouble in (lambda: room(0), read_only, *(lambda size=size: room(size) for size in (20_000, 200_000, 700_000))):
    try:
        with trouble():
            deed()
    except (Error, OSError, sqlite3.Error) as error:
        stopped.append(type(error).__name__)
        connections.close_all()
said = deed()
checks = [row for one in connections.all() for row in one.cursor().execute("PRAGMA integrity_check").fetchall()]
print(json.dumps([stopped, checks, said]))
"""


def after_trouble(code: str, env: dict[str, str]) -> str:
    """What `code` says in the end, having been stopped by a disk that was full and by one that took no writes."""
    said = run_python(TROUBLED.replace("DEED", repr(code)), env).strip().splitlines()[-1]
    stopped, checks, told = json.loads(said)
    assert len(stopped) >= 2, "the disk was never in its way"
    assert checks == [["ok"]] * 3
    return str(told)


BEGIN = """
import datetime as dt, uuid
from privacy.erasure import services
from privacy.erasure.models import Erasure
at = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)
if not Erasure.objects.exists():
    services.begin(person_ids=[uuid.UUID("PERSON")], at=at)
"""


@pytest.mark.keeps("right.deletion")
def test_an_erasure_that_found_no_room_is_finished_when_there_is_some(tmp_path: Path) -> None:
    env, told = filled_site(tmp_path / "var", FILL)
    customer = json.loads(told.splitlines()[-1])
    look = LEFT.replace("HASHED", repr(customer["hashes"])).replace("SUBJECTS", repr(customer["clocks"]))
    said = after_trouble(BEGIN.replace("PERSON", customer["person"]) + RESUME + look + KEPT, env)
    left, kept = map(json.loads, said.splitlines()[-2:])
    assert {store: what for store, what in left.items() if what} == {}
    assert kept == [sorted([*LAWFUL, *EMPTY]), 1]


@pytest.mark.keeps("store.retention")
def test_a_sweep_that_found_no_room_is_finished_by_the_next(tmp_path: Path) -> None:
    env, _told = filled_site(tmp_path / "var", FILL)
    assert json.loads(after_trouble(SOON, env).splitlines()[-1]) == swept(tmp_path / "whole", SOON)


BACK_UP = """
import datetime as dt, json, tarfile
from pathlib import Path
from django.conf import settings
from privacy.erasure import backups
at = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)
folder = Path(settings.VAR).parent / "copies"
folder.mkdir(exist_ok=True)
before = [tarfile.open(one).getnames() for one in folder.glob("*.tar")]  # raises of half a one
path = backups.back_up(folder, at=at)
print(json.dumps([[one.name for one in folder.iterdir()] == [path.name], tarfile.open(path).getnames()]))
"""


def test_a_backup_that_found_no_room_leaves_nothing_and_the_next_is_whole(tmp_path: Path) -> None:
    env, _told = filled_site(tmp_path / "var", FILL)
    alone, names = json.loads(after_trouble(BACK_UP, env))
    assert alone
    assert {"default.sqlite3", "events.sqlite3", "manifest.json"} <= set(names)


ORDERED = {"orders": 1, "unended": 0, "payments": 1, "captured": 51200, "paid": 1, "stock": 0, "holds": ["sold"]}


@pytest.mark.keeps("collect.order")
def test_an_order_that_found_no_room_is_placed_and_paid_once_by_the_same_press(
    provider: Sandbox, tmp_path: Path
) -> None:
    env = shop(tmp_path, provider)
    seen = json.loads(after_trouble(BUY + WORK.replace("LATER", "10") + LOOK, env))
    assert {name: seen[name] for name in ORDERED} == ORDERED
    assert len(seen["invoices"]) == seen["mails"] == 1


LETTER = """
import uuid
from kit import clock
from privacy.correspondence import services as correspondence
from privacy.correspondence.types import Enclosed
correspondence.write(email="ada@example.org", subject="A question", text="What does it weigh?",
    files=(Enclosed("list.txt", "text/plain", b"a list"),), mailbox="hello", language="en", key=uuid.UUID(int=7),
    at=clock.now())
"""


def test_a_letter_that_found_no_room_is_taken_in_once(tmp_path: Path) -> None:
    env = site(tmp_path / "var")
    assert after_trouble(LETTER + WORK.replace("LATER", "10") + COUNT, env).split() == ["1", "1", "1", "1"]


# The relay is away, comes back, and the disk is in the way besides.
MAIL = """
import datetime as dt, json, uuid
from kit import clock
from kit.jobs.models import Job
from kit.jobs.runner import Runner
from policy.purposes import FULFIL_ORDER
from privacy.handles import services as handles
from privacy.handles.types import Kind
from privacy.people.models import Person
from privacy.sharing import services
from privacy.sharing.models import Message
at = clock.now()
person, _ = Person.objects.get_or_create(pk=uuid.UUID(int=7), defaults={"created_at": at})
handles.attach(person_id=person.pk, kind=Kind.EMAIL, value="claire@example.org", at=at)
services.post(person_id=person.pk, purpose=FULFIL_ORDER, subject="It left", text="Today.", language="en",
    key="order:shipped:1", at=at)
for minutes in (120, 121):  # a job whose end could not be written down is taken up when its lease is over
    Runner().run_next(at=at + dt.timedelta(minutes=minutes))
print(json.dumps([Message.objects.exclude(sent_at=None).count(), list(Job.objects.values_list("state", flat=True))]))
"""


@pytest.mark.keeps("contact.reply")
def test_a_mail_goes_out_once_when_the_relay_and_the_disk_are_back(tmp_path: Path) -> None:
    postman, port = Postman(), free_port()
    relay = {"SHIJIANG_SMTP_HOST": "127.0.0.1", "SHIJIANG_SMTP_PORT": str(port), "SHIJIANG_SMTP_TLS": "0"}
    env = site(tmp_path / "var") | relay
    assert json.loads(run_python(MAIL, env).splitlines()[-1]) == [0, ["waiting"]]
    server = Controller(postman, hostname="127.0.0.1", port=port)
    server.start()
    try:
        assert json.loads(after_trouble(MAIL, env)) == [1, ["done"]]
    finally:
        server.stop()
    assert len(postman.received) == 1


# A download is asked for while the place of files takes none; pressed once more it is there, and so is the first one.
DOWNLOAD = """
import datetime as dt, io, json, zipfile
from pathlib import Path
from django.conf import settings
from django.test import Client
from django.test.utils import setup_test_environment
from kit import clock
from kit.jobs.runner import Runner
from privacy.rights.models import Request
from tests import people
setup_test_environment()
people.account(at=clock.now())
client = Client(raise_request_exception=False, headers={"Sec-Fetch-Site": "same-origin"})
client.post("/en/account/login/", {"login": "mei@example.org", "password": people.PASSWORD})
place = Path(settings.MEDIA_ROOT)
before = place.rename(place.with_name("away")) if place.exists() else None
place.write_bytes(b"")
refused = client.post("/en/my-data/download/")
place.unlink()
before and before.rename(place)
answer = client.post("/en/my-data/download/")
packed = b"".join(client.get(answer.headers["Location"]).streaming_content)
while Runner().run_next(at=clock.now() + dt.timedelta(minutes=11)): pass
print(json.dumps([refused.status_code, refused.headers.get("Retry-After"), "data.json" in
    zipfile.ZipFile(io.BytesIO(packed)).namelist(), list(Request.objects.values_list("status", flat=True)),
    [one.name for one in place.rglob("*.part")]]))
"""


@pytest.mark.keeps("right.access")
def test_a_download_that_found_no_place_is_packed_when_there_is_one(tmp_path: Path) -> None:
    said = json.loads(run_python(DOWNLOAD, site(tmp_path / "var")).splitlines()[-1])
    assert said == [503, "30", True, ["fulfilled", "fulfilled"], []]


# The two ways to sign out while no file can be written; a copy of the cookie tells what the site still holds.
SIGN_OUT = """
import json, resource
from django.conf import settings
from django.test import Client
from django.test.utils import setup_test_environment
from kit import clock
from tests import people
setup_test_environment()
people.account(at=clock.now())
hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
seen = []
for door in ("logout", "sign-out-everywhere"):
    client = Client(raise_request_exception=False, headers={"Sec-Fetch-Site": "same-origin"})
    client.post("/en/account/login/", {"login": "mei@example.org", "password": people.PASSWORD})
    held = client.cookies[settings.SESSION_COOKIE_NAME].value
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    answer = client.post(f"/en/account/{door}/")
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    text = answer.content.decode()
    gone = answer.cookies.get(settings.SESSION_COOKIE_NAME)
    seen.append([answer.status_code, answer.headers.get("Retry-After"), gone and gone["max-age"],
        "signed out in this browser" in text, "Traceback" in text, client.get("/en/account/").status_code])
    client.cookies[settings.SESSION_COOKIE_NAME] = held
    seen[-1] += [client.get("/en/account/").status_code, client.post(f"/en/account/{door}/").status_code,
        client.get("/en/account/").status_code]
print(json.dumps(seen))
"""


def test_signing_out_without_room_signs_the_browser_out_and_says_what_is_left(tmp_path: Path) -> None:
    seen = json.loads(run_python(SIGN_OUT, site(tmp_path / "var")).splitlines()[-1])
    for told in seen:
        assert told == [503, "30", 0, True, False, 302, 200, 302, 302], told


def test_a_file_that_found_no_room_leaves_none_of_it(tmp_path: Path) -> None:
    said = run_python(HALF, site(tmp_path / "var"))
    assert said.splitlines()[-1] == "0 0"


HALF = """
import datetime as dt, resource
from contextlib import suppress
from pathlib import Path
from django.conf import settings
from kit import clock
from privacy.datamap.vocabulary import SELF, WHILE_CUSTOMER
from privacy.people import services as people
from privacy.vault import files, keyring
from privacy.vault.models import SealedFile
at = clock.now()
person = people.create(at=at).pk
keyring.key_for_sealing(person, WHILE_CUSTOMER.id)
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
with suppress(OSError):
    files.store([b"x" * 400_000], person_id=person, name="x", media_type="text/plain", purpose=SELF,
        kept=WHILE_CUSTOMER, at=at)
print(len([one for one in Path(settings.MEDIA_ROOT).rglob("*") if one.is_file()]), SealedFile.objects.count())
"""


@contextmanager
def no_room(server: "subprocess.Popen[bytes]") -> Iterator[None]:
    """No file can be written by the served site, as on a disk that is full; afterwards it can, without a restart."""
    served = [server.pid, *_children(server.pid)]
    assert len(served) > 1
    before = {pid: resource.prlimit(pid, resource.RLIMIT_FSIZE) for pid in served}
    for pid, (_soft, hard) in before.items():
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, hard))
    yield
    for pid, limits in before.items():
        resource.prlimit(pid, resource.RLIMIT_FSIZE, limits)


def _children(pid: int) -> list[int]:
    found = [
        int(one) for task in Path(f"/proc/{pid}/task").iterdir() for one in (task / "children").read_text().split()
    ]
    return [*found, *(below for one in found for below in _children(one))]


def is_calm(answer: httpx.Response) -> bool:
    """Closed for a moment, in our words, with nothing of what is wrong."""
    said = answer.text
    inside = ("Traceback", "OperationalError", "disk I/O", "database")
    return (
        answer.status_code == 503
        and answer.headers["Retry-After"] == "30"
        and "<h1" in said
        and not any(word in said for word in inside)
    )


def test_a_served_site_without_room_is_calm_shows_its_pieces_and_sells_when_there_is_some(
    provider: Sandbox, tmp_path: Path
) -> None:
    env = {**shop(tmp_path, provider), "SHIJIANG_URL": f"http://127.0.0.1:{free_port()}"}
    buyer = Buyer(env["SHIJIANG_URL"], int(run_python(PIECE, env)), provider)
    provider.webhooks(url=f"{env['SHIJIANG_URL']}/payments/webhooks/sandbox", held=True)
    with web(env, tmp_path / "web.log") as server:
        buyer.begin()
        token = {"csrfmiddlewaretoken": buyer.token()}
        form = {**DETAILS, "pay": "1", "shown": "51200", **token}
        letter = {"subject": "x", "text": "y", "email": "a@example.org", "mailbox": "hello", "key": str(uuid.uuid4())}
        letter |= token
        with no_room(server):
            for page in ("/en/", "/en/pieces/", "/en/pieces/lotus-bowl/", "/en/studio/", "/en/cart/"):
                assert buyer.browser.get(page).status_code == 200, page
            assert is_calm(buyer.browser.post("/en/checkout/", data=form))
            assert is_calm(buyer.browser.post("/en/contact/", data=letter))
        assert json.loads(run_python(LOOK, env))["orders"] == 0
        buyer.order()
        buyer.pay()
        message = [one["id"] for one in provider.events() if one["type"] == "payment.captured"][-1:]
        with no_room(server):
            assert provider.deliver(message) == [503]
            assert is_calm(buyer.browser.get("/en/checkout/back/"))
        assert json.loads(run_python(LOOK, env))["paid"] == 0
        assert provider.deliver(message) == [204]
    seen = json.loads(run_python(WORK.replace("LATER", "10") + LOOK, env))
    assert {name: seen[name] for name in ORDERED} == ORDERED


# Another process writes for longer than a visitor can be kept waiting; then for a moment only.
LOCKED = """
import json, sqlite3, threading, uuid
from django.db import connections
from django.test import Client
from django.test.utils import setup_test_environment
from privacy.correspondence.models import Ticket
setup_test_environment()
client = Client(raise_request_exception=False, headers={"Sec-Fetch-Site": "same-origin"})
letter = {"subject": "x", "text": "y", "email": "a@example.org", "mailbox": "hello", "key": str(uuid.uuid4())}
holder = sqlite3.connect(connections["default"].settings_dict["NAME"], isolation_level=None, check_same_thread=False)

def patience(milliseconds):
    connections["default"].cursor().execute(f"PRAGMA busy_timeout={milliseconds}")

patience(200)
holder.execute("BEGIN IMMEDIATE")
refused = client.post("/en/contact/", letter)
read = [client.get(page).status_code for page in ("/en/", "/en/pieces/", "/en/cart/", "/en/contact/")]
patience(10_000)
threading.Timer(0.5, lambda: holder.execute("ROLLBACK")).start()
taken = client.post("/en/contact/", letter)
print(json.dumps([refused.status_code, refused.headers.get("Retry-After"), "Traceback" in refused.content.decode(),
    read, taken.status_code, Ticket.objects.count()]))
"""


def test_a_database_that_is_written_for_long_is_a_calm_page_and_for_a_moment_is_waited_for(tmp_path: Path) -> None:
    said = json.loads(run_python(LOCKED, site(tmp_path / "var")).splitlines()[-1])
    assert said == [503, "30", False, [200, 200, 200, 200], 302, 1]
