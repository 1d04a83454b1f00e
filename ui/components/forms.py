"""Forms: fields that keep what was typed, say what is wrong beside it, and name what they are for."""

from typing import Any

from django.forms import BaseForm, BoundField
from django.forms.widgets import CheckboxInput, CheckboxSelectMultiple, RadioSelect, Widget
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from ui.components.render import WrongProp, fragment, needed


def shape(widget: Widget) -> str:
    """How a widget is laid out: hidden, check (one box), choices (several), or line."""
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, CheckboxInput):
        return "check"
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return "choices"
    return "line"


def is_first_fault(field: BoundField) -> bool:
    """Whether this is the topmost faulty field of its form: the one that takes the focus."""
    form: BaseForm = field.form
    return bool(field.errors) and next(bound.name for bound in form if bound.errors) == field.name


def described_by(field: BoundField, hint: str) -> str:
    """The ids of what explains the field: its error first, then its hint."""
    parts = [f"{field.auto_id}_error"] if field.errors else []
    return " ".join([*parts, f"{field.auto_id}_hint"] if hint else parts)


def field(
    bound: BoundField,
    *,
    label: str = "",
    hint: str = "",
    autocomplete: str = "",
    inputmode: str = "",
    suffix: str = "",
    show_optional: bool = True,
    autofocus: bool = False,
) -> SafeString:
    """A form's field with label, hint, error and the value that was typed. `suffix` is a unit, such as "mm"."""
    if not isinstance(bound, BoundField):
        raise WrongProp(f"field: {bound!r} is no field of a form")
    hint, form = hint or str(bound.help_text), shape(bound.field.widget)
    attrs = {"autocomplete": autocomplete, "inputmode": inputmode, "autofocus": autofocus or is_first_fault(bound)}
    attrs |= {"aria-describedby": described_by(bound, hint)}
    return fragment(
        "field",
        field=bound,
        control=control(bound, attrs) if form != "choices" else "",
        options=choices(bound, attrs) if form == "choices" else [],
        shape=form,
        label=label or bound.label,
        hint=hint,
        suffix=suffix,
        optional=show_optional and not bound.field.required and form == "line",
    )


def control(bound: BoundField, attrs: dict[str, Any]) -> SafeString:
    """The widget itself with our class and the attributes that have a value."""
    css = {"class": f"input {bound.field.widget.attrs.get('class', '')}".strip()}
    line = shape(bound.field.widget) == "line"
    return bound.as_widget(attrs=(css if line else {}) | {name: value for name, value in attrs.items() if value})


def choices(bound: BoundField, attrs: dict[str, Any]) -> list[tuple[SafeString, str]]:
    """Each radio button or box with its label; only the first may take the focus."""
    shown = {name: value for name, value in attrs.items() if value}
    widgets = list(bound.subwidgets)
    for widget in widgets:
        widget.data["attrs"] |= shown
        shown.pop("autofocus", None)
    return [(widget.tag(), widget.choice_label) for widget in widgets]


def code_field(bound: BoundField, *, label: str = "", hint: str = "", length: int = 6) -> SafeString:
    """A field for a code of `length` digits from a mail or message; phones and browsers offer to fill it."""
    if not isinstance(bound, BoundField):
        raise WrongProp(f"code_field: {bound!r} is no field of a form")
    widget = bound.field.widget
    widget.attrs |= {
        "class": "input--code",
        "maxlength": length,
        "pattern": f"[0-9]{{{length}}}",
        "spellcheck": "false",
    }
    return field(bound, label=label, hint=hint, autocomplete="one-time-code", inputmode="numeric")


def form_errors(form: BaseForm) -> SafeString:
    """What is wrong with a form as a whole, with a link to each faulty field; nothing when all is well."""
    if not form.errors:
        return SafeString("")
    faulty = [bound for bound in form if bound.errors and not bound.is_hidden]
    general = list(form.non_field_errors())
    for bound in form.hidden_fields():
        general += bound.errors
    return fragment("form_errors", faulty=faulty, general=general, takes_focus=not faulty)


def fieldset(
    content: str,
    legend: str,
    *,
    promise: str = "",
    promise_href: str = "",
    hint: str = "",
    id: str = "",  # noqa: A002  the attribute's own name
    level: int = 2,
) -> SafeString:
    """A group of fields under its legend, with the seal that says what they are used for and until when."""
    seal = promise_seal(promise, href=promise_href) if promise else ""
    return fragment(
        "fieldset", content=content, legend=needed("legend", legend), seal=seal, hint=hint, id=id, level=level
    )


def promise_seal(says: str, *, href: str = "", label: str = "") -> SafeString:
    """The seal: one line on what is asked here is used for and until when; `href` leads to the full notice."""
    label = label or gettext("What we use this for, and until when")
    return fragment("promise_seal", says=needed("says", says), href=href, label=label)
