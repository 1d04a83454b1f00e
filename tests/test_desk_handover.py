"""At the desk a transfer goes step by step, and a publication needs two people."""

import datetime as dt
import io
import json
import uuid
import zipfile
from collections.abc import Iterator

import pytest
import time_machine
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kit import clock
from kit.jobs.runner import Runner
from policy import transfers
from policy.purposes import FULFIL_ORDER
from privacy.access.models import Proposal
from privacy.access.types import Actor
from privacy.handover import sealed_box, services
from privacy.handover.models import Publication, Transfer
from privacy.sharing.models import Message
from shop.accounts.models import Account
from tests.people import account

pytestmark = pytest.mark.django_db(transaction=True)
KEY = X25519PrivateKey.generate()


@pytest.fixture(autouse=True)
def _at_noon(noon: dt.datetime) -> Iterator[None]:
    with time_machine.travel(noon):
        yield


def staff(name: str, noon: dt.datetime, role: str) -> Client:
    client = Client()
    client.force_login(account(f"{name}@example.org", at=noon, role=role))
    return client


def post(client: Client, name: str, *args: str, **data: object) -> int:
    return client.post(reverse(f"desk:{name}", args=args), data).status_code


@pytest.mark.keeps("share.transfer")
def test_a_transfer_from_the_first_question_to_the_package(noon: dt.datetime) -> None:
    lin, chen = staff("lin", noon, "keeper"), staff("chen", noon, "orders")
    given = {
        "receiver": "Northern",
        "country": "cn",
        "mailbox": "p@n.example",
        "public_key": KEY.public_key().public_bytes_raw().hex(),
        "purposes": [FULFIL_ORDER.id],
    }
    assert post(lin, "transfers", **given | {"public_key": "zz"}) == 422
    assert post(lin, "transfers", **given) == 302
    made = Transfer.objects.get().reference
    for one in transfers.ALL:
        right, wrong = (lin, chen) if one.role == "keeper" else (chen, lin)
        assert post(right, "transfer-step", made, "tell") == 409
        assert post(wrong, "transfer-answer", made, one.id, words="yes") == 409
        assert post(right, "transfer-answer", made, one.id, words="") == 422
        assert post(right, "transfer-answer", made, one.id, words="yes") == 302
    assert post(lin, "transfer-step", made, "agree") == 409
    assert post(lin, "transfer-step", made, "tell") == 302
    assert "Somebody else decides" in lin.get(reverse("desk:transfer", args=[made])).content.decode()
    assert post(lin, "transfer-step", made, "agree") == 409
    assert post(chen, "transfer-step", made, "decline") == 302
    assert post(chen, "transfer-step", made, "agree") == 409
    assert post(lin, "transfer-step", made, "tell") == 302
    page = chen.get(reverse("desk:transfer", args=[made])).content.decode()
    assert KEY.public_key().public_bytes_raw().hex() in page
    assert post(chen, "transfer-step", made, "agree") == 302
    services.tell(reference=made, at=noon)
    Message.objects.filter(key__startswith="transfer:").update(sent_at=noon)
    services.confirm(transfer=Transfer.objects.get())
    assert post(lin, "transfer-step", made, "seal") == 409
    assert lin.get(reverse("desk:transfer-package", args=[made])).status_code == 404
    with time_machine.travel(noon + dt.timedelta(days=17)):
        lin.force_login(Account.objects.get(role="keeper"))
        chen.force_login(Account.objects.get(role="orders"))
        assert "Propose to seal the package" in lin.get(reverse("desk:transfer", args=[made])).content.decode()
        assert post(lin, "transfer-step", made, "seal") == 302
        assert Transfer.objects.get().sealing_at is None
        assert post(lin, "transfer-step", made, "agree") == 409
        assert post(chen, "transfer-step", made, "agree") == 302
        assert "being written" in lin.get(reverse("desk:transfer", args=[made])).content.decode()
        runner = Runner()
        while runner.run_next(at=clock.now()):
            pass
        package = b"".join(lin.get(reverse("desk:transfer-package", args=[made])).streaming_content)  # type: ignore[attr-defined]  # a file
        inside = b"".join(sealed_box.unseal(io.BytesIO(package), KEY.private_bytes_raw())).splitlines()
        assert {json.loads(line)["purpose"] for line in inside} == {FULFIL_ORDER.id}
        assert post(lin, "transfer-step", made, "gone") == 302
        assert lin.get(reverse("desk:transfer-package", args=[made])).status_code == 404


def test_what_cannot_be_done_any_more_is_said_where_everything_is_decided(noon: dt.datetime) -> None:
    lin, chen = Actor("staff", "lin", "keeper"), staff("chen", noon, "keeper")
    made = services.open_transfer(
        receiver="N",
        country="CN",
        mailbox="p@n.example",
        public_key="9d" * 32,
        purposes=[FULFIL_ORDER],
        by=lin,
        at=noon,
    )
    for one in transfers.ALL:
        services.answer(transfer=made, question=one.id, words="yes", by=Actor("staff", "lin", one.role), at=noon)
    proposal = services.propose_telling(transfer=made, by=lin, at=noon)
    with pytest.MonkeyPatch.context() as patch:  # what the page found is decided when the press arrives
        patch.setattr(services, "proposed", lambda _transfer, at: Proposal(proposed_by="lin"))
        assert post(chen, "transfer-step", made.reference, "agree") == 409
    Transfer.objects.update(mailbox="other@n.example")
    answer = chen.post(reverse("desk:decide", args=[proposal.pk]), {"agree": "1"})
    assert answer.status_code == 409
    assert "no longer what was proposed" in answer.content.decode()


def test_whether_a_proposal_waits_is_asked_once(noon: dt.datetime) -> None:
    lin = staff("lin", noon, "keeper")
    made = services.open_transfer(
        receiver="N",
        country="CN",
        mailbox="p@n.example",
        public_key="9d" * 32,
        purposes=[FULFIL_ORDER],
        by=Actor("staff", "lin", "keeper"),
        at=noon,
    )
    with CaptureQueriesContext(connection) as asked:
        assert lin.get(reverse("desk:transfer", args=[made.reference])).status_code == 200
    assert len([one for one in asked if Proposal._meta.db_table in one["sql"]]) == 1


@pytest.mark.keeps("share.disclosure")
def test_a_publication_from_the_order_to_the_package(person_id: uuid.UUID, noon: dt.datetime) -> None:
    lin, chen = staff("lin", noon, "keeper"), staff("chen", noon, "counsel")
    order = {"ground": "court", "authority": "District court", "order_number": "2026-17", "ordered": "The letter"}
    assert post(lin, "publications", person=str(uuid.uuid4()), **order) == 422
    assert post(lin, "publications", person=str(person_id), **order) == 302
    case = Publication.objects.get().reference
    assert "Pack what was ordered" not in lin.get(reverse("desk:publication", args=[case])).content.decode()
    assert post(lin, "publication-step", case, "pack") == 409
    assert post(lin, "publication-step", case, "necessity", words="ordered") == 409  # nothing to be looked at yet
    assert post(lin, "publication-cover", case, item="The letter") == 422
    assert post(lin, "publication-cover", case, item="The letter", text="Mei in Fuzhou", words="Xiamen") == 409
    assert post(lin, "publication-cover", case, item="The letter", text="Mei in Fuzhou", words="Fuzhou") == 302
    shown = reverse("desk:publication-exhibit", args=[case, Publication.objects.get().exhibits.get().pk])
    assert shown in chen.get(reverse("desk:publication", args=[case])).content.decode()
    assert chen.get(shown).content.decode() == "Mei in █████"
    assert staff("wu", noon, "workshop").get(shown).status_code == 403
    assert post(lin, "publication-step", case, "necessity", words="ordered") == 302
    assert post(lin, "publication-step", case, "legality", words="in force") == 409
    assert "Somebody else weighs this" in lin.get(reverse("desk:publication", args=[case])).content.decode()
    assert post(chen, "publication-step", case, "legality", words="in force") == 302
    assert post(lin, "publication-cover", case, item="The letter", text="Mei in Fuzhou", words="Mei") == 409
    assert "Pack what was ordered" in lin.get(reverse("desk:publication", args=[case])).content.decode()
    assert post(lin, "publication-step", case, "pack") == 302
    answer = lin.get(reverse("desk:publication-package", args=[case]))
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    assert archive.read("1.txt").decode() == "Mei in █████"
    assert post(lin, "publication-step", case, "refuse") == 409
