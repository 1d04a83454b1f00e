"""App configuration of shop/delivery."""

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "shop.delivery"
    label = "delivery"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Lend the account's address book our address forms."""
        from shop.accounts.services import use_address_forms  # noqa: PLC0415 - models are loaded by now, not before
        from shop.delivery.book import DeliveryForms  # noqa: PLC0415 - likewise

        use_address_forms(DeliveryForms())
