"""Every promise, in plain words, with what the running site can show for it."""

import datetime as dt
import json
import re
from itertools import groupby

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from kit import clock
from kit.pages import public_page
from privacy.ledger import queries as ledger
from privacy.ledger.services import sign
from privacy.promises import queries
from privacy.promises.types import State

SHORT_NUMBER = re.compile("[1-9][0-9]{0,8}", re.ASCII)


@public_page()
def promises(request: HttpRequest) -> HttpResponse:
    """The page of promises, with its states as they were signed while it was made; `verify.py` checks them."""
    at = clock.now()
    standings = queries.standings(at)
    said = _signed(at, [{"id": one.clause.id, "state": one.state.value} for one in standings])
    context = {
        "at": at,
        "signed": json.dumps(said, indent=1),
        "signature": said["signature"],
        "head": ledger.head(),
        "base": settings.PRIVACY_BASE_TEMPLATE,
        "sections": [(section, list(rows)) for section, rows in groupby(standings, key=lambda one: one.clause.section)],
        "counts": {state.value.replace("-", "_"): sum(one.state is state for one in standings) for state in State},
        "total": len(standings),
    }
    return render(request, "privacy_promises/promises.html", context)


@public_page()
def promises_json(request: HttpRequest) -> JsonResponse:
    """The same for machines, signed with the ledger's key and naming its head; `verify.py` checks it."""
    at = clock.now()
    return JsonResponse(_signed(at, [_told(one) for one in queries.standings(at)]))


def _signed(at: dt.datetime, told: list[dict[str, object]]) -> dict[str, object]:
    """A statement about the promises, naming the ledger's head, signed with its key."""
    body: dict[str, object] = {"at": at.isoformat(), "promises": told, **ledger.statement()}
    words = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return body | {"signature": sign(label="privacy-promises/1", words=words.encode())}


def _told(one: queries.Standing) -> dict[str, object]:
    return {
        "id": one.clause.id,
        "words": str(one.clause.words),
        "state": one.state.value,
        "missing": str(one.clause.missing),
        "enforced": list(one.clause.enforced),
        "tests": list(one.tests),
        "evidence": [
            {"says": seen.text, "holds": seen.holds, "as_of": seen.as_of.isoformat()} for seen in one.evidence
        ],
    }


@public_page("since")
def ledger_head(request: HttpRequest) -> JsonResponse:
    """The newest signed head of the ledger; with `?since=N` the proof that checkpoint N was not rewritten."""
    since = request.GET.get("since", "")
    return JsonResponse(ledger.statement(since=int(since) if SHORT_NUMBER.fullmatch(since) else None))
