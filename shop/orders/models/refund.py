"""Money given back for lines and delivery of an order."""

from django.db import models
from django.db.models import F, Q

from shop.orders.models.order import OfOrder


class OrderRefund(OfOrder):
    """What is refunded: `lines` is [[line id, quantity, minor units], …], `delivery_minor` the delivery's share.

    `payment_refund_id` names the promise in the payment ledger, which alone knows whether the money went back.
    """

    key = models.CharField(max_length=80, unique=True)
    lines = models.JSONField(default=list)
    goods_minor = models.PositiveBigIntegerField()
    delivery_minor = models.PositiveBigIntegerField()
    total_minor = models.PositiveBigIntegerField()
    payment_refund_id = models.PositiveBigIntegerField(unique=True)
    reason = models.CharField(max_length=20)
    by = models.CharField(max_length=40)
    asked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(total_minor=F("goods_minor") + F("delivery_minor")), name="order_refund_is_its_sum"
            ),
            models.CheckConstraint(condition=Q(total_minor__gt=0), name="order_refund_of_something"),
        ]

    def __str__(self) -> str:
        return f"refund {self.pk} of order {self.order_id}"
