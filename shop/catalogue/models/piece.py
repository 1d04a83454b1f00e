"""Pieces: one of a kind with its own serial, or a small series; their facts, words and prices."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Greatest

from shop.catalogue.models.collection import Collection
from shop.catalogue.models.material import Material
from shop.catalogue.models.technique import Technique
from shop.catalogue.models.translation import Text
from shop.catalogue.models.word import Word


class Piece(models.Model):
    """A thing the studio sells. `edition` is 1 for a one-off; `stock` is what can still be claimed."""

    slug = models.SlugField(max_length=80, unique=True)
    serial = models.CharField(max_length=24, unique=True)
    published = models.BooleanField(default=False)
    position = models.PositiveIntegerField(default=0)
    collection = models.ForeignKey(Collection, models.PROTECT, related_name="pieces")
    form = models.ForeignKey(Word, models.PROTECT, related_name="formed_pieces")
    techniques = models.ManyToManyField(Technique, through="PieceTechnique", related_name="pieces")
    materials = models.ManyToManyField(Material, through="PieceMaterial", related_name="pieces")
    colours = models.ManyToManyField(Word, through="PieceColour", related_name="coloured_pieces")
    length_mm = models.PositiveIntegerField()
    width_mm = models.PositiveIntegerField()
    height_mm = models.PositiveIntegerField()
    longest_mm = models.GeneratedField(
        expression=Greatest("length_mm", "width_mm", "height_mm"),
        output_field=models.PositiveIntegerField(),
        db_persist=True,
    )
    weight_g = models.PositiveIntegerField()
    # The packed parcel, and what customs are told about the finished piece.
    parcel_g = models.PositiveIntegerField()
    hs_code = models.CharField(max_length=6)
    origin = models.CharField(max_length=2, default="CN")
    coats = models.PositiveSmallIntegerField()
    curing_days = models.PositiveSmallIntegerField()
    finished_on = models.DateField()
    edition = models.PositiveSmallIntegerField(default=1)
    stock = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(stock__gte=0), name="piece_stock_not_negative"),
            models.CheckConstraint(condition=models.Q(edition__gte=1), name="piece_edition_at_least_one"),
            models.CheckConstraint(condition=models.Q(stock__lte=models.F("edition")), name="piece_stock_in_edition"),
        ]
        # Partial, for SQLite takes no order from an index that begins with a bare truth value.
        indexes = [
            models.Index(fields=["position", "id"], condition=models.Q(published=True), name="shown_in_order"),
            models.Index(
                fields=["collection", "position", "id"], condition=models.Q(published=True), name="shown_in_collection"
            ),
            models.Index(fields=["-finished_on", "-id"], condition=models.Q(published=True), name="shown_newest"),
            models.Index(
                fields=["form", "position", "id"], condition=models.Q(published=True), name="shown_of_form_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.serial


class PieceText(Text):
    """A piece in one language; `base` and `ground` say what lies under the lacquer."""

    piece = models.ForeignKey(Piece, models.CASCADE, related_name="texts", db_index=False)
    name = models.CharField(max_length=160)
    story = models.TextField(blank=True)
    base = models.CharField(max_length=200, blank=True)
    ground = models.CharField(max_length=200, blank=True)
    care = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["piece", "language"], name="piece_text_once")]


class Price(models.Model):
    """What a piece costs in one currency, set by the studio, never converted. Minor units."""

    piece = models.ForeignKey(Piece, models.CASCADE, related_name="prices", db_index=False)
    currency = models.CharField(max_length=3)
    minor = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["piece", "currency"], name="price_once_per_currency"),
            models.CheckConstraint(condition=models.Q(minor__gt=0), name="price_above_zero"),
        ]
        indexes = [models.Index(fields=["currency", "minor", "piece"], name="price_in_order")]

    def __str__(self) -> str:
        return f"{self.minor} {self.currency}"


class PieceTechnique(models.Model):
    """A technique used on a piece, the leading one first."""

    piece = models.ForeignKey(Piece, models.CASCADE, related_name="piece_techniques", db_index=False)
    technique = models.ForeignKey(Technique, models.PROTECT, related_name="piece_techniques", db_index=False)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["position"]
        constraints = [models.UniqueConstraint(fields=["piece", "technique"], name="piece_technique_once")]
        indexes = [models.Index(fields=["technique", "piece"], name="piece_by_technique")]

    def __str__(self) -> str:
        return f"technique {self.technique_id} of piece {self.piece_id}"


class PieceMaterial(models.Model):
    """A material in a piece, the leading one first."""

    piece = models.ForeignKey(Piece, models.CASCADE, related_name="piece_materials", db_index=False)
    material = models.ForeignKey(Material, models.PROTECT, related_name="piece_materials")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["position"]
        constraints = [models.UniqueConstraint(fields=["piece", "material"], name="piece_material_once")]

    def __str__(self) -> str:
        return f"material {self.material_id} of piece {self.piece_id}"


class PieceColour(models.Model):
    """A colour of a piece, the leading one first."""

    piece = models.ForeignKey(Piece, models.CASCADE, related_name="piece_colours", db_index=False)
    colour = models.ForeignKey(Word, models.PROTECT, related_name="piece_colours", db_index=False)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["position"]
        constraints = [models.UniqueConstraint(fields=["piece", "colour"], name="piece_colour_once")]
        indexes = [models.Index(fields=["colour", "piece"], name="piece_by_colour")]

    def __str__(self) -> str:
        return f"colour {self.colour_id} of piece {self.piece_id}"
