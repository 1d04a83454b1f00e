"""`{% load notice %}`: names the clauses of the notice, so that each can be spoken of."""

from django import template

register = template.Library()


@register.simple_tag
def clause_key(kind: str, key: str) -> str:
    """The key of a clause, such as `purpose:letters`, as `privacy.notice.words.clauses` names it."""
    return f"{kind}:{key}"
