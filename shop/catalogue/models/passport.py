"""The passport of a piece: the stages of its making. It names roles, never people."""

from typing import ClassVar

from django.db import models

from shop.catalogue.models.piece import Piece
from shop.catalogue.models.word import Word


class Stage(models.Model):
    """One stage, when it was finished, and the role that did it."""

    piece = models.ForeignKey(Piece, models.CASCADE, related_name="stages", db_index=False)
    position = models.PositiveSmallIntegerField()
    stage = models.ForeignKey(Word, models.PROTECT, related_name="+")
    role = models.ForeignKey(Word, models.PROTECT, related_name="+")
    finished_on = models.DateField()

    class Meta:
        ordering: ClassVar[list[str]] = ["position"]
        constraints = [models.UniqueConstraint(fields=["piece", "position"], name="stage_once")]

    def __str__(self) -> str:
        return f"stage {self.position} of piece {self.piece_id}"
