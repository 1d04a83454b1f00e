"""App configuration of privacy/people."""

from django.apps import AppConfig


class PrivacyPeopleConfig(AppConfig):
    name = "privacy.people"
    label = "privacy_people"
    default_auto_field = "django.db.models.BigAutoField"
