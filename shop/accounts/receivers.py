"""Reactions to the sign-in framework: proofs of addresses, ended sessions, counted faults, forgotten addresses."""

from typing import Any

from allauth.account import signals
from allauth.account.models import EmailAddress
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.http import HttpRequest

from kit import clock
from privacy.handles.models import Handle
from shop.accounts import services
from shop.accounts.models import Account
from shop.accounts.post import forget_later


@receiver(signals.email_confirmed)
def join_guests(email_address: EmailAddress, **_: Any) -> None:
    """What guests ordered under this address belongs to its owner from now on."""
    services.prove_address(account=email_address.user, email=email_address.email, at=clock.now())


@receiver([signals.password_changed, signals.password_set, signals.password_reset])
def end_other_sessions(request: HttpRequest, user: Account, **_: Any) -> None:
    """A new password signs out every other device."""
    services.sign_out_everywhere(person_id=user.person_id, but=request.session.session_key or "")


@receiver(signals.email_changed)
def end_other_sessions_after_move(
    request: HttpRequest, user: Account, to_email_address: EmailAddress, **_: Any
) -> None:
    """So does a new address; who has received the former one is told."""
    services.sign_out_everywhere(person_id=user.person_id, but=request.session.session_key or "")
    services.announce_address(person_id=user.person_id, email=to_email_address.email, at=clock.now())


@receiver(post_delete, sender=EmailAddress)
def forget_left_address(instance: EmailAddress, **_: Any) -> None:
    """An address nobody signs in with any more is forgotten a week later."""
    at, index = clock.now(), instance.__dict__["email"]
    for handle_id in Handle.objects.filter(person=instance.user.person_id, index=index).values_list("pk", flat=True):
        forget_later(handle_id, at=at)
