"""Mail at the desk: by clock, senders masked; a letter is opened to answer it, and each opening is on record."""

from urllib.parse import quote

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from kit import clock
from policy.purposes import OVERVIEW
from privacy.access.services import acting
from privacy.correspondence import queries, services
from privacy.correspondence.models import Ticket
from privacy.correspondence.types import STATUS_TITLES, Status
from privacy.datamap import queries as datamap
from privacy.datamap.vocabulary import ANSWER_MAIL, ANSWER_RIGHTS
from privacy.vault import files
from shop.accounts import queries as accounts
from shop.accounts.services import staff_required
from shop.backoffice.mail_forms import Answer, Resort

PER_PAGE = 30


@require_safe
@staff_required(OVERVIEW, ANSWER_MAIL)
def mail(request: HttpRequest) -> HttpResponse:
    """Conversations that stand as `?status=` says; those that wait for us first."""
    at, asked = clock.now(), request.GET.get("status", "")
    status = Status(asked) if asked in set(Status) else Status.OPEN
    found = queries.tickets(status, confidential=_may_open_all(request), at=at)
    with acting(OVERVIEW, by=accounts.actor(request), at=at, reason="list"):
        page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
        senders = queries.senders(page)
        rows = [(one, queries.sort_of(one), senders.get(one.pk)) for one in page]
        context = {"page": page, "rows": rows, "status": status, "statuses": STATUS_TITLES, "today": at.date()}
        return render(request, "backoffice/mail.html", context)


@require_safe
@staff_required(OVERVIEW, ANSWER_MAIL)
def conversation(request: HttpRequest, reference: str) -> HttpResponse:
    """One conversation, closed: when what came, and from whom, masked."""
    found = _found(request, reference)
    with acting(OVERVIEW, by=accounts.actor(request), at=clock.now(), reason=found.reference):
        return render(request, "backoffice/letter.html", _context(found))


@require_POST
@staff_required(ANSWER_MAIL)
def open_letters(request: HttpRequest, reference: str) -> HttpResponse:
    """The conversation open, to be answered. A POST, because each time is on record."""
    return _opened(request, _found(request, reference), None)


@require_POST
@staff_required(ANSWER_MAIL)
def answer(request: HttpRequest, reference: str) -> HttpResponse:
    """Send the answer, once."""
    found, form, at = _found(request, reference), Answer(request.POST), clock.now()
    if not form.is_valid():
        return _opened(request, found, form, status=422)
    said, by = form.cleaned_data, accounts.actor(request)
    try:
        services.answer(ticket=found, key=said["key"], subject=said["subject"], words=said["words"], by=by, at=at)
    except ValueError:
        form.add_error(
            None, gettext("No address is known to answer to: the letter came without one, or it was forgotten.")
        )
        return _opened(request, found, form, status=409)
    return redirect("desk:conversation", reference=reference)


@require_POST
@staff_required(ANSWER_MAIL)
def resort(request: HttpRequest, reference: str) -> HttpResponse:
    """Put it into another sort."""
    found = _found(request, reference)
    form = Resort(found.sort, request.POST)
    if not form.is_valid():
        with acting(OVERVIEW, by=accounts.actor(request), at=clock.now(), reason=found.reference):
            return render(request, "backoffice/letter.html", _context(found) | {"resort": form}, status=422)
    services.resort(ticket=found, sort_id=form.cleaned_data["sort"], by=accounts.actor(request), at=clock.now())
    return redirect("desk:mail")


@require_POST
@staff_required(ANSWER_MAIL)
def close(request: HttpRequest, reference: str) -> HttpResponse:
    """Nothing is owed here, or nobody wanted it."""
    found = _found(request, reference)
    services.close(ticket=found, by=accounts.actor(request), at=clock.now(), unwanted="unwanted" in request.POST)
    return redirect("desk:mail")


@require_safe
@staff_required(ANSWER_MAIL)
def enclosed(request: HttpRequest, reference: str, enclosure_id: int) -> HttpResponseBase:
    """A file that was enclosed: only ever saved, never shown, whatever it says it is."""
    found, at = _found(request, reference), clock.now()
    enclosure = queries.enclosure(found, enclosure_id, at=at)
    if enclosure is None or enclosure.file is None or enclosure.file.expires_at <= at:
        raise Http404
    with acting(ANSWER_MAIL, by=accounts.actor(request), at=at, reason=found.reference):
        name, content = str(enclosure.name), files.chunks(enclosure.file)
    response = StreamingHttpResponse(content, content_type="application/octet-stream")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    response["Content-Length"] = str(enclosure.file.size)
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _found(request: HttpRequest, reference: str) -> Ticket:
    found = queries.ticket(reference, at=clock.now())
    if found is None:
        raise Http404
    if queries.sort_of(found).confidential and not _may_open_all(request):
        raise PermissionDenied
    return found


def _may_open_all(request: HttpRequest) -> bool:
    role = datamap.role(accounts.actor(request).role)
    return role is not None and ANSWER_RIGHTS in role.purposes


def _opened(request: HttpRequest, found: Ticket, form: Answer | None, status: int = 200) -> HttpResponse:
    with acting(ANSWER_MAIL, by=accounts.actor(request), at=clock.now(), reason=found.reference):
        subject = str(found.subject) if found.subject else found.reference
        form = form or Answer(initial={"subject": subject if subject[:3].lower() == "re:" else f"Re: {subject}"})
        return render(request, "backoffice/letter.html", _context(found) | {"form": form}, status=status)


def _context(found: Ticket) -> dict[str, object]:
    return {
        "ticket": found,
        "sort": queries.sort_of(found),
        "stands": STATUS_TITLES[found.status],
        "sender": queries.senders([found]).get(found.pk),
        "letters": queries.letters_of(found, at=clock.now()),
        "resort": Resort(found.sort),
        "today": clock.now().date(),
    }
