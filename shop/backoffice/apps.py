"""App configuration of shop/backoffice."""

from django.apps import AppConfig


class BackofficeConfig(AppConfig):
    name = "shop.backoffice"
    label = "backoffice"
    default_auto_field = "django.db.models.BigAutoField"
