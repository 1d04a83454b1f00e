"""App configuration of shop/accounts."""

from django.apps import AppConfig
from django.db.models import Model


class AccountsConfig(AppConfig):
    name = "shop.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Keep e-mail addresses out of the framework's table, and out of how its rows are printed."""
        from allauth.account.models import EmailAddress  # noqa: PLC0415 - models are loaded by now, not before

        from privacy.handles.fields import seal_address  # noqa: PLC0415 - likewise
        from privacy.notice.registry import register_language  # noqa: PLC0415 - likewise
        from shop.accounts import (  # noqa: PLC0415 - connect by being imported
            corrections,  # noqa: F401
            incidents,  # noqa: F401
            presenting,  # noqa: F401
            proving,  # noqa: F401
            queries,
            receivers,  # noqa: F401
            roster,  # noqa: F401
        )

        register_language(queries.language_of)
        seal_address(EmailAddress, "email")
        EmailAddress.__str__ = _opaque


def _opaque(row: Model) -> str:
    return f"address {row.pk}"
