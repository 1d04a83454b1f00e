"""App configuration of the sharing room: the gate has a word in every erasure."""

from django.apps import AppConfig


class PrivacySharingConfig(AppConfig):
    name = "privacy.sharing"
    label = "privacy_sharing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from privacy.sharing import forgetting  # noqa: F401, PLC0415 - registers by being imported
