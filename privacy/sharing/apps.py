"""App configuration of privacy/sharing."""

from django.apps import AppConfig


class PrivacySharingConfig(AppConfig):
    name = "privacy.sharing"
    label = "privacy_sharing"
    default_auto_field = "django.db.models.BigAutoField"
