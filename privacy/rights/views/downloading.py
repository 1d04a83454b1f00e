"""The download of everything, and of single files."""

import datetime as dt
import uuid
from urllib.parse import quote

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from kit import clock
from kit.jobs.services import enqueue
from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.datamap.vocabulary import SELF
from privacy.rights import identity, queries, registry, services
from privacy.rights.identity import Asker
from privacy.rights.models import Request
from privacy.rights.types import Proof, Right, Status
from privacy.rights.views.showing import for_the_person, private, render
from privacy.vault import files
from privacy.vault.models import SealedFile

# Up to so many rows the download is packed while the person waits for it; beyond, in the background.
AT_ONCE = 3000
# Should it be stopped half-way, by a full disk or a crash, the worker packs what was asked for.
FORGOTTEN = dt.timedelta(minutes=10)


@require_POST
@for_the_person
def ask(request: HttpRequest, who: Asker) -> HttpResponse:
    """One click: pack everything and hand it over."""
    at = clock.now()
    with transaction.atomic():
        asked = services.receive(person_ids=who.person_ids, right=Right.ACCESS, language=get_language() or "en", at=at)
        # Being signed in, or having just proved the address, is what shows the data too: no more is asked for a copy.
        services.prove(request=asked, proof=Proof(who.person_ids, "session", at), at=at)
        services.start(request=asked, at=at)
        waits = queries.row_count(who.person_ids) > AT_ONCE
        enqueue(
            "rights.export",
            args={"reference": asked.reference},
            key=f"export:{asked.reference}",
            at=at,
            run_at=at if waits else at + FORGOTTEN,
        )
    if waits:
        return private(redirect("rights:download", asked.reference))
    services.build(request=asked, at=at)
    return private(redirect("rights:packed", asked.reference))


@require_safe
@for_the_person
def download(request: HttpRequest, who: Asker, reference: str) -> HttpResponse:
    """Whether it is packed."""
    asked = _own(who, reference)
    return render(request, "download", {"asked": asked, "ready": asked.status == Status.FULFILLED})


@require_safe
@for_the_person
def packed(request: HttpRequest, who: Asker, reference: str) -> HttpResponse:
    """The ZIP itself, for a day, for its person alone."""
    asked = _own(who, reference)
    if asked.file is None:
        raise Http404
    return _stream(asked.file, "my-data.zip")  # type: ignore[return-value]  # Django's own base class


@require_safe
@for_the_person
def file(_request: HttpRequest, who: Asker, file_id: uuid.UUID) -> HttpResponse:
    """One of the person's files."""
    found = SealedFile.objects.filter(pk=file_id, person__in=who.person_ids).first()
    if found is None:
        raise Http404
    names = {one.id: one.name for one in queries.own_files(who.person_ids, at=clock.now())}
    return _stream(found, names.get(file_id, str(file_id)))  # type: ignore[return-value]  # Django's own base class


@require_safe
@for_the_person
def paper(_request: HttpRequest, who: Asker, name: str) -> HttpResponse:
    """One of the person's documents, drawn as it is opened: an invoice, long after its order's page is gone."""
    at = clock.now()
    found = next((one for one in registry.papers_of(who.person_ids, at=at) if one.name == name), None)
    if found is None:
        raise Http404
    with acting(SELF, by=Actor.person(identity.main_of(found.person_id)), at=at):
        content = found.content()
    response = HttpResponse(content, content_type="application/octet-stream")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    return private(response)


def _own(who: Asker, reference: str) -> Request:
    found: Request | None = Request.objects.filter(
        reference=reference, right=Right.ACCESS, person__in=who.person_ids
    ).first()
    if found is None or not set(services.persons_of(found)) <= who.person_ids:
        raise Http404
    return found


def _stream(sealed: SealedFile, name: str) -> HttpResponseBase:
    at = clock.now()
    if sealed.expires_at <= at:
        raise Http404
    with acting(SELF, by=Actor.person(identity.main_of(sealed.person_id)), at=at):
        content = files.chunks(sealed)
    response = StreamingHttpResponse(content, content_type="application/octet-stream")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["Content-Length"] = str(sealed.size)
    response["X-Content-Type-Options"] = "nosniff"
    return private(response)  # type: ignore[arg-type]  # headers alone
