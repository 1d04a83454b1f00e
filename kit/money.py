"""Money as whole minor units of a currency, rounded once and never mixed."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from babel.core import get_global
from babel.numbers import format_currency


def exponent(currency: str) -> int:
    """Digits after the point in `currency` (ISO 4217 by CLDR): 2 for EUR, 0 for JPY, 3 for KWD."""
    fractions = get_global("currency_fractions")
    digits: int = fractions.get(currency, fractions["DEFAULT"])[0]
    return digits


class CurrencyMismatch(ValueError):
    """Two amounts of different currencies were combined."""


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """An amount in minor units (cents, yen, fils) and its ISO 4217 currency."""

    minor: int
    currency: str

    @classmethod
    def of(cls, amount: Decimal | str | int, currency: str) -> "Money":
        """Money from a major-unit amount, rounded half up to the currency's exponent."""
        scaled = Decimal(amount).scaleb(exponent(currency))
        return cls(int(scaled.quantize(Decimal(1), ROUND_HALF_UP)), currency)

    @property
    def major(self) -> Decimal:
        """The amount in major units, with exactly the currency's digits."""
        return Decimal(self.minor).scaleb(-exponent(self.currency))

    def __add__(self, other: "Money") -> "Money":
        return Money(self.minor + self._same(other).minor, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.minor - self._same(other).minor, self.currency)

    def __mul__(self, quantity: int) -> "Money":
        return Money(self.minor * quantity, self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.minor < self._same(other).minor

    def __le__(self, other: "Money") -> bool:
        return self.minor <= self._same(other).minor

    def __bool__(self) -> bool:
        return self.minor != 0

    def __str__(self) -> str:
        return f"{self.major} {self.currency}"

    def share(self, rate: Decimal) -> "Money":
        """This amount times `rate` (for example Decimal("0.19")), rounded half up once."""
        return Money(int((self.minor * rate).quantize(Decimal(1), ROUND_HALF_UP)), self.currency)

    def display(self, language: str) -> str:
        """The amount as a reader of `language` (BCP 47) writes it."""
        locale = {"zh-hans": "zh_Hans_CN"}.get(language.lower(), language.replace("-", "_"))
        return str(format_currency(self.major, self.currency, locale=locale))

    def _same(self, other: "Money") -> "Money":
        if other.currency != self.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency}")
        return other


def total(amounts: list[Money], currency: str) -> Money:
    """The sum of `amounts`, all in `currency`; zero for none."""
    result = Money(0, currency)
    for amount in amounts:
        result = result + amount
    return result
