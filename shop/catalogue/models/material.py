"""Materials: what a piece is made of, with what customs ask about each."""

from typing import ClassVar

from django.db import models

from shop.catalogue.models.translation import Text


class Material(models.Model):
    """A wood, a cloth, a pigment, a shell."""

    slug = models.SlugField(max_length=60, unique=True)
    # Harmonised System, six digits without the dot; ISO 3166-1 alpha-2 of where it comes from.
    hs_code = models.CharField(max_length=6)
    origin = models.CharField(max_length=2, default="CN")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "id"]

    def __str__(self) -> str:
        return self.slug


class MaterialText(Text):
    """A material in one language."""

    material = models.ForeignKey(Material, models.CASCADE, related_name="texts", db_index=False)
    name = models.CharField(max_length=120)
    about = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["material", "language"], name="material_text_once")]
