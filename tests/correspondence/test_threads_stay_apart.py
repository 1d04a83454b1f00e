"""A7: two conversations at once, their letters interleaved: none goes on with the other, whatever it says of itself.

There is no live channel yet: no page is pushed, and what pages ask for again (the cart, whether a piece is there) is
asked for by the visitor's own session. Conversations by mail are where messages of two people could meet.
"""

import datetime as dt
import itertools
import random

import pytest

from privacy.correspondence.models import Letter, Ticket
from privacy.correspondence.services import conversation
from privacy.correspondence.types import Envelope, Nature
from privacy.handles.types import Kind
from privacy.vault import services as vault
from tests.correspondence.letters import mail, opened, taken

pytestmark = pytest.mark.django_db
ADA, BO = "ada@example.org", "bo@example.org"
LETTERS, DECISIONS = 12, 10_000


def name_of(who: str, number: int) -> str:
    """The name a letter bears."""
    return f"<{number}.{who}>"


@pytest.fixture
def two(noon: dt.datetime) -> dict[str, Ticket]:
    """Their conversations, a letter of the one between each two of the other, each quoting letters of both."""
    found: dict[str, Ticket] = {}
    for number, (who, other) in itertools.product(range(LETTERS), ((ADA, BO), (BO, ADA))):
        own = name_of(who, number - 1) if number else ""
        theirs = f"{name_of(other, number - 1)} {own}" if number else ""
        headers = {"Message_ID": name_of(who, number), "In_Reply_To": own, "References": theirs}
        raw = mail(f"{who} writes {number}", sender=who, Subject=f"Re: {number}", **headers)
        found[who] = taken(raw, at=noon + dt.timedelta(minutes=number), mail_from=who)
    return found


def crossed(two: dict[str, Ticket], decisions: int = DECISIONS) -> list[str]:
    """Letters that would have gone on with the conversation of somebody else, of so many in a chance order."""
    chance, wrong = random.Random(7), []  # noqa: S311 - the same chance each time
    index = {who: vault.index_of(Kind.EMAIL, who) for who in two}
    names = [name_of(who, number) for who in two for number in range(LETTERS)]
    references = [ticket.reference for ticket in two.values()]
    for number in range(decisions):
        who = chance.choice([ADA, BO])
        quoted = tuple(chance.sample(names, chance.randint(0, 3)))
        head = Envelope(who, f"<x{number}>", quoted, Nature.PERSON, False, chance.choice(["", *references]), "")
        found = conversation.ticket_of(head, index[who])
        if found is not None and found.pk != two[who].pk:
            wrong.append(f"a letter of {who} that names {quoted} and {head.reference}")
    return wrong


@pytest.mark.keeps("protect.access")
def test_each_letter_lies_in_its_writers_conversation(two: dict[str, Ticket], noon: dt.datetime) -> None:
    assert two[ADA].pk != two[BO].pk
    for who, ticket in two.items():
        letters = Letter.objects.filter(ticket=ticket, ours=False).order_by("at", "pk")
        assert [opened(one, "said", at=noon) for one in letters] == [f"{who} writes {n}" for n in range(LETTERS)]


@pytest.mark.once
@pytest.mark.keeps("protect.access")
def test_ten_thousand_letters_in_chance_order_never_cross(two: dict[str, Ticket]) -> None:
    assert crossed(two) == []


@pytest.mark.keeps("protect.access")
def test_without_the_writers_address_they_would_cross(two: dict[str, Ticket], monkeypatch: pytest.MonkeyPatch) -> None:
    """The guard taken out: the conversation is looked for among all of them."""
    everybodys = Ticket.objects.all()
    monkeypatch.setattr(Ticket.objects, "filter", lambda **by: everybodys if "handle_index" in by else by)
    assert crossed(two, 50)
