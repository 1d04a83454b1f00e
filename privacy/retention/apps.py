"""App configuration of privacy/retention."""

from django.apps import AppConfig


class PrivacyRetentionConfig(AppConfig):
    name = "privacy.retention"
    label = "privacy_retention"
    default_auto_field = "django.db.models.BigAutoField"
