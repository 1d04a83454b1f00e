"""Passwords are hashed by Argon2id, two at a time in a process, so that a login flood leaves the machine alive."""

import threading
import time
from unittest import mock

from django.contrib.auth.hashers import Argon2PasswordHasher

from kit.passwords import AT_ONCE, Argon2


def test_the_hash_is_argon2id_with_the_set_cost() -> None:
    encoded = Argon2().encode("sixty coats", "saltsaltsalt")
    assert encoded.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert Argon2().verify("sixty coats", encoded)
    assert not Argon2().verify("sixty boats", encoded)


def test_however_many_come_two_are_hashed_at_once() -> None:
    running, most, lock = 0, 0, threading.Lock()

    def slow(*_: object) -> bool:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        time.sleep(0.02)
        with lock:
            running -= 1
        return False

    with mock.patch.object(Argon2PasswordHasher, "verify", slow):
        threads = [threading.Thread(target=Argon2().verify, args=("guess", "hash")) for _ in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert most == AT_ONCE
