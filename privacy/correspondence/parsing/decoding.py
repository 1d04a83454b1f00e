"""Bytes and headers of strangers as clean text. Charsets are believed only from a list: some codecs are traps."""

import re
import unicodedata
from email.header import decode_header

# What mail is written in. Others (zip, punycode, unicode_escape …) are no charsets of mail, and some cost the square.
CHARSETS = {
    "utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "iso-8859-2", "iso-8859-5", "iso-8859-7", "iso-8859-9",
    "iso-8859-15", "windows-1250", "windows-1251", "windows-1252", "windows-1253", "windows-1254", "windows-1256",
    "windows-1258", "cp1252", "koi8-r", "koi8-u", "gb2312", "gbk", "gb18030", "big5", "big5-hkscs", "hz-gb-2312",
    "iso-2022-jp", "shift_jis", "euc-jp", "euc-kr", "utf-16", "utf-16le", "utf-16be", "tis-620", "macintosh",
}  # fmt: skip
GUESSES = ("utf-8", "gb18030")
WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "hz-gb-2312": "hz", "us-ascii": "utf-8", "ascii": "utf-8"}
LONGEST_HEADER = 4_000
# Controls, and the marks that make text read in another order than it is written.
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
LONE = re.compile("[\ud800-\udfff]")


def decoded(content: bytes, charset: str = "") -> str:
    """The text of these bytes: in the charset they claim if it is one and fits, else in the first that does."""
    claimed = charset.strip().lower().strip("\"'")
    tried = (WIDER.get(claimed, claimed),) if claimed in CHARSETS else ()
    for name in (*tried, *GUESSES):
        try:
            return clean(content.decode(name))
        except (UnicodeError, LookupError):
            continue
    return clean(content.decode(tried[0] if tried else "utf-8", errors="replace"))


def clean(text: str) -> str:
    """Without what nobody sees: control characters, marks that turn the reading direction, halves of characters."""
    lined = text.replace("\r\n", "\n").replace("\r", "\n")
    return LONE.sub("\ufffd", UNSEEN.sub("", lined))


def header(raw: object) -> str:
    """A header as one line of text, encoded words decoded, whatever they say."""
    line = " ".join(_unfolded(raw).split())
    try:
        pieces = decode_header(line)
    except Exception:  # noqa: BLE001 - the standard library raises many kinds over words of strangers
        return clean(line)
    words = [decoded(one, charset or "") if isinstance(one, bytes) else clean(one) for one, charset in pieces]
    return " ".join("".join(words).split())


def file_name(claimed: str) -> str:
    """A name that is only a name: no folder, no line end, no quote, at most 120 characters, the ending kept."""
    last = re.split(r"[/\\]", header(claimed))[-1]
    plain = "".join(one for one in last if one not in '"<>|:*?;%' and unicodedata.category(one)[0] != "C").strip(". ")
    stem, dot, ending = plain.rpartition(".")
    if not dot:
        return plain[:120] or "file"
    return f"{stem[: 119 - len(ending[:12])] or 'file'}.{ending[:12]}"


def _unfolded(raw: object) -> str:
    text = str(raw)[:LONGEST_HEADER]
    try:
        return text.encode("ascii").decode("ascii")
    except UnicodeEncodeError:
        return decoded(text.encode("utf-8", "surrogateescape"))
