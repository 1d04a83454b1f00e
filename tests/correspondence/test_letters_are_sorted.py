"""A letter is put into the sort its words, its address and its writer tell; programs get no answer from a program."""

import datetime as dt

import pytest

from policy.mail import MAILBOXES, SORTS
from privacy.correspondence import services
from privacy.correspondence.models import Letter, Ticket
from privacy.correspondence.signals import letter_sorted
from privacy.correspondence.types import Sorted
from privacy.people.models import Person
from privacy.rights.types import Right
from privacy.sharing.models import Message
from tests import mailbox
from tests.correspondence.letters import READER, came_back, mail, newest, opened, take, taken

pytestmark = [pytest.mark.django_db, pytest.mark.keeps("contact.reply")]

SAYS = [
    ("order", "My order", "When does my parcel arrive?"),
    ("order", "订单", "我的包裹到哪里了？"),
    ("deletion", "", "Hello, please delete my account and all of it. I ordered once."),
    ("deletion", "注销账号", "请删除我的所有信息"),
    ("access", "Question", "I would like a copy of my data under Art. 15."),
    ("access", "", "请问你们掌握我的哪些个人信息？"),
    ("correction", "", "My name is wrong, please rectify it."),
    ("correction", "更正", "我的信息有误"),
    ("withdrawal", "unsubscribe", ""),
    ("withdrawal", "", "退订"),
    ("complaint", "Complaint", "This is unacceptable."),
    ("complaint", "投诉", "非常不满"),
    ("guardian", "", "My daughter is 9 years old and wrote to you."),
    ("guardian", "", "我女儿未成年"),
    ("incident", "Vulnerability", "I can see someone else's account"),
    ("press", "Interview", "I write for a magazine"),
    ("other", "Hello", "What a lovely studio."),
    ("other", "你好", "漆器真美"),
]


@pytest.mark.keeps("contact.reply")
@pytest.mark.parametrize(("sort", "subject", "text"), SAYS)
def test_words_of_both_languages_tell_the_sort(noon: dt.datetime, sort: str, subject: str, text: str) -> None:
    ticket = taken(mail(text, Subject=subject or "Hello", Content_Type="text/plain; charset=utf-8"), at=noon)
    assert ticket.sort == sort
    assert ticket.language == ("zh-hans" if any(one > "\u3400" for one in subject + text) else "en")
    # Three working days after Monday; what asks for a right is answered by the desk of rights, on its own clock.
    assert ticket.due_on == (None if sort in set(Right) else dt.date(2026, 6, 4))


def test_every_sort_with_words_has_them_in_every_language_we_answer_in() -> None:
    assert all({"en", "zh"} == set(one.words) for one in SORTS if one.words)
    assert {one.sort for one in MAILBOXES} <= {one.id for one in SORTS}


def test_an_address_of_its_own_decides_whatever_the_words(noon: dt.datetime) -> None:
    ticket = taken(mail("about my order"), at=noon, to="guardians@localhost")
    assert ticket.sort == "guardian"


AUTOMATIC = [
    {"Auto_Submitted": "auto-replied"},
    {"Auto_Submitted": "auto-generated; owner=x"},
    {"Precedence": "bulk"},
    {"Precedence": "list"},
    {"List_Id": "<a.example.org>"},
    {"List_Unsubscribe": "<mailto:x@example.org>"},
    {"X_Autoreply": "yes"},
    {"sender": "MAILER-DAEMON@example.org"},
    {"sender": "noreply@example.org"},
    {"sender": "hello@localhost"},
    {"Content_Type": "multipart/report; report-type=delivery-status; boundary=x"},
]


@pytest.mark.keeps("contact.reply")
@pytest.mark.parametrize("said", AUTOMATIC)
def test_what_a_program_wrote_is_kept_and_never_answered_by_one(noon: dt.datetime, said: dict[str, str]) -> None:
    ticket = taken(mail("please unsubscribe", **said), at=noon)
    assert (ticket.sort, ticket.status, ticket.due_on) == ("automatic", "closed", None)
    assert not Message.objects.exists()


def test_no_mail_goes_to_who_sends_without_a_return_path(noon: dt.datetime) -> None:
    taken(mail(), at=noon, mail_from="")
    assert not Message.objects.exists()


def test_auto_submitted_no_is_a_person(noon: dt.datetime) -> None:
    assert taken(mail(Auto_Submitted="no"), at=noon).status == "open"


def test_a_letter_is_confirmed_once_a_conversation_and_once_a_day_an_address(noon: dt.datetime) -> None:
    first = taken(mail(), at=noon)
    taken(mail("And another thing", Subject=f"Re: ({first.reference})"), at=noon + dt.timedelta(days=2))
    taken(mail("Something new"), at=noon + dt.timedelta(hours=3))
    [sent] = mailbox.mails()
    assert sent.to == "mei@example.org"
    assert first.reference in sent.subject
    assert "4 June 2026" in sent.text
    assert "parcel" not in sent.text  # nothing of what was written goes out: the address may be borrowed


def test_who_asks_for_no_automatic_answer_gets_none_but_a_clock(noon: dt.datetime) -> None:
    assert taken(mail(X_Auto_Response_Suppress="All"), at=noon).due_on
    assert not Message.objects.exists()


def test_the_rooms_above_hear_of_each_letter_once_and_nothing_that_was_written(noon: dt.datetime) -> None:
    heard: list[Sorted] = []

    def hear(fact: Sorted, **_more: object) -> None:
        heard.append(fact)

    letter_sorted.connect(hear)
    try:
        ticket = taken(mail("Please delete my data"), at=noon)
        taken(mail("Out of office", Auto_Submitted="auto-replied"), at=noon)
    finally:
        letter_sorted.disconnect(hear)
    [fact] = heard
    assert (fact.right, fact.sort, fact.ticket_id, fact.person_id) == (
        "deletion",
        "deletion",
        ticket.pk,
        ticket.person_id,
    )
    assert "mei" not in repr(fact)


def test_a_letter_goes_on_with_its_conversation(noon: dt.datetime) -> None:
    first = taken(mail(Message_ID="<First@mail.example.org>"), at=noon)
    later = noon + dt.timedelta(days=1)
    by_id = taken(mail("More", References="<x@y> <first@mail.example.org>"), at=later)
    by_subject = taken(mail("More", Subject=f"AW: {first.reference}", Message_ID=""), at=later)
    by_address = taken(mail("Still more", Message_ID=""), at=later, to=f"hello+{first.reference.lower()}@localhost")
    assert {by_id.pk, by_subject.pk, by_address.pk} == {first.pk}
    assert Letter.objects.filter(ticket=first).count() == 4
    assert Ticket.objects.get().due_on == dt.date(2026, 6, 4)  # the first letter's clock is the one that counts


def test_who_knows_a_reference_is_not_let_into_the_conversation_by_it(noon: dt.datetime) -> None:
    first = taken(mail(Message_ID="<first@mail.example.org>"), at=noon)
    thief = mail(
        "And the address?", sender="thief@example.net", Subject=first.reference, In_Reply_To="<first@mail.example.org>"
    )
    other = taken(thief, at=noon, to=f"hello+{first.reference}@localhost")
    assert other.pk != first.pk
    assert other.person_id != first.person_id


def test_the_same_mail_twice_is_kept_once_and_the_same_words_anew_twice(noon: dt.datetime) -> None:
    raw = mail(Message_ID="<same@mail.example.org>")
    assert take(raw, at=noon)
    assert take(b"Received: from elsewhere\r\n" + raw, at=noon) is None
    assert take(mail(Message_ID="<other@mail.example.org>"), at=noon)
    assert Letter.objects.count() == 2


def test_who_writes_again_is_the_same_person(noon: dt.datetime) -> None:
    before = Person.objects.count()
    one, two = taken(mail(), at=noon), taken(mail(sender='"M. Lin" <MEI@Example.org>'), at=noon)
    assert one.person_id == two.person_id
    assert Person.objects.count() == before + 1


def test_a_quotation_is_cut_and_the_whole_is_kept(noon: dt.datetime) -> None:
    ticket = taken(mail("Yes.\r\n\r\nOn Mon, 1 Jun 2026, the studio wrote:\r\n> unsubscribe here"), at=noon)
    letter = newest(ticket)
    assert opened(letter, "said", at=noon) == "Yes."
    assert "unsubscribe" in opened(letter, "text", at=noon)
    assert ticket.sort == "other"


def test_a_mail_of_ours_that_came_back_is_noted_on_it(noon: dt.datetime) -> None:
    taken(mail(), at=noon)
    message = Message.objects.get()
    assert take(came_back(message.message_id), at=noon, mail_from="") is None
    message.refresh_from_db()
    assert (message.bounced_at, message.bounce_code) == (noon, "5.1.1")
    assert Letter.objects.count() == 1


def test_a_right_is_told_once_however_often_staff_sort_the_letter(noon: dt.datetime) -> None:
    heard: list[str] = []

    def hear(fact: Sorted, **_more: object) -> None:
        heard.append(fact.right)

    letter_sorted.connect(hear)
    try:
        ticket = taken(mail("Hello"), at=noon)
        for sort in ("deletion", "other", "deletion"):
            services.resort(ticket=ticket, sort_id=sort, by=READER, at=noon)
    finally:
        letter_sorted.disconnect(hear)
    assert heard == ["", "deletion", "", ""]


def test_what_was_taken_over_waits_no_longer_and_is_not_confirmed_twice(noon: dt.datetime) -> None:
    def take_over(fact: Sorted, **_more: object) -> None:
        services.hand_over(ticket_id=fact.ticket_id, at=fact.at)

    letter_sorted.connect(take_over)
    try:
        ticket = taken(mail("please delete my data"), at=noon)
    finally:
        letter_sorted.disconnect(take_over)
    assert (ticket.status, ticket.due_on) == ("answered", None)
    assert not Message.objects.filter(key__endswith=":confirmed").exists()
