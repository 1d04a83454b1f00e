"""What somebody says now, without what they quote; and the language they say it in."""

import re
import unicodedata

from mailparser_reply import EmailReplyParser

# Beyond this the tail is not looked for: its patterns were not made for hostile text.
LONGEST = 10_000
LONGEST_LINE = 2_000
_PARSER = EmailReplyParser(languages=["en", "zh"])
# Chinese mail programs introduce a quotation in more ways than the library knows.
WROTE = re.compile(r"^[^\n]{0,200}写道[:：][^\S\n]*$", re.MULTILINE)
HAN = re.compile(r"[\u3400-\u9fff]")
LETTER = re.compile(r"\w")
# Its patterns pay the square for runs of empty lines.
EMPTY_LINES = re.compile(r"\n[^\S\n]*(?=\n[^\S\n]*\n)")


def without_tail(text: str) -> str:
    """The newest part of a conversation, without quotation and signature; all of it where nothing newest is left."""
    text = EMPTY_LINES.sub("", text)
    if len(text) > LONGEST or any(len(line) > LONGEST_LINE for line in text.split("\n")):
        return text
    try:
        said = _PARSER.parse_reply(text)
    except Exception:  # noqa: BLE001 - a library of patterns over words of strangers: the whole text is right as well
        return text
    said = (said or "").strip()
    if found := WROTE.search(said):
        said = said[: found.start()].strip() or said
    return said or text


def language_of(text: str) -> str:
    """`zh-hans` where a good part of the letters is Han, else `en`."""
    letters = LETTER.findall(unicodedata.normalize("NFKC", text[:5_000]))
    han = sum(1 for one in letters if HAN.match(one))
    return "zh-hans" if han * 6 > len(letters) else "en"
