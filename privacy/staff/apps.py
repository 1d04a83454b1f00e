"""App configuration of the staff room: it has a word whenever staff act."""

from django.apps import AppConfig


class PrivacyStaffConfig(AppConfig):
    name = "privacy.staff"
    label = "privacy_staff"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from privacy.staff import gates  # noqa: F401, PLC0415 - registers by being imported
        from privacy.staff.services import posts, violations  # noqa: F401, PLC0415 - likewise
