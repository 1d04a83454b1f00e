"""App configuration of privacy/access."""

from django.apps import AppConfig


class PrivacyAccessConfig(AppConfig):
    name = "privacy.access"
    label = "privacy_access"
    default_auto_field = "django.db.models.BigAutoField"
