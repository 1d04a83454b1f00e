"""`privacy explain` and `privacy record` say all that is declared: to developers, and to whoever audits the house."""

import datetime as dt
import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from privacy.datamap import queries as datamap
from privacy.datamap.types import NotPersonal
from privacy.notice.explaining import explained
from shop.orders.models import Order
from tests.example.models import Letter
from tests.notices import founded, without

pytestmark = pytest.mark.django_db


def said(*command: str) -> str:
    out = io.StringIO()
    call_command("privacy", *command, stdout=out)
    return out.getvalue()


def lines(*command: str) -> dict[str, str]:
    """What stands behind each name."""
    found = (line.strip().partition(": ") for line in said(*command).splitlines())
    return {name: words for name, _colon, words in found}


# explain


def test_an_order_is_explained_to_its_last_field() -> None:
    told = lines("explain", "orders.Order")
    assert told["person"] == "orders.Order.person > privacy_people.Person"
    assert told["kept"].startswith("purchase-records (P4Y: ")
    assert told["kept"].endswith(", from placed_at")
    assert told["at the end"].startswith("kept locked until its clock ends: number, checkout_id")
    assert told["number"] == "not personal: a random reference"
    assert told["recipient_name"].startswith("name for fulfil-order, accounting; shared with carriers; kept delivery-")
    assert set(datamap.declaration(Order).fields) <= set(told)


def test_the_way_to_the_person_is_told_step_by_step() -> None:
    assert lines("explain", "account.EmailAddress")["person"] == (
        "account.EmailAddress.user > accounts.Account.person > privacy_people.Person"
    )


def test_an_edge_says_where_it_leads_and_what_erasure_there_does() -> None:
    assert lines("explain", "example.Letter")["answer_to"] == (
        "leads to example.Letter (one letter answers another); when that is erased, the link is emptied, this row stays"
    )
    assert "a person, by number" in lines("explain", "privacy_vault.DataKey")["person_id"]


def test_all_means_every_declared_model() -> None:
    told = said("explain", "--all")
    heads = {line.partition(":")[0] for line in told.splitlines() if line and not line.startswith(" ")}
    assert heads == {one.label for one in datamap.declarations()}
    reasons = [one for model in datamap.declarations() for one in model.fields.values() if isinstance(one, NotPersonal)]
    assert reasons
    assert all(one.reason in told for one in reasons)


@pytest.mark.parametrize("asked", [["explain"], ["explain", "nothing.Here"], ["explain", "Order"]])
def test_a_model_nobody_knows_is_said_to_be_unknown(asked: list[str]) -> None:
    with pytest.raises(CommandError):
        said(*asked)


@pytest.mark.keeps("change.effective")
def test_a_clock_the_notice_in_force_holds_shorter_is_told_as_it_runs(
    tmp_path: Any, settings: Any, noon: dt.datetime
) -> None:
    shorter = without("fields", "no such field")
    shorter["clocks"]["example-half-year"] = [0, 2, 0]
    founded(tmp_path, settings, shorter)
    told = "\n".join(explained(datamap.declaration(Letter), at=noon))
    assert "example-half-year (P6M, in force P2M: long enough), from written_at" in told


# record


def leaves(value: Any) -> Iterator[str]:
    if isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from leaves(one)
    elif not isinstance(value, bool) and value:
        yield str(value)


def test_the_markdown_holds_what_the_json_holds() -> None:
    held, text = json.loads(said("record", "--json")), said("record")
    assert not [words for words in leaves(held) if words not in text]
    names = {name for model in held["models"] for name in (*model["fields"], *model["edges"])}
    assert not [name for name in names if f"* {name}:" not in text]


def test_the_record_holds_what_the_law_asks_for() -> None:
    held = json.loads(said("record", "--json"))
    assert held["controller"]["name"] == settings.PRIVACY_CONTROLLER
    assert all("@" in one for one in held["controller"]["contacts"])
    assert held["controller"]["contacts"]
    for part, entry in {
        "purposes": {"id", "title", "basis", "data", "recipients", "kept"},
        "categories": {"id", "title", "rests"},
        "recipients": {"id", "title", "does", "region", "purposes"},
        "stores": {"id", "title", "holds", "country"},
        "clocks": {"id", "title", "lasts", "because"},
        "models": {"model", "person", "kept", "since", "at_end", "edges", "fields"},
        "browser": {"name", "place", "purpose", "lifetime"},
        "measures": {"id", "title"},
    }.items():
        assert held[part], part
        assert all(entry <= set(one) for one in held[part]), part
    assert {one["id"] for one in held["measures"]} >= {"protect.encryption", "protect.masking"}
    assert {one["id"]: one["lasts"] for one in held["clocks"]}["purchase-records"] == "P4Y"
