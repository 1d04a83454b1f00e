"""Publishing: a complete draft, a date at least 15 full days ahead, everything of this moment written down."""

import dataclasses
import datetime as dt

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from kit.generation import touch
from kit.jobs.services import enqueue
from privacy.access import services as four_eyes
from privacy.access.models import Proposal
from privacy.access.types import Actor
from privacy.datamap.vocabulary import ANSWER_RIGHTS
from privacy.ledger import services as ledger
from privacy.notice import history, queries, words
from privacy.notice.models import Version
from privacy.notice.record import skeleton
from privacy.notice.services.drafting import problems
from privacy.notice.types import NotReady, TooEarly
from privacy.notice.versions import fingerprint_of

FULL_DAYS = 15
PUBLISH = "notice.publish"


def earliest(at: dt.datetime) -> dt.date:
    """The first date on which a change published at `at` may take effect: 15 full days of the studio lie between.

    Where clocks are put forward in between, a day more, so that 15 times 24 hours have passed as well.
    """
    day = at.astimezone(history.zone()).date() + dt.timedelta(days=FULL_DAYS + 1)
    while history.midnight(day) - at < dt.timedelta(days=FULL_DAYS):
        day += dt.timedelta(days=1)
    return day


def check_date(*, effective_on: dt.date, at: dt.datetime) -> None:
    """Raise `TooEarly` for a date that leaves people less than 15 full days."""
    if effective_on < (first := earliest(at)):
        day = date_format(first, "DATE_FORMAT")
        raise TooEarly(_("A change needs 15 full days' notice: %(first)s is the first date possible.") % {"first": day})


def propose(*, version: Version, effective_on: dt.date, by: Actor, at: dt.datetime) -> None:
    """Ask a second person to publish a draft for a date. Raises `NotReady`, `TooEarly`: nothing is proposed in vain."""
    check_date(effective_on=effective_on, at=at)
    if missing := problems(version):
        raise NotReady(*missing)
    facts = {"effective": effective_on.isoformat()}
    four_eyes.propose(kind=PUBLISH, subject=version.version, by=by, reason=version.version, facts=facts, at=at)


@four_eyes.on_approval(
    PUBLISH, title=_lazy("Publishing a change of the notice"), purpose=ANSWER_RIGHTS, within=dt.timedelta(days=30)
)
def _agreed(proposal: Proposal, at: dt.datetime) -> None:
    version = Version.objects.get(version=proposal.subject)
    day = dt.date.fromisoformat(str(proposal.facts["effective"]))
    publish(version=version, effective_on=day, approval=str(proposal.pk), at=at)


def publish(*, version: Version, effective_on: dt.date, approval: str, at: dt.datetime) -> None:
    """Publish a draft: its declarations and words are those of this moment; telling everybody begins at once.

    `approval` is the reference of the second person's consent. Raises `NotReady`, `TooEarly`.
    """
    check_date(effective_on=effective_on, at=at)
    found = queries.found_differences()
    missing = problems(version, found)
    if history.coming(at):
        missing.append(_("Another change is announced and not in force yet: one at a time."))
    if missing:
        raise NotReady(*missing)
    said = skeleton()
    values = {
        "skeleton": said,
        "words": words.every_language(),
        "differs": [dataclasses.asdict(one) for one in found],
        "fingerprint": fingerprint_of(said),
        "effective_on": effective_on,
        "effective_at": history.midnight(effective_on),
        "published_at": at,
    }
    with transaction.atomic():
        if not Version.objects.filter(pk=version.pk, published_at=None).update(**values):
            raise NotReady(_("This version is published: its words stand."))
        version.refresh_from_db()
        facts = {"version": version.version, "fingerprint": version.fingerprint, "effective": effective_on.isoformat()}
        ledger.append(kind="notice.published", about=None, facts=facts | {"approval": approval}, at=at)
        enqueue("notice.announce", args={"version": version.version}, key=f"notice:{version.version}", at=at)
        renew_when_due(version, at=at)
        transaction.on_commit(touch)


def renew_when_due(version: Version, *, at: dt.datetime) -> None:
    """Have held pages made anew when the change takes effect: the banner goes, the notice is the new one."""
    when = version.effective_at
    if when is not None:
        enqueue("notice.turn", args={}, key=f"turn:{version.version}:{version.effective_on}", at=at, run_at=when)
