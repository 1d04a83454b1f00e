"""What the policy must not say."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from policy import roles
from privacy.datamap.types import Purpose, Role


@register()
def duties_stay_apart(**_kwargs: Any) -> list[CheckMessage]:
    """No post holds two purposes that belong into different hands."""
    return [
        Error(
            f"the post {role.id!r} holds {one.id} and {other.id}",
            hint="give one of them to another post",
            id="policy.E001",
        )
        for role in roles.ALL
        for one, other in _apart(role)
        if {one, other} <= set(role.purposes)
    ]


def _apart(role: Role) -> tuple[tuple[Purpose, Purpose], ...]:
    """The pairs this post may not hold together."""
    return roles.APART if role == roles.KEEPER else (*roles.APART, *roles.APART_BUT_FOR_THE_KEEPER)
