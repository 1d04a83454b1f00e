"""App configuration of the data map: reads every area's declarations while the site starts."""

from django.apps import AppConfig
from django.core.checks import register
from django.utils.module_loading import autodiscover_modules


class PrivacyDatamapConfig(AppConfig):
    name = "privacy.datamap"
    label = "privacy_datamap"

    def ready(self) -> None:
        from privacy.datamap.checks import closed_world  # noqa: PLC0415 - models must be loaded first

        autodiscover_modules("privacy")
        register(closed_world)
