"""App configuration of privacy/retention."""

from django.apps import AppConfig


class PrivacyRetentionConfig(AppConfig):
    name = "privacy.retention"
    label = "privacy_retention"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.core.checks import register  # noqa: PLC0415 - models must be loaded first

        from privacy.ledger.registry import register_seal  # noqa: PLC0415 - likewise
        from privacy.retention import sealed  # noqa: PLC0415 - likewise
        from privacy.retention.checks import can_be_emptied  # noqa: PLC0415 - likewise

        register(can_be_emptied)
        register_seal("a sweep's report is not what was sealed", sealed.broken)
