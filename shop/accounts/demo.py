"""The demo studio's people: two keepers of the house, somebody at dispatch, somebody in the workshop, a customer."""

import datetime as dt

from allauth.account.models import EmailAddress

from kit.demo import demo
from privacy.staff.registry import courses_of
from privacy.staff.services import train
from privacy.staff.services.training import QUIZ
from privacy.staff.types import Member
from shop.accounts import services

# Known to everybody who reads this: the demo alone has these accounts, and its addresses lead nowhere.
PASSWORD = "sixty coats of lacquer"  # noqa: S105 - a demo's password is no secret
PEOPLE = (
    ("keeper@demo.example", "Lin Qiao", "keeper", "en"),
    ("second@demo.example", "Gao Wen", "keeper", "zh-hans"),
    ("orders@demo.example", "周敏", "orders", "zh-hans"),
    ("counsel@demo.example", "Song Yi", "counsel", "zh-hans"),
    ("workshop@demo.example", "Chen Tao", "workshop", "en"),
    ("visitor@demo.example", "Ada Winter", "", "en"),
)


@demo("people")
def load(at: dt.datetime) -> str:
    """Open the accounts that are missing; those that exist stay as they are."""
    opened = [_open(email, name, role, language, at) for email, name, role, language in PEOPLE if _is_new(email)]
    return f"{len(opened)} accounts (password: {PASSWORD})"


def _is_new(email: str) -> bool:
    return not EmailAddress.objects.filter(email=email).exists()


def _open(email: str, name: str, role: str, language: str, at: dt.datetime) -> str:
    account = services.open_account(email=email, password=PASSWORD, name=name, language=language, at=at)
    EmailAddress.objects.get(user=account).set_verified()
    services.prove_address(account=account, email=email, at=at)
    if role:
        services.grant(email=email, role=role, at=at)
        for course in courses_of(role):
            train(member=Member(str(account.pk), account.person_id, role), course=course.id, examiner=QUIZ, at=at)
    return email
