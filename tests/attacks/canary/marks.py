"""The customer's marks: random words and numbers that stand nowhere else in the world."""

import secrets
from dataclasses import dataclass, field

LETTERS = "bcdfghjkmnpqrstvwxz"


def _word() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(9))


def _digits(count: int) -> str:
    return "".join(secrets.choice("123456789") for _ in range(count))


def luhn(stem: str) -> str:
    """A number that passes a card's check digit."""
    for last in "0123456789":
        doubled = [int(one) * (2 if place % 2 else 1) for place, one in enumerate(reversed(stem + last))]
        if not sum(sum(divmod(one, 10)) for one in doubled) % 10:
            return stem + last
    raise AssertionError("one of ten digits fits")


@dataclass(frozen=True)
class Marks:
    """What is typed, field by field. `word` is in every text; the numbers are searched for by themselves."""

    word: str = field(default_factory=_word)
    phone: str = field(default_factory=lambda: "15" + _digits(1).replace("4", "5") + _digits(8))
    refused_card: str = field(default_factory=lambda: luhn("4" + _digits(14)))
    cvv: str = field(default_factory=lambda: _digits(4))

    @property
    def card(self) -> str:
        """The sandbox's card with a four-digit code."""
        return "378282246310005"

    def text(self, where: str) -> str:
        """A text for one field: the word, and which field it was typed in."""
        return f"{self.word}{where}"

    @property
    def email(self) -> str:
        """The customer's address."""
        return f"{self.text('mail')}@example.org"

    @property
    def first_email(self) -> str:
        """The address they signed up with, and left."""
        return f"{self.text('first')}@example.org"

    @property
    def password(self) -> str:
        """Long enough, in no list."""
        return f"{self.text('pass')} of lacquer"

    @property
    def new_password(self) -> str:
        """Another, for a while."""
        return f"{self.text('newpass')} of lacquer"

    @property
    def han(self) -> str:
        """A name in Han script with the word beside it."""
        return f"龘靐{self.text('name')}"

    @property
    def words(self) -> list[str]:
        """Every text to search for."""
        return [self.word, "龘靐"]

    @property
    def numbers(self) -> list[str]:
        """Every number to search for, whatever stands between its digits."""
        return [self.phone, self.refused_card, self.card]
