"""How components turn props into HTML: no request, no context processors, props checked."""

from typing import Any

from django.template import Context, Engine
from django.utils.safestring import SafeString


class WrongProp(ValueError):
    """A component was given a value it does not know."""


def one_of(prop: str, value: str, allowed: tuple[str, ...]) -> str:
    """`value`, or WrongProp naming what is allowed."""
    if value not in allowed:
        raise WrongProp(f"{prop}={value!r}: use one of {', '.join(allowed)}")
    return value


def needed(prop: str, value: str) -> str:
    """`value`, or WrongProp if it is empty: some texts may never be missing."""
    if not str(value).strip():
        raise WrongProp(f"{prop} is empty")
    return value


def fragment(name: str, /, **props: Any) -> SafeString:
    """`ui/NAME.html` rendered with these props alone."""
    template = Engine.get_default().get_template(f"ui/{name}.html")
    return template.render(Context(props))
