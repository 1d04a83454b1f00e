"""The test cards, and what each of them does. No other number is taken, so that nobody tries a real one."""

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What becomes of a payment by card."""

    APPROVE = "approve"
    APPROVE_LATE = "approve_late"
    DECLINE = "decline"
    REFUSE = "refuse"
    CHALLENGE = "challenge"
    ERROR = "error"
    PEND_THEN_CAPTURE = "pend_then_capture"
    PEND_THEN_FAIL = "pend_then_fail"


@dataclass(frozen=True, slots=True)
class TestCard:
    """A number listed on the hosted page."""

    number: str
    outcome: Outcome
    says: str


TEST_CARDS = (
    TestCard("4242 4242 4242 4242", Outcome.APPROVE, "Approved"),
    TestCard("5555 5555 5555 4444", Outcome.APPROVE, "Approved"),
    TestCard("6200 0000 0000 0005", Outcome.APPROVE, "Approved"),
    TestCard("3782 822463 10005", Outcome.APPROVE, "Approved, four-digit security code"),
    TestCard("4000 0025 0000 3155", Outcome.CHALLENGE, "Your bank asks you to confirm"),
    TestCard("4000 0000 0000 0002", Outcome.DECLINE, "Declined; another card may be tried"),
    TestCard("4000 0000 0000 9995", Outcome.REFUSE, "Declined for good; back to the shop"),
    TestCard("4000 0000 0000 0119", Outcome.ERROR, "The provider has a fault; nothing is charged"),
    TestCard("4000 0000 0000 0077", Outcome.PEND_THEN_CAPTURE, "Unknown at first, approved a little later"),
    TestCard("4000 0000 0000 0259", Outcome.PEND_THEN_FAIL, "Unknown at first, declined a little later"),
    TestCard("4000 0000 0000 3220", Outcome.APPROVE_LATE, "Approved; the shop is told late and three times"),
)
_OUTCOMES = {card.number.replace(" ", ""): card.outcome for card in TEST_CARDS}
_BRANDS = (("34", "amex"), ("37", "amex"), ("62", "unionpay"), ("4", "visa"), ("5", "mastercard"))


@dataclass(frozen=True, slots=True)
class Accepted:
    """All that is kept of a card."""

    brand: str
    last4: str
    outcome: Outcome


class Rejected(ValueError):
    """The form's fields that are wrong, each with its message."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__("the card form has errors")
        self.errors = errors


def passes_luhn(number: str) -> bool:
    """Whether the digits' check sum (ISO/IEC 7812-1) is right."""
    digits = [int(digit) for digit in reversed(number)]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


def accept(form: dict[str, str], today: dt.date) -> Accepted:
    """Check the card form and keep only brand, last four digits and what the card does. Raises Rejected."""
    number = re.sub(r"[ -]", "", form.get("number", ""))
    brand = next((name for prefix, name in _BRANDS if number.startswith(prefix)), "card")
    checks = {
        "name": _name_error(form.get("name", "")),
        "number": _number_error(number),
        "expiry": _expiry_error(form.get("expiry", ""), today),
        "cvv": _cvv_error(form.get("cvv", ""), 4 if brand == "amex" else 3),
    }
    if errors := {field: message for field, message in checks.items() if message}:
        raise Rejected(errors)
    return Accepted(brand, number[-4:], _OUTCOMES[number])


def _name_error(name: str) -> str:
    return "" if 0 < len(name.strip()) <= 120 else "Enter the name as it stands on the card."


def _number_error(number: str) -> str:
    if not re.fullmatch(r"[0-9]{12,19}", number) or not passes_luhn(number):
        return "This card number is not complete or has a wrong digit."
    return "" if number in _OUTCOMES else "This is a sandbox: use one of the test cards listed on this page."


def _expiry_error(expiry: str, today: dt.date) -> str:
    found = re.fullmatch(r"(0[1-9]|1[0-2])\s*/\s*(?:20)?([0-9]{2})", expiry.strip(), re.ASCII)
    if not found:
        return "Enter the expiry date as month / year, for example 08 / 30."
    return "" if (2000 + int(found[2]), int(found[1])) >= (today.year, today.month) else "This card has expired."


def _cvv_error(cvv: str, length: int) -> str:
    return "" if re.fullmatch(rf"[0-9]{{{length}}}", cvv.strip(), re.ASCII) else f"Enter the {length}-digit code."
