"""Collections: the rooms in which pieces are shown."""

from typing import ClassVar

from django.db import models

from shop.catalogue.models.translation import Text


class Collection(models.Model):
    """A group of pieces that belong together."""

    slug = models.SlugField(max_length=60, unique=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "id"]

    def __str__(self) -> str:
        return self.slug


class CollectionText(Text):
    """A collection in one language."""

    collection = models.ForeignKey(Collection, models.CASCADE, related_name="texts", db_index=False)
    name = models.CharField(max_length=120)
    intro = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["collection", "language"], name="collection_text_once")]
