"""Who is signed in, and what they keep with us."""

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from django.http import HttpRequest

from privacy.access.types import Actor
from shop.accounts.models import Account, BookAddress, Fault, Profile
from shop.accounts.types import BookEntry, NotSignedIn, ProfileView

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


def account_of(request: HttpRequest) -> Account | None:
    """The account that is signed in, or None."""
    user: Account | AnonymousUser = request.user
    return user if isinstance(user, Account) else None


def person_of(request: HttpRequest) -> uuid.UUID | None:
    """The person who is signed in, or None for a visitor."""
    account = account_of(request)
    return account.person_id if account else None


def owner(request: HttpRequest) -> Actor:
    """Whoever is signed in, as the person reading their own data (for `SELF`). Raises NotSignedIn."""
    person_id = person_of(request)
    if person_id is None:
        raise NotSignedIn
    return Actor.person(person_id)


def actor(request: HttpRequest) -> Actor:
    """Whoever is signed in: staff in their role, anybody else as the person they are. Raises NotSignedIn."""
    account = account_of(request)
    if account is None or not account.role:
        return owner(request)
    return Actor.staff(account.pk, account.role)


def profile_of(person_id: uuid.UUID) -> ProfileView:
    """The profile of a person, as the current stretch of work may read it; empty when there is none."""
    profile = Profile.objects.filter(person_id=person_id).first()
    if profile is None:
        return ProfileView("", "", "")
    return ProfileView(str(profile.name or ""), str(profile.phone or ""), profile.language)


def language_of(person_id: uuid.UUID) -> str:
    """The language to write to a person in; "" when they have named none."""
    return Profile.objects.filter(person_id=person_id).values_list("language", flat=True).first() or ""


def has_addresses(person_id: uuid.UUID) -> bool:
    """Whether this person's address book has an entry; opens nothing."""
    return BookAddress.objects.filter(person_id=person_id).exists()


def address_book(person_id: uuid.UUID) -> list[BookEntry]:
    """The address book of a person who acts for SELF, the preferred entry first. Raises Closed to anybody else."""
    rows = BookAddress.objects.filter(person_id=person_id).order_by("-preferred", "-changed_at", "pk")
    return [_entry(row) for row in rows]


def book_entry(person_id: uuid.UUID, entry_id: uuid.UUID) -> BookEntry | None:
    """One entry of a person's own address book, or None: unknown or somebody else's."""
    row = BookAddress.objects.filter(person_id=person_id, pk=entry_id).first()
    return _entry(row) if row else None


def email_of(person_id: uuid.UUID) -> str:
    """The confirmed address a person signs in with, as the current stretch of work may read it; "" for none."""
    row = EmailAddress.objects.filter(user__person_id=person_id, verified=True).order_by("-primary").first()
    return str(row.email) if row else ""


def account_with(email: str) -> Account | None:
    """The account that signs in with this whole, confirmed address."""
    row = EmailAddress.objects.filter(email=email.lower(), verified=True).select_related("user").first()
    return row.user if row else None


def staff() -> list[tuple[uuid.UUID, str]]:
    """Every account with a role in the studio: account id and role."""
    return list(Account.objects.exclude(role="").order_by("role", "created_at").values_list("pk", "role"))


def faults(*, since: dt.date) -> list[tuple[dt.date, str, int]]:
    """How often signing in went wrong since a day: day, kind, number; newest first."""
    return list(Fault.objects.filter(on__gte=since).order_by("-on", "kind").values_list("on", "kind", "count"))


def _entry(row: BookAddress) -> BookEntry:
    return BookEntry(
        row.pk, row.recipient.reveal(), row.phone.reveal() if row.phone else "", row.parts.reveal(), row.preferred
    )
