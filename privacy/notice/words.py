"""The notice in plain words as it stands now, in every language: what a version keeps, and what is compared."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from privacy.notice import registry
from privacy.notice.record import declared
from privacy.notice.types import Clause, titled

Words = dict[str, Any]


def every_language() -> dict[str, Words]:
    """The words of this moment, by language code."""
    return {code: spoken(code) for code, _name in settings.LANGUAGES}


def spoken(language: str) -> Words:
    """The words of this moment in one language."""
    with translation.override(language):
        said = declared()
        return {
            "purposes": said["purposes"],
            "recipients": said["recipients"],
            "stores": said["stores"],
            "browser": said["browser"],
            "wording": {part: _plain(name) for part, name in settings.PRIVACY_NOTICE_WORDING.items()},
            "clauses": registry.clauses(),
        }


def clauses(words: Words, language: str) -> dict[str, Clause]:
    """Everything a version says, clause by clause, in the order of the notice. Empty where no words were kept."""
    if not words:
        return {}
    with translation.override(language):
        parts = {"introduction": _("Introduction"), "rights": _("Your rights"), "children": _("Children")}
        parts["contact"] = _("Who answers")
        found = [Clause(f"wording:{part}", parts.get(part, part), text) for part, text in words["wording"].items()]
        found += [_purpose(one) for one in words["purposes"]]
        found += [
            Clause(f"recipient:{one['id']}", one["title"], f"{one['does']} ({one['region']})")
            for one in words["recipients"]
        ]
        found += [
            Clause(f"store:{one['id']}", one["title"], f"{one['holds']} ({one['country']})")
            for one in words.get("stores", ())
        ]
        found += [
            Clause(
                f"browser:{one['place']}:{one['name']}",
                _("In your browser: %(name)s") % {"name": one["name"]},
                titled(one["purpose"], _("; ").join([one["content"], one["lifetime"]])),
            )
            for one in words["browser"]
        ]
        found += [Clause(f"promise:{key}", _("Promise"), text) for key, text in words["clauses"].items()]
    return {one.key: one for one in found}


def _purpose(said: dict[str, Any]) -> Clause:
    between, onward = _("; "), pgettext("between two sentences", " ")
    lines = [said["explanation"]]
    if said["data"]:
        lines.append(_("Data: %(list)s.") % {"list": between.join(said["data"])})
    if said["recipients"]:
        lines.append(_("Received by: %(list)s.") % {"list": between.join(said["recipients"])})
    kept = [titled(one["title"], one["because"]) for one in said["kept"]]
    if kept:
        lines.append(_("Kept: %(list)s") % {"list": onward.join(kept)})
    return Clause(f"purpose:{said['id']}", said["title"], onward.join(line for line in lines if line))


def _plain(template: str) -> str:
    return " ".join(strip_tags(render_to_string(template)).split())
