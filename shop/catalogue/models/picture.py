"""Photographs, as files of several widths and formats whose names carry a fingerprint of their content."""

from typing import ClassVar

from django.db import models

from shop.catalogue.models.piece import Piece
from shop.catalogue.models.translation import Text
from shop.catalogue.types import View


class PictureFiles(models.Model):
    """The files `{stem}-{width}.{format}` below MEDIA_ROOT."""

    stem = models.CharField(max_length=160)
    # The largest file's size in pixels: what a page reserves before the picture arrives.
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    # "400,800,1200" and "avif,webp": plain text keeps list pages free of JSON decoding.
    widths = models.CharField(max_length=60)
    formats = models.CharField(max_length=24)
    # The JPEG for those who share a link, below MEDIA_ROOT; empty where there is none.
    share = models.CharField(max_length=180, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.stem


class Picture(PictureFiles):
    """One view of a piece; position 0 is the main one."""

    piece = models.ForeignKey(Piece, models.CASCADE, related_name="pictures", db_index=False)
    position = models.PositiveSmallIntegerField()
    view = models.CharField(max_length=24, choices=View.choices)

    class Meta:
        ordering: ClassVar[list[str]] = ["position"]
        constraints = [models.UniqueConstraint(fields=["piece", "position"], name="picture_once")]


class PictureText(Text):
    """What a picture shows, for those who do not see it."""

    picture = models.ForeignKey(Picture, models.CASCADE, related_name="texts", db_index=False)
    alt = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["picture", "language"], name="picture_text_once")]


class Scene(PictureFiles):
    """A wide picture of several pieces, for the home page."""

    slug = models.SlugField(max_length=60, unique=True)


class SceneText(Text):
    """What a scene shows."""

    scene = models.ForeignKey(Scene, models.CASCADE, related_name="texts", db_index=False)
    alt = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scene", "language"], name="scene_text_once")]
