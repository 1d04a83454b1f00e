"""What the house can show for itself, and what went wrong in it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from kit import clock
from kit.jobs import queries as jobs
from kit.jobs import services as job_services
from policy.purposes import OVERVIEW, TAKE_PAYMENT
from privacy.erasure import queries as erasure
from privacy.ledger import queries as ledger
from privacy.retention import queries as retention
from shop.accounts import queries as accounts
from shop.accounts.services import staff_required
from shop.payments import queries as payments
from shop.payments import services as payment_services


@require_safe
@staff_required(OVERVIEW)
def evidence(request: HttpRequest) -> HttpResponse:
    """Alerts, failed jobs, the ledger's newest entries and checkpoints."""
    context = {
        "alerts": payments.open_alerts(),
        "failed": jobs.failed(limit=30),
        "sweeps": retention.reports(limit=10),
        "erasures": erasure.recent(limit=10),
        "proofs": erasure.proofs(limit=10),
        "entries": ledger.latest(limit=30),
        "heads": ledger.heads(limit=10),
        "public_key": ledger.public_key(),
        "may_close": TAKE_PAYMENT,
    }
    return render(request, "backoffice/evidence.html", context)


@require_POST
@staff_required(OVERVIEW)
def retry(request: HttpRequest, job_id: int) -> HttpResponse:
    """Let a job that was given up start afresh."""
    if not job_services.retry(job_id=job_id, at=clock.now()):
        raise Http404
    return redirect("desk:evidence")


@require_POST
@staff_required(TAKE_PAYMENT)
def close_alert(request: HttpRequest, alert_id: int) -> HttpResponse:
    """Close an alert that somebody has looked into."""
    if not payment_services.resolve_alert(alert_id=alert_id, by=accounts.actor(request).id, at=clock.now()):
        raise Http404
    return redirect("desk:evidence")
