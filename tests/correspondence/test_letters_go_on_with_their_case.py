"""What somebody writes about an open request goes into its case with its files; an answer lets the clock run on."""

import datetime as dt
import io
import uuid
from email.message import EmailMessage

import pytest
from PIL import Image

from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.correspondence.models import Enclosure, Letter
from privacy.datamap.vocabulary import ANSWER_RIGHTS, DELIVER_MAIL
from privacy.deadlines import queries as deadlines
from privacy.deadlines.types import Clock
from privacy.people.queries import identities
from privacy.rights import identity, services
from privacy.rights.clocks import subject
from privacy.rights.models import CaseLetter, Request
from privacy.rights.types import Denial, Outcome, Proof, Right, Status
from privacy.sharing.models import Message
from privacy.vault import files
from privacy.vault.models import SealedFile
from tests import mailbox
from tests.correspondence.letters import mail, taken

pytestmark = pytest.mark.django_db
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
DESK = Actor.system("test")


def clock(case: Request) -> Clock:
    found = deadlines.clock(subject(case))
    assert found
    return found


def lines(at: dt.datetime) -> dict[str, str]:
    """What a mail program sees of the mail of ours posted at that instant."""
    letter = Letter.objects.select_related("ticket").get(ours=True, at=at)
    message = Message.objects.get(created_at=at)
    with acting(DELIVER_MAIL, by=DESK, at=at):
        headers: dict[str, str] = message.headers.reveal() if message.headers else {}
    assert letter.message_index
    return {**headers, "Message-ID": message.message_id}


def read(case: Request, name: str) -> str:
    case.refresh_from_db()
    with acting(ANSWER_RIGHTS, by=DESK, at=case.received_at):
        return str(getattr(case, name).reveal())


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "JPEG")
    return out.getvalue()


def with_files(body: str, *enclosed: tuple[str, bytes], **headers: str) -> bytes:
    """A letter with files: each a media type and its content."""
    letter = EmailMessage()
    letter["From"], letter["To"] = "Mei <mei@example.org>", "privacy@localhost"
    letter["Message-ID"] = f"<{uuid.uuid4()}@mail.example.org>"
    for name, value in headers.items():
        letter[name.replace("_", "-")] = value
    letter.set_content(body)
    for number, (kind, content) in enumerate(enclosed):
        main, _slash, sub = kind.partition("/")
        letter.add_attachment(content, maintype=main, subtype=sub, filename=f"paper{number}.{sub}")
    return letter.as_bytes()


@pytest.mark.keeps("right.complaint", "contact.reply")
@pytest.mark.parametrize("found_by", ["address", "mails", "subject"])
def test_a_mailed_answer_lets_the_clock_run_on(found_by: str, noon: dt.datetime) -> None:
    taken(mail("My complaint: nobody answers.", Message_ID="<first@mail.example.org>"), at=noon)
    case = Request.objects.get()
    services.ask_person(request=case, question="Since when?", at=noon + HOUR)
    assert clock(case).paused_at == noon + HOUR
    said = lines(noon + HOUR)
    how = {
        "address": (mail("Since May."), said["Reply-To"]),
        "mails": (mail("Since May.", In_Reply_To=said["Message-ID"]), "privacy@localhost"),
        "subject": (mail("Since May.", Subject=f"Re: A question ({case.reference})"), "hello@localhost"),
    }
    raw, to = how[found_by]
    ticket = taken(raw, at=noon + 2 * HOUR, to=to)
    assert clock(case).paused_at is None
    assert read(case, "reply") == "Since May."
    assert case.wrote_at == noon + 2 * HOUR
    assert ticket.waiting_since is None
    assert Request.objects.count() == 1


def test_our_letters_follow_what_they_wrote_and_name_the_case(noon: dt.datetime) -> None:
    ticket = taken(mail("My complaint: nobody answers.", Message_ID="<first@mail.example.org>"), at=noon)
    assert Request.objects.get().reference in mailbox.mails()[0].subject
    said = lines(noon)
    assert said["Reply-To"] == f"hello+{ticket.reference.lower()}@localhost"
    assert said["References"] == said["In-Reply-To"] == "<first@mail.example.org>"


@pytest.mark.keeps("right.complaint")
def test_new_words_reach_the_open_case_and_nobody_else(noon: dt.datetime) -> None:
    ticket = taken(mail("My complaint: nobody answers."), at=noon)
    case = Request.objects.get()
    again = taken(mail("One thing more: it was in May."), at=noon + HOUR, to=f"privacy+{ticket.reference}@localhost")
    assert (again.pk, again.waiting_since) == (ticket.pk, None)
    case.refresh_from_db()
    assert case.wrote_at == noon + HOUR
    theirs = CaseLetter.objects.filter(request=case, letter__ours=False)
    assert theirs.count() == 2
    stranger = mail("Let me in.", sender="thief@example.net", Subject=f"Re: {case.reference}")
    taken(stranger, at=noon + 2 * HOUR, to=f"privacy+{ticket.reference}@localhost")
    assert theirs.count() == 2


def test_a_letter_about_a_closed_case_waits_for_a_person(noon: dt.datetime) -> None:
    ticket = taken(mail("My complaint: nobody answers."), at=noon)
    services.answer(request=Request.objects.get(), words="Sorry.", outcome=Outcome.UPHELD, at=noon + HOUR)
    after = taken(mail("That is no answer."), at=noon + DAY, to=f"privacy+{ticket.reference}@localhost")
    assert (after.pk, after.waiting_since) == (ticket.pk, noon + DAY)


def test_a_letter_may_ask_for_something_else_within_a_case(noon: dt.datetime) -> None:
    ticket = taken(mail("My complaint: nobody answers."), at=noon)
    taken(mail("Then please delete my account."), at=noon + HOUR, to=f"privacy+{ticket.reference}@localhost")
    assert {one.right for one in Request.objects.all()} == {Right.COMPLAINT, Right.DELETION}
    wish_to_confirm = Letter.objects.get(ours=True, at=noon + HOUR)
    assert wish_to_confirm.cases.get().request.right == Right.DELETION
    assert Letter.objects.get(ours=False, at=noon + HOUR).cases.count() == 2


@pytest.mark.keeps("right.correction")
def test_a_certificate_sent_by_mail_belongs_to_its_correction_alone_and_goes_with_it(noon: dt.datetime) -> None:
    raw = with_files(
        "My name is wrong, please rectify it.", ("image/jpeg", picture()), ("application/pdf", b"%PDF-1.7")
    )
    ticket = taken(raw, at=noon)
    case = Request.objects.get()
    assert case.right == Right.CORRECTION
    kinds = {one.media_type: one for one in SealedFile.objects.filter(pk__in=case.certificates)}
    assert set(kinds) == {"image/webp", "application/pdf"}
    assert {one.retention_class for one in kinds.values()} == {"certificates"}
    assert not Enclosure.objects.exclude(file=None).exists()
    with acting(ANSWER_RIGHTS, by=DESK, at=noon):
        assert b"".join(files.chunks(kinds["application/pdf"])) == b"%PDF-1.7"
    taken(
        with_files("Here is one more.", ("image/jpeg", picture())),
        at=noon + HOUR,
        to=f"privacy+{ticket.reference}@localhost",
    )
    case.refresh_from_db()
    assert len(case.certificates) == 3
    services.refuse(request=case, because=Denial.NO_MATCH, words="No.", at=noon + DAY)
    assert not SealedFile.objects.exists()


def test_who_answers_our_wish_for_a_proof_by_mail_is_told_once_a_day_what_counts(noon: dt.datetime) -> None:
    ticket = taken(mail("I would like a copy of my data"), at=noon)
    case = Request.objects.get()
    to = f"privacy+{ticket.reference}@localhost"
    for hours, count in ((1, 1), (30, 2), (31, 2)):
        taken(mail("Yes, it was I."), at=noon + hours * HOUR, to=to)
        assert len(mailbox.mails()) == count
    case.refresh_from_db()
    assert (case.status, case.proved_at) == (Status.IN_PROGRESS, None)
    assert CaseLetter.objects.filter(request=case, letter__ours=False).count() == 4


def test_what_was_asked_on_a_page_is_answered_by_mail_as_well(noon: dt.datetime) -> None:
    person = taken(mail("Hello"), at=noon).person_id
    proof = Proof(identities(person), "session", noon + HOUR)
    case = services.lodge(proof=proof, right=Right.CORRECTION, words="x", language="en", at=noon + HOUR)
    services.ask_person(request=case, question="Which order?", at=noon + 2 * HOUR)
    taken(mail("L-1042."), at=noon + 3 * HOUR, to=lines(noon + 2 * HOUR)["Reply-To"])
    assert read(case, "reply") == "L-1042."
    assert clock(case).paused_at is None


@pytest.mark.keeps("right.withdrawal")
def test_was_it_meant_otherwise_a_person_reads_the_answer(noon: dt.datetime) -> None:
    ticket = taken(mail("cancel"), at=noon)
    assert "Was something else meant?" in mailbox.mails()[0].text
    again = taken(mail("I meant my order L-1042."), at=noon + HOUR, to=f"hello+{ticket.reference}@localhost")
    assert (again.pk, again.waiting_since) == (ticket.pk, noon + HOUR)


def test_a_code_for_staff_stands_in_no_conversation(noon: dt.datetime) -> None:
    taken(mail("I would like a copy of my data"), at=noon)
    case = Request.objects.get()
    before = Letter.objects.count()
    assert identity.send_code_for(case, at=noon + HOUR)
    assert mailbox.mails()[0].subject == "Your code, if it is you who asks"
    assert Letter.objects.count() == before
