"""The sign-in framework's mails: rendered from our templates, sealed, posted through the gate."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import get_language

from kit import ids
from kit.jobs.services import enqueue
from privacy.datamap.vocabulary import SIGN_IN
from privacy.handles import services as handles
from privacy.handles.types import Kind
from privacy.people import services as people
from privacy.sharing import services as sharing
from shop.accounts.services import faults

# Until then an address that was left still gets word of it.
REMEMBERED = dt.timedelta(days=7)


def send(template_prefix: str, email: str, context: Mapping[str, Any], *, at: dt.datetime) -> None:
    """Post the mail `template_prefix` to `email`, in the language of the request.

    For an address that no account knows the same work is done and thrown away: nothing is sent, and neither the
    answer nor the time it takes tells the difference.
    """
    person_id = _bearer(email, context)
    subject, text, html = _rendered(template_prefix, context)
    with transaction.atomic():
        faults.count(kind="mail" if person_id else "mail-for-nobody", at=at)
        whose = _reached(person_id, email, at) if person_id else people.nobody(at=at)
        with transaction.atomic():
            sharing.post(
                person_id=whose,
                purpose=SIGN_IN,
                subject=subject,
                text=text,
                html=html,
                language=get_language() or "en",
                key=f"sign-in:{ids.token()}",
                at=at,
                to=email,
            )
            if person_id is None:
                transaction.set_rollback(True)


def _reached(person_id: uuid.UUID, email: str, at: dt.datetime) -> uuid.UUID:
    """The person, reachable at the address: one they have just typed is forgotten unless they prove it."""
    handle = handles.attached(person_id=person_id, kind=Kind.EMAIL, value=email, at=at)
    if handle.created_at == at:
        forget_later(handle.pk, at=at)
    return person_id


def forget_later(handle_id: int, *, at: dt.datetime) -> None:
    """Have an address forgotten a week from now, unless it is one to sign in with by then."""
    enqueue("accounts.forget-address", args={"handle": handle_id}, at=at, run_at=at + REMEMBERED)


def _bearer(email: str, context: Mapping[str, Any]) -> uuid.UUID | None:
    """Whose mail it is: of the account in hand, else of whoever signs in with the address."""
    if user := context.get("user"):
        person_id: uuid.UUID = user.person_id
        return person_id
    row = EmailAddress.objects.filter(email=email).select_related("user").order_by("-verified").first()
    return row.user.person_id if row else None


def _rendered(prefix: str, context: Mapping[str, Any]) -> tuple[str, str, str]:
    """Subject, text and HTML; the text's lines become the HTML's paragraphs."""
    values = dict(context)
    subject = " ".join(render_to_string(f"{prefix}_subject.txt", values).split())
    text = render_to_string(f"{prefix}_message.txt", values).strip() + "\n"
    html = render_to_string("account/email/frame.html", {"subject": subject, "text": text})
    return subject, text, html
