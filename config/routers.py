"""Which models live in which of the three databases."""

from typing import Any

from django.db.models import Model

# An app label or a single model, to its database; everything else lives in `default`.
HOMES = {
    "privacy_vault.datakey": "keys",
    "privacy_vault.applicationkey": "keys",
    "privacy_vault.tombstone": "keys",
    "privacy_vault.effect": "keys",
    "analytics": "events",
    # The cache table with the counters of limits: its many small writes stay out of the main database's way.
    "django_cache": "events",
}


def home(app_label: str, model_name: str | None) -> str:
    """The database alias that holds this model."""
    return HOMES.get(f"{app_label}.{model_name}", HOMES.get(app_label, "default"))


def _home_of(row: Model) -> str:
    return home(row._meta.app_label, row._meta.model_name)


class ByApp:
    """Reads, writes and migrations go to the model's home."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str:
        return home(model._meta.app_label, model._meta.model_name)

    db_for_write = db_for_read

    def allow_relation(self, one: Model, other: Model, **hints: Any) -> bool:
        # By `_meta`, not by type: request.user is a lazy wrapper around its model.
        return _home_of(one) == _home_of(other)

    def allow_migrate(self, db: str, app_label: str, model_name: str | None = None, **hints: Any) -> bool:
        return home(app_label, model_name) == db
