"""App configuration of the sharing room: the gate has a word in every erasure."""

from django.apps import AppConfig
from django.conf import settings


class PrivacySharingConfig(AppConfig):
    name = "privacy.sharing"
    label = "privacy_sharing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from privacy.sharing import forgetting, texting  # noqa: F401, PLC0415 - registers by being imported
        from privacy.sharing.twilio import sending  # noqa: PLC0415 - settings are read first

        if settings.PRIVACY_TEXT_ACCOUNT:
            texting.use(sending.send)
