"""What waits for somebody at the desk: its first page and the letter of the morning say the same."""

import datetime as dt
from collections.abc import Iterator

from django.urls import resolve, reverse
from django.utils.translation import gettext as _

from kit import workdays
from kit.jobs import queries as jobs
from privacy.access import queries as access
from privacy.children import queries as children
from privacy.correspondence import queries as correspondence
from privacy.datamap import queries as datamap
from privacy.deadlines import queries as deadlines
from privacy.feedback import queries as feedback
from privacy.incidents import queries as incidents
from privacy.notice import queries as notice
from privacy.promises import queries as promises
from privacy.promises.types import State
from privacy.rights.clocks import KINDS
from privacy.scans import queries as scans
from privacy.sharing import queries as sharing
from privacy.staff import queries as staff
from shop.backoffice.types import Waiting
from shop.orders import queries as orders
from shop.payments import queries as payments

AHEAD = dt.timedelta(days=30)


def waiting(at: dt.datetime) -> list[Waiting]:
    """Everything that may wait, with how much of it does; clocks that run out first."""
    return [*_clocks(at), *_trade(), *_people(at), *_house(at)]


def for_post(role_id: str, at: dt.datetime) -> list[Waiting]:
    """Those lines whose page this post may enter."""
    role = datamap.role(role_id)
    may = set(role.purposes) if role else set()
    return [line for line in waiting(at) if _needs(line.page) <= may]


def _needs(page: str) -> set[object]:
    """The purposes a page of the desk asks for; nothing for a public one."""
    return set(vars(resolve(reverse(page)).func).get("purposes", ()))


def _clocks(at: dt.datetime) -> Iterator[Waiting]:
    escalated = deadlines.escalated()
    late = sum(clock.is_late(at) for clock in escalated)
    yield Waiting(_("Answers that are late"), late, "desk:evidence")
    yield Waiting(_("Answers due before long"), len(escalated) - late, "desk:evidence")
    yield Waiting(_("Letters beyond their day"), correspondence.late(at), "desk:mail")
    yield Waiting(_("Requests about data that are late"), len(deadlines.late(at, *KINDS.values())), "desk:requests")


def _trade() -> Iterator[Waiting]:
    yield Waiting(_("Orders to pack and send"), orders.to_pack(), "desk:orders")
    yield Waiting(_("Payments that do not fit"), len(payments.open_alerts()), "desk:evidence")


def _people(at: dt.datetime) -> Iterator[Waiting]:
    yield Waiting(_("Letters to answer"), correspondence.waiting(), "desk:mail")
    yield Waiting(_("Requests about data"), len(deadlines.open_clocks(*KINDS.values())), "desk:requests")
    yield Waiting(_("Words that may be a child's, and guardians"), children.waiting(), "desk:children")
    yield Waiting(_("Questions about changes of the notice"), notice.open_questions(), "desk:changes")
    yield Waiting(_("Disputes that are open"), feedback.open_disputes(), "desk:disputes")


def _house(at: dt.datetime) -> Iterator[Waiting]:
    health = jobs.health(at=at)
    broken = sum(one.state is State.BROKEN for one in promises.standings(at))
    standings = staff.standings(at=at)
    yield Waiting(_("Recipients and places to look into"), sharing.to_look_into(at), "desk:recipients")
    yield Waiting(_("Contracts that wait for a second person"), sharing.contracts_to_approve(), "desk:recipients")
    yield Waiting(_("Demands to erase, overdue"), sharing.overdue(at), "desk:recipients")
    yield Waiting(_("Incidents under way"), incidents.under_way().count(), "desk:incidents")
    yield Waiting(_("Emergencies to look into"), staff.unreviewed().count(), "desk:staff")
    yield Waiting(_("Proposals that wait for a second person"), access.open_proposals(at=at).count(), "desk:staff")
    yield Waiting(_("Lines of a review of access"), staff.open_lines().count(), "desk:staff")
    yield Waiting(_("Trainings that lapse before long, or have"), staff.lapsing(standings, at=at), "desk:staff")
    yield Waiting(_("Colleagues to assess"), staff.to_assess(standings, at=at), "desk:staff")
    yield Waiting(_("Weak spots nobody has taken on"), scans.unowned(), "desk:weak-spots")
    yield Waiting(_("Weak spots past their day"), scans.overdue(at=at), "desk:weak-spots")
    yield Waiting(_("Jobs given up"), health.failed, "desk:evidence")
    unknown = not workdays.is_announced(workdays.local_day(at + AHEAD).year)
    yield Waiting(_("Worked weekends of a year that clocks reach into, not entered yet"), int(unknown), "desk:evidence")
    yield Waiting(_("Promises whose evidence is broken"), broken, "promises:promises")
