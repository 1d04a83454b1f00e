"""App configuration of the correspondence room: its clocks end with every erasure."""

from django.apps import AppConfig


class PrivacyCorrespondenceConfig(AppConfig):
    name = "privacy.correspondence"
    label = "privacy_correspondence"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from privacy.correspondence import forgetting  # noqa: F401, PLC0415 - registers by being imported
