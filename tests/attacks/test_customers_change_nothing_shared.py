"""A8: what customers do changes what is theirs. No row of the studio and none of anybody else becomes another."""

import hashlib
import re
import uuid
from collections.abc import Collection, Iterable
from typing import Any
from unittest import mock

import pytest
from django.apps import apps

from privacy.datamap import queries as datamap
from privacy.rights import clocks
from privacy.rights.models import Request
from shop.orders.views import checkout
from shop.payments.types import PaymentUnavailable
from tests import shelf
from tests.attacks.cast import Cast
from tests.attacks.forms import Sent
from tests.attacks.single_request import ask, undone
from tests.attacks.stage import Stage
from tests.attacks.writes import watched
from tests.buying import Buyer

pytestmark = [pytest.mark.django_db, pytest.mark.once]

CUSTOMERS = {"owner", "other", "anonymous"}
# What is counted of nobody, or of whoever signs in, and may change by what a customer does.
COUNTED = {"catalogue.Piece.stock", "accounts.Account.last_login"}
Rows = dict[tuple[str, object], str]


def shared_rows_changed(cast: Cast, forms: Iterable[Sent]) -> list[str]:
    """Rows that were there before a customer sent a form, are not that customer's, and are different afterwards."""
    wrong = []
    for one in (one for one in forms if one.who in CUSTOMERS):
        with watched() as statements:
            _send(cast, one)
        models = {_model_of(sql) for sql in statements if not sql.lstrip().startswith("INSERT INTO")} - {None}
        with undone():
            before = rows_of_others(_mine(cast, one.who), models)
            _send(cast, one, kept=True) if before else None
            after = rows_of_others(_mine(cast, one.who), models)
        wrong += [f"{one.name} as {one.who}: {label} {key}" for label, key in changed(before, after)]
    return wrong


def changed(before: Rows, after: Rows) -> list[tuple[str, object]]:
    """Which rows are gone or different."""
    return [place for place, digest in before.items() if after.get(place) != digest]


def rows_of_others(mine: frozenset[uuid.UUID], models: Collection[Any]) -> Rows:
    """A hash of every row of these models that is about none of these persons, by model and key."""
    about = {said.model: said for said in datamap.about_people()}
    found: Rows = {}
    for model in models:
        rows = model._base_manager.all()
        if said := about.get(model):
            rows = rows.exclude(pk__in=datamap.rows_about(said, mine).values("pk"))
        if model._meta.label == "privacy_deadlines.Clock":
            rows = rows.exclude(subject__in=_clocks(mine))
        names = [one.attname for one in model._meta.concrete_fields if f"{model._meta.label}.{one.name}" not in COUNTED]
        for values in rows.values_list("pk", *names):
            found[(model._meta.label, values[0])] = hashlib.sha256(repr(values).encode()).hexdigest()
    return found


def _model_of(sql: str) -> Any:
    """The model of the table a statement changes; None for a browser's own session and for tables of no model."""
    table = re.search(r'(?:INTO|UPDATE|FROM)\s+"(\w+)"', sql)
    return next((one for one in apps.get_models() if table and one._meta.db_table == table[1]), None)


def _clocks(mine: frozenset[uuid.UUID]) -> list[str]:
    """The clocks of these persons' own requests."""
    return [clocks.subject(one) for one in Request.objects.filter(person__in=mine)]


def _mine(cast: Cast, who: str) -> frozenset[uuid.UUID]:
    return frozenset([cast.accounts[who].person_id]) if who in cast.accounts else frozenset()


def _send(cast: Cast, one: Sent, *, kept: bool = False) -> Any:
    for value in one.data.values():
        if hasattr(value, "seek"):
            value.seek(0)
    return ask(cast.clients[one.who], "POST", one.path, one.data, kept=kept)


@pytest.mark.keeps("protect.access")
def test_no_form_of_a_customer_changes_what_is_not_theirs(stage: Stage) -> None:
    wrong = shared_rows_changed(stage.cast, stage.forms)
    assert not wrong, "\n".join(["", *wrong])


@pytest.mark.keeps("protect.access")
def test_a_purchase_changes_no_row_that_was_there(stage: Stage) -> None:
    everything = [one for one in datamap.installed_models() if one._meta.label != "privacy_vault.SealedSession"]
    with undone(), mock.patch.object(checkout, "pay", side_effect=PaymentUnavailable):
        before = rows_of_others(frozenset(), everything)
        buyer = Buyer()
        assert buyer.begin(shelf.ids()[0]) == 302
        assert buyer.order() == 503, "placed, though the provider does not answer"
        assert changed(before, rows_of_others(frozenset(), everything)) == []
    assert len(before) > 100
