"""App configuration of the example area."""

from django.apps import AppConfig


class ExampleConfig(AppConfig):
    name = "tests.example"
    label = "example"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from privacy.sharing import social  # noqa: PLC0415 - after the apps
        from tests.example import chat  # noqa: F401, PLC0415 - registers by being imported
        from tests.example.firms import FEED, NETWORK  # noqa: PLC0415 - likewise

        social.fill([NETWORK, FEED])
