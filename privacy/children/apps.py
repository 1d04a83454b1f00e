"""App configuration of the children's room: it listens to words that arrive."""

from django.apps import AppConfig


class PrivacyChildrenConfig(AppConfig):
    name = "privacy.children"
    label = "privacy_children"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from privacy.children import corrections, forgetting, receivers  # noqa: F401, PLC0415 - register by being imported
