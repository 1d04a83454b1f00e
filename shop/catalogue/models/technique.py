"""Techniques of the lacquer bench: tihong, luodian, miaojin and the others."""

from typing import ClassVar

from django.db import models

from shop.catalogue.models.translation import Text


class Technique(models.Model):
    """A technique. Its Chinese name and pinyin are shown in every language."""

    slug = models.SlugField(max_length=60, unique=True)
    native_name = models.CharField(max_length=40)
    pinyin = models.CharField(max_length=60, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "id"]

    def __str__(self) -> str:
        return self.slug


class TechniqueText(Text):
    """A technique in one language."""

    technique = models.ForeignKey(Technique, models.CASCADE, related_name="texts", db_index=False)
    name = models.CharField(max_length=120)
    about = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["technique", "language"], name="technique_text_once")]
