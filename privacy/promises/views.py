"""Every promise, in plain words, with what the running site can show for it."""

from itertools import groupby

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kit import clock
from kit.pages import public_page
from privacy.promises import queries
from privacy.promises.types import State


@public_page()
def promises(request: HttpRequest) -> HttpResponse:
    """The page of promises."""
    standings = queries.standings(clock.now())
    context = {
        "base": settings.PRIVACY_BASE_TEMPLATE,
        "sections": [(section, list(rows)) for section, rows in groupby(standings, key=lambda one: one.clause.section)],
        "counts": {state.value.replace("-", "_"): sum(one.state is state for one in standings) for state in State},
        "total": len(standings),
    }
    return render(request, "privacy_promises/promises.html", context)


@require_safe
def promises_json(request: HttpRequest) -> JsonResponse:
    """The same for machines."""
    at = clock.now()
    return JsonResponse(
        {
            "at": at.isoformat(),
            "promises": [
                {
                    "id": one.clause.id,
                    "words": str(one.clause.words),
                    "state": one.state.value,
                    "missing": str(one.clause.missing),
                    "enforced": one.clause.enforced,
                    "tests": one.tests,
                    "evidence": [
                        {"says": str(seen.says), "holds": seen.holds, "as_of": seen.as_of.isoformat()}
                        for seen in one.evidence
                    ],
                }
                for one in queries.standings(at)
            ],
        }
    )
