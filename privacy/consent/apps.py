"""App configuration of privacy/consent."""

from django.apps import AppConfig


class PrivacyConsentConfig(AppConfig):
    name = "privacy.consent"
    label = "privacy_consent"
    default_auto_field = "django.db.models.BigAutoField"
