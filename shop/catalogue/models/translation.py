"""Texts as rows: one per thing and language, so that a new language is new rows and no migration."""

from django.db import models


class Text(models.Model):
    """What every row of words has: its language, as a BCP 47 tag in lower case ("en", "zh-hans")."""

    language = models.CharField(max_length=12)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.pk} ({self.language})"
