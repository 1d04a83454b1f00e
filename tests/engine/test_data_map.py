"""A gap in the declarations stops the program, and the error prints the line to add."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.checks import CheckMessage
from django.db import models
from django.test.utils import isolate_apps

from privacy.datamap import checks, queries, registry
from privacy.datamap.types import AtOtherEnd, Declaration, Edge, FieldDeclaration, NotPersonal, Personal
from privacy.datamap.vocabulary import NAME, SIGN_IN, WHILE_CUSTOMER
from privacy.people.models import AboutPerson, Person
from privacy.vault.fields import SealedModel, SealedText
from shop.accounts.models import Account
from shop.orders.models import Order
from tests.example.models import Letter


@pytest.fixture(autouse=True)
def _isolated() -> Iterator[None]:
    with isolate_apps("privacy.people"):
        yield


def errors(said: Declaration) -> set[str]:
    found = [
        *checks._fields(said),
        *checks._whose(said),
        *checks._clock(said),
        *checks._treatment(said),
        *checks._edges(said),
    ]
    return {str(one.id) for one in found}


def test_every_installed_model_is_declared_to_its_last_field() -> None:
    assert checks.closed_world(None) == []


def test_a_model_without_declaration_is_refused_with_the_line_to_add(monkeypatch: pytest.MonkeyPatch) -> None:
    model = next(iter(registry.declarations))
    monkeypatch.delitem(registry.declarations, model)
    [found] = checks.closed_world(None)
    assert found.id == "privacy.E001"
    assert f"describe({model.__name__}" in str(found.hint)


def test_a_new_field_without_declaration_is_refused() -> None:
    class Guest(SealedModel):
        name = SealedText()
        nickname = SealedText()
        since = models.DateField()

        class Meta:
            app_label = "privacy_people"

    fields: dict[str, FieldDeclaration] = {"name": Personal(NAME, for_=[SIGN_IN]), "since": NotPersonal("a date")}
    said = Declaration(Guest, fields=fields, kept=WHILE_CUSTOMER, since="since")
    assert queries.undecided_fields(said) == ["nickname"]
    assert errors(said) == {"privacy.E001"}


@pytest.mark.keeps("protect.encryption")
def test_a_name_in_a_plain_column_is_refused() -> None:
    class Guest(AboutPerson):
        name = models.CharField(max_length=100)
        since = models.DateField()

        class Meta:
            app_label = "privacy_people"

    fields: dict[str, FieldDeclaration] = {"name": Personal(NAME, for_=[SIGN_IN]), "since": NotPersonal("a date")}
    assert errors(Declaration(Guest, fields=fields, kept=WHILE_CUSTOMER, since="since")) == {"privacy.E007"}


def test_a_personal_field_without_purpose_clock_or_person_is_refused() -> None:
    class Guest(models.Model):
        name = SealedText()

        class Meta:
            app_label = "privacy_people"

    said = Declaration(Guest, fields={"name": Personal(NAME, for_=[])})
    assert errors(said) == {"privacy.E005", "privacy.E008", "privacy.E009"}


@pytest.mark.keeps("collect.payment", "collect.biometric")
@pytest.mark.parametrize(
    "name",
    [
        "cvv",
        "csc",
        "security_code",
        "card_number",
        "card_no",
        "pan",
        "cardcode",
        "track_2",
        "credit_card",
        "face_template",
        "faceprint",
        "voice_print",
        "iris",
        "iris_scan",
        "finger_scan",
        "palm_print",
        "biometric_hash",
    ],
)
def test_a_card_code_or_body_template_may_exist_nowhere(name: str) -> None:
    class Meta:
        app_label = "privacy_people"

    attributes = {"__module__": __name__, "Meta": Meta, name: models.CharField(max_length=9)}
    model = type("Wallet", (models.Model,), attributes)
    assert [one.id for one in checks.forbidden(model)] == ["privacy.E006"]


# Edges between people.


def companion(field: "models.Field[Any, Any]", declared: FieldDeclaration | None = None) -> list[CheckMessage]:
    """What the checks say of a companion's row with this field."""

    class Meta:
        app_label = "privacy_people"

    attributes = {"__module__": __name__, "Meta": Meta, "since": models.DateField(), "guest_person": field}
    with isolate_apps("privacy.people"):
        model = type("Companion", (AboutPerson,), attributes)
    fields: dict[str, FieldDeclaration] = {"since": NotPersonal("a date")}
    fields |= {"guest_person": declared} if declared else {}
    said = Declaration(model, fields=fields, kept=WHILE_CUSTOMER, since="since")
    return list(checks._edges(said))


def to(model: type[models.Model], on_delete: Any = models.CASCADE) -> "models.Field[Any, Any]":
    return models.ForeignKey(model, on_delete, null=True, related_name="+")


@pytest.mark.parametrize(
    ("make", "rule"),
    [
        (lambda: to(Letter), AtOtherEnd.IT_STAYS),
        (lambda: to(Person, models.PROTECT), AtOtherEnd.IT_STAYS),
        (lambda: to(Account, models.SET_NULL), AtOtherEnd.LINK_GOES),
        (lambda: to(EmailAddress), AtOtherEnd.IT_STAYS),  # two steps from its person
        (models.UUIDField, AtOtherEnd.NUMBER_STAYS),
        (lambda: models.CharField(max_length=36), AtOtherEnd.NUMBER_STAYS),
    ],
    ids=["a row about a person", "a person", "an account", "a longer path", "a bare UUID", "a bare number as text"],
)
@pytest.mark.parametrize("declared", [None, NotPersonal("somebody else's")], ids=["no word", "no rule"])
def test_a_way_to_another_person_needs_its_own_word(
    make: Callable[[], Any], rule: AtOtherEnd, declared: FieldDeclaration | None
) -> None:
    [found] = companion(make(), declared)
    assert found.id == "privacy.E012"
    assert f'"guest_person": Edge("why", AtOtherEnd.{rule.name})' in str(found.hint)
    assert companion(make(), Edge("who comes along", rule)) == []


def test_an_edge_whose_rule_is_not_what_erasure_does_is_refused() -> None:
    [found] = companion(to(Letter, models.SET_NULL), Edge("who comes along", AtOtherEnd.ROW_GOES))
    assert found.id == "privacy.E013"
    assert "the link is emptied" in str(found.msg)


def test_a_model_without_anything_personal_names_its_ways_to_people_too() -> None:
    class Seat(models.Model):
        letter = models.ForeignKey(Letter, models.CASCADE, related_name="+")
        number = models.IntegerField()

        class Meta:
            app_label = "privacy_people"

    [found] = checks._edges(Declaration(Seat, not_personal="a chair"))
    assert "AtOtherEnd.ROW_GOES" in str(found.hint)
    whole = {"letter": Edge("who sits there", AtOtherEnd.ROW_GOES), "number": NotPersonal("a number")}
    assert [one.id for one in checks._edges(Declaration(Seat, not_personal="a chair", fields=whole))] == [
        "privacy.E004"
    ]


@pytest.mark.parametrize("about", [Letter, Order], ids=["a letter", "an order"])
def test_a_link_within_a_persons_own_rows_is_an_edge_as_well(about: type[models.Model]) -> None:
    declared = [
        said.fields[field.name]
        for said in queries.declarations()
        for field in queries.edges(said)
        if field.related_model is about
    ]
    assert declared
    assert all(isinstance(one, Edge) for one in declared)
