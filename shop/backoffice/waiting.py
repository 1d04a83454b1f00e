"""What waits for somebody at the desk: its first page and the letter of the morning say the same."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from kit import workdays
from kit.jobs import queries as jobs
from privacy.access import queries as access
from privacy.children import queries as children
from privacy.correspondence import queries as correspondence
from privacy.datamap.types import Text
from privacy.deadlines import queries as deadlines
from privacy.deadlines.types import Clock
from privacy.feedback import queries as feedback
from privacy.incidents import queries as incidents
from privacy.notice import queries as notice
from privacy.promises import queries as promises
from privacy.rights.clocks import KINDS
from privacy.scans import queries as scans
from privacy.sharing import queries as sharing
from privacy.staff import queries as staff
from privacy.staff.types import Standing
from shop.backoffice import rooms
from shop.backoffice.types import Waiting
from shop.orders import queries as orders
from shop.payments import queries as payments

AHEAD = dt.timedelta(days=30)


class Counts:
    """How much of everything waits at `at`: counted when somebody is told of it, and once, however many are told."""

    def __init__(self, at: dt.datetime) -> None:
        self.at = at
        self._known: dict[Line, int] = {}

    def of(self, line: "Line") -> int:
        """How much of this waits."""
        if line not in self._known:
            self._known[line] = line.count(self)
        return self._known[line]

    @cached_property
    def escalated(self) -> list[Clock]:
        """Clocks that are late or will be before long."""
        return deadlines.escalated()

    @cached_property
    def standings(self) -> list[Standing]:
        """How everybody with a post stands."""
        return staff.standings(at=self.at)

    @property
    def late(self) -> list[Clock]:
        """Those of the escalated clocks whose day is over."""
        return [clock for clock in self.escalated if clock.is_late(self.at)]


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """Something that may wait, the page (URL name) where it is done, and how it is counted."""

    title: Text
    page: str
    count: Callable[[Counts], int]


def for_post(role_id: str, counts: Counts) -> list[Waiting]:
    """What may wait for a post: the lines whose page it may enter, in the active language. No other is counted."""
    may = rooms.allowed(role_id)
    return [Waiting(str(line.title), counts.of(line), line.page) for line in LINES if rooms.asked_at(line.page) <= may]


def _late_requests(now: Counts) -> int:
    return len(deadlines.late(now.at, *KINDS.values()))


def _late_besides(now: Counts) -> int:
    return len([clock for clock in now.late if clock.kind not in KINDS.values()])


def _broken(now: Counts) -> int:
    return promises.broken(now.at)


def _unknown_year(now: Counts) -> int:
    return int(not workdays.is_announced(workdays.local_day(now.at + AHEAD).year))


# Clocks that run out come first.
LINES = (
    Line(_("Requests about data that are late"), "desk:requests", _late_requests),
    Line(_("Other answers that are late"), "desk:evidence", _late_besides),
    Line(_("Answers due before long"), "desk:evidence", lambda now: len(now.escalated) - len(now.late)),
    Line(_("Letters beyond their day"), "desk:mail", lambda now: correspondence.late(now.at)),
    Line(_("Orders to pack and send"), "desk:orders", lambda _now: orders.to_pack()),
    Line(_("Payments that do not fit"), "desk:evidence", lambda _now: len(payments.open_alerts())),
    Line(_("Letters to answer"), "desk:mail", lambda _now: correspondence.waiting()),
    Line(_("Requests about data"), "desk:requests", lambda _now: len(deadlines.open_clocks(*KINDS.values()))),
    Line(_("Words that may be a child's, and guardians"), "desk:children", lambda _now: children.waiting()),
    Line(_("Questions about changes of the notice"), "desk:changes", lambda _now: notice.open_questions()),
    Line(_("Disputes that are open"), "desk:disputes", lambda _now: feedback.open_disputes()),
    Line(_("Recipients and places to look into"), "desk:recipients", lambda now: sharing.to_look_into(now.at)),
    Line(_("Contracts that wait for a second person"), "desk:recipients", lambda _now: sharing.contracts_to_approve()),
    Line(_("Demands to erase, overdue"), "desk:recipients", lambda now: sharing.overdue(now.at)),
    Line(_("Incidents under way"), "desk:incidents", lambda _now: incidents.under_way().count()),
    Line(_("Emergencies to look into"), "desk:staff", lambda _now: staff.unreviewed().count()),
    Line(
        _("Proposals that wait for a second person"),
        "desk:staff",
        lambda now: access.open_proposals(at=now.at).count(),
    ),
    Line(_("Lines of a review of access"), "desk:staff", lambda _now: staff.open_lines().count()),
    Line(
        _("Trainings that lapse before long, or have"),
        "desk:staff",
        lambda now: staff.lapsing(now.standings, at=now.at),
    ),
    Line(_("Colleagues to assess"), "desk:staff", lambda now: staff.to_assess(now.standings, at=now.at)),
    Line(_("Weak spots nobody has taken on"), "desk:weak-spots", lambda _now: scans.unowned()),
    Line(_("Weak spots past their day"), "desk:weak-spots", lambda now: scans.overdue(at=now.at)),
    Line(_("Jobs given up"), "desk:evidence", lambda now: jobs.health(at=now.at).failed),
    Line(
        _("Worked weekends of a year that clocks reach into, not entered yet"),
        "desk:evidence",
        _unknown_year,
    ),
    Line(_("Promises whose evidence is broken"), "promises:promises", _broken),
)
