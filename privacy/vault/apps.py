"""App configuration of privacy/vault."""

from django.apps import AppConfig


class PrivacyVaultConfig(AppConfig):
    name = "privacy.vault"
    label = "privacy_vault"
    default_auto_field = "django.db.models.BigAutoField"
