"""App configuration of privacy/rights."""

from django.apps import AppConfig


class PrivacyRightsConfig(AppConfig):
    name = "privacy.rights"
    label = "privacy_rights"
    default_auto_field = "django.db.models.BigAutoField"
