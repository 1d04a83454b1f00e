"""The bank's pages, filled from small templates in which every value is escaped."""

import re
from html import escape
from pathlib import Path

from shop.payments.sandbox.cards import TEST_CARDS
from shop.payments.sandbox.store import Row
from shop.payments.sandbox.texts import LANGUAGES, translate

HERE = Path(__file__).parent
STYLE = (HERE / "style.css").read_bytes()
_TEMPLATES = {path.stem: path.read_text() for path in (HERE / "templates").glob("*.html")}
# {{ name }} escapes, {{_ English text }} translates, {{! name }} is markup made here.
_SLOT = re.compile(r"\{\{([_!]?) (.+?) \}\}", re.DOTALL)
_EXPONENTS = {"JPY": 0, "KRW": 0, "VND": 0, "CLP": 0, "ISK": 0, "BHD": 3, "JOD": 3, "KWD": 3, "OMR": 3, "TND": 3}
FIELDS = ("name", "number", "expiry", "cvv")


def fill(template: str, language: str, values: dict[str, str]) -> str:
    """A template with its slots filled."""

    def slot(found: re.Match[str]) -> str:
        mark, name = found[1], " ".join(found[2].split())
        if mark == "_":
            return escape(translate(name, language))
        return values[name] if mark == "!" else escape(values[name])

    return _SLOT.sub(slot, _TEMPLATES[template])


def display_amount(payment: Row) -> str:
    """The amount in major units with its currency code."""
    digits = _EXPONENTS.get(payment["currency"], 2)
    whole, rest = divmod(payment["amount"], 10**digits)
    return f"{whole:,}" + (f".{rest:0{digits}}" if digits else "") + f" {payment['currency']}"


def card_page(payment: Row, language: str, typed: dict[str, str], errors: dict[str, str], notice: str = "") -> bytes:
    """The card form. Of what was typed only name and expiry come back, never the number, never the CVV."""
    values = {
        **_summary(payment),
        "typed_name": typed.get("name", "")[:120],
        "typed_expiry": typed.get("expiry", "")[:10],
        "notice": _notice(notice or ("Please check the marked fields." if errors else ""), language),
        "cards": "".join(_card_row(card.number, card.says, language) for card in TEST_CARDS),
    }
    unfilled = next(name for name in FIELDS if not typed.get(name) or name == "number")
    first = next((name for name in FIELDS if name in errors), "" if errors else unfilled)
    for name in FIELDS:
        message = translate(errors.get(name, ""), language)
        values[f"error_{name}"] = f'<p class="error" id="{name}-error">{escape(message)}</p>' if message else ""
        marks = f' aria-invalid="true" aria-describedby="{name}-error"' if message else ""
        values[f"marks_{name}"] = marks + (" autofocus" if name == first else "")
    return _page("Pay by card", "card", language, values)


def challenge_page(payment: Row, language: str) -> bytes:
    """The bank's second step."""
    values = {**_summary(payment), "card": f"{payment['brand'].title()} •••• {payment['last4']}"}
    return _page("Confirm with your bank", "challenge", language, values)


def finished_page(payment: Row, language: str) -> bytes:
    """What a page shows when its payment is over."""
    values = {**_summary(payment), "return_url": payment["return_url"]}
    return _page("This payment is finished", "finished", language, values)


def message_page(title: str, message: str, language: str) -> bytes:
    """A calm page that says what happened."""
    values = {"title": translate(title, language), "message": translate(message, language)}
    return _page(title, "message", language, values)


def _summary(payment: Row) -> dict[str, str]:
    return {"amount": display_amount(payment), "payee": payment["payee"], "reference": payment["reference"]}


def _notice(text: str, language: str) -> str:
    return f'<p class="notice" role="alert">{escape(translate(text, language))}</p>' if text else ""


def _card_row(number: str, says: str, language: str) -> str:
    return f"<tr><td><code>{escape(number)}</code></td><td>{escape(translate(says, language))}</td></tr>"


def _page(title: str, template: str, language: str, values: dict[str, str]) -> bytes:
    links = "".join(
        f'<a href="?lang={code}" lang="{code}" hreflang="{code}"{" aria-current=true" if code == language else ""}>'
        f"{name}</a>"
        for code, name in LANGUAGES.items()
    )
    inner = fill(template, language, {**values, "language": language})
    outer = {"title": translate(title, language), "language": language, "languages": links, "main": inner}
    return fill("page", language, outer).encode()
