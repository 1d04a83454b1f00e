"""Which addresses take forms, and that the canary has walked them all; those it does not walk, and why."""

from collections.abc import Iterable

from django.urls import resolve
from django.utils import translation

from tests.attacks.access_rules import RULES

MACHINE = "the provider posts here itself: without it no purchase of the canary's would be paid"
FIRMS = "about firms, their contracts and places: nothing of a customer is typed"
NOTICE = "the studio's own words, published for everybody"
PIECES = "what is sold, not who buys"
NUMBERS = "numbers and choices of staff about staff; what is written of people is typed at desk:colleague"
INCIDENT = "places and times of an incident, or a reference: nothing of a customer is typed"
MACHINERY = "a number of our own machinery and a button"
NOT_WALKED: dict[str, str] = {
    "payments:webhook": MACHINE,
    "desk:transfer-letter": "a button that notes a letter on paper to somebody without any address: the canary has one",
    **dict.fromkeys(
        (
            "desk:recipient-enter",
            "desk:contract-approve",
            "desk:finding-close",
            "desk:demand",
            "desk:places",
        ),
        FIRMS,
    ),
    **dict.fromkeys(
        (
            "desk:changes",
            "desk:change",
            "desk:propose-change",
            "desk:decide-change",
            "desk:discard-change",
            "desk:hold-meeting",
            "desk:lesson",
            "desk:review",
            "desk:assessment",
            "desk:release-precedent",
        ),
        NOTICE,
    ),
    **dict.fromkeys(("desk:incident-widen", "desk:incident-alone"), INCIDENT),
    **dict.fromkeys(("desk:piece", "desk:add-picture", "desk:change-picture"), PIECES),
    **dict.fromkeys(
        ("desk:training", "desk:lift", "desk:review-line", "desk:review-glass", "desk:emergency"),
        NUMBERS,
    ),
    **dict.fromkeys(("desk:retry-job", "desk:close-alert", "desk:drill", "desk:scan", "desk:take-on"), MACHINERY),
}


def names(paths: Iterable[str]) -> set[str]:
    """What these addresses are called."""
    with translation.override("en"):
        return {resolve(one).view_name for one in paths}


def unwalked(paths: Iterable[str]) -> list[str]:
    """Addresses that take forms, among the site's, that are neither walked nor listed with a reason."""
    takes_forms = {name for name, rule in RULES.items() if "POST" in rule.methods}
    return sorted(takes_forms - names(paths) - NOT_WALKED.keys())
