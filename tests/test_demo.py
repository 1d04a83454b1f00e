"""The demo studio loads each area after those it builds on."""

import datetime as dt

import pytest

from kit import demo


def test_areas_load_in_the_order_they_need_one_another(monkeypatch: pytest.MonkeyPatch, noon: dt.datetime) -> None:
    monkeypatch.setattr(demo, "_loads", {})
    monkeypatch.setattr(demo, "autodiscover_modules", lambda _name: None)
    demo.demo("orders", after=["catalogue", "accounts"])(lambda _at: "two orders")
    demo.demo("catalogue")(lambda _at: "24 pieces")
    demo.demo("accounts", after=["an area that is not installed"])(lambda at: f"a guest since {at:%Y}")
    loaded = list(demo.load_all(at=noon))
    assert loaded[-1] == ("orders", "two orders")
    assert sorted(loaded)[0] == ("accounts", "a guest since 2026")
