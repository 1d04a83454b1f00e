"""The session store: each session is sealed by its visitor's own cookie; the database alone opens none."""

import contextlib
import datetime as dt
import hashlib
import hmac
import json
import os
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import VALID_KEY_CHARS, CreateError, SessionBase, UpdateError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.crypto import get_random_string

from kit import clock
from kit.prepared import prepared
from privacy.vault import keyring
from privacy.vault.models import SealedSession

NONCE = 12


def owner_of(account_key: str) -> Any:
    """The person behind an account key in a session, or None."""
    from django.contrib.auth import get_user_model  # noqa: PLC0415 - the account model loads after this room

    return get_user_model()._default_manager.filter(pk=account_key).values_list("person_id", flat=True).first()


@prepared(name=str, now=dt.datetime)
def _sealed_now(*, name: str, now: dt.datetime) -> "QuerySet[SealedSession, Any]":
    """What lies in the session of this name, unless it has ended."""
    return SealedSession.objects.filter(name=name, expires_at__gt=now).values_list("data")


class SessionStore(SessionBase):
    """Django's session interface over `SealedSession`. Row name and key are both derived from the cookie's value."""

    def load(self) -> dict[str, Any]:
        found = _sealed_now(name=row_name(self.session_key), now=clock.now()) if self.session_key else []
        with contextlib.suppress(InvalidTag):
            for (data,) in found:
                return self._opened(bytes(data))
        self._session_key = None
        return {}

    def exists(self, session_key: str) -> bool:
        return SealedSession.objects.filter(name=row_name(session_key)).exists()

    def create(self) -> None:
        while True:
            self._session_key = self._get_new_session_key()
            try:
                self.save(must_create=True)
            except CreateError:
                continue
            self.modified = True
            return

    def save(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002 - Django's signature
        if self.session_key is None:
            self.create()
            return
        data = self._get_session(no_load=must_create)  # type: ignore[attr-defined]
        account = data.get(SESSION_KEY)
        values = {
            "data": self._sealed(data),
            "person_id": owner_of(account) if account else None,
            "expires_at": self.get_expiry_date(),
        }
        if not must_create:
            if not self._rows().update(**values):
                raise UpdateError
            return
        try:
            # A savepoint only where a surrounding transaction must outlive the conflict.
            with transaction.atomic() if transaction.get_connection().in_atomic_block else contextlib.nullcontext():
                SealedSession.objects.create(name=row_name(self.session_key), **values)
        except IntegrityError:
            raise CreateError from None

    def _get_new_session_key(self) -> str:
        """A random key; whether it is new is seen when it is written."""
        return get_random_string(32, VALID_KEY_CHARS)

    def delete(self, session_key: str | None = None) -> None:
        if key := session_key or self.session_key:
            SealedSession.objects.filter(name=row_name(key)).delete()

    @classmethod
    def clear_expired(cls) -> None:
        SealedSession.objects.filter(expires_at__lt=clock.now()).delete()

    def _rows(self) -> Any:
        return SealedSession.objects.filter(name=row_name(self.session_key or ""))

    def _sealed(self, data: dict[str, Any]) -> bytes:
        nonce = os.urandom(NONCE)
        plain = json.dumps(data, default=_jsonable).encode()
        return nonce + AESGCM(self._key()).encrypt(nonce, plain, None)

    def _opened(self, sealed: bytes) -> dict[str, Any]:
        data: dict[str, Any] = json.loads(AESGCM(self._key()).decrypt(sealed[:NONCE], sealed[NONCE:], None))
        return data

    def _key(self) -> bytes:
        return _keyed(b"seal", self.session_key or "")


def row_name(session_key: str) -> str:
    """The keyed hash under which a session is filed."""
    return _keyed(b"name", session_key).hex()


def _keyed(use: bytes, session_key: str) -> bytes:
    return hmac.new(keyring.application_key("sessions"), use + session_key.encode(), hashlib.sha256).digest()


def _jsonable(value: object) -> str:
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} does not go into a session")
