"""App configuration of privacy/erasure."""

from django.apps import AppConfig


class PrivacyErasureConfig(AppConfig):
    name = "privacy.erasure"
    label = "privacy_erasure"
    default_auto_field = "django.db.models.BigAutoField"
