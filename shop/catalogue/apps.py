"""App configuration of shop/catalogue."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "shop.catalogue"
    label = "catalogue"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from shop.catalogue import forgetting  # noqa: F401, PLC0415 - registers by being imported
