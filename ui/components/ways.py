"""Finding one's way: breadcrumb, pages, steps, switches."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page
from django.http import QueryDict
from django.utils.safestring import SafeString

from ui.components.render import WrongProp, fragment, needed
from ui.types import Choice, Crumb


def breadcrumb(trail: Sequence[Crumb]) -> SafeString:
    """The way from the front door to here."""
    return fragment("breadcrumb", trail=trail)


def pagination(page: "Page[Any]", *, query: QueryDict | None = None, param: str = "page") -> SafeString:
    """Links to the pages of a list; `query` (request.GET) keeps filters. Nothing for a single page."""
    if page.paginator.num_pages < 2:
        return SafeString("")
    kept = query.copy() if query is not None else QueryDict(mutable=True)

    def address(number: int) -> str:
        kept[param] = str(number)
        return f"?{kept.urlencode()}"

    range_shown = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    shown = [(str(number), address(number) if isinstance(number, int) else "") for number in range_shown]
    return fragment(
        "pagination",
        page=page,
        shown=shown,
        current=str(page.number),
        previous=address(page.previous_page_number()) if page.has_previous() else "",
        next=address(page.next_page_number()) if page.has_next() else "",
    )


def steps(names: Sequence[str | Crumb], *, current: int) -> SafeString:
    """Where one stands in a sequence; `current` counts from 1. A Crumb with an address links back to its step."""
    if not 1 <= current <= len(names):
        raise WrongProp(f"current={current}: there are {len(names)} steps")
    entries = [
        (name if isinstance(name, Crumb) else Crumb(str(name)), at - current) for at, name in enumerate(names, 1)
    ]
    return fragment("steps", entries=entries)


def switch(
    label: str,
    *,
    action: str,
    name: str,
    options: Sequence[Choice],
    current: str = "",
    next: str = "",  # noqa: A002  the field's own name, as Django's set_language reads it
    hook: str = "",
) -> SafeString:
    """A preference as a row of words: one press posts `name` to `action` and comes back to `next`."""
    return fragment(
        "switch",
        label=needed("label", label),
        action=needed("action", action),
        name=needed("name", name),
        options=options,
        current=current,
        next=next,
        hook=hook,
    )
