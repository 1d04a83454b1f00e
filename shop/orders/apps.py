"""App configuration of shop/orders."""

from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = "shop.orders"
    label = "orders"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from shop.orders import (  # noqa: PLC0415 - what listens, what can be corrected, what is shown
            corrections,  # noqa: F401
            presenting,  # noqa: F401
            receivers,  # noqa: F401
        )
