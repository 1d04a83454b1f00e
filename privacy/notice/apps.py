"""App configuration of privacy/notice."""

from django.apps import AppConfig


class PrivacyNoticeConfig(AppConfig):
    name = "privacy.notice"
    label = "privacy_notice"
    default_auto_field = "django.db.models.BigAutoField"
