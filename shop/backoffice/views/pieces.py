"""Pieces at the desk: what is on the shelf, its words, prices and pictures."""

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kit.pictures import MOST_BYTES, NotAPicture
from policy.purposes import OVERVIEW
from shop.accounts.services import staff_required
from shop.backoffice.forms import AddPicture, ChangePiece
from shop.catalogue import queries as catalogue
from shop.catalogue import services
from shop.catalogue.services import TooManyGivenBack

PER_PAGE = 40


@require_safe
@staff_required(OVERVIEW)
def pieces(request: HttpRequest) -> HttpResponse:
    """The whole shelf, shown in the shop or not."""
    page = Paginator(catalogue.shelf(language=get_language() or "en"), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "backoffice/pieces.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required(OVERVIEW)
def piece(request: HttpRequest, slug: str) -> HttpResponse:
    """One piece; on POST changed."""
    found = _found(slug)
    form = ChangePiece(found, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _changed(found["id"], form):
        return redirect(f"{request.path}?saved=1")
    return _page(request, found, form, AddPicture())


@require_POST
@staff_required(OVERVIEW)
def add_picture(request: HttpRequest, slug: str) -> HttpResponse:
    """Draw an uploaded picture anew and add it."""
    found, form = _found(slug), AddPicture(request.POST, request.FILES)
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            content = upload.read() if upload.size <= MOST_BYTES else b""
            services.add_picture(piece_id=found["id"], view=form.cleaned_data["view"], content=content, alts=form.alts)
            return redirect(f"{reverse('desk:piece', args=[slug])}?saved=1")
        except NotAPicture:
            form.add_error("file", gettext("This is no JPEG, PNG or WebP picture we can read. Nothing was kept of it."))
    return _page(request, found, ChangePiece(found), form)


@require_POST
@staff_required(OVERVIEW)
def change_picture(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show a picture before the others, or take it away."""
    act = services.take_away_picture if "away" in request.POST else services.show_first
    if not act(piece_id=_found(slug)["id"], picture_id=number):
        raise Http404
    return redirect(f"{reverse('desk:piece', args=[slug])}?saved=1")


def _found(slug: str) -> dict[str, Any]:
    found = catalogue.for_change(slug)
    if found is None:
        raise Http404
    return found


def _changed(piece_id: int, form: ChangePiece) -> bool:
    try:
        services.change_piece(
            piece_id=piece_id,
            published=form.cleaned_data["published"],
            stock=form.changed_stock,
            prices=form.prices,
            texts=form.texts,
        )
    except TooManyGivenBack:
        form.add_error("stock", gettext("The edition is not that large."))
        return False
    return True


def _page(request: HttpRequest, found: dict[str, Any], form: ChangePiece, picture: AddPicture) -> HttpResponse:
    words = [
        (str(name), [bound for bound in form if bound.name.endswith(f"_{language}")])
        for language, name in settings.LANGUAGES
    ]
    told = found["texts"].get(get_language())
    context = {
        "piece": found,
        "name": told.name if told else found["serial"],
        "form": form,
        "prices": [bound for bound in form if bound.name.startswith("price_")],
        "words": words,
        "pictures": catalogue.pictures(found["id"], language=get_language() or "en"),
        "picture": picture,
        "saved": "saved" in request.GET,
    }
    return render(request, "backoffice/piece.html", context)
