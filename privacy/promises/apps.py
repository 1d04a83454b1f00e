"""App configuration of privacy/promises."""

from django.apps import AppConfig


class PrivacyPromisesConfig(AppConfig):
    name = "privacy.promises"
    label = "privacy_promises"
    default_auto_field = "django.db.models.BigAutoField"
