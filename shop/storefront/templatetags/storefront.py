"""`{% load storefront %}`: the page's frame, cards, prices and structured data."""

import json
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext

from kit.money import Money
from policy import guides
from privacy.rights.types import Guide
from shop.catalogue.types import CURRENCIES, Card, Related
from shop.delivery.queries import countries
from shop.storefront.languages import addresses, bcp47, path_in
from shop.storefront.visitor import visitor
from ui.components.pictures import card
from ui.preferences import look
from ui.types import Choice

register = template.Library()
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@register.simple_tag
def country_options(chosen: str) -> SafeString:
    """The options of a select of all countries we send to; rendered once per language and choice."""
    return _country_options(get_language() or "en", chosen)


@lru_cache(maxsize=512)
def _country_options(language: str, chosen: str) -> SafeString:
    options = ((code, SafeString(" selected" if code == chosen else ""), name) for code, name in countries(language))
    return format_html_join("", '<option value="{}"{}>{}</option>', options)


@register.simple_tag(takes_context=True)
def guide_here(context: dict[str, Any]) -> Guide | None:
    """The guide for what is done on this page, if there is one."""
    match = context["request"].resolver_match
    return guides.SHOWN_AT.get(match.view_name) if match else None


@register.simple_tag(takes_context=True)
def frame(context: dict[str, Any]) -> dict[str, Any]:
    """What header, footer and head need to know: addresses in other languages, the choices a visitor has."""
    request = context["request"]
    who = visitor(request)
    path = request.path
    return {
        "canonical": f"{settings.SITE_URL}{path}",
        "addresses": addresses(path) if path_in("en", path) != path_in("zh-hans", path) else [],
        "languages": [
            (bcp47(tag), gettext_name(tag), path_in(tag, request.get_full_path()), tag == who.language)
            for tag, _ in settings.LANGUAGES
        ],
        "here": request.get_full_path(),
        "currency": who.currency,
        "currencies": [Choice(code, code) for code in CURRENCIES],
        "ground": look(request)["ground"],
        "grounds": [
            Choice("system", gettext("As the device")),
            Choice("paper", gettext("Paper")),
            Choice("lacquer", gettext("Lacquer")),
        ],
        "text": look(request)["text"],
        "texts": [Choice("normal", gettext("Normal")), Choice("large", gettext("Large"))],
    }


def gettext_name(tag: str) -> str:
    """A language's own name for itself."""
    return {"en": "English", "zh-hans": "简体中文"}.get(tag, tag)


@register.simple_tag
def piece_card(piece: Card, *, eager: bool = False, level: int = 2) -> SafeString:
    """A piece in a list; made once per piece, price, language and stock, then held."""
    return _card(piece, get_language() or "en", eager, level, "")


@register.simple_tag
def related_card(related: Related) -> SafeString:
    """A piece beside another one, with the reason in its line."""
    return _card(related.card, get_language() or "en", eager=False, level=3, line=reason(related))


@lru_cache(maxsize=4096)
def _card(piece: Card, language: str, eager: bool, level: int, line: str) -> SafeString:  # noqa: FBT001  a cache key
    return card(
        piece.name,
        href=reverse("storefront:piece", args=[piece.slug]),
        image=piece.image,
        price=piece.price.display(language) if piece.price else "",
        line=line or " · ".join(filter(None, (piece.form, piece.technique))),
        status=standing(piece.stock, piece.edition),
        level=level,
        eager=eager,
        transition=f"piece-{piece.slug}",
    )


@register.filter
def money(amount: Money) -> str:
    """An amount as the reader writes it."""
    return amount.display(get_language() or "en")


@register.simple_tag
def standing(stock: int, edition: int) -> str:
    """How many there are, in words."""
    if stock == 0:
        return gettext("Not for sale at present")
    if edition == 1:
        return gettext("One piece exists")
    return ngettext(
        "Edition of %(edition)d, %(stock)d is for sale", "Edition of %(edition)d, %(stock)d are for sale", stock
    ) % {"edition": edition, "stock": stock}


def reason(related: Related) -> str:
    """Why a piece stands beside another."""
    because = {"because": related.because}
    if related.why == "technique":
        return gettext("The same technique: %(because)s") % because
    if related.why == "collection":
        return gettext("From the same collection: %(because)s") % because
    if related.why == "form":
        return gettext("The same form: %(because)s") % because
    return gettext("The same colour: %(because)s") % because


@register.simple_tag
def structured_data(data: dict[str, Any]) -> SafeString:
    """A JSON-LD block: data, which no browser executes; nothing in it can end the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308  escaped above


@register.simple_tag
def page_links(page: Any, query: Any) -> list[tuple[str, str, bool]]:
    """Numbers and addresses of a list's pages around the present one; the query keeps its filters."""
    shown = sorted({1, page.pages, *range(max(1, page.number - 1), min(page.pages, page.number + 1) + 1)})
    kept = query.copy()
    links: list[tuple[str, str, bool]] = []
    for before, number in zip([0, *shown], shown, strict=False):
        if number - before > 1:
            links.append(("…", "", False))
        kept["page"] = str(number)
        links.append((str(number), f"?{kept.urlencode()}", number == page.number))
    return links
