"""The engine's own full-text index over the normalised words of `SearchEntry`."""

from typing import Any

from django.db import migrations

# Triggers keep FTS5's external-content table in step. A later migration that rebuilds the entry table must make them anew.
SQLITE = [
    """CREATE VIRTUAL TABLE catalogue_search USING fts5(
        title, body, content='catalogue_searchentry', content_rowid='id', tokenize='unicode61 remove_diacritics 0')""",
    """CREATE TRIGGER catalogue_search_added AFTER INSERT ON catalogue_searchentry BEGIN
        INSERT INTO catalogue_search(rowid, title, body) VALUES (new.id, new.title, new.body); END""",
    """CREATE TRIGGER catalogue_search_removed AFTER DELETE ON catalogue_searchentry BEGIN
        INSERT INTO catalogue_search(catalogue_search, rowid, title, body)
        VALUES ('delete', old.id, old.title, old.body); END""",
    """CREATE TRIGGER catalogue_search_changed AFTER UPDATE ON catalogue_searchentry BEGIN
        INSERT INTO catalogue_search(catalogue_search, rowid, title, body)
        VALUES ('delete', old.id, old.title, old.body);
        INSERT INTO catalogue_search(rowid, title, body) VALUES (new.id, new.title, new.body); END""",
]
POSTGRESQL = [
    "CREATE INDEX catalogue_search_title ON catalogue_searchentry USING gin (to_tsvector('simple', title))",
    "CREATE INDEX catalogue_search_all ON catalogue_searchentry"
    " USING gin (to_tsvector('simple', title || ' ' || body))",
]


def build(apps: Any, schema_editor: Any) -> None:
    """Make the index of this engine."""
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def drop(apps: Any, schema_editor: Any) -> None:
    """Remove it; triggers and indexes go with their table."""
    if schema_editor.connection.vendor == "sqlite":
        for name in ("added", "removed", "changed"):
            schema_editor.execute(f"DROP TRIGGER catalogue_search_{name}")
        schema_editor.execute("DROP TABLE catalogue_search")
    else:
        schema_editor.execute("DROP INDEX catalogue_search_title")
        schema_editor.execute("DROP INDEX catalogue_search_all")


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_pieces_and_all_that_is_said_about_them")]
    operations = [migrations.RunPython(build, drop)]
