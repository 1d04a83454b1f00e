"""What the analytics area declares."""

from django.utils.translation import gettext_lazy as _

from privacy.datamap.services import describe
from privacy.datamap.types import NotPersonal
from privacy.datamap.vocabulary import SIX_MONTHS
from shop.analytics.models import PageView

describe(
    PageView,
    title=_("Visits you allowed us to count"),
    fields={
        "visit": NotPersonal("a random number of one browser tab, joined to nothing"),
        "path": NotPersonal("a page of ours, without query"),
        "title": NotPersonal("that page's title"),
        "at": NotPersonal("when, to the second"),
        "stay_seconds": NotPersonal("for how long"),
    },
    kept=SIX_MONTHS,
    since="at",
)
