"""What a PostgreSQL server has on its disk of one database: its cells, its files, its write-ahead log, its own log."""

import os
import shutil
from contextlib import suppress
from pathlib import Path

import psycopg

from tests.databases import tables

SEGMENT = 24  # letters in the name of a file of the write-ahead log


def position(url: str) -> str:
    """Where the server's write-ahead log stands."""
    with psycopg.connect(url, autocommit=True) as database:
        [(at,)] = database.execute("SELECT pg_walfile_name(pg_current_wal_lsn())").fetchall()
    return str(at)


def dump(url: str, target: Path) -> None:
    """Every table as COPY gives it; after a checkpoint the database's own files too, where this user may read them."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for table, content in tables(url).items():
        (target / f"{table}.copy").write_bytes(content)
    with psycopg.connect(url, autocommit=True) as database:
        database.execute("CHECKPOINT")
        [(number,)] = database.execute("SELECT oid FROM pg_database WHERE datname = current_database()").fetchall()
    if readable(url):
        shutil.copytree(_data(url) / "base" / str(number), target / "files", dirs_exist_ok=True)


def readable(url: str) -> bool:
    """Whether this user may read what the server keeps on its disk."""
    return os.access(_data(url) / "base", os.R_OK | os.X_OK)


def said(url: str, since: str, target: Path) -> None:
    """What the server wrote beside the tables: its log, and its write-ahead log since `since`, where we may read it."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for one in _logs(_data(url)):
        shutil.copy(one, target / f"{one.name}.log")
    ahead = _data(url) / "pg_wal"
    if os.access(ahead, os.R_OK | os.X_OK):
        for one in ahead.iterdir():
            if len(one.name) == SEGMENT and one.name >= since:
                with suppress(FileNotFoundError):  # used again for something later, this very moment
                    shutil.copy(one, target / f"{one.name}.wal")


def _data(url: str) -> Path:
    with psycopg.connect(url, autocommit=True) as database:
        [(folder,)] = database.execute("SELECT current_setting('data_directory')").fetchall()
    return Path(folder)


def _logs(data: Path) -> list[Path]:
    """Where servers write their words: beside their data, as bin/test starts one, or in a folder of their own."""
    if not os.access(data, os.R_OK | os.X_OK):
        return []
    return [one for one in (data.parent / "log", *(data / "log").glob("*")) if one.is_file()]
