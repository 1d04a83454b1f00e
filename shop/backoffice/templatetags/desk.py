"""`{% load desk %}`: amounts as the reader writes them, ids of the policy and of the program by their titles."""

import datetime as dt
from typing import Any

from django import template
from django.utils.translation import get_language, gettext

from kit.countries import country_name
from kit.money import Money
from privacy.datamap import queries as datamap
from privacy.datamap import registry as datamap_registry
from privacy.incidents import registry as incidents
from privacy.incidents.types import Audience
from privacy.rights import registry as rights
from privacy.sharing import queries as sharing
from shop.backoffice import chores, cleaning, doings, kinds, purposes, refusals, rooms

register = template.Library()


@register.simple_tag
def wings(role_id: str) -> list[rooms.Wing]:
    """The rooms this post may enter, by wing."""
    return rooms.open_to(role_id)


@register.filter
def hours_minutes(left: dt.timedelta) -> str:
    """A length of time as hours and minutes, such as 23:05."""
    minutes = int(left.total_seconds()) // 60
    return f"{minutes // 60}:{minutes % 60:02d}"


@register.filter
def category_title(category_id: str) -> str:
    """A kind of data as people read it."""
    found = datamap_registry.categories.get(category_id)
    return str(found.title) if found else category_id


@register.filter
def audience(told: Audience) -> str:
    """Who hears of a step of the plan."""
    words = {
        Audience.KEEPERS: gettext("the keepers"),
        Audience.CONCERNED: gettext("everybody concerned"),
        Audience.AUTHORITIES: gettext("the authorities"),
    }
    return words[told]


@register.filter
def step_title(step_id: str) -> str:
    """A step of the plan as people read it."""
    return incidents.step_title(step_id)


@register.simple_tag
def amount(money: Money) -> str:
    """An amount of money in the reader's language."""
    return money.display(get_language() or "en")


@register.filter
def role_title(role_id: str) -> str:
    """A post as people read it; its id where the policy no longer knows it."""
    role = datamap.role(role_id)
    return str(role.title) if role else role_id


@register.filter
def country(code: str) -> str:
    """A country's name in the reader's language."""
    return country_name(code, get_language() or "en")


@register.filter
def opened_by(opening: Any) -> str:
    """Who opened something: a post, or a part of the program, by its name."""
    return role_title(opening.role) if opening.role else str(rights.program(opening.actor) or gettext("our program"))


@register.filter
def received_by(passage: Any) -> str:
    """Who received something, by their title."""
    return sharing.recipient_title(passage)


@register.filter
def received_for(passage: Any) -> str:
    """What something went for."""
    return sharing.purpose_title(passage) or purposes.named(passage.purpose)


register.filter("doing", doings.words_of)
register.filter("outcome", kinds.outcome_of)
register.filter("noted", kinds.noted)
register.filter("chore", chores.words_of)
register.filter("purpose_title", purposes.named)
register.filter("refusal", refusals.words_of)
register.filter("stands_for", kinds.standing_of)
register.filter("reason", kinds.reason_of)
register.filter("dispute_outcome", kinds.settled)
register.filter("swept", cleaning.swept)
register.filter("clock_title", cleaning.clock_title)
register.filter("counted", cleaning.counted)
register.filter("figure", cleaning.figure)


@register.filter
def treated(how: str) -> str:
    """What a sweep did with data."""
    return str(cleaning.TREATED.get(how, how))


@register.filter
def store_title(step: str) -> str:
    """A store that an erasure goes through."""
    return str(cleaning.STORES.get(step, step))
