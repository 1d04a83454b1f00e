"""Every address of the site, read from the resolver: no sweep keeps a list of its own."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse


@dataclass(frozen=True)
class Address:
    """One pattern of the resolver: its name with name spaces, the names of its parameters, its view."""

    name: str
    parameters: tuple[str, ...]
    view: Callable[..., Any]

    def path(self, **values: object) -> str:
        """The address with these parameters, below /en/ where addresses carry a language."""
        own = {name: value for name, value in values.items() if name in self.parameters}
        return reverse(self.name, kwargs=own)


def addresses() -> list[Address]:
    """All of them; an address without a name cannot be ruled on, so it fails."""
    found = list(_below(get_resolver(), ""))
    nameless = [one for one in found if one.name.endswith(":") or not one.name]
    assert not nameless, f"give these addresses a name: {[one.view for one in nameless]}"
    return found


def _below(resolver: URLResolver, space: str) -> Iterator[Address]:
    for one in resolver.url_patterns:
        if isinstance(one, URLPattern):
            parameters = tuple(one.pattern.regex.groupindex) or tuple(getattr(one.pattern, "converters", ()))
            yield Address(f"{space}{one.name or ''}", parameters, one.callback)
        else:
            yield from _below(one, f"{space}{one.namespace}:" if one.namespace else space)
