"""App configuration of privacy/deadlines."""

from django.apps import AppConfig


class PrivacyDeadlinesConfig(AppConfig):
    name = "privacy.deadlines"
    label = "privacy_deadlines"
    default_auto_field = "django.db.models.BigAutoField"
