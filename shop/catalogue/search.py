"""Full-text look-up on SQLite (FTS5) and PostgreSQL (`simple`), with the same answers on both."""

from collections.abc import Sequence

from django.db import connection

from shop.catalogue.words import loosened, phrases

# A search looks no further than this many pieces: the page of a common word costs the same in a huge catalogue.
LIMIT = 1000

_SQLITE = """
    SELECT piece_id FROM (
        SELECT * FROM (SELECT 0 AS tier, rowid AS entry FROM catalogue_search
                       WHERE catalogue_search MATCH %s ORDER BY rowid DESC LIMIT %s)
        UNION ALL
        SELECT * FROM (SELECT 1, rowid FROM catalogue_search
                       WHERE catalogue_search MATCH %s ORDER BY rowid DESC LIMIT %s)
    ) found JOIN catalogue_searchentry e ON e.id = found.entry
    WHERE e.language IN (%s, 'en') ORDER BY tier, piece_id DESC
"""
_POSTGRESQL = """
    SELECT piece_id FROM (
        (SELECT 0 AS tier, id AS entry FROM catalogue_searchentry
         WHERE to_tsvector('simple', title) @@ to_tsquery('simple', %s) ORDER BY id DESC LIMIT %s)
        UNION ALL
        (SELECT 1, id FROM catalogue_searchentry
         WHERE to_tsvector('simple', title || ' ' || body) @@ to_tsquery('simple', %s) ORDER BY id DESC LIMIT %s)
    ) found JOIN catalogue_searchentry e ON e.id = found.entry
    WHERE e.language IN (%s, 'en') ORDER BY tier, piece_id DESC
"""


def naming(texts: Sequence[str]) -> list[int]:
    """Ids of the entries in which one of these numbers or words stands; by the index, however many entries there are.

    The texts are letters, digits, hyphens and blanks alone.
    """
    if connection.vendor == "sqlite":
        sql = "SELECT rowid FROM catalogue_search WHERE catalogue_search MATCH %s"
        params = [" OR ".join(f'"{text}"' for text in texts)]
    else:
        anywhere = " || ".join(["phraseto_tsquery('simple', %s)"] * len(texts))
        sql = f"SELECT id FROM catalogue_searchentry WHERE to_tsvector('simple', title || ' ' || body) @@ ({anywhere})"  # noqa: S608 - no value is in it
        params = list(texts)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [entry for (entry,) in cursor.fetchall()]


def _fts5(runs: list[list[str]], columns: str) -> str:
    terms = " AND ".join(f'"{" ".join(run)}"' + ("*" if len(run) == 1 else "") for run in runs)
    return f"{columns} : ({terms})"


def _tsquery(runs: list[list[str]]) -> str:
    return " & ".join(
        "(" + " <-> ".join(f"'{word}'" + (":*" if len(run) == 1 else "") for word in run) + ")" for run in runs
    )


def ranked(query: str, language: str) -> list[int]:
    """Ids of the pieces that bear all words of `query`, in the visitor's language or English.

    Pieces that bear them in the name come first, then the newest first. Where a run of signs is found nowhere, its
    signs are looked for one by one: a second statement, for who would have found nothing. Never raises, whatever the
    text.
    """
    runs = phrases(query)
    if not runs:
        return []
    found = _ranked(runs, language)
    if found or not any(len(run) > 1 for run in runs) or not (signs := loosened(runs)):
        return found
    return _ranked(signs, language)


def _ranked(runs: list[list[str]], language: str) -> list[int]:
    if connection.vendor == "sqlite":
        sql, title, anywhere = _SQLITE, _fts5(runs, "title"), _fts5(runs, "{title body}")
    else:
        sql, title, anywhere = _POSTGRESQL, _tsquery(runs), _tsquery(runs)
    with connection.cursor() as cursor:
        cursor.execute(sql, [title, LIMIT, anywhere, LIMIT, language])
        return list(dict.fromkeys(piece_id for (piece_id,) in cursor.fetchall()))
