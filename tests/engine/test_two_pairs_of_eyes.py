"""What one alone must not do: who proposed it, has no such post or is barred agrees to nothing; and it is done once."""

import datetime as dt
import uuid
from collections.abc import Iterator

import pytest

from privacy.access import registry
from privacy.access.models import Proposal
from privacy.access.services import decide, on_approval, propose
from privacy.access.types import Actor, NotAllowed, TooLate
from privacy.datamap.vocabulary import OVERSEE_STAFF
from privacy.ledger import queries as ledger
from privacy.staff.models import Training
from shop.accounts.models import Account
from tests.people import account

pytestmark = [pytest.mark.django_db, pytest.mark.keeps("protect.access")]
DAY = dt.timedelta(days=1)
MATTER = "test.matter"


@pytest.fixture
def done() -> Iterator[list[str]]:
    """What was carried out."""
    subjects: list[str] = []
    on_approval(MATTER, title="A matter", purpose=OVERSEE_STAFF, within=DAY)(
        lambda proposal, _at: subjects.append(proposal.subject)
    )
    yield subjects
    del registry.matters[MATTER]


@pytest.fixture
def keepers(noon: dt.datetime) -> list[Actor]:
    return [_acts(account(f"keeper{n}@example.org", at=noon, role="keeper")) for n in range(2)]


def _acts(one: Account) -> Actor:
    return Actor.staff(one.pk, one.role)


def proposed(by: Actor, at: dt.datetime) -> uuid.UUID:
    return propose(kind=MATTER, subject="S-1", by=by, reason="S-1", at=at).pk


@pytest.mark.parametrize("approve", [True, False])
def test_nobody_decides_what_they_proposed(
    done: list[str], keepers: list[Actor], noon: dt.datetime, approve: bool
) -> None:
    number = proposed(keepers[0], noon)
    with pytest.raises(NotAllowed, match="themselves"):
        decide(proposal_id=number, by=keepers[0], approve=approve, at=noon)
    assert Proposal.objects.get().decided_at is None
    assert not done
    decide(proposal_id=number, by=keepers[1], approve=True, at=noon)
    assert done == ["S-1"]
    kinds = [entry.kind for entry in ledger.latest(limit=10)]
    assert {"access.proposed", "access.approved"} <= set(kinds)


def test_a_refusal_carries_nothing_out(done: list[str], keepers: list[Actor], noon: dt.datetime) -> None:
    decide(proposal_id=proposed(keepers[0], noon), by=keepers[1], approve=False, at=noon)
    assert not done
    assert Proposal.objects.get().approved is False


@pytest.mark.parametrize("role", ["orders", "workshop", "counsel"])
def test_a_post_without_the_purpose_decides_nothing(
    done: list[str], keepers: list[Actor], noon: dt.datetime, role: str
) -> None:
    number = proposed(keepers[0], noon)
    with pytest.raises(NotAllowed, match="may not decide"):
        decide(proposal_id=number, by=_acts(account("else@example.org", at=noon, role=role)), approve=True, at=noon)
    assert not done


def test_who_is_barred_decides_nothing(done: list[str], keepers: list[Actor], noon: dt.datetime) -> None:
    number = proposed(keepers[0], noon)
    Training.objects.filter(account=keepers[1].id).delete()
    with pytest.raises(NotAllowed):
        decide(proposal_id=number, by=keepers[1], approve=True, at=noon)
    assert not done


def test_what_is_decided_or_has_run_out_is_decided_no_more(
    done: list[str], keepers: list[Actor], noon: dt.datetime
) -> None:
    number = proposed(keepers[0], noon)
    with pytest.raises(TooLate):
        decide(proposal_id=number, by=keepers[1], approve=True, at=noon + DAY)
    decide(proposal_id=number, by=keepers[1], approve=True, at=noon)
    with pytest.raises(TooLate):
        decide(proposal_id=number, by=keepers[1], approve=True, at=noon)
    assert done == ["S-1"]


def test_the_same_is_proposed_once_and_anew_when_it_has_run_out(
    done: list[str], keepers: list[Actor], noon: dt.datetime
) -> None:
    number = proposed(keepers[0], noon)
    assert proposed(keepers[1], noon) == number
    assert proposed(keepers[1], noon + DAY) != number
