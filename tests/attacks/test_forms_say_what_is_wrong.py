"""Every form of the site: a fault is told at its field, what was typed stays, and the cursor stands in the first."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from tests.attacks.cast import Cast
from tests.attacks.faults import ODD, Control, Fault, Page, faults
from tests.attacks.forms import Sent, on_page
from tests.attacks.single_request import ask
from tests.attacks.stage import Stage
from tests.attacks.states import STATES, State

pytestmark = [pytest.mark.django_db, pytest.mark.once]

# By address and kind of fault: why no field is told of.
EXEMPT = {
    ("storefront:contact", "file"): "a letter may bring any file; it is only ever saved, never opened here",
    ("desk:recipient-enter", "file"): "a contract may be any file: its digest alone is kept",
    ("desk:publication-cover", "file"): "a text beside a picture is refused before either is read",
}
JUDGES_NOTHING = "country-chosen"  # the button that shows the form of another country


def untold(cast: Cast, forms: Iterable[Sent]) -> list[str]:
    """What is wrong with the answers to forms filled in wrongly."""
    return [
        f"{one.name} as {one.who}, {fault.kind}: {wrong}"
        for one in forms
        if JUDGES_NOTHING not in one.data
        for fault in faults(one)
        if (one.name, fault.kind) not in EXEMPT
        for wrong in _wrong(one, fault, _answer(cast, one, fault))
    ]


def _answer(cast: Cast, one: Sent, fault: Fault) -> Any:
    for value in fault.data.values():
        if hasattr(value, "seek"):
            value.seek(0)
    return ask(cast.clients[one.who], "POST", one.path, fault.data)


def _wrong(one: Sent, fault: Fault, answer: Any) -> Iterator[str]:
    if answer.status_code not in {200, 409, 422}:
        yield f"answered {answer.status_code}"
        return
    page = Page(answer.body.decode())
    form = next((form for form in page.forms if any(control.is_wrong for control in form)), [])
    wrong = [control for control in form if control.is_wrong and control.kind != "hidden"]
    # What may be left out now, since something else was, is not asked for any more.
    asked = {control.name for control in form}
    if missing := (fault.names & asked or fault.names) - {control.name for control in wrong}:
        yield f"nothing told at {sorted(missing)}"
    yield from (f"no words at {control.name}" for control in wrong if not _words(page, control))
    if wrong and ("autofocus" not in wrong[0].said or len(page.focused) != 1):
        yield f"the cursor is not in {wrong[0].name} but in {[said.get('id') for said in page.focused]}"
    yield from (f"{control.name} is not kept" for control in form if not _kept(control, fault, one))


def _words(page: Page, control: Control) -> str:
    """What is said at the field of its fault."""
    return "".join(page.text_of(one) for one in control.said.get("aria-describedby", "").split() if "_error" in one)


def _kept(control: Control, fault: Fault, one: Sent) -> bool:
    sent = fault.data.get(control.name)
    if control.kind == "password" or control.said.get("autocomplete") == "one-time-code":
        return not control.value
    if not isinstance(sent, str) or control.kind in {"hidden", "file", "submit"}:
        return True
    if control.kind in {"radio", "checkbox"}:
        return ("checked" in control.said) == (control.said.get("value", "on") == sent) or sent == ODD.get(control.kind)
    if control.kind == "select":
        return control.chosen == [sent] or control.name in fault.names
    return control.value.strip() == sent.strip()


@pytest.mark.keeps("protect.access")
def test_every_form_says_what_is_wrong_at_the_field_and_keeps_the_rest(stage: Stage) -> None:
    wrong = untold(stage.cast, stage.forms)
    assert not wrong, "\n".join(["", *wrong])


@pytest.mark.parametrize("bring_about", STATES, ids=lambda one: one.__name__)
def test_so_does_every_form_that_stands_there_at_times(cast: Cast, now: dt.datetime, bring_about: State) -> None:
    place = bring_about(cast, now)
    answer = ask(cast.clients[place.who], "POST" if place.data else "GET", place.path, place.data)
    assert answer.status_code in {200, 422}, answer.status_code
    forms = list(on_page(place.who, place.path, answer.body.decode()))
    assert [fault for one in forms for fault in faults(one)], "no form stands there"
    wrong = untold(cast, forms)
    assert not wrong, "\n".join(["", *wrong])


def test_the_sweep_reaches_the_forms(stage: Stage) -> None:
    reached = {(one.name, fault.kind) for one in stage.forms for fault in faults(one)}
    assert len({name for name, _kind in reached}) > 30, sorted(reached)
    assert {one for one in EXEMPT if one[0] != "desk:publication-cover"} <= reached
