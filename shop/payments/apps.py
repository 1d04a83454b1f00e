"""App configuration of shop/payments."""

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "shop.payments"
    label = "payments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from shop.payments import presenting  # noqa: F401, PLC0415 - says how payments are shown to whoever paid
