"""App configuration of the incidents room."""

from django.apps import AppConfig


class PrivacyIncidentsConfig(AppConfig):
    name = "privacy.incidents"
    label = "privacy_incidents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from privacy.incidents import receivers  # noqa: F401, PLC0415 - registers by being imported
        from privacy.incidents.services import approval  # noqa: F401, PLC0415 - likewise
