"""What the policy must not say."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from policy import roles


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
        for one, other in roles.APART
        if {one, other} <= set(role.purposes)
    ]
