"""A checkout: what somebody is about to buy, frozen, and the pieces held for it."""

import uuid

from django.db import models
from django.db.models import Q

from privacy.people.models import AboutPerson


class Checkout(AboutPerson):
    """One attempt to buy. `key` comes with the browser's form: the same key is the same checkout.

    `lines` is [[piece id, quantity], …], frozen when it begins. `closed_at` is set when it has become nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=64, unique=True)
    lines = models.JSONField()
    currency = models.CharField(max_length=3)
    language = models.CharField(max_length=12)
    started_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"checkout {self.pk}"


class HoldState(models.TextChoices):
    """A hold ends by being released or by the piece being sold."""

    ACTIVE = "active"
    RELEASED = "released"
    SOLD = "sold"


class Hold(models.Model):
    """`quantity` of a piece, taken from stock for one checkout until an instant.

    `unit` is 1 for a one-off and NULL for a series: of a one-off at most one hold is active. `checkout_id` is no
    foreign key: when a checkout's row goes, its hold must still be found and its piece given back.
    """

    checkout_id = models.UUIDField(db_index=True)
    piece_id = models.PositiveBigIntegerField()
    unit = models.PositiveSmallIntegerField(null=True)
    quantity = models.PositiveSmallIntegerField()
    until = models.DateTimeField()
    state = models.CharField(max_length=10, choices=HoldState, default=HoldState.ACTIVE)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["piece_id", "unit"], condition=Q(state=HoldState.ACTIVE), name="one_active_hold_per_unit"
            ),
            models.UniqueConstraint(
                fields=["checkout_id", "piece_id"],
                condition=Q(state=HoldState.ACTIVE),
                name="one_active_hold_per_checkout",
            ),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="hold_of_something"),
        ]
        indexes = [
            models.Index(fields=["until"], condition=Q(state=HoldState.ACTIVE), name="hold_running_out"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} of piece {self.piece_id} ({self.state})"
