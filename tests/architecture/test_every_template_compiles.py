"""Every template of ours compiles: a misspelt tag or prop fails the build, not a visitor's page."""

from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template
from django.template.utils import get_app_template_dirs

ROOMS = [room for room in map(Path, get_app_template_dirs("templates")) if room.is_relative_to(settings.BASE_DIR)]
OURS = sorted(
    str(file.relative_to(room))
    for room in ROOMS
    for file in room.rglob("*")
    if file.is_file() and "site-packages" not in file.parts
)


@pytest.mark.parametrize("name", OURS)
def test_it_compiles(name: str) -> None:
    get_template(name)


def test_there_are_templates_to_compile() -> None:
    assert "ui/page.html" in OURS
