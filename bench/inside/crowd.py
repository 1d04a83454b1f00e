"""Many pieces, people and orders: those that are there, multiplied by the database itself."""

import datetime as dt
import uuid
from typing import Any

from django.db import connections, models, router, transaction

from bench.inside.asking import CUSTOMER
from kit import clock
from privacy.access.models import Opening
from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.consent.models import ConsentEvent
from privacy.datamap import queries as datamap
from privacy.datamap.vocabulary import DELIVER_MAIL, SELF
from privacy.handles import services as handles
from privacy.handles.types import Kind
from privacy.people import services as people
from privacy.people.models import Person
from privacy.sharing.models import Disclosure, Message
from privacy.vault.models import DataKey
from shop.accounts.models import Account
from shop.analytics.models import PageView
from shop.catalogue.models import Piece
from shop.orders.models import Order, OrderEvent, OrderLine

Model = type[models.Model]
STRIDE = 10_000_000
DISTINCT = {"index", "handle_index", "email", "token_hash", "reference"}  # a copy has one of its own, as in life


def grow(size: int) -> None:
    """At least `size` pieces, people, orders and visits."""
    for account in Account.objects.all():
        _order(account.person_id)
    _view()
    for first in (Piece, Person, PageView):
        family = [first, *_leaning_on(first)]
        if first is Person:
            family.append(DataKey)
        there = (Order if first is Person else first)._base_manager.count()
        times = -(-size // there) - 1
        for alias in connections:
            with transaction.atomic(using=alias):
                for model in family:
                    if times > 0 and router.db_for_write(model) == alias:
                        multiply(model, times, family)


def person_with(rows: int) -> str:
    """A person of whom so many rows tell, a fifth of them sealed; returns the number."""
    at = clock.now()
    person_id = people.create(at=at).pk
    with acting(SELF, by=Actor.person(person_id), at=at), transaction.atomic():
        handles.attach(person_id=person_id, kind=Kind.EMAIL, value=f"{person_id}@example.org", at=at)
        text = {"subject": "Your order", "text": "Dear Ada, " * 40}
        made: list[models.Model] = [
            _consent(person_id, at),
            Opening.objects.create(
                person_id=person_id, at=at, actor_kind="system", actor="bench", purpose="deliver-mail", fields=["a"]
            ),
            Disclosure.objects.create(
                person_id=person_id,
                recipient="mail-relay",
                purpose="deliver-mail",
                fields=["a"],
                reference=str(person_id),
                at=at,
            ),
            Message.objects.create(
                person_id=person_id, key=f"{person_id}", purpose=DELIVER_MAIL.id, language="en", created_at=at, **text
            ),
        ]
        for row, share in zip(made, (0.3, 0.3, 0.2, 0.2), strict=True):
            multiply(type(row), int(rows * share) - 1, [type(row)], pk=row.pk)
    return str(person_id)


def multiply(model: Model, times: int, family: list[Model], *, pk: Any = None) -> None:
    """Copy every row (or one) of `model` so many times; links within the family follow the copies. SQLite only."""
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    if pk is not None:
        pk = model._meta.pk.get_db_prep_value(pk, connections[router.db_for_write(model)])
    columns = ", ".join(f'"{field.column}"' for field in fields)
    copied = ", ".join(_copied(field, family, one_person=pk is not None) for field in fields)
    table = f'"{model._meta.db_table}"'
    with connections[router.db_for_write(model)].cursor() as cursor:
        cursor.execute(
            f"WITH RECURSIVE n(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM n WHERE k < %s)"  # noqa: S608 - our own names
            f" INSERT INTO {table} ({columns}) SELECT {copied} FROM n CROSS JOIN (SELECT * FROM {table}"
            f" {f'WHERE {model._meta.pk.column} = %s' if pk is not None else ''}) LIMIT -1",
            [times, pk] if pk is not None else [times],
        )


def _copied(field: "models.Field[Any, Any]", family: list[Model], *, one_person: bool) -> str:
    """The expression for a column of copy `k`."""
    column, target = f'"{field.column}"', field
    if isinstance(field, models.ForeignKey):
        if field.related_model not in family or (one_person and not field.primary_key):
            return column
        target = field.target_field
    if isinstance(target, models.UUIDField):
        return column if one_person and not field.primary_key else f"printf('%%08x', k) || substr({column}, 9)"
    if isinstance(target, models.AutoField):
        return "NULL" if one_person else f"{column} + k * {STRIDE}"
    if isinstance(field, models.CharField) and (field.unique or field.name in DISTINCT):
        return f"{column} || '-' || k"
    return column


def _leaning_on(first: Model) -> list[Model]:
    """Every model whose rows hang on `first`, over any number of links, nearest first."""
    found: list[Model] = [first]
    for model in found:
        for other in datamap.installed_models():
            links = [field for field in other._meta.concrete_fields if isinstance(field, models.ForeignKey)]
            if other not in found and any(link.related_model is model for link in links):
                found.append(other)
    return found[1:]


def _order(person_id: uuid.UUID) -> None:
    at = clock.now()
    common = {"person_id": person_id, "ordered_at": at}
    with acting(SELF, by=Actor.person(person_id), at=at), transaction.atomic():
        order = Order.objects.create(
            person_id=person_id,
            number=f"L-{person_id.hex[:8]}",
            checkout_id=uuid.uuid4(),
            language="en",
            currency="EUR",
            goods_minor=48000,
            delivery_minor=2000,
            total_minor=50000,
            country="DE",
            zone="europe",
            duties="unpaid",
            earliest_on=at.date(),
            latest_on=at.date(),
            terms_version="1",
            placed_at=at,
            email="ada@example.org",
            recipient_name="Ada Winter",
            address={"country": "DE", "street": "Bodestraße 1", "city": "Berlin", "postal_code": "10178"},
            phone="+49 30 901820",
            note="Please ring twice.",
        )
        OrderLine.objects.create(
            order=order,
            piece_id=1,
            slug="x",
            serial="x",
            names={"en": "Bowl"},
            quantity=1,
            unit_minor=48000,
            currency="EUR",
            hs_code="441990",
            origin="CN",
            parcel_g=900,
            **common,
        )
        OrderEvent.objects.create(order=order, kind="placed", at=at, by="person", **common)
        _consent(person_id, at)


def _consent(person_id: uuid.UUID, at: dt.datetime) -> ConsentEvent:
    return ConsentEvent.objects.create(
        person_id=person_id,
        purpose="letters",
        granted=True,
        at=at,
        text_hash="0" * 64,
        language="en",
        notice_version="1",
        surface="settings",
        method="switch",
    )


def _view() -> PageView:
    return PageView.objects.create(
        visit="v" * 22, path="/en/pieces/", title="All pieces", at=clock.now(), stay_seconds=9
    )


def customer() -> str:
    """The demo's customer."""
    return str(Account.objects.get(emailaddress__email=CUSTOMER).person_id)
