"""A gap in the declarations stops the program, and the error prints the line to add."""

from collections.abc import Iterator

import pytest
from django.db import models
from django.test.utils import isolate_apps

from privacy.datamap import checks, queries, registry
from privacy.datamap.types import Declaration, FieldDeclaration, NotPersonal, Personal
from privacy.datamap.vocabulary import NAME, SIGN_IN, WHILE_CUSTOMER
from privacy.people.models import AboutPerson
from privacy.vault.fields import SealedModel, SealedText


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
@pytest.mark.parametrize("name", ["cvv", "card_number", "pan", "cardcode", "face_template", "biometric_hash"])
def test_a_card_code_or_body_template_may_exist_nowhere(name: str) -> None:
    class Meta:
        app_label = "privacy_people"

    attributes = {"__module__": __name__, "Meta": Meta, name: models.CharField(max_length=9)}
    model = type("Wallet", (models.Model,), attributes)
    assert [one.id for one in checks.forbidden(model)] == ["privacy.E006"]


def test_a_link_to_another_persons_row_needs_its_own_word() -> None:
    class Guest(AboutPerson):
        since = models.DateField()

        class Meta:
            app_label = "privacy_people"

    class Companion(AboutPerson):
        guest = models.ForeignKey(Guest, models.CASCADE)
        since = models.DateField()

        class Meta:
            app_label = "privacy_people"

    said = Declaration(Companion, fields={"since": NotPersonal("a date")}, kept=WHILE_CUSTOMER, since="since")
    assert "privacy.E012" in errors(said)
