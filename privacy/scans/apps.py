"""App configuration of the scans room."""

from django.apps import AppConfig


class PrivacyScansConfig(AppConfig):
    name = "privacy.scans"
    label = "privacy_scans"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from privacy.scans.scanners import dependencies, posture  # noqa: F401, PLC0415 - register by being imported
