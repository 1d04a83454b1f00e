"""Entries, the Merkle tree over them, and the signed checkpoints of the tree."""

from typing import Any, NoReturn

from django.db import models


class AppendOnly(Exception):
    """An entry of the ledger is never changed or deleted."""


class AppendOnlyQuerySet(models.QuerySet["Entry"]):
    """Rows to read."""

    def _refuse(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise AppendOnly("ledger entries are only ever appended: privacy.ledger.services.append")

    update = delete = bulk_update = bulk_create = update_or_create = get_or_create = _refuse
    aupdate = adelete = abulk_update = abulk_create = aupdate_or_create = aget_or_create = _refuse


class Entry(models.Model):
    """One thing that was done. `leaf` is its place in the tree, null until it is sealed."""

    kind = models.CharField(max_length=60)
    about = models.UUIDField(null=True)
    facts = models.JSONField(default=dict)
    happened_at = models.DateTimeField()
    nonce = models.CharField(max_length=32)
    mac = models.CharField(max_length=64)
    leaf = models.BigIntegerField(null=True)

    objects = AppendOnlyQuerySet.as_manager()
    unguarded = models.Manager["Entry"]()  # for sealing and expiry alone

    class Meta:
        indexes = [
            models.Index(fields=["about", "id"], name="entry_about"),
            models.Index(fields=["kind", "happened_at"], name="entry_kind"),
            models.Index(fields=["leaf"], name="entry_leaf"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly("a ledger entry is never changed")
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise AppendOnly("a ledger entry is never deleted")


class Node(models.Model):
    """The hash of one complete subtree, keyed by its in-order position: leaf i is at 2i, its parent one beside it."""

    position = models.BigIntegerField(primary_key=True)
    hash = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return f"node {self.position}"


class Checkpoint(models.Model):
    """The signed head of the tree at one moment."""

    number = models.BigIntegerField(primary_key=True)
    size = models.BigIntegerField()
    root = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()
    signature = models.CharField(max_length=128)

    def __str__(self) -> str:
        return f"checkpoint {self.number} over {self.size} entries"
