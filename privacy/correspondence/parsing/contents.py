"""The readable text of a mail and what was enclosed, within bounds; what does not fit them stays a sealed original."""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import compat32
from typing import Any

from privacy.correspondence.parsing.decoding import clean, decoded, file_name, header
from privacy.correspondence.parsing.html import as_text
from privacy.correspondence.parsing.replies import language_of, without_tail
from privacy.correspondence.types import Contents, Enclosed

LONGEST_TEXT = 100_000
LONGEST_SUBJECT = 300
MOST_PARTS = 500
MOST_FILES = 50
MOST_LINES = 800_000
# Nested deeper, a mail is a bomb: the parser pays for each level at each line.
MOST_BOUNDARIES = 40
MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,40}/[a-z0-9][a-z0-9!#$&^_.+-]{0,55}\Z")


def contents(raw: bytes) -> Contents:
    """What a mail says and encloses. Never raises: what cannot be read is said to be not whole."""
    if raw.count(b"\n") > MOST_LINES or raw.lower().count(b"boundary=") > MOST_BOUNDARIES:
        return _unread(raw)
    try:
        return _read(message_from_bytes(raw, policy=compat32))
    except Exception:  # noqa: BLE001 - whatever a stranger's mail makes the parser do, the original is kept
        return _unread(raw)


def _read(mail: Any) -> Contents:
    plain: list[str] = []
    marked: list[str] = []
    files: list[Enclosed] = []
    whole = True
    for count, part in enumerate(_leaves(mail)):
        kind, name = _media_type(part), _name(part)
        if count >= MOST_PARTS or len(files) >= MOST_FILES:
            whole = False
            break
        if name is None and kind in ("text/plain", "text/html"):
            (plain if kind == "text/plain" else marked).append(_text(part))
        elif content := _bytes(part):
            files.append(Enclosed(file_name(name or _default_name(kind)), kind, content))
    text = "\n".join(plain).strip() or as_text("\n".join(marked))
    subject = header(next((value for key, value in mail.raw_items() if key.lower() == "subject"), ""))
    return _contents(subject, text, tuple(files), whole=whole and len(text) <= LONGEST_TEXT)


def _unread(raw: bytes) -> Contents:
    """A mail nobody dares to take apart: its head's subject is not read either, and its text is what it begins with."""
    body = re.split(rb"\r?\n\r?\n", raw[:20_000], maxsplit=1)[-1]
    return _contents("", decoded(body), (), whole=False)


def _contents(subject: str, text: str, files: tuple[Enclosed, ...], *, whole: bool) -> Contents:
    text = clean(text)[:LONGEST_TEXT].strip()
    said = without_tail(text)
    return Contents(subject[:LONGEST_SUBJECT], text, said, language_of(f"{subject} {said}"), files, whole)


def _leaves(mail: Any) -> Iterator[Any]:
    """Parts without parts, in order. A mail within the mail is a leaf: it is a file that was enclosed."""
    waiting = [mail]
    while waiting:
        part = waiting.pop()
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            waiting.extend(reversed(part.get_payload()))
        else:
            yield part


def _media_type(part: Any) -> str:
    kind = str(part.get_content_type()).lower()
    return kind if MEDIA_TYPE.match(kind) else "application/octet-stream"


def _name(part: Any) -> str | None:
    """The name of an enclosed file, "" for one without, None for a part that is to be read."""
    try:
        name = part.get_filename()
    except Exception:  # noqa: BLE001 - the standard library raises many kinds over names of strangers
        return ""
    if name is not None:
        return str(name)
    return "" if str(part.get("content-disposition", "")).lower().lstrip().startswith("attachment") else None


def _default_name(kind: str) -> str:
    return "letter.eml" if kind == "message/rfc822" else "file"


def _bytes(part: Any) -> bytes:
    if part.is_multipart():
        return b"\r\n".join(bytes(one) for one in part.get_payload())
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _text(part: Any) -> str:
    return decoded(_bytes(part)[: 4 * LONGEST_TEXT], str(part.get_param("charset", "") or ""))
