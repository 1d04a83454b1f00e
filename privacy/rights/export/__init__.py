"""The download of everything: a ZIP with a page to read, data for machines, the schema, and all files."""

from privacy.rights.export.archive import archive

__all__ = ["archive"]
