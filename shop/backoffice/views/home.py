"""The desk's first page: what waits for somebody."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kit import clock
from kit.jobs import queries as jobs
from policy.purposes import OVERVIEW
from privacy.children import queries as children
from privacy.correspondence import queries as correspondence
from privacy.deadlines import queries as deadlines
from privacy.incidents import queries as incidents
from privacy.notice import queries as notice
from privacy.promises import queries as promises
from privacy.promises.types import State
from privacy.rights.clocks import KINDS
from privacy.scans import queries as scans
from privacy.sharing import queries as sharing
from privacy.staff import queries as staff
from shop.accounts import queries as accounts
from shop.accounts.services import staff_required
from shop.analytics import queries as analytics
from shop.backoffice.types import Waiting
from shop.orders import queries as orders
from shop.payments import queries as payments


@require_safe
@staff_required(OVERVIEW)
def home(request: HttpRequest) -> HttpResponse:
    """What waits, and how the house stands."""
    at = clock.now()
    month_ago = at - dt.timedelta(days=30)
    context = {
        "waiting": _waiting(at),
        "faults": accounts.faults(since=month_ago.date())[:10],
        "read": analytics.most_read(at=at, limit=8),
        "queue": jobs.health(at=at),
    }
    return render(request, "backoffice/home.html", context)


def _waiting(at: dt.datetime) -> list[Waiting]:
    health = jobs.health(at=at)
    broken = sum(one.state is State.BROKEN for one in promises.standings(at))
    return [
        Waiting(_("Orders to pack and send"), orders.to_pack(), "desk:orders"),
        Waiting(_("Letters to answer"), correspondence.waiting(), "desk:mail"),
        Waiting(_("Letters beyond their day"), correspondence.late(at), "desk:mail"),
        Waiting(_("Requests about data"), len(deadlines.open_clocks(*KINDS.values())), "desk:requests"),
        Waiting(_("Answers that are late"), len(deadlines.late(at, *KINDS.values())), "desk:requests"),
        Waiting(_("Payments that do not fit"), len(payments.open_alerts()), "desk:evidence"),
        Waiting(_("Words that may be a child's, and guardians"), children.waiting(), "desk:children"),
        Waiting(_("Questions about changes of the notice"), notice.open_questions(), "desk:changes"),
        Waiting(_("Recipients and places to look into"), sharing.to_look_into(at), "desk:recipients"),
        Waiting(_("Contracts that wait for a second person"), sharing.contracts_to_approve(), "desk:recipients"),
        Waiting(_("Demands to erase, overdue"), sharing.overdue(at), "desk:recipients"),
        Waiting(_("Incidents under way"), incidents.under_way().count(), "desk:incidents"),
        Waiting(_("Emergencies to look into"), staff.unreviewed().count(), "desk:staff"),
        Waiting(_("Weak spots past their day"), scans.overdue(at=at), "desk:weak-spots"),
        Waiting(_("Jobs given up"), health.failed, "desk:evidence"),
        Waiting(_("Promises whose evidence is broken"), broken, "promises:promises"),
    ]
