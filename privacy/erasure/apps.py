"""App configuration of privacy/erasure."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PrivacyErasureConfig(AppConfig):
    name = "privacy.erasure"
    label = "privacy_erasure"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.core.checks import register  # noqa: PLC0415 - models must be loaded first

        from privacy.erasure import looking  # noqa: F401, PLC0415 - registers by being imported
        from privacy.erasure.checks import can_be_looked_into  # noqa: PLC0415 - likewise

        register(can_be_looked_into)
        post_migrate.connect(_unlearn, sender=self)


def _unlearn(*, using: str, **_migrated: object) -> None:
    from privacy.erasure.compaction import unlearn  # noqa: PLC0415 - models must be loaded first

    unlearn(using)
