"""The engine's witnesses: each looks at the running site and says what it saw, never a personal value."""

import datetime as dt

from django.conf import settings
from django.utils.translation import gettext as _

from privacy.access.models import Opening
from privacy.correspondence import queries as correspondence
from privacy.datamap import queries as datamap
from privacy.deadlines import queries as deadlines
from privacy.erasure.models import Erasure
from privacy.ledger import queries as ledger
from privacy.notice import register, versions
from privacy.notice.types import Place
from privacy.people.models import Person
from privacy.promises.figures import faults, own, people, time_of, wait
from privacy.promises.registry import evidence
from privacy.promises.types import Evidence
from privacy.retention import queries as retention
from privacy.rights.clocks import KINDS as RIGHTS
from privacy.vault import queries as vault
from privacy.vault.services import verify_keystore

MONTH = dt.timedelta(days=30)
# The ledger is sealed every few minutes; older than this, the sealing has stopped.
LATEST_SEAL = dt.timedelta(hours=1)
GUARD = "privacy.notice.middleware.RegisteredCookies"
# The sweep comes round once a day.
LATEST_SWEEP = dt.timedelta(hours=50)


@evidence("protect.encryption")
def sealed_fields(at: dt.datetime) -> Evidence:
    """Key store, master key and database belong together; so many fields rest sealed, none of the newest in clear."""
    verify_keystore()
    sealed = sum(personal.category.sealed for said in datamap.about_people() for personal in said.personal.values())
    plain = sum(vault.in_clear(said) for said in datamap.about_people())
    figures = {"count": own(sealed), "plain": faults(plain)}
    says = _("%(count)s kinds of data rest sealed; of the newest rows of each, %(plain)s in clear.")
    return Evidence(says, holds=not plain, as_of=at, figures=figures)


@evidence("protect.access", "protect.masking")
def openings(at: dt.datetime) -> Evidence:
    """Every opening by staff in thirty days carries its reason."""
    rows = Opening.objects.filter(at__gt=at - MONTH, actor_kind="staff")
    count, silent = rows.count(), rows.filter(reason="").count()
    says = _("Openings by staff in thirty days: %(count)s; without a reason: %(silent)s.")
    return Evidence(says, holds=silent == 0, as_of=at, figures={"count": people(count), "silent": faults(silent)})


@evidence("right.deletion")
def erased(at: dt.datetime) -> Evidence:
    """No erased person has an open key left, and no erasure has been under way for more than a day."""
    left = vault.open_keys_of_buried()
    stuck = Erasure.objects.filter(finished_at=None, begun_at__lt=at - dt.timedelta(days=1)).count()
    says = _("People erased: %(people)s; open keys of theirs left: %(keys)s; erasures unfinished for a day: %(stuck)s.")
    figures = {"people": people(vault.buried()), "keys": faults(left), "stuck": faults(stuck)}
    return Evidence(says, holds=left == 0 and stuck == 0, as_of=at, figures=figures)


@evidence("collect.cookies")
def browser_storage(at: dt.datetime) -> Evidence:
    """How many items the register lists; the guard that refuses anything else is in place, our own cookies listed."""
    ours = (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME)
    strange = [name for name in ours if not register.knows(Place.COOKIE, name)]
    says = _("%(count)s items in the register; anything else is refused.")
    holds = GUARD in settings.MIDDLEWARE and not strange
    return Evidence(says, holds=holds, as_of=at, figures={"count": own(len(register.items()))})


@evidence("store.evidence")
def sealed_ledger(at: dt.datetime) -> Evidence:
    """The newest signed checkpoint, and that sealing goes on."""
    head, newest = ledger.head(), ledger.latest(limit=1)
    if not newest and head is None:
        return Evidence(_("The ledger is empty so far."), holds=True, as_of=at)
    waiting = bool(newest) and not newest[0].is_sealed and newest[0].happened_at < at - LATEST_SEAL
    if head is None:
        return Evidence(_("The first checkpoint is not signed yet."), holds=not waiting, as_of=at)
    says = _("Checkpoint %(number)s over %(size)s entries, root %(root)s…, signed %(when)s UTC.")
    figures = {
        "number": own(head.number),
        "size": own(head.size),
        "root": own(head.root[:12]),
        "when": own(head.sealed_at),
    }
    return Evidence(says, holds=not waiting, as_of=at, figures=figures)


@evidence("store.evidence")
def proved_ledger(at: dt.datetime) -> Evidence:
    """The whole ledger was proved in the last two nights, and its newest end bears proof at this moment."""
    found = [str(one) for one in ledger.newest_faults()]
    proved = ledger.latest(kind="ledger.verified", limit=1)
    if not proved:
        waited = any(one.happened_at < at - LATEST_SWEEP for one in ledger.oldest(limit=1))
        says = _("The ledger has not been proved as a whole yet; faults at its newest end: %(found)s.")
        return Evidence(says, holds=not waited and not found, as_of=at, figures={"found": faults(len(found))})
    last = proved[0]
    says = _("Proved as a whole %(when)s UTC: faults %(faults)s; at its newest end now: %(found)s.")
    figures = {
        "when": own(last.happened_at),
        "faults": faults(int(last.facts["faults"])),
        "found": faults(len(found)),
    }
    sound = not found and last.facts["faults"] == 0 and last.happened_at > at - LATEST_SWEEP
    return Evidence(says, holds=sound, as_of=at, figures=figures)


@evidence("store.evidence")
def sealed_reports(at: dt.datetime) -> Evidence:
    """The newest sweeps' reports say what they said when the ledger sealed them, and none is missing."""
    broken = retention.broken_reports()
    says = _("Reports of sweeps that are missing, or differ from their seal in the ledger: %(broken)s.")
    return Evidence(says, holds=not broken, as_of=at, figures={"broken": faults(len(broken))})


@evidence("store.retention")
def swept(at: dt.datetime) -> Evidence:
    """The newest sweep, and that sweeps go on; none counts that asked about the clock, or is dated ahead of it."""
    if leap := retention.clock_leap():
        says = _("Nothing is swept until somebody says that the clock is right: it leapt from %(from)s to %(to)s UTC.")
        figures = {"from": own(leap[0]), "to": own(leap[1])}
        return Evidence(says, holds=False, as_of=at, figures=figures)
    newest = retention.last_sweep(before=at)
    if newest is None:
        young = not Person.objects.filter(created_at__lt=at - LATEST_SWEEP).exists()
        says = _("No sweep has been due yet.") if young else _("A sweep was due and has not been made.")
        return Evidence(says, holds=young, as_of=at)
    says = _("Last sweep %(when)s UTC: rows or fields removed: %(count)s; report %(mark)s….")
    figures = {
        "when": own(newest.begun_at),
        "count": people(sum(line.count for line in newest.lines)),
        "mark": own(newest.digest[:12]),
    }
    return Evidence(says, holds=newest.begun_at > at - LATEST_SWEEP, as_of=at, figures=figures)


@evidence("change.notice", "other.agreement")
def published_notice(at: dt.datetime) -> Evidence:
    """The published notice says what the code does, to the last declaration."""
    apart = versions.drift()
    says = _("Version %(version)s, fingerprint %(mark)s…, %(apart)s differences from the code.")
    figures = {
        "version": own(versions.published()["version"]),
        "mark": own(versions.fingerprint()[:12]),
        "apart": own(len(apart)),
    }
    return Evidence(says, holds=not apart, as_of=at, figures=figures)


@evidence("contact.reply")
def letters_answered(at: dt.datetime) -> Evidence:
    """The letter that has waited longest, and how many were answered within their days in ninety days."""
    late, unread = correspondence.late(at), correspondence.unread(before=at - dt.timedelta(days=1))
    answered, in_time = correspondence.kept_days(since=at - 3 * MONTH)
    says = _(
        "Letters answered in ninety days: %(answered)s, too late: %(missed)s; the oldest open one waits %(waits)s."
    )
    figures = {
        "answered": people(answered),
        "missed": faults(answered - in_time + late),
        "waits": wait(correspondence.oldest_unanswered(), at),
    }
    return Evidence(says, holds=late == 0 and not unread, as_of=at, figures=figures)


@evidence("right.access", "right.correction", "right.withdrawal", "right.complaint")
def requests_answered(at: dt.datetime) -> Evidence:
    """The request that has waited longest, the middle of the times to an answer, and days missed in ninety days."""
    kinds, since = RIGHTS.values(), at - 3 * MONTH
    oldest, late = deadlines.oldest(*kinds), len(deadlines.late(at, *kinds))
    says = _(
        "Requests open: %(open)s, the oldest waits %(waits)s; half of them answered within %(middle)s; "
        "days missed in ninety days: %(missed)s."
    )
    figures = {
        "open": people(len(deadlines.open_clocks(*kinds))),
        "waits": wait(oldest.started_at if oldest else None, at),
        "middle": time_of(deadlines.median_answer(*kinds, since=since), cases=deadlines.answered(*kinds, since=since)),
        "missed": faults(deadlines.breaches(*kinds, since=since)),
    }
    return Evidence(says, holds=late == 0, as_of=at, figures=figures)
