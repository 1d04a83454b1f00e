"""What staff may do with a request about data, each as a form and a verb of the rights room."""

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _

from privacy.deadlines.types import Late
from privacy.rights import identity, new_handles
from privacy.rights import services as rights
from privacy.rights.models import Request
from privacy.rights.types import Blocked, Case, Denial, NotProved, Right, Status, Unfit, WrongState
from shop.backoffice.case_forms import (
    AnswerForm,
    ByHandForm,
    CorrectForm,
    HeardForm,
    NewProofForm,
    PlaceForm,
    ProofForm,
    QuestionForm,
    RefuseForm,
    WithdrawForm,
)

Act = Callable[[HttpRequest, Request, dict[str, Any], dt.datetime], None]
FORMS: dict[str, type[forms.Form]] = {
    "proof": ProofForm,
    "ask": QuestionForm,
    "heard": HeardForm,
    "answer": AnswerForm,
    "place": PlaceForm,
    "correct": CorrectForm,
    "hand": ByHandForm,
    "newproof": NewProofForm,
    "carry": forms.Form,
    "refuse": RefuseForm,
}
CODES, NEW_CODES = "desk.codes", "desk.new-codes"


class Failed(ValueError):
    """It could not be done; the text is for staff."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How urgent a case is, in a word and a tone."""

    word: str
    tone: str


def standing(case: Case, at: dt.datetime) -> Standing:
    """Late is red, close is yellow, waiting for the person is quiet."""
    if case.clock is None or case.clock.stopped_at:
        return Standing(str(case.status), "quiet")
    if case.clock.is_late(at):
        return Standing(_("late"), "stop")
    if case.waits:
        return Standing(_("waiting for the person"), "quiet")
    return Standing(_("due soon"), "warn") if case.clock.warned_at else Standing(_("in time"), "good")


def open_to(case: Case) -> set[str]:
    """Which deeds the case is open to now."""
    asked = case.request
    if asked.closed_at is not None:
        return set()
    if not asked.is_ready:
        return {"code", "proof", "refuse"}
    found = {"code", "proof"} - ({"code", "proof"} if asked.proved_at else set())
    found |= {"ask", "answer", "refuse"} | ({"take"} if asked.status == Status.OPEN else set())
    found |= {"heard"} - (set() if case.waits else {"heard"})
    found -= {"ask"} if case.waits else set()
    if asked.right == Right.WITHDRAWAL or (
        asked.right in {Right.ACCESS, Right.DELETION} and asked.status == Status.OPEN
    ):
        found |= {"carry"}
    if asked.right == Right.CORRECTION:  # it ends with what is corrected, or with a reason why not
        found = (found - {"answer"}) | {"place"} | ({"correct"} if asked.place else {"hand"})
        if asked.place and new_handles.open_for(asked):
            found = (found - {"correct"}) | {"newcode", "newproof"}
    return found


def form(name: str, asked: Request, data: Any = None) -> forms.Form:
    """The form of a deed."""
    if name == "answer":
        return AnswerForm(data, complaint=asked.right == Right.COMPLAINT)
    if name == "place":
        return PlaceForm(rights.correctable(rights.persons_of(asked)), data)
    if name == "carry" and asked.right == Right.WITHDRAWAL:
        return WithdrawForm(rights.standing(rights.persons_of(asked)), data)
    return FORMS.get(name, forms.Form)(data)


def do(act: Act, http: HttpRequest, asked: Request, at: dt.datetime) -> forms.Form | None:
    """Do it; the form with what is wrong when it could not be done."""
    bound = form(http.POST.get("deed", ""), asked, http.POST)
    if not bound.is_valid():
        return bound
    try:
        act(http, asked, bound.cleaned_data, at)
    except Failed as failed:
        bound.add_error(None, str(failed))
    except Late:
        bound.add_error(None, _("Its day has passed: the clock cannot wait any more. Answer it."))
    except NotProved:
        bound.add_error(None, _("The person has not shown yet who they are."))
    except Unfit as unfit:
        bound.add_error(None, str(unfit))
    except (WrongState, LookupError, ValueError):
        bound.add_error(None, _("This request does not stand where this can be done. Load the page again."))
    except Blocked as blocked:
        bound.add_error(None, " ".join(map(str, blocked.args)))
    return bound if bound.errors else None


def _code(http: HttpRequest, asked: Request, _said: dict[str, Any], at: dt.datetime) -> None:
    code_id = identity.send_code_for(asked, at=at)
    if code_id is None:
        raise Failed(_("We know neither an e-mail address nor a phone number of this person: no code reaches them."))
    http.session[CODES] = {**http.session.get(CODES, {}), asked.reference: str(code_id)}


def _proof(http: HttpRequest, asked: Request, said: dict[str, Any], at: dt.datetime) -> None:
    code_id = http.session.get(CODES, {}).get(asked.reference)
    proof = identity.read_out(asked, code_id=uuid.UUID(code_id), code=said["code"], at=at) if code_id else None
    if proof is None:
        raise Failed(_("This code is not right, or its quarter of an hour is over. Send a new one."))
    rights.prove(request=asked, proof=proof, at=at)


def _take(_http: HttpRequest, asked: Request, _said: dict[str, Any], at: dt.datetime) -> None:
    rights.start(request=asked, at=at)


def _ask(_http: HttpRequest, asked: Request, said: dict[str, Any], at: dt.datetime) -> None:
    rights.ask_person(request=asked, question=said["question"], at=at)


def _heard(_http: HttpRequest, asked: Request, said: dict[str, Any], at: dt.datetime) -> None:
    rights.hear(request=asked, reply=said["reply"], at=at)


def _answer(_http: HttpRequest, asked: Request, said: dict[str, Any], at: dt.datetime) -> None:
    rights.answer(request=asked, words=said["words"], outcome=said.get("outcome", ""), at=at)


def _refuse(_http: HttpRequest, asked: Request, said: dict[str, Any], at: dt.datetime) -> None:
    rights.refuse(request=asked, because=Denial(said["because"]), words=said["words"], at=at)


def _place(_http: HttpRequest, asked: Request, said: dict[str, Any], at: dt.datetime) -> None:
    place, _bar, record = said["what"].partition("|")
    rights.settle(request=asked, place=place, record=record, wanted=said["wanted"], at=at)


def _correct(_http: HttpRequest, asked: Request, said: dict[str, Any], at: dt.datetime) -> None:
    rights.correct(request=asked, words=said["words"], at=at)


def _hand(_http: HttpRequest, asked: Request, said: dict[str, Any], at: dt.datetime) -> None:
    rights.correct_by_hand(request=asked, words=said["words"], at=at)


def _new_code(http: HttpRequest, asked: Request, _said: dict[str, Any], at: dt.datetime) -> None:
    code_id = new_handles.send_code(asked, at=at)
    if code_id is None:
        raise Failed(_("There is nothing to prove here."))
    http.session[NEW_CODES] = {**http.session.get(NEW_CODES, {}), asked.reference: str(code_id)}


def _new_proof(http: HttpRequest, asked: Request, said: dict[str, Any], at: dt.datetime) -> None:
    code_id = http.session.get(NEW_CODES, {}).get(asked.reference)
    if not code_id or not new_handles.prove(asked, code_id=uuid.UUID(code_id), code=said["code"], at=at):
        raise Failed(_("This code is not right, or its quarter of an hour is over. Send a new one."))


def _carry(_http: HttpRequest, asked: Request, said: dict[str, Any], at: dt.datetime) -> None:
    if asked.right == Right.ACCESS:
        rights.pack(request=asked, at=at)
    elif asked.right == Right.DELETION:
        rights.schedule(request=asked, at=at)
    else:
        chosen = [one for one in rights.standing(rights.persons_of(asked)) if one.id in said["purposes"]]
        rights.withdraw(request=asked, purposes=chosen, at=at)


DEEDS: dict[str, Act] = {
    "code": _code,
    "proof": _proof,
    "take": _take,
    "ask": _ask,
    "heard": _heard,
    "answer": _answer,
    "refuse": _refuse,
    "place": _place,
    "correct": _correct,
    "hand": _hand,
    "newcode": _new_code,
    "newproof": _new_proof,
    "carry": _carry,
}
