"""The media folder holds private files too: only names that a picture of ours could have are served."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client, override_settings

NAME = "pieces/lotus-bowl/top-0123456789-400.webp"


@pytest.fixture(autouse=True)
def media(tmp_path: Path) -> Iterator[None]:
    for name in (NAME, "pieces/lotus-bowl/secret.txt", "sealed/file", "pieces/lotus-bowl/top-0123456789-400.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"bytes")
    with override_settings(MEDIA_ROOT=tmp_path):
        yield


def test_a_picture_may_be_kept_for_ever(client: Client) -> None:
    answer = client.get(f"/media/{NAME}")
    assert b"".join(answer) == b"bytes"
    assert answer.headers["Content-Type"] == "image/webp"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert not answer.cookies


@pytest.mark.parametrize(
    "name",
    [
        "pieces/lotus-bowl/secret.txt",
        "sealed/file",
        "pieces/lotus-bowl/top-0123456789-400.html",
        "pieces/lotus-bowl/top-0123456789-800.webp",
        "pieces/../sealed/file",
        "pieces/%2e%2e/sealed/file",
        "../main.sqlite3",
        "pieces/lotus-bowl/top-0123456789-400.webp%00.txt",
        "pieces/lotus-bowl/",
        "",
    ],
)
def test_nothing_else_is_there(client: Client, name: str) -> None:
    assert client.get(f"/media/{name}").status_code == 404
