"""A5: a right that is taken away is gone with the next request, in a session that was there before."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import pytest

from kit import clock
from privacy.datamap import registry as datamap
from privacy.staff import registry as staff
from privacy.staff import services as watch
from privacy.staff.models import Training
from shop.accounts import services as accounts
from shop.accounts.models import Account
from tests.attacks.access_rules import RULES, Gate
from tests.attacks.cast import MARKS, Cast
from tests.attacks.reach import insider, path_of
from tests.attacks.single_request import ask, undone
from tests.attacks.stage import Stage
from tests.attacks.test_access_matrix import decided
from tests.erasing import erase
from tests.people import staff as somebody

pytestmark = [pytest.mark.django_db, pytest.mark.once]

Taken = Callable[[Cast, str], None]
STAFF = frozenset({Gate.DESK})
EVERYBODY = frozenset({Gate.DESK, Gate.OWNER, Gate.BUYER, Gate.SIGNED_IN})
# What somebody may do who may no longer work: learn, and so come back.
LEARNING = {"desk:training"}


@dataclass(frozen=True)
class Removal:
    """One way a right ends: whose addresses close by it, and all but which."""

    closes: frozenset[Gate]
    take: Taken
    open_still: frozenset[str] = frozenset()


def _email(who: str) -> str:
    return f"{MARKS[who].lower()}@example.org"


def post_revoked(_cast: Cast, who: str) -> None:
    """By the studio: their sessions end too."""
    accounts.revoke(email=_email(who), at=clock.now())


def post_emptied(cast: Cast, who: str) -> None:
    """As if only the column changed and the session stayed."""
    Account.objects.filter(pk=cast.accounts[who].pk).update(role="")


def post_abolished(cast: Cast, who: str) -> None:
    """The policy knows the post no longer."""
    Account.objects.filter(pk=cast.accounts[who].pk).update(role="abolished")


def training_lapsed(_cast: Cast, _who: str) -> None:
    """Nobody's training reaches to today."""
    Training.objects.update(valid_until=clock.now() - dt.timedelta(seconds=1))


def suspended(cast: Cast, who: str) -> None:
    """For a violation."""
    member = staff.member(str(cast.accounts[who].pk))
    watch.note_violation(member=member, by=somebody(), consequence="suspended", words="x", at=clock.now())


def account_disabled(cast: Cast, who: str) -> None:
    """The column alone."""
    Account.objects.filter(pk=cast.accounts[who].pk).update(is_active=False)


def signed_out_everywhere(cast: Cast, who: str) -> None:
    """From another browser."""
    accounts.sign_out_everywhere(person_id=cast.accounts[who].person_id)


def password_changed(cast: Cast, who: str) -> None:
    """From another browser."""
    account = Account.objects.get(pk=cast.accounts[who].pk)
    account.set_password("another quiet lacquer bowl")
    account.save()


def erased(cast: Cast, who: str) -> None:
    """The whole person."""
    erase(person_id=cast.accounts[who].person_id, at=clock.now())


REMOVALS = {
    "post revoked": Removal(STAFF, post_revoked),
    "post emptied": Removal(STAFF, post_emptied),
    "post abolished": Removal(STAFF, post_abolished),
    "training lapsed": Removal(STAFF, training_lapsed, frozenset(LEARNING)),
    "suspended": Removal(STAFF, suspended),
    "account disabled": Removal(EVERYBODY, account_disabled),
    "signed out everywhere": Removal(EVERYBODY, signed_out_everywhere),
    "password changed": Removal(EVERYBODY, password_changed),
    "erased": Removal(EVERYBODY, erased),
}


def still_let_in(cast: Cast, removal: Removal, names: Iterable[str] = RULES) -> list[str]:
    """Requests that were answered before a right was taken away, and still are in the same session."""
    wrong = []
    for who in sorted({insider(RULES[name], cast) for name in names} & set(cast.accounts)):
        closing = [name for name in names if _closes(name, who, removal, cast)]
        with undone():
            removal.take(cast, who) if closing else None
            wrong += [f"{who} {line}" for name in closing for line in _answered(name, who, cast)]
    return wrong


def _closes(name: str, who: str, removal: Removal, cast: Cast) -> bool:
    rule = RULES[name]
    return rule.gate in removal.closes and insider(rule, cast) == who and name not in removal.open_still


def _answered(name: str, who: str, cast: Cast) -> list[str]:
    rule, path = RULES[name], path_of(name, cast)
    said = {method: decided(ask(cast.clients[who], method, path), rule) for method in sorted(rule.methods)}
    # Whoever lacks training is led to it: a GET is sent on, everything else is closed.
    refused = {"sign in", "absent", "closed", "sent on"}
    return [f"{method} {name}: {one}" for method, one in said.items() if one not in refused or _acted(method, one)]


def _acted(method: str, said: str) -> bool:
    return said == "sent on" and method not in {"GET", "HEAD"}


@pytest.mark.parametrize("how", REMOVALS)
@pytest.mark.keeps("protect.access", "protect.staff")
def test_nothing_answers_any_more_once_the_right_is_gone(how: str, stage: Stage) -> None:
    wrong = still_let_in(stage.cast, REMOVALS[how])
    assert not wrong, "\n".join(["", *wrong])


@pytest.mark.keeps("protect.access")
def test_a_purpose_taken_from_a_post_closes_its_pages(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    keeper = datamap.roles["keeper"]
    for purpose in keeper.purposes:
        left = tuple(one for one in keeper.purposes if one != purpose)
        monkeypatch.setitem(datamap.roles, "keeper", replace(keeper, purposes=left))
        needing = [name for name, rule in RULES.items() if purpose in rule.purposes and rule.gate is Gate.DESK]
        wrong = [line for name in needing for line in _answered(name, "keeper", stage.cast)]
        assert not wrong, "\n".join([purpose.id, *wrong])
