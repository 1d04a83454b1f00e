"""The demo's outbox: every mail the site has sent, as its addressee would see it. Mounted in the demo alone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kit import clock
from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.datamap.vocabulary import SELF
from privacy.handles.models import Handle
from privacy.handles.types import Kind
from privacy.sharing import queries
from privacy.sharing.models import Message
from privacy.vault import files
from privacy.vault.models import SealedFile

SHOWN = 50


@require_safe
@never_cache
def outbox(request: HttpRequest) -> HttpResponse:
    """The newest messages, each opened as its addressee opens it."""
    at, mails = clock.now(), []
    for message in queries.messages()[:SHOWN]:
        with acting(SELF, by=Actor.person(message.person_id), at=at):
            mails.append(
                {"id": message.pk, "subject": _headline(message), "to": _to(message), "at": message.created_at}
            )
    return render(request, "privacy_sharing/outbox.html", {"mails": mails, "shown": SHOWN})


@require_safe
@never_cache
def mail(request: HttpRequest, message_id: str) -> HttpResponse:
    """One message as plain text, with its attachments."""
    message = get_object_or_404(Message, pk=message_id)
    with acting(SELF, by=Actor.person(message.person_id), at=clock.now()):
        attached = SealedFile.objects.filter(pk__in=message.attachments)
        context = {"mail": message, "to": _to(message), "attached": attached}
        return render(request, "privacy_sharing/mail.html", context)


@require_safe
@never_cache
def mail_html(request: HttpRequest, message_id: str) -> HttpResponse:
    """The HTML part alone, in a page that can do nothing but show it."""
    message = get_object_or_404(Message, pk=message_id)
    with acting(SELF, by=Actor.person(message.person_id), at=clock.now()):
        response = HttpResponse(str(message.html or ""))
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; sandbox"
    return response


@require_safe
@never_cache
def attachment(request: HttpRequest, message_id: str, file_id: str) -> HttpResponse:
    """A file that came with a message."""
    message = get_object_or_404(Message, pk=message_id)
    file = get_object_or_404(SealedFile, pk=file_id, pk__in=message.attachments)
    with acting(SELF, by=Actor.person(message.person_id), at=clock.now()):
        content = b"".join(files.chunks(file))
    headers = {"Content-Disposition": "attachment"}  # and of no type: whoever wrote the mail chose what it calls itself
    return HttpResponse(content, content_type="application/octet-stream", headers=headers)


def _headline(message: Message) -> str:
    """The subject; a text message has none and begins at once."""
    return str(message.text)[:60] if message.channel == "text" else str(message.subject)


def _to(message: Message) -> str:
    rows = Handle.objects.filter(
        person_id=message.person_id, kind=Kind.PHONE if message.channel == "text" else Kind.EMAIL
    )
    if message.handle_index:
        rows = rows.filter(index=message.handle_index)
    handle = rows.order_by("-proved_at", "-created_at").first()
    return str(handle.value) if handle else "—"
