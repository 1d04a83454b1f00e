"""The visitor's language with English behind it, joined in the same statement."""

from django.db.models import CharField, F, FilteredRelation, Q
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

FALLBACK = "en"


def joins(relation: str, language: str, prefix: str = "") -> dict[str, FilteredRelation]:
    """Annotations that join the rows of words of `relation` in `language` and, where it differs, in English."""
    wanted = {"own": language, "en": FALLBACK} if language != FALLBACK else {"own": language}
    return {
        f"{prefix}{alias}": FilteredRelation(relation, condition=Q(**{f"{relation}__language": tag}))
        for alias, tag in wanted.items()
    }


def text(field: str, language: str, prefix: str = "") -> Combinable:
    """The field's words in `language`, else in English, else empty."""
    if language == FALLBACK:
        return F(f"{prefix}own__{field}")
    return Coalesce(f"{prefix}own__{field}", f"{prefix}en__{field}", output_field=CharField())
