"""The engine's witnesses: each looks at the running site and says what it saw, never a personal value."""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from privacy.access.models import Opening
from privacy.correspondence import queries as correspondence
from privacy.datamap import queries as datamap
from privacy.deadlines import queries as deadlines
from privacy.erasure.models import Erasure
from privacy.ledger import queries as ledger
from privacy.notice import register, versions
from privacy.people.models import Person
from privacy.promises.registry import evidence
from privacy.promises.types import Evidence
from privacy.retention import queries as retention
from privacy.rights.clocks import KINDS as RIGHTS
from privacy.vault import queries as vault
from privacy.vault.services import verify_keystore

MONTH = dt.timedelta(days=30)
# The ledger is sealed every few minutes; older than this, the sealing has stopped.
LATEST_SEAL = dt.timedelta(hours=1)
# The sweep comes round once a day.
LATEST_SWEEP = dt.timedelta(hours=50)


@evidence("protect.encryption")
def sealed_fields(at: dt.datetime) -> Evidence:
    """Key store, master key and database belong together; so many fields rest sealed."""
    verify_keystore()
    sealed = sum(personal.category.sealed for said in datamap.about_people() for personal in said.personal.values())
    says = _("%(count)d kinds of data rest sealed; key store and database belong together.") % {"count": sealed}
    return Evidence(says, holds=True, as_of=at)


@evidence("protect.access", "protect.masking")
def openings(at: dt.datetime) -> Evidence:
    """Every opening by staff in thirty days carries its reason."""
    rows = Opening.objects.filter(at__gt=at - MONTH, actor_kind="staff")
    count, silent = rows.count(), rows.filter(reason="").count()
    says = ngettext(
        "%(count)d opening by staff in thirty days, each for a stated purpose and reason.",
        "%(count)d openings by staff in thirty days, each for a stated purpose and reason.",
        count,
    ) % {"count": count}
    return Evidence(says, holds=silent == 0, as_of=at)


@evidence("right.deletion")
def erased(at: dt.datetime) -> Evidence:
    """No erased person has an open key left, and no erasure has been under way for more than a day."""
    left = vault.open_keys_of_buried()
    stuck = Erasure.objects.filter(finished_at=None, begun_at__lt=at - dt.timedelta(days=1)).count()
    says = _("%(people)d people erased; %(keys)d of their open keys left; %(stuck)d erasures unfinished for a day.") % {
        "people": vault.buried(),
        "keys": left,
        "stuck": stuck,
    }
    return Evidence(says, holds=left == 0 and stuck == 0, as_of=at)


@evidence("collect.cookies")
def browser_storage(at: dt.datetime) -> Evidence:
    """How many items the register lists; nothing else can be set."""
    says = _("%(count)d items in the register; anything else is refused.") % {"count": len(register.items())}
    return Evidence(says, holds=True, as_of=at)


@evidence("store.evidence")
def sealed_ledger(at: dt.datetime) -> Evidence:
    """The newest signed checkpoint, and that sealing goes on."""
    head, newest = ledger.head(), ledger.latest(limit=1)
    if not newest:
        return Evidence(_("The ledger is empty so far."), holds=True, as_of=at)
    waiting = not newest[0].is_sealed and newest[0].happened_at < at - LATEST_SEAL
    if head is None:
        return Evidence(_("The first checkpoint is not signed yet."), holds=not waiting, as_of=at)
    says = _("Checkpoint %(number)d over %(size)d entries, root %(root)s…, signed %(when)s UTC.") % {
        "number": head.number,
        "size": head.size,
        "root": head.root[:12],
        "when": f"{head.sealed_at:%Y-%m-%d %H:%M}",
    }
    return Evidence(says, holds=not waiting, as_of=at)


@evidence("store.retention")
def swept(at: dt.datetime) -> Evidence:
    """The newest sweep, and that sweeps go on."""
    reports = [one for one in retention.reports(limit=5) if not one.dry_run]
    if not reports:
        young = not Person.objects.filter(created_at__lt=at - LATEST_SWEEP).exists()
        return Evidence(_("No sweep has been due yet."), holds=young, as_of=at)
    newest = reports[0]
    says = _("Last sweep %(when)s UTC: %(count)d rows or fields removed, report %(mark)s….") % {
        "when": f"{newest.begun_at:%Y-%m-%d %H:%M}",
        "count": sum(line.count for line in newest.lines),
        "mark": newest.digest[:12],
    }
    return Evidence(says, holds=newest.begun_at > at - LATEST_SWEEP, as_of=at)


@evidence("change.notice", "other.agreement")
def published_notice(at: dt.datetime) -> Evidence:
    """The published notice says what the code does, to the last declaration."""
    apart = versions.drift()
    says = _("Version %(version)s, fingerprint %(mark)s…, %(apart)d differences from the code.") % {
        "version": versions.published()["version"],
        "mark": versions.fingerprint()[:12],
        "apart": len(apart),
    }
    return Evidence(says, holds=not apart, as_of=at)


@evidence("contact.reply")
def letters_answered(at: dt.datetime) -> Evidence:
    """The letter that has waited longest, and how many were answered within their days in ninety days."""
    oldest, late = correspondence.oldest_unanswered(), correspondence.late(at)
    answered, in_time = correspondence.kept_days(since=at - 3 * MONTH)
    since = f"{oldest:%Y-%m-%d %H:%M}" if oldest else ""
    waits = _("the oldest waits since %(when)s UTC") % {"when": since} if since else _("nobody waits")
    says = _(
        "%(in_time)d of %(answered)d letters answered in time in ninety days; %(waits)s; %(late)d beyond their day."
    ) % {"in_time": in_time, "answered": answered, "waits": waits, "late": late}
    unread = correspondence.unread(before=at - dt.timedelta(days=1))
    return Evidence(says, holds=late == 0 and not unread, as_of=at)


@evidence("right.access", "right.correction", "right.withdrawal", "right.complaint")
def requests_answered(at: dt.datetime) -> Evidence:
    """The request that has waited longest, the middle of the times to an answer, and days missed in ninety days."""
    kinds, since = RIGHTS.values(), at - 3 * MONTH
    oldest, late = deadlines.oldest(*kinds), len(deadlines.late(at, *kinds))
    middle = deadlines.median_answer(*kinds, since=since)
    says = _(
        "%(open)d requests open, the oldest since %(oldest)s; half of them answered within %(hours)s hours; "
        "%(missed)d days missed in ninety days."
    ) % {
        "open": len(deadlines.open_clocks(*kinds)),
        "oldest": f"{oldest.started_at:%Y-%m-%d}" if oldest else "—",
        "hours": round(middle.total_seconds() / 3600) if middle else "—",
        "missed": deadlines.breaches(*kinds, since=since),
    }
    return Evidence(says, holds=late == 0, as_of=at)
