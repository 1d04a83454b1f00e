"""Announced versions of the notice to test with."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from kit.generation import forget, touch
from privacy.datamap import registry
from privacy.notice import queries, services
from privacy.notice.models import Version
from privacy.notice.record import skeleton
from privacy.notice.words import every_language
from tests.example.privacy import BOOKS, HALF_A_YEAR, ONE_MONTH, WRITE

TEXTS: dict[str, dict[str, Any]] = {
    "en": {"summary": "We begin to write letters.", "reasons": "You asked us to.", "faq": [["Must I?", "No."]]},
    "zh-hans": {"summary": "我们开始写信。", "reasons": "这是您的愿望。", "faq": [["必须吗？", "不必。"]]},
}


@pytest.fixture
def _example_policy(monkeypatch: pytest.MonkeyPatch) -> None:
    """The example area's purpose and clocks in the policy, so that the notice speaks of them."""
    monkeypatch.setitem(registry.purposes, WRITE.id, WRITE)
    for one in (HALF_A_YEAR, ONE_MONTH, BOOKS):
        monkeypatch.setitem(registry.clocks, one.id, one)


def founded(folder: Path, settings: Any, said: dict[str, Any] | None = None, *, launched: bool = True) -> None:
    """A founding version that says what the code declares, or `said`; launched, so that everything beyond is locked."""
    file = folder / "notice.json"
    content = {
        "version": "2026-01",
        "effective_on": "2026-01-01",
        "fingerprint": "f" * 64,
        "skeleton": said or skeleton(),
        "words": every_language(),
    }
    if launched:
        content["launched_on"] = "2026-01-01"
    file.write_text(json.dumps(content))
    settings.PRIVACY_NOTICE_FILE = file
    forget()


def without(part: str, *keys: str) -> dict[str, Any]:
    """The code's declarations as they were before these keys came in."""
    said = skeleton()
    return said | {part: {key: value for key, value in said[part].items() if key not in keys}}


def drafted(at: dt.datetime, version: str = "2026-07") -> Version:
    """A complete draft: every difference is explained in both languages."""
    draft = services.draft(version=version, at=at)
    explained = {
        one.key: {"en": f"About {one.key}.", "zh-hans": f"关于 {one.key}。"} for one in queries.found_differences()
    }
    services.write(version=draft, texts=TEXTS, explained=explained)
    return draft


def announced(at: dt.datetime, version: str = "2026-07") -> Version:
    """A version published and told to everybody at `at`, on the first date possible."""
    draft = drafted(at, version)
    services.publish(version=draft, effective_on=services.earliest(at), approval="test", at=at)
    services.announce(version=draft, at=at)
    draft.refresh_from_db()
    touch()  # as the commit does
    return draft
