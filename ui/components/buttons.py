"""Buttons: one cinnabar action a view, everything else quiet."""

from django.utils.safestring import SafeString

from ui.components.render import fragment, needed, one_of

KINDS = ("primary", "quiet", "danger", "plain")


def button(  # noqa: PLR0913  props, all named
    label: str,
    *,
    kind: str = "quiet",
    href: str = "",
    type: str = "submit",  # noqa: A002  the attribute's own name
    name: str = "",
    value: str = "",
    id: str = "",  # noqa: A002  the attribute's own name
    icon: str = "",
    form: str = "",
    opens: str = "",
    hook: str = "",
    describedby: str = "",
    full: bool = False,
    disabled: bool = False,
) -> SafeString:
    """A link when `href` is given, else a button.

    `kind`: primary (cinnabar), quiet, danger, plain. `opens` is the id of a dialog. `hook` becomes `data-hook`,
    for modules to find it.
    """
    return fragment(
        "button",
        label=needed("label", label),
        kind=one_of("kind", kind, KINDS),
        href=href,
        type=one_of("type", type, ("submit", "button", "reset")),
        name=name,
        value=value,
        id=id,
        icon=icon,
        icon_after=icon == "arrow-right",
        form=form,
        opens=opens,
        hook=hook,
        describedby=describedby,
        full=full,
        disabled=disabled,
    )
