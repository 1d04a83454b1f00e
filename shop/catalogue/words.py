"""Normalised words: the same text folded the same way for every search engine."""

import re
import unicodedata

# Han, kana, hangul: no blanks between words, so every sign is its own word and a run of signs is a phrase.
_SIGN = re.compile(r"([\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\U00020000-\U0003134f])")
_FOLDED = str.maketrans({"đ": "d", "ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe"})
# Endings that make a thing's name two signs long in speech; the thing itself is the sign before them.
_ENDINGS = {"子", "儿", "兒"}
MAX_WORDS = 8
MAX_LETTERS = 40


def normalise(text: str) -> str:
    """Case folded, accents and punctuation gone, one blank between words and around each CJK sign."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_FOLDED)
    # Hangul falls apart under NFKD: put it together again before it is split into signs.
    spaced = _SIGN.sub(r" \1 ", unicodedata.normalize("NFC", bare))
    return " ".join("".join(c if c.isalnum() else " " for c in spaced).split())


def phrases(query: str) -> list[list[str]]:
    """What is asked for: every list is a run of words that must follow each other; all lists must be found.

    Words of letters stand alone; neighbouring CJK signs without a blank between them form one run.
    """
    found: list[list[str]] = []
    for chunk in query[:200].split():
        run: list[str] = []
        for word in normalise(chunk).split():
            if _SIGN.fullmatch(word):
                run.append(word)
            else:
                found += [run] if run else []
                found.append([word[:MAX_LETTERS]])
                run = []
        found += [run[:MAX_LETTERS]] if run else []
    return found[:MAX_WORDS]


def loosened(runs: list[list[str]]) -> list[list[str]]:
    """The same request, each sign by itself, anywhere, and without spoken endings: 漆盒子 asks for 漆 and 盒."""
    signs = [[sign] for run in runs for sign in run if len(run) == 1 or sign not in _ENDINGS]
    return signs[: 2 * MAX_WORDS]
