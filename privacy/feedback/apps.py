"""App configuration of privacy/feedback."""

from django.apps import AppConfig


class PrivacyFeedbackConfig(AppConfig):
    name = "privacy.feedback"
    label = "privacy_feedback"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from privacy.feedback import clocks, corrections, evidence  # noqa: F401, PLC0415 - registers by being imported
