"""The checkout: one page from details to the payment page, and the way back."""

import datetime as dt
import uuid
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kit import clock
from kit.failpoints import hit
from kit.origin import own_pages_only
from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.datamap.vocabulary import SELF
from privacy.notice import queries as notice
from shop.accounts import queries as accounts
from shop.accounts import services as addresses
from shop.delivery import queries as delivery
from shop.orders import queries, visitor
from shop.orders.forms import CheckoutForm
from shop.orders.lines import BadLines, wanted
from shop.orders.models import Checkout, Order
from shop.orders.prefill import initial
from shop.orders.services import checkout as services
from shop.orders.services.paying import learn, pay
from shop.orders.services.placing import place, priced
from shop.orders.terms import VERSION
from shop.orders.types import CheckoutOver, NothingToBuy, PieceTaken, PriceChanged, Versions
from shop.payments.types import PaymentUnavailable

LONGEST_KEY = 64


@own_pages_only
@never_cache
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Hold what is wanted and go to the checkout; or say calmly what is gone."""
    at, key = clock.now(), request.POST.get("key", "")
    try:
        lines = wanted(request.POST.getlist("line"))
    except BadLines:
        return HttpResponseBadRequest()
    if not key.isascii() or not 20 <= len(key) <= LONGEST_KEY:
        return HttpResponseBadRequest()
    before = _session_checkout(request)
    if before and (order := queries.order_of_checkout(before)):
        learn(order=order, at=at)  # money may have come meanwhile: then that order stands, and this is another one
    try:
        checkout = services.begin(
            person_id=visitor.person_of(request),
            key=key,
            wanted=lines,
            currency=visitor.currency_of(request),
            language=visitor.language_of(request),
            before=before,
            at=at,
        )
    except NothingToBuy:
        return HttpResponseRedirect(reverse("orders:cart"))
    except PieceTaken as taken:
        return _taken(request, taken.piece_ids)
    visitor.remember(request, checkout.person_id)
    request.session[visitor.CHECKOUT] = str(checkout.pk)
    country = request.POST.get("country", "")
    asked = f"?country={country}" if delivery.is_served(country) else ""
    return HttpResponseRedirect(reverse("orders:checkout") + asked)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def checkout(request: HttpRequest) -> HttpResponse:
    """The page itself; posted, the order is placed and the buyer sent to the payment page."""
    found = _open_checkout(request)
    if found is None:
        return HttpResponseRedirect(reverse("orders:cart"))
    open_one, order = found
    if order is not None and queries.status(order) not in {"unpaid", "checking"}:
        return HttpResponseRedirect(reverse("orders:order", args=[order.number]))
    if request.method != "POST":
        return _page(request, open_one, _form(request, open_one, order), order)
    if "pay" not in request.POST:  # another country was chosen: its form, nothing judged yet
        return _page(request, open_one, _unjudged(request, order), order)
    form = _form(request, open_one, order)
    if not form.is_valid():
        return _page(request, open_one, form, order, status=422)
    return _place_and_pay(request, open_one, form, order)


@never_cache
@require_POST
def parts(request: HttpRequest) -> HttpResponse:
    """The inner part of the checkout for the country chosen: what scripts put in place of a whole page."""
    found = _open_checkout(request)
    if found is None:
        return HttpResponse(status=204)
    open_one, order = found
    return _page(request, open_one, _unjudged(request, order), order, template="orders/_checkout.html")


@never_cache
@require_safe
def back(request: HttpRequest) -> HttpResponse:
    """Where the payment page sends the buyer: known, it goes on; not known yet, “we are checking”, never “failed”."""
    hit("checkout.after_return")
    number = _session_checkout(request)
    order = queries.order_of_checkout(number) if number else None
    if order is None:
        return render(request, "orders/elsewhere.html")
    payment = learn(order=order, at=clock.now())
    if payment is not None and payment.state == "failed":
        return HttpResponseRedirect(f"{reverse('orders:checkout')}?payment=ended")
    if payment is not None and payment.state == "captured":
        return HttpResponseRedirect(reverse("orders:order", args=[order.number]))
    rounds = request.GET.get("round", "")
    rounds_done = int(rounds) if rounds.isascii() and rounds.isdigit() and len(rounds) < 4 else 0
    return render(
        request,
        "orders/checking.html",
        {"order": order, "next_round": rounds_done + 1, "pause": 3 if rounds_done < 10 else 15, "payment": payment},
    )


def _place_and_pay(request: HttpRequest, open_one: Checkout, form: CheckoutForm, before: Order | None) -> HttpResponse:
    at, shown = clock.now(), request.POST.get("shown", "")
    try:
        order = place(
            checkout_id=open_one.pk,
            details=form.details(),
            versions=Versions(terms=VERSION, notice=notice.in_force(at)[0]),
            shown_minor=int(shown) if shown.isascii() and shown.isdigit() and len(shown) < 16 else -1,
            at=at,
        )
    except PriceChanged:
        form.add_error(None, _("The total has changed since you saw it. Please look at it again; nothing was ordered."))
        return _page(request, open_one, form, before, status=409)
    except PieceTaken as taken:
        return _taken(request, taken.piece_ids)
    except CheckoutOver:
        return HttpResponseRedirect(reverse("orders:cart"))
    _keep(request, form, at=at)
    if order.checkout_id != open_one.pk:
        request.session[visitor.CHECKOUT] = str(order.checkout_id)
    try:
        address = pay(
            order=order,
            return_url=f"{settings.SITE_URL}{reverse('orders:back')}",
            at=at,
            first=before is None,
        )
    except PaymentUnavailable:
        return _page(request, open_one, form, order, status=503, unavailable=True)
    return HttpResponseRedirect(address)


def _form(request: HttpRequest, open_one: Checkout, order: Order | None) -> CheckoutForm:
    if request.method == "POST":
        return CheckoutForm(request.POST, **_asked(request, order, request.POST.get("country", "")))
    known = initial(request, open_one, order, at=clock.now())
    return CheckoutForm(initial=known, **_asked(request, order, known.get("country", "")))


def _may_keep(request: HttpRequest) -> bool:
    """Whether this buyer has an account whose address book is empty."""
    own = visitor.person_of(request) if request.user.is_authenticated else None
    return own is not None and not accounts.has_addresses(own)


def _keep(request: HttpRequest, form: CheckoutForm, *, at: dt.datetime) -> None:
    """Put the address into the buyer's own book, as they asked."""
    own, told = visitor.person_of(request), form.details()
    if own is None or not (form.may_keep and form.cleaned_data["keep"]):
        return
    with acting(SELF, by=Actor.person(own), at=at):
        addresses.keep_address(
            person_id=own,
            recipient=told.name,
            phone=told.phone,
            parts=told.address.as_dict(),
            preferred=True,
            at=at,
        )


def _asked(request: HttpRequest, order: Order | None, country: str) -> dict[str, Any]:
    """What the form depends on. Whether a guest is old enough is asked once for a country and an order."""
    told = request.user.is_authenticated or (order is not None and order.country == country)
    how = {"country": country, "language": visitor.language_of(request)}
    return how | {"guest": not told, "may_keep": _may_keep(request)}


def _unjudged(request: HttpRequest, order: Order | None) -> CheckoutForm:
    """The form for the country now chosen with everything typed so far, and no complaint yet."""
    typed = {name: str(value) for name, value in request.POST.items() if name not in {"sure", "of_age"}}
    return CheckoutForm(initial=typed, **_asked(request, order, typed.get("country", "")))


def _page(
    request: HttpRequest,
    open_one: Checkout,
    form: CheckoutForm,
    order: Order | None,
    *,
    status: int = 200,
    template: str = "orders/checkout.html",
    unavailable: bool = False,
) -> HttpResponse:
    country, (held, until) = str(form["country"].value() or ""), queries.holding(open_one.pk, at=clock.now())
    context = {
        "form": form,
        "order": order,
        "until": until,
        "unavailable": unavailable,
        "payment_ended": request.GET.get("payment") == "ended",
        "terms_version": VERSION,
        **_sums(open_one, country, held, request),
    }
    return render(request, template, context, status=status)


def _sums(open_one: Checkout, country: str, held: dict[int, int], request: HttpRequest) -> dict[str, object]:
    at, language = clock.now(), visitor.language_of(request)
    if not delivery.is_served(country):
        wanted_now = [(int(piece_id), int(quantity)) for piece_id, quantity in open_one.lines]
        return {"cart": queries.view(wanted_now, currency=open_one.currency, language=language, own=held)}
    cart, offer, sums = priced(open_one, country, held=held, at=at, language=language)
    return {"cart": cart, "offer": offer, "sums": sums, "country_name": delivery.country_name(country, language)}


def _taken(request: HttpRequest, piece_ids: list[int]) -> HttpResponse:
    """Somebody was quicker: said calmly, with a way on. Conflict, not failure."""
    language, currency = visitor.language_of(request), visitor.currency_of(request)
    gone = queries.view([(piece_id, 1) for piece_id in piece_ids], currency=currency, language=language)
    return render(request, "orders/taken.html", {"gone": gone}, status=409)


def _open_checkout(request: HttpRequest) -> tuple[Checkout, Order | None] | None:
    number = _session_checkout(request)
    return queries.open_checkout(number) if number else None


def _session_checkout(request: HttpRequest) -> uuid.UUID | None:
    number = request.session.get(visitor.CHECKOUT)
    return uuid.UUID(number) if number else None
