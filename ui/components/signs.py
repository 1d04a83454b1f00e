"""Signs: hairlines, notices, status words, the hold clock, empty states, dialogs."""

from datetime import datetime

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from ui.components.render import WrongProp, fragment, needed, one_of

TONES = ("quiet", "good", "warn", "stop")


def hairline(*, gold: bool = False) -> SafeString:
    """A thin line between two thoughts."""
    return mark_safe(f'<hr class="hairline{" hairline--gold" if gold else ""}">')  # noqa: S308  constants alone


def notice(content: str, *, tone: str = "quiet", title: str = "", live: bool = False) -> SafeString:
    """A calm word to the reader. `live` has it read aloud when it appears after an action."""
    return fragment("notice", content=content, tone=one_of("tone", tone, TONES), title=title, live=live)


def status(word: str, *, tone: str = "quiet") -> SafeString:
    """One word on how things stand; the colour of its dot never says it alone."""
    one_of("tone", tone, TONES)
    return format_html('<span class="status status--{}">{}</span>', tone, needed("word", word))


def quarter(name: str) -> str:
    """A quarter such as 2026-Q3, as people say it."""
    year, _q, number = name.partition("-Q")
    return gettext("Quarter %(number)s of %(year)s") % {"number": number, "year": year}


def hold_clock(until: datetime) -> SafeString:
    """The time until which a piece is held; counts down where JavaScript runs. `until` must be aware."""
    if until.tzinfo is None:
        raise WrongProp("hold_clock: until has no time zone")
    return fragment("hold_clock", until=until)


def empty_state(content: str, title: str) -> SafeString:
    """What stands where nothing is yet; the block holds the way on."""
    return fragment("empty_state", content=content, title=needed("title", title))


def dialog(content: str, id: str, title: str) -> SafeString:  # noqa: A002  the attribute's own name
    """A dialog; `{% button "Open" opens=ID href="#ID" %}` opens it, without JavaScript too."""
    return fragment("dialog", content=content, id=needed("id", id), title=needed("title", title))


def sheet(content: str, title: str, *, id: str = "", resting: bool = True) -> SafeString:  # noqa: A002  likewise
    """A question at the foot of the window that waits without blocking the page; not `resting`: where it is written."""
    return fragment("sheet", content=content, title=needed("title", title), id=id, resting=resting)


def menu(content: str, label: str) -> SafeString:
    """A small panel under a word in the header: language, currency, ground. Opens without JavaScript."""
    return fragment("menu", content=content, label=needed("label", label))
