"""App configuration of shop/analytics."""

from django.apps import AppConfig


class AnalyticsConfig(AppConfig):
    name = "shop.analytics"
    label = "analytics"
    default_auto_field = "django.db.models.BigAutoField"
