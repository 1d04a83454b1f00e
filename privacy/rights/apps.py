"""App configuration of the rights room: its codes go with every erasure."""

from django.apps import AppConfig


class PrivacyRightsConfig(AppConfig):
    name = "privacy.rights"
    label = "privacy_rights"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from privacy.rights import (  # noqa: PLC0415 - register by being imported
            clocks,  # noqa: F401
            corrections,  # noqa: F401
            forgetting,  # noqa: F401
            receivers,  # noqa: F401
            rooms,  # noqa: F401
            staying,  # noqa: F401
        )
