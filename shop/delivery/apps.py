"""App configuration of shop/delivery."""

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "shop.delivery"
    label = "delivery"
    default_auto_field = "django.db.models.BigAutoField"
