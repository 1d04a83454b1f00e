"""App configuration of shop/orders."""

from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = "shop.orders"
    label = "orders"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from shop.orders import corrections, receivers  # noqa: F401, PLC0415 - what listens and what can be corrected
