"""HTML of strangers as plain text: no address is called, no markup is kept.

Read by hand in one pass: the standard library's parser takes the square of a hostile page's length (a minute for
300 kB of opened comments).
"""

import html as entities
import re

LONGEST = 300_000
SILENT = {"script", "style", "head", "title", "template", "noscript", "svg", "object", "iframe"}
BREAKS = {
    "br",
    "p",
    "div",
    "li",
    "tr",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "table",
    "ul",
    "ol",
    "hr",
    "pre",
}
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})\b[^<>]*>|<[!?][^<>]*>")


def as_text(html: str) -> str:
    """The text of a page, a line per block; of broken markup as much as can be read."""
    page, pieces, at = _without_comments(html[:LONGEST]), [], 0
    while found := TAG.search(page, at):
        pieces.append(entities.unescape(page[at : found.start()].replace("\n", " ")))
        at, name = found.end(), (found[2] or "").lower()
        if name in BREAKS:
            pieces.append("\n")
        if name in SILENT and not found[1]:
            at = _end_of(name, page, at)
    pieces.append(entities.unescape(page[at:].replace("\n", " ")))
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _without_comments(page: str) -> str:
    """An opened comment that never ends hides the rest, as in a browser."""
    pieces, at = [], 0
    while (start := page.find("<!--", at)) >= 0:
        pieces.append(page[at:start])
        end = page.find("-->", start + 4)
        if end < 0:
            return "".join(pieces)
        at = end + 3
    return "".join([*pieces, page[at:]])


def _end_of(name: str, page: str, at: int) -> int:
    """Where the text goes on after an element that shows none."""
    ending = re.compile(rf"</{name}\b[^<>]*>", re.IGNORECASE).search(page, at)
    return ending.end() if ending else len(page)
