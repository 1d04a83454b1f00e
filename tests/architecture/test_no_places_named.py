"""No file names where packages come from or where somebody's checkout lies: those belong to each machine."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
# Written in pieces, so that this file does not name them either.
PLACES = [
    "pypi" + r"\.org",
    "files.python" + r"hosted\.org",
    "registry." + r"(npmjs|yarnpkg)\.",
    "/opt/" + "pypi",
    "/wo" + r"rk/(wt|main|shared|tools|venv|\.library)\b",
    r"/home/\w+/",
]
NAMED = re.compile("|".join(PLACES).encode())


def committed() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False).stdout.decode()
    if listed:
        return [ROOT / name for name in listed.split("\0") if name]
    return [path for path in ROOT.rglob("*") if not {".venv", "var", "__pycache__"} & set(path.parts)]


def test_no_committed_file_names_a_place() -> None:
    named = [path for path in committed() if path.is_file() and NAMED.search(path.read_bytes())]
    assert named == []


def test_such_a_name_would_be_seen() -> None:
    assert NAMED.search(b"--index-url https://" + b"pypi" + b".org/simple")
    assert NAMED.search(b"cd /wo" + b"rk/main")
