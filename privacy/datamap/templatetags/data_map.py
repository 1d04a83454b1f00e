"""`{% load data_map %}`: what a form's seal says of the fields it fills."""

from django import template

from privacy.datamap.seals import promise

register = template.Library()


@register.simple_tag
def used_for(*places: str) -> str:
    """The one line of a seal over these fields, named `app.Model.field`."""
    return promise(places)
