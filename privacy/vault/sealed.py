"""A sealed value in memory: a mask to everybody, plain text only to who acts for a declared purpose, in its time."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NoReturn

from django.db.models import Model

from privacy.access import services as access
from privacy.access.masks import HIDDEN, masked
from privacy.access.types import Acting, Closed
from privacy.datamap.types import Personal
from privacy.vault import cipher, keyring
from privacy.vault.cipher import Ciphertext
from privacy.vault.types import Expired, KeyGone

GONE = "—"


@dataclass(slots=True, eq=False)  # not frozen: one is made for each field of a page, and that would take as long again
class Sealed:
    """What a sealed field gives back.

    `str()` opens it, masks it or says that it is gone; `reveal()` opens it or raises `Closed`.
    """

    blob: Ciphertext
    place: str
    person_id: uuid.UUID
    said: Personal
    decode: Callable[[bytes], Any]
    peers: tuple[uuid.UUID, ...] = ()
    row: Model | None = None
    looked: Acting | None = None  # the stretch of work in which its clock was just looked at, and had not ended

    def reveal(self) -> Any:
        """The value itself; raises `Closed` when it may not be read here, `KeyGone` when nobody can read it again.

        `Expired`, a `KeyGone`, when its clock has ended and the sweep is late.
        """
        scope = access.current()
        if scope is None:
            raise Closed(f"{self.place}: no purpose is acting")
        if self._is_over():
            raise Expired(self.place)
        key = self._key()
        if not self._may_open(key):
            raise Closed(f"{self.place} is not open for {scope.purpose.id}")
        access.note_opening(person_id=self.person_id, field=self.place)
        return self._plain(key)

    def __str__(self) -> str:
        if access.current() is None:
            return HIDDEN
        if self._is_over():
            return GONE
        try:
            key = self._key()
        except KeyGone:
            return GONE
        if self._may_open(key):
            access.note_opening(person_id=self.person_id, field=self.place)
            return str(self._plain(key))
        return masked(self._plain(key), self.said.category.mask)

    def __repr__(self) -> str:
        return f"<sealed {self.place}>"

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def __reduce__(self) -> NoReturn:
        raise TypeError(f"{self.place}: sealed values are not pickled")

    def _is_over(self) -> bool:
        if self.row is None or (self.looked is not None and self.looked is access.current()):
            return False
        return access.is_over(self.row, self.place)

    def _key(self) -> keyring.Key:
        if held := keyring.held(self.person_id, self.blob.retention_class):
            return held
        access.expect({self.person_id, *self.peers})
        return keyring.key_for_opening(self.person_id, self.blob.retention_class, peers=self.peers)

    def _may_open(self, key: keyring.Key) -> bool:
        return access.may_open(self.said, person_id=self.person_id, locked=key.locked, place=self.place)

    def _plain(self, key: keyring.Key) -> Any:
        return self.decode(cipher.open_sealed(key.opener, self.blob, place=self.place, person_id=self.person_id))
