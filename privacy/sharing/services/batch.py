"""Many messages over one connection: each result is told when it is known, so that a crash forgets one at most."""

import datetime as dt
import smtplib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from privacy.datamap.types import Recipient
from privacy.datamap.vocabulary import DELIVER_MAIL, MAIL_RELAY, TEXT_RELAY
from privacy.sharing import texting
from privacy.sharing.services.gate import disclose_many
from privacy.sharing.services.wanted import withhold
from privacy.sharing.types import Letter, Outcome

PERMANENT = 500


def hand_over(letters: Sequence[Letter], *, at: dt.datetime) -> Iterator[tuple[Letter, Outcome]]:
    """Hand sealed messages to the handles named, through the gate; yields each with what came of it.

    In the embedded demo a message has arrived when it lies in the outbox of the browser. `DOWN` says that there is no
    server to talk to: the letters left are yielded so at once. What rests on a consent that was taken back meanwhile
    is `REFUSED`. Raises `Refused` when the gate is shut.
    """
    back = withhold([one.message for one in letters], at=at)
    yield from ((one, Outcome.REFUSED) for one in letters if one.message.pk in back)
    letters = [one for one in letters if one.message.pk not in back]
    if settings.PRIVACY_LOCAL_OUTBOX:
        yield from ((letter, Outcome.HANDED) for letter in letters)
        return
    texts = [one for one in letters if one.message.channel == "text"]
    mails = [one for one in letters if one.message.channel != "text"]
    if mails:
        yield from _mails(mails, at)
    if texts:
        yield from _texts(texts, at)


def _opened(letters: Sequence[Letter], to: Recipient, at: dt.datetime) -> dict[str, dict[str, Any]]:
    passages = {}
    for one in letters:
        fields = {"to": one.handle.value, "text": one.message.text}
        if to.id == MAIL_RELAY.id:
            fields["subject"] = one.message.subject
        passages[str(one.message.pk)] = (one.message.person_id, fields)
    return disclose_many(to=to, purpose=DELIVER_MAIL, passages=passages, at=at)


def _mails(letters: Sequence[Letter], at: dt.datetime) -> Iterator[tuple[Letter, Outcome]]:
    """Nothing is opened before a server answers."""
    connection = get_connection()
    try:
        connection.open()
    except (OSError, smtplib.SMTPException):
        yield from ((letter, Outcome.DOWN) for letter in letters)
        return
    try:
        opened, down = _opened(letters, MAIL_RELAY, at), False
        for letter in letters:
            outcome = Outcome.DOWN if down else _mailed(connection, letter, opened.get(str(letter.message.pk)))
            down = outcome is Outcome.DOWN
            yield letter, outcome
    finally:
        connection.close()


def _mailed(connection: Any, letter: Letter, opened: Mapping[str, Any] | None) -> Outcome:
    if opened is None:
        return Outcome.REFUSED
    mail = EmailMessage(
        subject=" ".join(opened["subject"].split()),
        body=opened["text"],
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[opened["to"]],
        headers={"Message-ID": f"<{letter.message.pk}@{settings.EMAIL_DOMAIN}>"},
    )
    try:
        connection.send_messages([mail])
    except smtplib.SMTPRecipientsRefused as refused:
        return _by_code(max(code for code, _words in refused.recipients.values()))
    except smtplib.SMTPServerDisconnected:
        return Outcome.DOWN
    except smtplib.SMTPResponseException as answer:
        return _by_code(answer.smtp_code)
    except (OSError, smtplib.SMTPException):
        return Outcome.DOWN
    return Outcome.HANDED


def _by_code(code: int) -> Outcome:
    """A server that is closing (421) is down; 5xx is for good, 4xx may change."""
    if code == 421:
        return Outcome.DOWN
    return Outcome.REFUSED if code >= PERMANENT else Outcome.LATER


def _texts(letters: Sequence[Letter], at: dt.datetime) -> Iterator[tuple[Letter, Outcome]]:
    """Without a provider nothing is opened, and each counts as refused: never as sent."""
    send = texting.sender()
    if send is None:
        yield from ((letter, Outcome.REFUSED) for letter in letters)
        return
    opened = _opened(letters, TEXT_RELAY, at)
    for letter in letters:
        words = opened.get(str(letter.message.pk))
        if words is None:
            yield letter, Outcome.REFUSED
            continue
        try:
            send(words["to"], words["text"])
        except texting.NotTaken:
            yield letter, Outcome.REFUSED
        except OSError:
            yield letter, Outcome.LATER
        else:
            yield letter, Outcome.HANDED
