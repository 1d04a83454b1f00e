"""The studio's vocabulary: forms, colours, stages of making and the roles of those who make."""

from typing import ClassVar

from django.db import models

from shop.catalogue.models.translation import Text
from shop.catalogue.types import WordKind


class Word(models.Model):
    """A term that pieces are described, filtered and documented with."""

    kind = models.CharField(max_length=12, choices=WordKind.choices)
    slug = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["kind", "position"]
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="word_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.slug}"


class WordText(Text):
    """A term in one language."""

    word = models.ForeignKey(Word, models.CASCADE, related_name="texts", db_index=False)
    name = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["word", "language"], name="word_text_once")]
