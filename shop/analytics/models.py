"""Visits, consented and tied to nobody. They live in the events database."""

from django.db import models


class PageView(models.Model):
    """One page seen during one visit. `visit` is a random number of one browser tab; there is nothing to join it to."""

    visit = models.CharField(max_length=32)
    path = models.CharField(max_length=200)
    title = models.CharField(max_length=120)
    at = models.DateTimeField(db_index=True)
    stay_seconds = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.path
