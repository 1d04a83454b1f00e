"""The sorts of mail and our addresses, as the policy has them."""

from collections.abc import Iterable

from privacy.correspondence.types import Mailbox, Sort

# Mail by programs: sorted by what it is, not by words.
AUTOMATIC = "automatic"

_sorts: dict[str, Sort] = {}
_mailboxes: dict[str, Mailbox] = {}


def fill(*, sorts: Iterable[Sort], mailboxes: Iterable[Mailbox]) -> None:
    """Make the policy's sorts and addresses known. Called while the apps start."""
    _sorts.update({one.id: one for one in sorts})
    _mailboxes.update({one.local: one for one in mailboxes})
    if unknown := {one.sort for one in _mailboxes.values()} - _sorts.keys():
        raise ValueError(f"mailboxes of unknown sorts: {sorted(unknown)}")


def sorts() -> list[Sort]:
    """Every sort, those that win a tie first."""
    return list(_sorts.values())


def sort(sort_id: str) -> Sort:
    """A sort by its id; raises KeyError."""
    return _sorts[sort_id]


def mailboxes() -> list[Mailbox]:
    """Every address of ours."""
    return list(_mailboxes.values())


def for_right(right: str) -> tuple[Sort, Mailbox]:
    """The sort of letters that ask for this right, and the address at which we hear about it."""
    told = next((one for one in _sorts.values() if one.right == right), list(_sorts.values())[-1])
    return told, next((one for one in mailboxes() if one.for_rights), mailboxes()[0])


def mailbox(local: str) -> Mailbox | None:
    """The mailbox with this name, or None."""
    return _mailboxes.get(local)
