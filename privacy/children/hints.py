"""Finding in a text what a child would write: an age, school, a guardian; English and Chinese. People decide."""

import re
import unicodedata

from privacy.children.types import Hint, Kind

# Three to fifteen: below the strictest age at which the site would be somebody's own in Europe.
_EN = "three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
_N = rf"(?:1[0-5]|[3-9]|{_EN})"
_ZH = r"(?:1[0-5]|[3-9]|十[一二三四五]?|[三四五六七八九])"
_PARENT = r"(?:mum|mom|mam|mummy|mommy|dad|daddy|parents?|guardian|grandma|grandpa|granny)"
_AFTER = r"(?=\s*(?:years?\s+old|yrs?\s+old|yo\b|y/o|[.,;!?)]|$|and\b|but\b|so\b))"

_PATTERNS = (
    (Kind.AGE, rf"\b(?:i\s*am|i['’]?m)\s+(?:only\s+|just\s+|almost\s+|nearly\s+|turning\s+)?{_N}{_AFTER}"),
    (Kind.AGE, rf"\bmy\s+age\s+is\s+{_N}\b"),
    (Kind.AGE, rf"\b(?:i['’]?m|i\s+am)\s+an?\s+{_N}[\s-]years?[\s-]old\b"),
    (Kind.AGE, rf"\b(?:aged?|age:)\s*{_N}{_AFTER}"),
    (Kind.AGE, rf"\bi\s+(?:just\s+)?turn(?:ed)?\s+{_N}\b"),
    (Kind.AGE, rf"(?:我|本人)(?:今年|现在|才|刚满|刚|只有|快|已经)*\s*{_ZH}\s*(?:周)?岁"),
    (Kind.AGE, rf"(?:^|[，。！？、,.!?\s])今年\s*(?:才)?{_ZH}\s*岁"),
    (Kind.SCHOOL, r"\b(?:i\s+(?:go\s+to|attend)|i['’]?m\s+(?:in|at)|i\s+am\s+(?:in|at))\s+(?:an?\s+|the\s+|my\s+)?"
     r"(?:primary|elementary|middle|junior\s+high)\s+school\b"),
    (Kind.SCHOOL, r"\bmy\s+(?:primary|elementary|middle)\s+school\b"),
    (Kind.SCHOOL, r"\bi['’]?(?:m|\s+am)\s+in\s+(?:the\s+)?(?:[1-9](?:st|nd|rd|th)|first|second|third|fourth|fifth|"
     r"sixth|seventh|eighth|ninth)\s+(?:grade|form)\b"),
    (Kind.SCHOOL, r"\bi['’]?(?:m|\s+am)\s+in\s+(?:grade|year)\s+[1-9]\b"),
    (Kind.SCHOOL, r"\b(?:my|our)\s+(?:homework|school\s+project|class\s+teacher)\b"),
    (Kind.SCHOOL, r"(?:我|我们)(?:正|在|上|读|念)+(?:小学|初中|初[一二三])"),
    (Kind.SCHOOL, r"(?:小学)?[一二三四五六七八1-8]年级"),
    (Kind.SCHOOL, r"我(?:是)?(?:一名|个)?(?:小学生|初中生|中学生)|(?:我的|我们)(?:班主任|作业|班上)|写作业|少先队"),
    (Kind.GUARDIAN, rf"\bmy\s+{_PARENT}\s+(?:says?|said|will|would|lets?|allow(?:s|ed)?|won['’]?t|doesn['’]?t|"
     r"don['’]?t|pays?|is\s+paying|must\s+not|mustn['’]?t)\b"),
    (Kind.GUARDIAN, rf"\bmy\s+{_PARENT}['’]?s?['’]?\s+(?:card|credit\s+card|phone|account|e-?mail|permission)\b"),
    (Kind.GUARDIAN, rf"\b(?:ask(?:ed|ing)?|tell(?:ing)?|told)\s+my\s+{_PARENT}\b"),
    (Kind.GUARDIAN, r"我?(?:的)?(?:妈妈|爸爸|爸妈|父母|家长|奶奶|爷爷|姥姥|外婆)"
     r"(?:说|让我|不让|同意|不同意|不知道|会付|付钱|给我|的(?:银行卡|信用卡|卡|手机|账号|微信|邮箱))"),
)  # fmt: skip
PATTERNS = tuple((kind, re.compile(pattern, re.IGNORECASE | re.MULTILINE)) for kind, pattern in _PATTERNS)
AROUND = 80


def find(text: str) -> list[Hint]:
    """Every hint in a text, in its order; positions are those of `plain(text)`."""
    said = plain(text)
    found = [Hint(kind, one.start(), one.end()) for kind, pattern in PATTERNS for one in pattern.finditer(said)]
    return sorted(found, key=lambda hint: hint.start)


def plain(text: str) -> str:
    """The text in its simplest letters and digits: full-width ones are the same to us."""
    return unicodedata.normalize("NFKC", text)


def excerpt(text: str, hints: list[Hint]) -> str:
    """The places that hint, with a little around them, and nothing else of the text."""
    said, parts, last = plain(text), [], 0
    for hint in hints:
        start, end = max(last, hint.start - AROUND), min(len(said), hint.end + AROUND)
        if end > start:
            parts.append(said[start:end].strip())
            last = end
    return " … ".join(parts)
