"""Whether a reply asks us to stop writing, in the languages people write to us."""

import re
import unicodedata

# Whole lines, without blanks and signs. Whoever writes one of these means it, whatever else stands below.
_PLAIN = (
    "unsubscribe|unsubscribeme|pleaseunsubscribe|pleaseunsubscribeme|stopall|optout"
    "|removeme|pleaseremoveme|nomoremail|nomoreemails|nomoremails|stopemails|stopmail"
    "|退订|请退订|我要退订|退訂|請退訂|取消订阅|取消訂閱|请取消订阅|不要再发|不要再发了|别再发了|停止订阅"
    "|abmelden|bitteabmelden|abbestellen|bitteabbestellen|keinemailsmehr|newsletterabmelden"
    "|desabonner|medesabonner|desabonnement|desinscription|desinscrire"
    "|darmedebaja|darsedebaja|cancelarsuscripcion|borrarme"
    "|disiscrivimi|cancellami|annullaiscrizione|cancelariscrizione"
    "|配信停止|配信停止希望|購読解除|停止してください|登録解除|退会"
    "|수신거부|구독취소|구독해지|отписаться|отпишите|отписка|uitschrijven|afmelden|wypisz|avregistrera"
)
# These may begin a sentence about something else: they count where nothing but a name and a signature follows.
_BARE = "stop|stopplease|pleasestop|end|quit|cancel|remove|停止|stopp|arret|arreter|stopper|baja|nomas|解除|avsluta"
# English as it is usually put.
_SENTENCE = re.compile(
    r"(please|kindly|iwantto|iwouldliketo|idliketo)?(unsubscribe|removeme|takemeoff|optout|stopsending|stopmailing)(me)?"
    r"(from|of)?(all|any|this|your|the|these)*(mailing|email|news)?(list|letter|mail)s?(anymore|please|thanks|thankyou)*\Z"
)
LONGEST, MOST_LINES, MOST_OF_SIGNATURE = 60, 2, 6
# What mail programs put before a subject when somebody answers.
_ANSWERED = re.compile(r"^(\s*(re|aw|antw|sv|rv|fwd?|回复|答复|转发)\s*[:：])+", re.IGNORECASE)
# Where a signature or what is quoted begins, as far as the reading of mails has left it standing.
_TAIL = re.compile(
    r"^\s*(--\s*$|[-_]{5,}|sent from |get outlook|von meinem |envoyé de |enviado desde |inviato da |发自|發自"
    r"|(from|von|de|da|van|发件人|寄件者|差出人|보낸 사람|от)\s*[:：])",
    re.IGNORECASE,
)
# Somebody who says that we should not end it.
_NOT = re.compile(
    r"(\bnot\b|n['’]t\b|\bnever\b|by mistake|\bkeep\b|\bnicht\b|\bpas\b|\bno (me|quiero)\b|[不别]要?(退订|取消)|误)",
    re.IGNORECASE,
)
_ENDS_A_SENTENCE = re.compile(r"[.!?。！？]\s*\Z")


def asks_to_stop(text: str, subject: str = "") -> bool:
    """Whether a letter says beyond doubt that we should stop: in its first line, or in its subject.

    Only what is said now counts, not what is quoted; "do not stop" is left to a person.
    """
    said = _own_lines(text)
    lines = [line for line in said if line.strip()]
    if not lines:
        return _bare(_ANSWERED.sub("", subject)) in ENOUGH
    head, rest = lines[0], lines[1:]
    if _says_plainly(head):
        return not any(_NOT.search(line) for line in rest)
    if _bare(head) in ENOUGH:
        return _is_a_name(rest) or _is_a_signature(said)
    return _says_plainly(_ANSWERED.sub("", subject)) and not any(_NOT.search(line) for line in lines)


def says_more(text: str) -> bool:
    """Whether more stands in a letter than that we should stop and a name: a person should read it."""
    lines = [line for line in _own_lines(text) if line.strip()]
    return len(lines) > MOST_LINES or any(len(line) > LONGEST for line in lines)


def _own_lines(text: str) -> list[str]:
    """The lines of a letter above its signature and what it quotes, with the line that introduces a quotation."""
    lines: list[str] = []
    for line in text.splitlines():
        if _TAIL.match(line):
            break
        if line.lstrip().startswith(">"):
            _drop_introduction(lines)
            continue
        lines.append(line)
    return lines


def _drop_introduction(lines: list[str]) -> None:
    """“On Monday the studio wrote:” in whatever language: what ends in a colon above a quotation, two lines at most."""
    while lines and not lines[-1].strip():
        lines.pop()
    if not lines or lines[-1].rstrip()[-1] not in ":：":
        return
    lines.pop()
    if len(lines) > 1 and lines[-1].strip():
        lines.pop()


def _is_a_name(rest: list[str]) -> bool:
    return len(rest) < MOST_LINES and all(len(line) <= LONGEST for line in rest)


def _is_a_signature(said: list[str]) -> bool:
    """Whether short lines without a sentence follow after a blank one."""
    first = next(number for number, line in enumerate(said) if line.strip())
    below = said[first + 1 :]
    lines = [line for line in below if line.strip()]
    short = all(len(line) <= LONGEST and not _ENDS_A_SENTENCE.search(line) for line in lines)
    return not below[0].strip() and len(lines) <= MOST_OF_SIGNATURE and short


def _says_plainly(line: str) -> bool:
    if len(line) > LONGEST:
        return False
    bare = _bare(line)
    return bare in PLAIN or _SENTENCE.match(bare) is not None


def _bare(line: str) -> str:
    """Lower case, no accents, no signs, no blanks."""
    plain = unicodedata.normalize("NFKD", line.casefold())
    kept = "".join(one for one in plain if not unicodedata.combining(one))
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFC", kept))


WORDS = (*_PLAIN.split("|"), *_BARE.split("|"))
PLAIN = frozenset(_bare(one) for one in _PLAIN.split("|"))
ENOUGH = PLAIN | {_bare(one) for one in _BARE.split("|")}
