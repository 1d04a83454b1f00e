"""Password hashing tuned for a small server."""

import threading

from django.contrib.auth.hashers import Argon2PasswordHasher

# Each hash takes a core and 19 MiB; whoever comes third waits, and everybody who only browses does not.
AT_ONCE = 2
_slots = threading.BoundedSemaphore(AT_ONCE)


class Argon2(Argon2PasswordHasher):
    """Argon2id with 19 MiB, two passes, one lane: OWASP's minimum, and two at once in a process.

    So a login flood cannot eat the machine.
    """

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        with _slots:
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        with _slots:
            return super().verify(password, encoded)
