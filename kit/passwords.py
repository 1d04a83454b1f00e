"""Password hashing tuned for a small server."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """Argon2id with 19 MiB, two passes, one lane: OWASP's minimum, so that a login flood cannot eat the machine."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
