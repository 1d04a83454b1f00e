"""Where a sealed package rests, and how it is taken back."""

from pathlib import Path

from django.conf import settings
from django.db import transaction

from privacy.handover.models import Transfer


def take_back(*, transfer: Transfer) -> None:
    """Destroy a package that has not gone, in the caller's transaction: somebody in it was erased."""
    Transfer.objects.filter(pk=transfer.pk, gone_at=None).update(
        sealing_at=None, sealed_at=None, sha256="", people=0, rows=0
    )
    transaction.on_commit(lambda: package_path(transfer).unlink(missing_ok=True))


def package_path(transfer: Transfer) -> Path:
    """Where the sealed package rests until it is handed over."""
    return Path(settings.MEDIA_ROOT) / "handover" / f"{transfer.reference}.sealed"
