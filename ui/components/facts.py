"""Facts: definition lists, tables and timelines."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.safestring import SafeString

from ui.components.render import WrongProp, fragment, needed, one_of
from ui.types import Moment


def facts(rows: Iterable[tuple[str, str]]) -> SafeString:
    """Terms and their values, one hairline each; rows without a value are left out."""
    return fragment("facts", rows=[(term, value) for term, value in rows if value])


def data_table(content: str, caption: str, *, hide_caption: bool = False, stacks: bool = False) -> SafeString:
    """A table with its caption; the block holds thead, tbody, tfoot. Wide tables scroll by themselves.

    One that `stacks` shows each row as a list on narrow screens: its cells say in `data-label` what they are.
    """
    caption = needed("caption", caption)
    return fragment("data_table", content=content, caption=caption, hide_caption=hide_caption, stacks=stacks)


def timeline(moments: Iterable[Moment], *, level: int = 3) -> SafeString:
    """Moments in the order given, on a gold thread; `level` is the heading level of their titles."""
    entries = []
    for moment in moments:
        if not isinstance(moment, Moment):
            raise WrongProp(f"timeline: {moment!r} is no Moment")
        one_of("state", moment.state, ("done", "now", "next"))
        entries.append((moment, isinstance(moment.when, datetime)))
    return fragment("timeline", entries=entries, level=level)
