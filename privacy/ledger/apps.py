"""App configuration of privacy/ledger."""

from django.apps import AppConfig


class PrivacyLedgerConfig(AppConfig):
    name = "privacy.ledger"
    label = "privacy_ledger"
    default_auto_field = "django.db.models.BigAutoField"
