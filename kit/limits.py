"""Public forms without an account: so many sends from one place, counted by all processes together."""

from allauth.core import ratelimit
from django.http import HttpRequest


def within(request: HttpRequest, action: str) -> bool:
    """Count one more send of `action` (a rate of `settings.ACCOUNT_RATE_LIMITS`); False when there were too many."""
    return bool(ratelimit.consume(request, action=action))
