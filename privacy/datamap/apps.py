"""App configuration of privacy/datamap."""

from django.apps import AppConfig


class PrivacyDatamapConfig(AppConfig):
    name = "privacy.datamap"
    label = "privacy_datamap"
    default_auto_field = "django.db.models.BigAutoField"
