"""A new address or number is proved before it is written down: a code goes there and is read back."""

import datetime as dt
import uuid
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext, gettext_noop

from kit.jobs.services import enqueue
from privacy.access.models import Opening
from privacy.datamap.vocabulary import ANSWER_RIGHTS
from privacy.erasure import queries as remains
from privacy.erasure import services as erasure
from privacy.handles import services as handles
from privacy.handles.models import Handle
from privacy.handles.types import Kind
from privacy.people.models import Person
from privacy.rights import identity
from privacy.rights.models import Request
from privacy.rights.services import life, to_prove
from privacy.rights.types import Unfit
from privacy.sharing.models import Disclosure, Message
from privacy.sharing.services import can_text, post, text

# Long enough for a mail server that is down; nothing else is ever written there.
STANDS_IN = dt.timedelta(days=1)
# All that comes of standing in: the handle, what was written there, and that it was opened and handed over for it.
OF_A_STAND_IN = frozenset({Handle, Message, Opening, Disclosure})


def open_for(request: Request) -> Kind | None:
    """What kind of handle this request still has to prove, if any. To be called acting as for `to_prove`."""
    if request.closed_at is not None or not request.is_ready:
        return None
    try:
        asked = to_prove(request)
    except Unfit:  # staff are told so when they correct it
        return None
    return asked[0] if asked else None


def send_code(request: Request, *, at: dt.datetime) -> uuid.UUID | None:
    """Send a code to the new address or number; the code's number, or None where nothing has to be proved.

    To be called acting as for `to_prove`. It goes to a stand-in who bears nothing but this handle: until it is proved
    it is no way to anything the person has here.
    """
    if open_for(request) is None or (asked := to_prove(request)) is None:
        return None
    kind, value = asked
    with transaction.atomic():
        code_id, code = identity.new_code(identity.index_of(kind, value), at=at)
        if code:
            said = {"code": code, "minutes": identity.CODE_LIVES.seconds // 60, "reference": request.reference}
            _write(kind, value, "code_new", gettext_noop("Your code: %(code)s"), said, [request.language], at)
    return code_id


def prove(request: Request, *, code_id: uuid.UUID, code: str, at: dt.datetime) -> bool:
    """Whether `code` was the one sent to what the correction wants now; then it may be written down."""
    if (asked := to_prove(request)) is None:
        return False
    index = identity.redeem(code_id, code, at)
    if index != identity.index_of(*asked):
        return False
    life.note(request=request, at=at, wanted_proved=index)
    return True


def tell_former(kind: Kind, value: str, *, at: dt.datetime) -> None:
    """Tell the former address or number that we write to another from now on, and nothing else.

    In every language, as it may be a stranger who reads there. A number hears nothing where no text messages are sent.
    """
    if kind is Kind.PHONE and not can_text():
        return
    languages = [code for code, _name in settings.LANGUAGES]
    _write(kind, value, "moved", gettext_noop("We write to another address from now on"), {}, languages, at)


def forget_stand_in(person_id: uuid.UUID, *, at: dt.datetime) -> None:
    """Erase a stand-in and what was written to them, unless they have become somebody: proved the handle to be theirs,
    or written to us from there, as the letter to a former address bids whoever did not ask.
    """
    found = Person.objects.filter(pk=person_id, merged_into=None, erased_at=None).exists()
    if found and OF_A_STAND_IN.issuperset(said.model for said in remains.present(frozenset([person_id]))):
        erasure.begin(person_ids=[person_id], at=at)


def _write(
    kind: Kind, value: str, name: str, subject: str, said: dict[str, object], languages: list[str], at: dt.datetime
) -> None:
    """Write to whoever reads there, in these languages; `subject` is an English msgid."""
    heads, words = [], []
    for language in languages:
        with translation.override(language):
            heads.append(gettext(subject) % said)
            words.append(render_to_string(f"privacy_rights/mail/{name}.txt", said).strip())
    person_id = handles.newcomer(handles={kind: value}, at=at)
    key = f"stand-in:{person_id}"
    letter: dict[str, Any] = {"person_id": person_id, "purpose": ANSWER_RIGHTS, "language": languages[0], "key": key}
    letter |= {"text": "\n\n".join(words), "to": identity.index_of(kind, value), "at": at}
    if kind is Kind.PHONE:
        text(**letter)
    else:
        post(subject=" · ".join(heads), **letter)
    enqueue("rights.forget-stand-in", args={"person": str(person_id)}, key=key, at=at, run_at=at + STANDS_IN)
