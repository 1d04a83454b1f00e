"""App configuration of the handover room: packages that wait have a word in every erasure."""

from django.apps import AppConfig


class PrivacyHandoverConfig(AppConfig):
    name = "privacy.handover"
    label = "privacy_handover"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from privacy.handover import forgetting, receivers  # noqa: F401, PLC0415 - registers by being imported
