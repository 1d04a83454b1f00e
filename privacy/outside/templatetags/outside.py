"""`{% load outside %}`: `{% outward url label %}` for a link that leads away, `|mark_outward` for written content."""

from django import template

from privacy.outside import content

register = template.Library()
register.simple_tag(content.outward)
register.filter("mark_outward", content.marked)
