"""`manage.py privacy …` is one command made of what the rooms register."""

import io
from argparse import ArgumentParser, Namespace

import pytest
from django.core.management import CommandError, call_command
from django.core.management.base import OutputWrapper

from kit import subcommands


def test_a_room_registers_its_own_verb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subcommands, "_groups", {})

    def arguments(parser: ArgumentParser) -> None:
        parser.add_argument("model")

    @subcommands.subcommand("privacy", "explain", help="say why", arguments=arguments)
    def explain(options: Namespace, out: OutputWrapper) -> None:
        out.write(f"{options.model} explained")

    out = io.StringIO()
    call_command("privacy", "explain", "orders.Order", stdout=out)
    assert out.getvalue() == "orders.Order explained\n"


def test_an_unknown_verb_is_refused() -> None:
    with pytest.raises(CommandError, match="invalid choice"):
        call_command("privacy", "guess")
