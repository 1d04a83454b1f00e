"""App configuration of the rights room: its codes go with every erasure."""

from django.apps import AppConfig


class PrivacyRightsConfig(AppConfig):
    name = "privacy.rights"
    label = "privacy_rights"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from privacy.rights import clocks, forgetting, receivers, rooms  # noqa: F401, PLC0415 - registers by being imported
