"""App configuration of the promises room: finds the witnesses while the site starts."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PrivacyPromisesConfig(AppConfig):
    name = "privacy.promises"
    label = "privacy_promises"

    def ready(self) -> None:
        from privacy.notice.registry import register_clauses  # noqa: PLC0415 - translations load with the apps
        from privacy.promises import (  # noqa: F401, PLC0415 - register by being imported
            changing,
            protecting,
            registry,
            restoring,
            sharing_evidence,
            young,
        )

        autodiscover_modules("evidence")
        register_clauses(registry.words)
