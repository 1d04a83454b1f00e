"""App configuration of ui."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "ui"
    label = "ui"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from ui import voice  # noqa: PLC0415 - forms come after the apps

        voice.speak()
