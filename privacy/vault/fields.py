"""Model fields that rest sealed: what is assigned is sealed on save, what is read is a `Sealed`."""

import datetime as dt
import functools
import json
from decimal import Decimal
from typing import Any, cast

from django.core.exceptions import FieldError
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from privacy.access import services as access
from privacy.datamap import queries as datamap
from privacy.people.models import AboutPerson
from privacy.vault import cipher
from privacy.vault.cipher import Ciphertext

PEERS = "_sealed_peers"


class SealedAttribute(DeferredAttribute):
    """Gives a `Sealed` for what came from the database, and the plain value only to who has just assigned it.

    What is over in a column that can be empty reads as empty: as it will once the sweep has come by.
    """

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        value = super().__get__(instance, cls)
        if not isinstance(value, Ciphertext):
            return value
        field = cast("SealedField", self.field)
        said = datamap.personal(field.model, field.name)
        if field.null and access.is_over(instance, self.place):
            return None
        peers, looked = instance.__dict__.get(PEERS, ()), access.current() if field.null else None
        return self.sealed(value, self.place, instance.person_id, said, field.decode, peers, instance, looked)

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.field.attname] = value

    @functools.cached_property
    def place(self) -> str:
        """Where the field stands; looked up for each row of a page."""
        return place(self.field)

    @functools.cached_property
    def sealed(self) -> Any:
        """The class of what is given back."""
        from privacy.vault.sealed import Sealed  # noqa: PLC0415 - keys are models, models have fields

        return Sealed


def place(field: "models.Field[Any, Any]") -> str:
    """Where a field stands: app.Model.field."""
    return f"{field.model._meta.label}.{field.name}"


class SealedField(models.BinaryField):  # type: ignore[type-arg]
    """Base of the sealed fields: a binary column nobody can search, order by, or read without a purpose."""

    rests_sealed = True
    descriptor_class = SealedAttribute

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["editable"] = kwargs.get("editable", True)
        super().__init__(*args, **kwargs)

    def encode(self, value: Any) -> bytes:
        """The bytes to seal."""
        return str(value).encode()

    def decode(self, plain: bytes) -> Any:
        """The value again."""
        return plain.decode()

    def from_db_value(self, value: bytes | memoryview | None, *_args: Any) -> Ciphertext | None:
        return Ciphertext(value) if value else None  # an emptied column that may not be null holds no bytes

    def pre_save(self, model_instance: models.Model, add: bool) -> Ciphertext | None:  # noqa: FBT001 - Django's signature
        value = model_instance.__dict__.get(self.attname)
        if value is None or isinstance(value, Ciphertext):
            return value
        blob = self.seal(model_instance, value)
        model_instance.__dict__[self.attname] = blob
        return blob

    def seal(self, instance: Any, value: Any) -> Ciphertext:
        """`value` sealed for the person of `instance`."""
        from privacy.vault import keyring  # noqa: PLC0415 - keys are models, models have fields
        from privacy.vault.sealed import Sealed  # noqa: PLC0415 - likewise

        plain = value.reveal() if isinstance(value, Sealed) else value
        clock = datamap.retention_class(self.model, self.name)
        key = keyring.key_for_sealing(instance.person_id, clock.id)
        return cipher.seal(
            key.secret,
            self.encode(plain),
            place=place(self),
            person_id=instance.person_id,
            retention_class=clock.id,
        )

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:  # noqa: FBT001, FBT002 - Django's signature
        if value is not None and not isinstance(value, Ciphertext):
            raise TypeError(
                f"{place(self)} is sealed on save() and bulk_create() alone; update() would write plain text"
            )
        return super().get_db_prep_value(value, connection, prepared)

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise FieldError(f"{place(self)} is sealed: it cannot be searched by {lookup_name!r}")
        return super().get_lookup(lookup_name)

    def get_transform(self, lookup_name: str) -> Any:
        raise FieldError(f"{place(self)} is sealed: it has no {lookup_name!r}")

    def value_to_string(self, obj: models.Model) -> str:
        return bytes(obj.__dict__.get(self.attname) or b"").hex()


class SealedText(SealedField):
    """Text of any length."""


class SealedJSON(SealedField):
    """Anything JSON can say."""

    def encode(self, value: Any) -> bytes:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

    def decode(self, plain: bytes) -> Any:
        return json.loads(plain)


class SealedDate(SealedField):
    """A calendar date."""

    def encode(self, value: Any) -> bytes:
        return dt.date.isoformat(value).encode()

    def decode(self, plain: bytes) -> dt.date:
        return dt.date.fromisoformat(plain.decode())


class SealedDecimal(SealedField):
    """An exact decimal number; raises `decimal.InvalidOperation` for what is none."""

    def encode(self, value: Any) -> bytes:
        return str(Decimal(str(value))).encode()

    def decode(self, plain: bytes) -> Decimal:
        return Decimal(plain.decode())


class SealedQuerySet(models.QuerySet[Any]):
    """Rows remember the page they came with, so that its keys come in one query."""

    def _fetch_all(self) -> None:
        fresh = self._result_cache is None
        super()._fetch_all()
        if fresh and self._result_cache and isinstance(self._result_cache[0], AboutPerson):
            peers = tuple({row.person_id for row in self._result_cache})
            for row in self._result_cache:
                row.__dict__[PEERS] = peers


class SealedModel(AboutPerson):
    """Base of models with sealed fields: a page of rows is opened with one key query."""

    objects = models.Manager.from_queryset(SealedQuerySet)()

    class Meta:
        abstract = True
