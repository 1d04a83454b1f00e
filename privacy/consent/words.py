"""Whether a short reply asks us to stop writing, in the languages people write to us."""

import re
import unicodedata

# Whole replies, without blanks and signs: a longer text is read by a person.
_WORDS = (
    "unsubscribe|unsubscribeme|pleaseunsubscribe|pleaseunsubscribeme|stop|stopplease|pleasestop|stopall|end|quit|cancel|optout"
    "|remove|removeme|pleaseremoveme|nomoremail|nomoreemails|nomoremails|stopemails|stopmail"
    "|退订|请退订|我要退订|退訂|請退訂|取消订阅|取消訂閱|请取消订阅|不要再发|不要再发了|别再发了|停止|停止订阅"
    "|abmelden|bitteabmelden|abbestellen|bitteabbestellen|stopp|keinemailsmehr|newsletterabmelden"
    "|desabonner|medesabonner|desabonnement|desinscription|desinscrire|arret|arreter|stopper"
    "|baja|darmedebaja|darsedebaja|cancelarsuscripcion|nomas|borrarme"
    "|disiscrivimi|cancellami|annullaiscrizione|cancelariscrizione"
    "|配信停止|配信停止希望|購読解除|解除|停止してください|登録解除|退会"
    "|수신거부|구독취소|구독해지|отписаться|отпишите|отписка|uitschrijven|afmelden|wypisz|avregistrera|avsluta"
)
LONGEST, MOST_LINES = 60, 2


def asks_to_stop(text: str) -> bool:
    """Whether a reply, without what it quotes, says that we should stop, followed by a name at most.

    Anything longer, such as "do not stop", is left to a person.
    """
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith(">")]
    if not lines or len(lines) > MOST_LINES or len(lines[0]) > LONGEST:
        return False
    return _bare(lines[0]) in ENOUGH and all(len(line) <= LONGEST for line in lines[1:])


def _bare(line: str) -> str:
    """Lower case, no accents, no signs, no blanks."""
    plain = unicodedata.normalize("NFKD", line.casefold())
    kept = "".join(one for one in plain if not unicodedata.combining(one))
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFC", kept))


ENOUGH = frozenset(_bare(one) for one in _WORDS.split("|"))
