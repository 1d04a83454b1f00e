"""App configuration of the room for outside links."""

from django.apps import AppConfig


class PrivacyOutsideConfig(AppConfig):
    name = "privacy.outside"
    label = "privacy_outside"
