"""The words a piece is found by, normalised, one row per piece and language."""

from django.db import models

from shop.catalogue.models.piece import Piece
from shop.catalogue.models.translation import Text


class SearchEntry(Text):
    """Normalised words. An engine's own full-text index over them is made by the migration and kept by triggers."""

    piece = models.ForeignKey(Piece, models.CASCADE, related_name="search_entries", db_index=False)
    title = models.TextField()
    body = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["piece", "language"], name="search_entry_once")]
