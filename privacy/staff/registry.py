"""The policy's word on staff, and the roster lent by the area of accounts."""

from collections.abc import Sequence

from privacy.staff.types import Course, Member, Roster, StaffPolicy

_policies: list[StaffPolicy] = []
_rosters: list[Roster] = []


def use(policy: StaffPolicy) -> None:
    """Make the policy known. Called while the apps start."""
    _policies[:] = [policy]


def policy() -> StaffPolicy:
    """The policy in force; raises IndexError where there is none."""
    return _policies[0]


def courses_of(role: str) -> list[Course]:
    """The courses somebody of this post needs; none where the policy asks for none."""
    return [one for one in _policies[0].courses if role in {each.id for each in one.roles}] if _policies else []


def use_roster(roster: Roster) -> None:
    """Lend the roster. Called while the apps start."""
    _rosters[:] = [roster]


def roster() -> Roster:
    """The roster; raises IndexError where no area has lent one."""
    return _rosters[0]


def members() -> Sequence[Member]:
    """Everybody with a post."""
    return _rosters[0].members() if _rosters else ()


def member(account: str) -> Member:
    """The member with this account; raises LookupError."""
    for one in members():
        if one.account == account:
            return one
    raise LookupError(account)
