"""A framework's own address column as a look-up: it rests as a keyed hash and reads from the sealed handle."""

from contextvars import ContextVar
from typing import Any, cast

from django.core.exceptions import FieldError
from django.core.signals import request_finished, request_started
from django.db import models
from django.db.models.lookups import Exact
from django.db.models.query_utils import DeferredAttribute

from kit import clock
from privacy.access import services as access
from privacy.access.types import Actor, Closed
from privacy.datamap import queries as datamap
from privacy.datamap.vocabulary import SIGN_IN
from privacy.handles import services
from privacy.handles.models import Handle
from privacy.handles.types import Kind
from privacy.vault import services as vault
from privacy.vault.types import KeyGone


class Index(str):
    """A keyed hash as it rests in the column."""

    __slots__ = ()


class Known(str):
    """An address somebody may read; not shown when an instance is dumped."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "<address>"


# Addresses this request has itself asked for, by index: answering with them opens nothing that is not already known.
_asked: ContextVar[dict[str, str] | None] = ContextVar("addresses_asked_for", default=None)


def _remember(**_signal: object) -> None:
    _asked.set({})


def _forget(**_signal: object) -> None:
    _asked.set(None)


request_started.connect(_remember, dispatch_uid="handles.remember")
request_finished.connect(_forget, dispatch_uid="handles.forget")


class AddressAttribute(DeferredAttribute):
    """Gives the address of a stored row to who may read it, and "" when it is gone."""

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        value = super().__get__(instance, cls)
        if not isinstance(value, Index):
            return value
        field = cast("AddressLookup", self.field)
        if access.current() is not None:
            return field.read(instance, value)
        memo = f"_{field.attname}_read"
        if memo not in instance.__dict__:
            instance.__dict__[memo] = (_asked.get() or {}).get(value) or field.read(instance, value)
        return instance.__dict__[memo]

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__.pop(f"_{self.field.attname}_read", None)
        instance.__dict__[self.field.attname] = value if isinstance(value, Index) or not value else Known(value)


class AddressLookup(models.EmailField):  # type: ignore[type-arg]
    """An e-mail column of a framework's model: found by equality alone, told by nothing without the keys.

    The address itself lies in the person's `Handle`, sealed. Inside of `acting(...)` it reads as every sealed value
    does; outside, where only the framework reads, it is opened for `SIGN_IN` and the opening is recorded.
    """

    rests_sealed = True

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.EmailField", args, kwargs

    def from_db_value(self, value: str | None, *_args: object) -> Index | None:
        return None if value is None else Index(value)

    def to_python(self, value: Any) -> Any:
        return value if isinstance(value, Index) else super().to_python(value)

    def get_prep_value(self, value: Any) -> Any:
        if not value or isinstance(value, Index):
            return value
        plain = str(value).strip().lower()
        index = Index(vault.index_of(Kind.EMAIL, plain))
        if (asked := _asked.get()) is not None:
            asked[index] = plain
        return index

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name == "iexact":
            return Exact
        if lookup_name not in ("exact", "in", "isnull"):
            raise FieldError(f"{self.model._meta.label}.{self.name} is a look-up field: no {lookup_name!r} in it")
        return super().get_lookup(lookup_name)

    def get_transform(self, lookup_name: str) -> Any:
        raise FieldError(f"{self.model._meta.label}.{self.name} is a look-up field: it has no {lookup_name!r}")

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: FBT001 - Django's signature
        """Seal a newly assigned address in the person's handle; the column gets its hash."""
        value = model_instance.__dict__.get(self.attname)
        if not value or isinstance(value, Index):
            return value
        services.attach(person_id=self.person_id(model_instance), kind=Kind.EMAIL, value=value, at=clock.now())
        index = self.get_prep_value(value)
        model_instance.__dict__ |= {self.attname: index, f"_{self.attname}_read": value}
        return index

    def read(self, instance: models.Model, index: Index) -> str:
        """The address, as far as the current stretch of work may read it; outside of one, for signing in."""
        rows = Handle.objects.filter(person_id=self.person_id(instance), kind=Kind.EMAIL, index=index)
        handle = rows.first()
        if handle is None:
            return Known("")
        if access.current() is not None:
            return Known(handle.value)
        with access.acting(SIGN_IN, by=Actor.system("sign-in"), at=clock.now()):
            try:
                return Known(handle.value.reveal())
            except (KeyGone, Closed):
                return Known("")

    def person_id(self, instance: Any) -> Any:
        """Whose row this is, along the declared path."""
        *steps, last = datamap.declaration(self.model).person.split("__")
        for step in steps:
            instance = getattr(instance, step)
        return getattr(instance, f"{last}_id")


def seal_address(model: type[models.Model], name: str) -> None:
    """Turn the e-mail column `name` of a framework's model into a look-up field; its migrations stay as they are.

    Called while the apps start. The model's area declares it with its path to the person.
    """
    field: Any = model._meta.get_field(name)
    field.__class__ = AddressLookup
    setattr(model, field.attname, AddressAttribute(field))
