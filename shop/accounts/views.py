"""The account's own pages: home, profile, address book, signing out everywhere."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from allauth.account.views import signup as framework_signup
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kit import clock
from privacy.access.services import acting
from privacy.children.registry import age_in
from privacy.children.types import Answer
from privacy.datamap.vocabulary import SELF
from shop.accounts import addressing, queries, services
from shop.accounts.age_form import AgeForm
from shop.accounts.forms import BookForm, ProfileForm
from shop.accounts.leaving import in_this_browser_at_least
from shop.accounts.services.addresses import BookFull
from shop.accounts.types import AddressForms, BookEntry

P = ParamSpec("P")


def signup(request: HttpRequest) -> HttpResponse:
    """Opening an account. Of a child nothing is kept, not even that they were here."""
    if request.method == "POST":
        age = AgeForm(request.POST)
        if age.is_valid() and age.answer(clock.now()) is Answer.NO:
            return _too_young(request, age.cleaned_data["country"])
    return cast("HttpResponse", framework_signup(request))


def own(
    view: Callable[Concatenate[HttpRequest, uuid.UUID, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A page for whoever is signed in: the view gets their person and acts for them, its answer is never cached."""

    @wraps(view)
    def page(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        person_id = queries.person_of(request)
        if person_id is None:
            raise Http404
        with acting(SELF, by=queries.owner(request), at=clock.now()):
            return view(request, person_id, *args, **kwargs)

    return login_required(never_cache(page))


@require_safe
@own
def home(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """What the account holds, and the ways on from it."""
    context = {
        "profile": queries.profile_of(person_id),
        "email": queries.email_of(person_id),
        "check_due": services.is_due(person_id=person_id, at=clock.now()),
        "addresses": len(queries.address_book(person_id)),
    }
    return render(request, "accounts/home.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@own
def profile(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """Name, phone and language."""
    known = queries.profile_of(person_id)
    initial = {"name": known.name, "phone": known.phone, "language": known.language or get_language()}
    form = ProfileForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        services.change_profile(person_id=person_id, at=clock.now(), **form.cleaned_data)
        messages.success(request, _("Your profile is changed."))
        return redirect("accounts:home")
    return render(request, "accounts/profile.html", {"form": form})


@require_safe
@own
def addresses(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """The address book."""
    known = _forms()
    book = [
        (entry, known.lines(entry.parts, name=entry.recipient, language=get_language() or "en"))
        for entry in queries.address_book(person_id)
    ]
    context = {"book": book, "countries": known.countries(get_language() or "en"), "full": len(book) >= 20}
    return render(request, "accounts/addresses.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@own
def new_address(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """A new entry: first the country, then that country's own form."""
    country = request.GET.get("country", "")
    if not country:
        countries = _forms().countries(get_language() or "en")
        return render(request, "accounts/choose_country.html", {"countries": countries})
    return _address_form(request, person_id, country, None)


@require_http_methods(["GET", "HEAD", "POST"])
@own
def edit_address(request: HttpRequest, person_id: uuid.UUID, entry_id: uuid.UUID) -> HttpResponse:
    """An entry, to be changed; in another country's form if one is chosen."""
    entry = queries.book_entry(person_id, entry_id)
    if entry is None:
        raise Http404
    return _address_form(request, person_id, request.GET.get("country") or entry.parts["country"], entry)


@require_POST
@own
def remove_address(request: HttpRequest, person_id: uuid.UUID, entry_id: uuid.UUID) -> HttpResponse:
    """Take an entry out of the address book."""
    if not services.remove_address(person_id=person_id, entry_id=entry_id):
        raise Http404
    messages.success(request, _("The address is forgotten."))
    return redirect("accounts:addresses")


@require_POST
@own
def accuracy(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """Still right, or later: either way the question goes away."""
    if request.POST.get("answer") == "right":
        services.confirm_accuracy(person_id=person_id, at=clock.now())
        messages.success(request, _("Thank you. We ask again in half a year."))
    else:
        services.put_off_accuracy(person_id=person_id, at=clock.now())
    return redirect("accounts:home")


@require_POST
@in_this_browser_at_least
@own
def sign_out_everywhere(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """End every session of this person, this one included."""
    logout(request)
    services.sign_out_everywhere(person_id=person_id)
    return redirect("account_login")


def _too_young(request: HttpRequest, country: str) -> HttpResponse:
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        request.session.flush()
    response = render(request, "accounts/too_young.html", {"years": age_in(country).years}, status=403)
    for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
        response.delete_cookie(name)
    return response


def _address_form(request: HttpRequest, person_id: uuid.UUID, country: str, entry: BookEntry | None) -> HttpResponse:
    try:
        form = BookForm(request.POST or None, initial=_initial(person_id, entry), country=country, known=_forms())
    except LookupError:
        raise Http404 from None
    if request.method == "POST" and form.is_valid() and _kept(person_id, form, entry):
        messages.success(request, _("The address is in your book."))
        return redirect("accounts:addresses")
    name = dict(_forms().countries(get_language() or "en")).get(country, country)
    suggestions = {one.name: one.suggestions for one in _forms().fields(country) if one.suggestions}
    context = {"form": form, "entry": entry, "country": name, "suggestions": suggestions}
    return render(request, "accounts/address.html", context)


def _initial(person_id: uuid.UUID, entry: BookEntry | None) -> dict[str, object]:
    if entry is None:
        known = queries.profile_of(person_id)
        return {"recipient": known.name, "phone": known.phone}
    return {**entry.parts, "recipient": entry.recipient, "phone": entry.phone, "preferred": entry.preferred}


def _kept(person_id: uuid.UUID, form: BookForm, entry: BookEntry | None) -> bool:
    typed = form.cleaned_data
    try:
        services.keep_address(
            person_id=person_id,
            recipient=typed["recipient"],
            phone=typed["phone"],
            parts=typed["parts"],
            preferred=typed["preferred"],
            at=clock.now(),
            entry_id=entry.id if entry else None,
        )
    except BookFull:
        form.add_error(None, _("Your address book is full. Please take an old entry out first."))
        return False
    return True


def _forms() -> AddressForms:
    if addressing.forms is None:
        raise Http404
    return addressing.forms
