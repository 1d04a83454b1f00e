"""`{% load ui %}`: every component of the design system as a template tag."""

from django import template

from ui.components import buttons, facts, forms, icons, page, pictures, signs, ways

register = template.Library()

for component in (
    buttons.button,
    facts.facts,
    facts.timeline,
    forms.code_field,
    forms.field,
    forms.form_errors,
    forms.promise_seal,
    icons.icon,
    page.page_language,
    page.safe_static,
    pictures.card,
    pictures.gallery,
    pictures.picture,
    signs.hairline,
    signs.hold_clock,
    signs.status,
    ways.breadcrumb,
    ways.pagination,
    ways.steps,
    ways.switch,
):
    register.simple_tag(component)

register.filter("quarter", signs.quarter)
register.simple_tag(page.preferences, takes_context=True)

for container in (
    facts.data_table,
    forms.fieldset,
    signs.dialog,
    signs.empty_state,
    signs.menu,
    signs.notice,
    signs.sheet,
):
    register.simple_block_tag(container)
