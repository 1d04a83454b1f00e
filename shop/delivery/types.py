"""Values that leave the delivery area: offers, address layouts, checked addresses."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from kit.money import Money


class NotServed(LookupError):
    """We do not send parcels to this country, or have set no price in this currency."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What sending a weight to a country costs, when it arrives, and who pays tax and duty.

    `tax_rate`, `duty_rate` are shares of the goods' value charged at checkout, as decimal text ("0" for none).
    """

    zone: str
    country: str
    parcels: int
    price: Money
    earliest_on: dt.date
    latest_on: dt.date
    duties: str
    tax_rate: str
    duty_rate: str

    @property
    def duties_said(self) -> str:
        """Who pays tax and duty, in one plain sentence of the reader's language."""
        from shop.delivery.wording import duties_said  # noqa: PLC0415 - wording translates types, not the reverse

        return duties_said(self.duties)


@dataclass(frozen=True, slots=True)
class AddressField:
    """One field of a country's address form. `suggestions` may be typed over; `example` is a real value."""

    name: str
    label: str
    required: bool
    autocomplete: str
    example: str = ""
    suggestions: tuple[str, ...] = ()
    short: bool = False


@dataclass(frozen=True, slots=True)
class Address:
    """A checked postal address, without the receiver's name. `country` is ISO 3166-1 alpha-2."""

    country: str
    country_area: str = ""
    city: str = ""
    city_area: str = ""
    street: str = ""
    floor: str = ""
    room: str = ""
    company: str = ""
    postal_code: str = ""
    sorting_code: str = ""

    def as_dict(self) -> dict[str, str]:
        """The fields as plain JSON."""
        return {name: getattr(self, name) for name in ADDRESS_FIELDS}


ADDRESS_FIELDS = (
    "country", "country_area", "city", "city_area", "street", "floor", "room", "company", "postal_code", "sorting_code",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of checking an address.

    `errors` must be put right. `doubts` are what looks unusual by our tables: people know their address better, so
    the same values pass once they say it is right.
    """

    address: Address
    errors: Mapping[str, str] = field(default_factory=dict)
    doubts: Mapping[str, str] = field(default_factory=dict)
