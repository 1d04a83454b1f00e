"""Who is asking: a signed-in person, or somebody who has just proved a handle by a mailed code."""

import datetime as dt
import secrets
import uuid
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from privacy.access.services import acting
from privacy.access.types import Acting, Actor
from privacy.datamap.vocabulary import ANSWER_RIGHTS, SELF
from privacy.handles.models import Handle
from privacy.handles.queries import bearers as handles_at
from privacy.handles.queries import guests_of, living, newest
from privacy.handles.types import Kind, normalised
from privacy.people import queries as people
from privacy.people.models import Person
from privacy.rights import reading, registry
from privacy.rights.models import ProofCode, Request
from privacy.rights.services import letters
from privacy.rights.services.life import FRESH
from privacy.rights.types import Proof
from privacy.sharing.services import can_text, post, text
from privacy.vault import services as vault

CODE_LIVES = dt.timedelta(minutes=15)
GUEST_STAYS = dt.timedelta(minutes=30)
CODES_AN_HOUR = 5
TRIES = 5
ASKED, PROVED, FRESHLY = "rights.asked", "rights.proved", "rights.fresh"


@dataclass(frozen=True, slots=True)
class Asker:
    """Somebody who may read what is known of these persons. `signed_in`: by an account."""

    person_ids: frozenset[uuid.UUID]
    signed_in: bool


def asker(request: HttpRequest, *, at: dt.datetime) -> Asker | None:
    """Who is asking, or None."""
    person_id = getattr(request.user, "person_id", None)
    if person_id is not None:
        return Asker(reached(person_id), signed_in=True)
    proved = request.session.get(PROVED)
    if not proved or dt.datetime.fromisoformat(proved["at"]) + GUEST_STAYS < at:
        return None
    persons = bearers(proved["index"])
    return Asker(persons, signed_in=False) if persons else None


def reached(person_id: uuid.UUID) -> frozenset[uuid.UUID]:
    """Every number of one natural person: what was merged into them, and guests at an address they have proved."""
    own = people.all_of_one(person_id)
    return own.union(*(people.all_of_one(guest) for guest in guests_of(own)))


def bearers(index: str) -> frozenset[uuid.UUID]:
    """Everybody who bears this address or number and has an account with none: those read theirs by signing in.

    Who has proved an address and merely typed this one may have mistyped it: it is no way to their data.
    """
    given = Handle.objects.filter(index=index).values_list("person_id", flat=True)
    main_of_each = dict(Person.objects.filter(pk__in=set(given), erased_at=None).values_list("pk", "merged_into"))
    with_account = _who_proved({*main_of_each, *main_of_each.values()} - {None})
    found = [one for one, main in main_of_each.items() if with_account.isdisjoint({one, main})]
    return frozenset(one for person in found for one in people.identities(person))


def _who_proved(person_ids: Iterable[Any]) -> set[uuid.UUID]:
    return set(Handle.objects.filter(person__in=person_ids).exclude(proved_at=None).values_list("person_id", flat=True))


def main_of(person_id: uuid.UUID) -> uuid.UUID:
    """The number under which this natural person acts for themselves."""
    [(main, _all)] = reading.groups([person_id])
    return main


def send_code(request: HttpRequest, *, kind: Kind, value: str, language: str, at: dt.datetime) -> None:
    """Send a code to an address or number if anybody here bears it. Whether somebody does shows neither in time nor in
    words.

    Raises `ValidationError` for what is neither.
    """
    index = index_of(kind, value)
    with transaction.atomic():
        code_id, code = new_code(index, at=at)
        if code and (found := _addressee(index)):
            _send(found[0], kind, index, code if found[1] else "", code_id, language, at)
    request.session[ASKED] = str(code_id)


def _addressee(index: str) -> tuple[uuid.UUID, bool] | None:
    """Whose mail it is, and whether a code helps: an account's data is seen by signing in alone."""
    if unclaimed := bearers(index):
        return min(unclaimed), True
    known = list(Handle.objects.filter(living(), index=index).values_list("person_id", flat=True))
    return (min(known), False) if known else None


def send_code_to(request: HttpRequest, *, person_id: uuid.UUID, language: str, at: dt.datetime) -> bool:
    """Send a code to a person's own address, or number where there is none. False when neither is known."""

    def send(code: str, code_id: uuid.UUID, to: Handle) -> None:
        _send(to.person_id, Kind(to.kind), to.index, code, code_id, language, at)

    code_id = _send_own(person_id, at, send)
    if code_id is not None:
        request.session[ASKED] = str(code_id)
    return code_id is not None


def send_code_for(asked: Request, *, at: dt.datetime) -> uuid.UUID | None:
    """Send the person of a request a code to read out to staff; its number, or None when no way to them is known."""

    def send(code: str, code_id: uuid.UUID, to: Handle) -> None:
        if to.kind == Kind.PHONE:
            _send(to.person_id, Kind.PHONE, to.index, code, code_id, asked.language, at)
            return
        said = {"code": code, "minutes": CODE_LIVES.seconds // 60}
        letters.write(asked, "code_desk", gettext_noop("Your code, if it is you who asks"), said, at)

    return _send_own(asked.person_id, at, send)


def read_out(asked: Request, *, code_id: uuid.UUID, code: str, at: dt.datetime) -> Proof | None:
    """The proof that whoever speaks with staff has read the code in the person's own mail; None for a wrong code."""
    index = redeem(code_id, code, at)
    if index is None:
        return None
    found = {main_of(asked.person_id), *handles_at(Kind.EMAIL, index)}
    return Proof(frozenset(one for person in found for one in reached(person)), "code read out", at)


def check_code(request: HttpRequest, *, code: str, at: dt.datetime) -> bool:
    """Whether this session's code is `code`: each lives a quarter of an hour, for five tries, once."""
    if not (asked := request.session.get(ASKED)):
        return False
    index = redeem(uuid.UUID(asked), code, at)
    if index is None:
        return False
    request.session.cycle_key()
    del request.session[ASKED]
    if not request.user.is_authenticated:
        request.session[PROVED] = {"index": index, "at": at.isoformat()}
    _now_fresh(request, "e-mail", at)
    return True


def index_of(kind: Kind, value: str) -> str:
    """The keyed hash of a handle. Raises `ValidationError`."""
    return vault.index_of(kind, normalised(kind, value))


def new_code(index: str, *, at: dt.datetime) -> tuple[uuid.UUID, str]:
    """A fresh code for the handle with this keyed hash, as (number, code); the code is empty after five in an hour."""
    recent = ProofCode.objects.filter(handle_index=index, created_at__gt=at - dt.timedelta(hours=1)).count()
    code = f"{secrets.randbelow(10**6):06}"
    row = ProofCode(handle_index=index, created_at=at)
    row.code_hash = _hash(row.pk, code)
    row.save(force_insert=True)
    return row.pk, code if recent < CODES_AN_HOUR else ""


def _send_own(
    person_id: uuid.UUID, at: dt.datetime, send: Callable[[str, uuid.UUID, Handle], None]
) -> uuid.UUID | None:
    """Have a fresh code sent, five an hour at most, and return its number; None when no way to them is known."""
    handle = newest(person_id, Kind.EMAIL) or (newest(person_id, Kind.PHONE) if can_text() else None)
    if handle is None:
        return None
    with transaction.atomic():
        code_id, code = new_code(handle.index, at=at)
        if code:
            send(code, code_id, handle)
    return code_id


def redeem(code_id: uuid.UUID, code: str, at: dt.datetime) -> str | None:
    """The keyed hash of the handle this code proves, and the code is used up; None for a wrong one: a try less."""
    rows_asked = ProofCode.objects.filter(pk=code_id, used_at=None, created_at__gt=at - CODE_LIVES)
    if not rows_asked.filter(tries__lt=TRIES).update(tries=F("tries") + 1):
        return None
    row = rows_asked.get()
    right = secrets.compare_digest(row.code_hash, _hash(row.pk, "".join(code.split())))
    return str(row.handle_index) if right and rows_asked.update(used_at=at) else None


def check_password(request: HttpRequest, *, password: str, at: dt.datetime) -> bool:
    """Whether the signed-in person has just typed their password. Raises ValidationError after too many tries."""
    check, person_id = registry.prover(), getattr(request.user, "person_id", None)
    if check is None or person_id is None or not check(person_id, password):
        return False
    _now_fresh(request, "password", at)
    return True


def fresh_proof(request: HttpRequest, *, at: dt.datetime) -> Proof | None:
    """The proof given in this session within the last quarter of an hour, or None."""
    said, who = request.session.get(FRESHLY), asker(request, at=at)
    if not said or who is None or dt.datetime.fromisoformat(said["at"]) + FRESH < at:
        return None
    return Proof(who.person_ids, said["method"], dt.datetime.fromisoformat(said["at"]))


def forget_codes(*, at: dt.datetime) -> None:
    """Delete codes that are of no use any more."""
    ProofCode.objects.filter(created_at__lt=at - dt.timedelta(hours=2)).delete()


def _now_fresh(request: HttpRequest, method: str, at: dt.datetime) -> None:
    request.session[FRESHLY] = {"method": method, "at": at.isoformat()}


def _hash(code_id: uuid.UUID, code: str) -> str:
    return vault.index_of("proof", f"{code_id}:{code}")


def _send(
    person_id: uuid.UUID, kind: Kind, index: str, code: str, code_id: uuid.UUID, language: str, at: dt.datetime
) -> None:
    words: dict[str, Any] = {"person_id": person_id, "purpose": ANSWER_RIGHTS, "language": language}
    words |= {"key": f"proof:{code_id}", "to": index, "at": at}
    context = {"code": code, "minutes": CODE_LIVES.seconds // 60}
    if kind is Kind.PHONE:
        name = "code_text" if code else "sign_in"
        text(text=render_to_string(f"privacy_rights/mail/{name}.txt", context), **words)
        return
    post(
        subject=_("Your code: %(code)s") % {"code": code} if code else _("Your data is in your account"),
        text=render_to_string(f"privacy_rights/mail/{'code' if code else 'sign_in'}.txt", context),
        **words,
    )


def reading_own(person_id: uuid.UUID, *, at: dt.datetime) -> AbstractContextManager[Acting]:
    """What somebody does who has shown who they are: act for themselves."""
    return acting(SELF, by=Actor.person(main_of(person_id)), at=at)
