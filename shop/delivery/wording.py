"""Words of the delivery area: who pays duties, and what each country calls the parts of an address."""

from django.utils.translation import gettext, gettext_noop

_DUTIES = {
    "home": gettext_noop("The price includes Chinese VAT. Nothing more is due."),
    "paid": gettext_noop("The price includes import tax and duty; we pay both. Nothing is due at your door."),
    "open": gettext_noop(
        "Import tax and duty are not included: your customs office may ask you for them when the parcel arrives."
    ),
}

_PARTS = {
    "country_area": {
        "area": gettext_noop("Area"),
        "county": gettext_noop("County"),
        "department": gettext_noop("Department"),
        "district": gettext_noop("District"),
        "do_si": gettext_noop("Province or city"),
        "emirate": gettext_noop("Emirate"),
        "island": gettext_noop("Island"),
        "oblast": gettext_noop("Oblast"),
        "parish": gettext_noop("Parish"),
        "prefecture": gettext_noop("Prefecture"),
        "province": gettext_noop("Province"),
        "state": gettext_noop("State"),
    },
    "city": {
        "city": gettext_noop("Town or city"),
        "district": gettext_noop("District"),
        "post_town": gettext_noop("Town or city"),
        "suburb": gettext_noop("Suburb"),
    },
    "city_area": {
        "district": gettext_noop("District"),
        "neighborhood": gettext_noop("Neighbourhood"),
        "suburb": gettext_noop("District"),
        "townland": gettext_noop("Townland"),
        "village_township": gettext_noop("Village or township"),
    },
    "postal_code": {
        "eircode": gettext_noop("Eircode"),
        "pin": gettext_noop("PIN code"),
        "postal": gettext_noop("Postcode"),
        "zip": gettext_noop("ZIP code"),
    },
}
_FIXED = {
    "street": gettext_noop("Street and house number"),
    "floor": gettext_noop("Floor"),
    "room": gettext_noop("Flat or room"),
    "company": gettext_noop("Company"),
    "sorting_code": gettext_noop("Sorting code"),
}
_FALLBACK = {"country_area": "Area", "city": "Town or city", "city_area": "District", "postal_code": "Postcode"}


def duties_said(duties: str) -> str:
    """Who pays tax and duty, in one sentence."""
    return gettext(_DUTIES[duties])


def part(name: str, kind: str = "") -> str:
    """What a country whose own word is `kind` calls this part of an address."""
    return gettext(_FIXED.get(name) or _PARTS[name].get(kind, _FALLBACK[name]))
