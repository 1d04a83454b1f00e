"""How the address book in the account writes addresses: by the delivery area's own forms."""

from collections.abc import Mapping, Sequence

from shop.accounts.types import CheckedParts, FormField
from shop.delivery import queries
from shop.delivery.types import Address


class DeliveryForms:
    """`shop.accounts.types.AddressForms` over this area's tables."""

    def countries(self, language: str) -> Sequence[tuple[str, str]]:
        """Every country we send to."""
        return queries.countries(language)

    def fields(self, country: str) -> Sequence[FormField]:
        """The country's form. Raises NotServed."""
        return [
            FormField(one.name, one.label, one.required, one.autocomplete, one.example, one.suggestions)
            for one in queries.address_fields(country)
        ]

    def check(self, country: str, typed: Mapping[str, str]) -> CheckedParts:
        """Tidied and checked. Raises NotServed."""
        checked = queries.check_address(country, typed)
        return CheckedParts(checked.address.as_dict(), checked.errors, checked.doubts)

    def lines(self, parts: Mapping[str, str], *, name: str, language: str) -> Sequence[str]:
        """The lines of a letter."""
        return queries.address_lines(Address(**parts), name=name, language=language)
