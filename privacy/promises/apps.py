"""App configuration of the promises room: finds the witnesses while the site starts."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PrivacyPromisesConfig(AppConfig):
    name = "privacy.promises"
    label = "privacy_promises"

    def ready(self) -> None:
        from privacy.promises import sharing_evidence  # noqa: F401, PLC0415 - registers by being imported

        autodiscover_modules("evidence")
