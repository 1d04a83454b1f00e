"""Breaking the glass: in an emergency somebody takes a purpose their post lacks, and everybody who watches hears it."""

import datetime as dt

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from privacy.access.services import refuse_the_barred
from privacy.access.types import Actor
from privacy.datamap import queries as datamap
from privacy.datamap.vocabulary import OVERSEE_STAFF
from privacy.ledger import services as ledger
from privacy.sharing import services as sharing
from privacy.staff import registry
from privacy.staff.models import BrokenGlass
from privacy.staff.types import Member, NotDone


def break_glass(*, member: Member, purpose: str, reason: str, at: dt.datetime) -> BrokenGlass:
    """Lend a purpose for a short while, on record, with a mail to every keeper in the same transaction.

    `reason` is a reference. Raises `NotDone` for a post or purpose the policy lends nothing to, `Barred` for whoever
    is suspended or untrained: an emergency makes nobody trustworthy.
    """
    glass = registry.policy().glass
    refuse_the_barred(Actor("staff", member.account, member.role), at=at)
    if member.role not in {one.id for one in glass.roles} or purpose not in {one.id for one in glass.purposes}:
        raise NotDone("the policy lends nothing of the kind")
    with transaction.atomic():
        row = BrokenGlass.objects.create(
            person_id=member.person_id,
            account=member.account,
            role=member.role,
            purposes=[purpose],
            reason=reason,
            at=at,
            until=at + glass.lasts,
        )
        facts = {"by": member.account, "purpose": purpose, "reason": reason}
        ledger.append(kind="staff.glass-broken", about=member.person_id, facts=facts, at=at)
        for keeper in keepers():
            _alarm(row, keeper, at)
    return row


def act_alone(*, member: Member, purpose: str, reason: str, at: dt.datetime) -> BrokenGlass:
    """Note that somebody did alone what takes two, in an emergency: nothing is lent, and it is looked into as such.

    In the caller's transaction; whoever calls wakes the others. Raises `Barred` as `break_glass` does.
    """
    refuse_the_barred(Actor("staff", member.account, member.role), at=at)
    row = BrokenGlass.objects.create(
        person_id=member.person_id,
        account=member.account,
        role=member.role,
        purposes=[purpose],
        reason=reason,
        at=at,
        until=at,
    )
    facts: dict[str, str | int] = {"by": member.account, "purpose": purpose, "reason": reason, "alone": 1}
    ledger.append(kind="staff.glass-broken", about=member.person_id, facts=facts, at=at)
    return row


def review_glass(*, glass: BrokenGlass, by: Actor, justified: bool, at: dt.datetime) -> None:
    """Say whether it was an emergency. Raises `NotDone` for oneself, or when it was looked into before."""
    if by.id == glass.account:
        raise NotDone("nobody reviews their own emergency")
    with transaction.atomic():
        mine = BrokenGlass.objects.filter(pk=glass.pk, reviewed_at=None)
        if not mine.update(reviewed_at=at, reviewed_by=by.id, justified=justified):
            raise NotDone("it was looked into before")
        facts: dict[str, str | int] = {"by": by.id, "justified": int(justified)}
        ledger.append(kind="staff.glass-reviewed", about=glass.person_id, facts=facts, at=at)


def keepers() -> list[Member]:
    """Those whose post watches over the others."""
    posts = {one.id for one in datamap.roles() if OVERSEE_STAFF in one.purposes}
    return [one for one in registry.members() if one.role in posts]


def _alarm(row: BrokenGlass, keeper: Member, at: dt.datetime) -> None:
    with translation.override(keeper.language):
        role = datamap.role(row.role)
        context = {"glass": row, "role": role.title if role else row.role, "purpose": datamap.purpose(row.purposes[0])}
        subject = render_to_string("privacy_staff/glass_subject.txt", context)
        text = render_to_string("privacy_staff/glass.txt", context)
    sharing.post(
        person_id=keeper.person_id,
        purpose=OVERSEE_STAFF,
        subject=" ".join(subject.split()),
        text=text,
        language=keeper.language,
        key=f"glass:{row.pk.hex}:{keeper.account[:12]}",
        at=at,
    )
