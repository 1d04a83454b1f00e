"""App configuration of privacy/handles."""

from django.apps import AppConfig


class PrivacyHandlesConfig(AppConfig):
    name = "privacy.handles"
    label = "privacy_handles"
    default_auto_field = "django.db.models.BigAutoField"
