"""App configuration of shop/storefront."""

from django.apps import AppConfig


class StorefrontConfig(AppConfig):
    name = "shop.storefront"
    label = "storefront"
    default_auto_field = "django.db.models.BigAutoField"
