"""App configuration of shop/payments."""

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "shop.payments"
    label = "payments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from shop.payments import (  # noqa: PLC0415 - how payments are shown to whoever paid, and why they stay
            corrections,  # noqa: F401
            presenting,  # noqa: F401
        )
