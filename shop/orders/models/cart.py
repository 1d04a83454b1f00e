"""The cart on the server: for browsers without storage, and for accounts whose owner wants it kept there."""

from django.db import models

from privacy.people.models import AboutPerson, person_first


class Cart(AboutPerson):
    """One cart a person. `lines` is {piece id: [quantity, milliseconds since 1970 of its last change]}.

    Quantity 0 is a removal that has to win over older lines elsewhere. One row, so that a merge is one write.
    """

    person = person_first()
    lines = models.JSONField(default=dict)
    touched_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person"], name="one_cart_per_person")]

    def __str__(self) -> str:
        return f"cart {self.pk}"
