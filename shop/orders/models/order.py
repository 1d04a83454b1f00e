"""The order: a frozen record, its lines, and the journal of what happened to it."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kit.money import Money
from privacy.people.models import AboutPerson
from privacy.vault.fields import SealedJSON, SealedModel, SealedText


class Order(SealedModel):
    """What was ordered, by whom, where it goes and what it costs. Never changed after it was placed.

    Sums are minor units of `currency`; goods + delivery + tax + duty = total. `checkout_id` makes one checkout one
    order. The sealed fields go after six months; the record of the purchase stays as long as claims can be made.
    """

    number = models.CharField(max_length=16, unique=True)
    checkout_id = models.UUIDField(unique=True)
    language = models.CharField(max_length=12)
    currency = models.CharField(max_length=3)
    goods_minor = models.PositiveBigIntegerField()
    delivery_minor = models.PositiveBigIntegerField()
    tax_minor = models.PositiveBigIntegerField(default=0)
    duty_minor = models.PositiveBigIntegerField(default=0)
    total_minor = models.PositiveBigIntegerField()
    country = models.CharField(max_length=2)
    zone = models.CharField(max_length=20)
    duties = models.CharField(max_length=10)
    earliest_on = models.DateField()
    latest_on = models.DateField()
    terms_version = models.CharField(max_length=20)
    notice_version = models.CharField(max_length=64, blank=True)
    placed_at = models.DateTimeField()
    email = SealedText(null=True)
    recipient_name = SealedText(null=True)
    address = SealedJSON(null=True)
    phone = SealedText(null=True)
    note = SealedText(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(total_minor=F("goods_minor") + F("delivery_minor") + F("tax_minor") + F("duty_minor")),
                name="order_total_is_its_sum",
            )
        ]
        indexes = [models.Index(fields=["-placed_at"], name="order_newest")]

    def __str__(self) -> str:
        return self.number

    @property
    def total(self) -> Money:
        """What the buyer pays, all in all."""
        return Money(self.total_minor, self.currency)

    @property
    def delivery(self) -> Money:
        """The delivery's price."""
        return Money(self.delivery_minor, self.currency)


class OfOrder(AboutPerson):
    """A part of an order, kept as long as the order: `ordered_at` repeats its date, so that both end together."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="%(class)ss")
    ordered_at = models.DateTimeField()

    class Meta:
        abstract = True


class OrderLine(OfOrder):
    """A piece as it was at the moment of buying. `names` is {language: name}; weight in grams, packed."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="lines")
    piece_id = models.PositiveBigIntegerField()
    slug = models.CharField(max_length=80)
    serial = models.CharField(max_length=24)
    names = models.JSONField()
    picture = models.CharField(max_length=200, blank=True)
    quantity = models.PositiveSmallIntegerField()
    unit_minor = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    hs_code = models.CharField(max_length=6)
    origin = models.CharField(max_length=2)
    parcel_g = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(quantity__gte=1), name="order_line_of_something")]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.serial}"

    def name(self, language: str) -> str:
        """The piece's name in `language`, else in English."""
        return str(self.names.get(language) or self.names.get("en") or self.serial)

    @property
    def unit(self) -> Money:
        """The price of one."""
        return Money(self.unit_minor, self.currency)

    @property
    def sum(self) -> Money:
        """The price of all of this line."""
        return self.unit * self.quantity


class EventKind(models.TextChoices):
    """What can happen to an order."""

    PLACED = "placed", _("Order received")
    PAID = "paid", _("Paid")
    PACKING = "packing", _("Being packed")
    SHIPPED = "shipped", _("On its way")
    DELIVERED = "delivered", _("Delivered")
    CANCELLED = "cancelled", _("Cancelled")
    REFUND_ASKED = "refund_asked", _("Refund on its way")
    REFUNDED = "refunded", _("Money returned")


class OrderEvent(OfOrder, SealedModel):
    """One entry of an order's journal; never changed. `by` is person, system, or a staff account's id."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="events", db_index=False)
    kind = models.CharField(max_length=14, choices=EventKind)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    # Distinguishes entries that may come twice (a payment's or refund's id); the same one is entered once.
    ref = models.CharField(max_length=60, blank=True)
    minor = models.BigIntegerField(default=0)
    # Why an order was cancelled, or money given back (a code).
    text = models.CharField(max_length=120, blank=True)
    # The carrier's number: whoever has it can ask the carrier where the parcel went.
    parcel = SealedText(_("parcel number"), null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["order", "kind", "ref"], name="order_event_once")]

    def __str__(self) -> str:
        return f"{self.kind} at {self.at:%Y-%m-%d %H:%M}"

    def save(
        self,
        *,
        force_insert: bool | tuple[Any, ...] = False,
        force_update: bool = False,
        using: str | None = None,
        update_fields: Iterable[str] | None = None,
    ) -> None:
        """Insert; an entry is never changed."""
        if not self._state.adding:
            raise TypeError("the journal is never changed: enter another event")
        super().save(force_insert=True, using=using)


class OrderLink(OfOrder):
    """A way to the order's page without an account: the hash of an unguessable token, until it expires."""

    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"link to order {self.order_id}"
