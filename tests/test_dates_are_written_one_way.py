"""One style of dates and times a language: the same in every page, mail and paper, and readable everywhere alike."""

import datetime as dt
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template
from django.utils import translation

EVENING = dt.datetime(2026, 11, 27, 19, 6, tzinfo=dt.UTC)
STYLES = {
    "en": ("27 November 2026", "19:06", "27 November 2026, 19:06", "November 2026"),
    "zh-hans": ("2026年11月27日", "19:06", "2026年11月27日 19:06", "2026年11月"),
}
NAMED = {"DATE_FORMAT", "TIME_FORMAT", "DATETIME_FORMAT", "YEAR_MONTH_FORMAT"}
# What machines read: attributes of <time>, data- attributes.
MACHINES = {"c", r"Y-m-d\TH:i:s\Z"}


@pytest.mark.parametrize("language", STYLES)
def test_a_language_has_one_style(language: str) -> None:
    names = ("DATE_FORMAT", "TIME_FORMAT", "DATETIME_FORMAT", "YEAR_MONTH_FORMAT")
    with translation.override(language):
        written = [Template("{{ at|date:name }}").render(Context({"at": EVENING, "name": name})) for name in names]
    assert tuple(written) == STYLES[language]


def test_no_template_has_a_style_of_its_own() -> None:
    own = [
        f"{path.relative_to(settings.BASE_DIR)}: {style}"
        for folder in ("privacy", "shop", "ui")
        for path in Path(settings.BASE_DIR / folder).rglob("templates/**/*.*")
        for style in re.findall(r'\|(?:date|time):"([^"]*)"', path.read_text())
        if style not in NAMED | MACHINES
    ]
    assert not own
