"""How each witness is broken on purpose, and which exact figures may be shown. A new witness brings both along."""

import dataclasses
import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import connection

from policy.purposes import FULFIL_ORDER
from policy.recipients import CARRIERS, MAIL_RELAY
from privacy.access import registry as access
from privacy.access.models import Opening
from privacy.children import queries as children
from privacy.correspondence import queries as correspondence
from privacy.datamap import registry
from privacy.datamap.types import RecipientKind
from privacy.deadlines import queries as deadlines
from privacy.erasure.models import RestoreProof
from privacy.erasure.types import Fault as CopyFault
from privacy.feedback import queries as feedback
from privacy.handover.models import Transfer
from privacy.ledger import services as ledger
from privacy.ledger.models import Entry
from privacy.notice import versions
from privacy.notice.models import Agreement, Version
from privacy.notice.record import skeleton
from privacy.outside import services as outside
from privacy.people import services as people
from privacy.promises import sharing_evidence
from privacy.promises.types import Witness
from privacy.retention import services as retention
from privacy.scans.models import Asking
from privacy.scans.models import Finding as WeakSpot
from privacy.scans.types import STALE_CHECK, Severity, Trouble
from privacy.sharing import queries as sharing
from privacy.sharing.advertisers import consent_for
from privacy.sharing.models import Disclosure
from privacy.staff import queries as staff
from privacy.staff.models import Training
from privacy.vault import queries as vault
from shop.accounts.models import Account, AccuracyCheck, Fault
from shop.analytics import queries as analytics
from shop.analytics import services as visits
from shop.analytics.types import PageCount
from shop.delivery import queries as delivery
from shop.orders.models import Cart
from shop.payments.models import Payment
from tests.people import account

Break = Callable[[pytest.MonkeyPatch, dt.datetime], object]
YEAR = dt.timedelta(days=365)
DAY = dt.timedelta(days=1)


def name(witness: Witness) -> str:
    """Where a witness stands: the room or area and its own name."""
    return f"{witness.__module__.removesuffix('.evidence').rpartition('.')[2]}.{witness.__name__}"


def _in_clear(patch: pytest.MonkeyPatch, _at: dt.datetime) -> None:
    patch.setattr(vault, "in_clear", lambda _said: 1)


def _tried(at: dt.datetime, fault: str) -> None:
    copy = {"name": "x", "made_at": at.isoformat(), "people": 3, "back": 2, "readable": 0, "seconds": 4, "fault": fault}
    RestoreProof.objects.create(at=at, seconds=4, copies=[copy], fault=fault, digest="5f" * 32)


def _late(patch: pytest.MonkeyPatch, _at: dt.datetime) -> None:
    patch.setattr(deadlines, "late", lambda _at, *_kinds: [object()])


def _name_written_past_the_vault(_patch: pytest.MonkeyPatch, at: dt.datetime) -> None:
    account("clear@example.org", at=at)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_profile SET name = %s", [b"Mei Lin"])


def _rewritten_ledger(_patch: pytest.MonkeyPatch, at: dt.datetime) -> None:
    ledger.append(kind="test.done", about=None, facts={"number": 1}, at=at)
    ledger.seal(at=at)
    Entry.unguarded.update(facts={"number": 2})


def _hurried_change(_patch: pytest.MonkeyPatch, at: dt.datetime) -> None:
    soon = {"effective_on": (at + DAY).date(), "effective_at": at + DAY}
    Version.objects.create(
        version="hasty", skeleton=skeleton(), drafted_at=at, published_at=at, announced_at=at, **soon
    )


def _lapsed_contract(patch: pytest.MonkeyPatch, _at: dt.datetime) -> None:
    lapsed = dataclasses.replace(MAIL_RELAY, contract_until="2026-01-01")
    patch.setitem(registry.recipients, MAIL_RELAY.id, lapsed)


def _disclosed(at: dt.datetime, recipient: str, purpose: str, contract_until: str = "2099-01-01") -> None:
    Disclosure.objects.create(
        person_id=people.create(at=at).pk,
        recipient=recipient,
        purpose=purpose,
        fields=[],
        region="CN",
        contract_until=contract_until,
        at=at,
    )


def _recipient(patch: pytest.MonkeyPatch, kind: RecipientKind) -> str:
    made = dataclasses.replace(CARRIERS, id="somebody", kind=kind)
    patch.setitem(registry.recipients, made.id, made)
    patch.setitem(registry.purposes, consent_for(made).id, consent_for(made))
    return consent_for(made).id


def _advert_without_a_yes(patch: pytest.MonkeyPatch, at: dt.datetime) -> None:
    _disclosed(at, "somebody", _recipient(patch, RecipientKind.ADVERTISING))


def _partner_nobody_looked_into(patch: pytest.MonkeyPatch, at: dt.datetime) -> None:
    _recipient(patch, RecipientKind.PARTNER)
    _disclosed(at, "somebody", FULFIL_ORDER.id)


def _hurried_transfer(_patch: pytest.MonkeyPatch, at: dt.datetime) -> None:
    said = {"receiver": "x", "country": "CN", "mailbox": "x@example.org", "public_key": "0" * 64, "opened_by": "x"}
    Transfer.objects.create(reference="T-1", purposes=[], opened_at=at, told_at=at, sealed_at=at + DAY, **said)


def _published_alone(patch: pytest.MonkeyPatch, _at: dt.datetime) -> None:
    """The database refuses such a row by a constraint; the witness is asked about one that came in without it."""
    rows = SimpleNamespace(count=lambda: 1)
    rows.filter = rows.exclude = lambda *_args, **_kwargs: rows
    patch.setattr(sharing_evidence, "Publication", SimpleNamespace(objects=rows))


def _let_in_untrained(patch: pytest.MonkeyPatch, at: dt.datetime) -> None:
    account("keeper@example.org", at=at, role="keeper")
    Training.objects.all().delete()
    patch.setattr(access, "_objections", [])


def _answered(patch: pytest.MonkeyPatch, at: dt.datetime) -> None:
    patch.setattr(settings, "PRIVACY_ADVISORY_SERVICE", "https://advisories.example")
    Asking.objects.create(at=at, libraries=40, locked="x")


def _silent_service(_patch: pytest.MonkeyPatch, at: dt.datetime) -> None:
    Asking.objects.create(at=at, libraries=40, locked="x", trouble=Trouble.SLOW)
    late = {"first_at": at - YEAR, "due_at": at - DAY, "severity": Severity.MODERATE}
    WeakSpot.objects.create(scanner="dependencies", check_id=STALE_CHECK, subject="advisories", **late)


def _agreed_off_the_record(_patch: pytest.MonkeyPatch, at: dt.datetime) -> None:
    Agreement.objects.create(
        person_id=people.create(at=at).pk,
        version="2026-11",
        fingerprint="f" * 64,
        language="en",
        surface="x",
        agreed_at=at,
        entry=10**9,
    )


def _altered_report(_patch: pytest.MonkeyPatch, at: dt.datetime) -> None:
    retention.sweep(at=at)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE privacy_retention_report SET begun_at = %s", [at - DAY])


def _weak_password(_patch: pytest.MonkeyPatch, at: dt.datetime) -> None:
    account("weak@example.org", at=at)
    Account.objects.update(password="hunter2")


def _order_that_does_not_add_up(patch: pytest.MonkeyPatch, _at: dt.datetime) -> None:
    from shop.orders import evidence  # noqa: PLC0415 - its own look-up is what is broken

    order = SimpleNamespace(pk=1, goods_minor=1, delivery_minor=0, tax_minor=0, duty_minor=0, total_minor=1)
    assert evidence._adds_up(order, 1)  # type: ignore[arg-type]
    assert not evidence._adds_up(order, None)  # type: ignore[arg-type]
    rows = SimpleNamespace(order_by=lambda _key: [order], count=lambda: 1)
    patch.setattr(evidence, "Order", SimpleNamespace(objects=rows))


def _card_in_a_payment(_patch: pytest.MonkeyPatch, at: dt.datetime) -> None:
    person_id = people.create(at=at).pk
    said = {"amount": 1, "currency": "EUR", "provider": "sandbox", "attempt_key": "k", "created_at": at}
    Payment.objects.create(person_id=person_id, subject="4111 1111 1111 1111", **said)


BREAKS: dict[str, Break] = {
    "accounts.asked_whether_right": lambda _patch, at: AccuracyCheck.objects.create(
        person_id=people.create(at=at).pk, ask_at=at + YEAR
    ),
    "accounts.kinds_alone": lambda _patch, at: Fault.objects.create(on=at.date(), kind="Hunter2!"),
    "accounts.letters_rest_sealed": _in_clear,
    "accounts.opened_well": _weak_password,
    "accounts.tries_are_counted": lambda patch, _at: patch.setattr(settings, "ACCOUNT_RATE_LIMITS", {}),
    "analytics.figures_are_coarse": lambda patch, _at: patch.setattr(
        analytics, "most_read", lambda **_: [PageCount("/en/", 7, 0)]
    ),
    "analytics.visits_lead_nowhere": lambda _patch, at: visits.count(
        visit="0" * 32, path="/en/?q=me", title="x", stay_seconds=1, at=at
    ),
    "changing.agreed": _agreed_off_the_record,
    "changing.announced_in_time": _hurried_change,
    "changing.locked": lambda _patch, at: people.create(at=at),
    "delivery.addresses_of_the_world": lambda patch, _at: patch.setattr(delivery, "address_fields", lambda _code: []),
    "feedback.improving": lambda _patch, at: people.create(at=at - YEAR),
    "feedback.settling": lambda patch, _at: patch.setattr(feedback, "overdue", lambda **_: 1),
    "orders.carts_hold_numbers": lambda _patch, at: Cart.objects.create(
        person_id=people.create(at=at).pk, lines={"1": [1, 2, "Mei"]}, touched_at=at
    ),
    "orders.orders_add_up": _order_that_does_not_add_up,
    "payments.no_card": _card_in_a_payment,
    "promises.browser_storage": lambda patch, _at: patch.setattr(settings, "MIDDLEWARE", []),
    "promises.erased": lambda patch, _at: patch.setattr(vault, "open_keys_of_buried", lambda: 1),
    "promises.letters_answered": lambda patch, _at: patch.setattr(correspondence, "late", lambda _at: 1),
    "promises.openings": lambda _patch, at: Opening.objects.create(
        person_id=people.create(at=at).pk, at=at, actor_kind="staff", actor="x", purpose="protect", fields=[]
    ),
    "promises.proved_ledger": _rewritten_ledger,
    "promises.published_notice": lambda patch, _at: patch.setattr(versions, "drift", lambda: ["something"]),
    "promises.requests_answered": _late,
    "promises.sealed_fields": _name_written_past_the_vault,
    "promises.sealed_ledger": lambda _patch, at: ledger.append(kind="x", about=None, facts={}, at=at - DAY),
    "promises.sealed_reports": _altered_report,
    "promises.swept": lambda _patch, at: people.create(at=at - YEAR),
    "protecting.asked": _silent_service,
    "protecting.drilled": lambda _patch, at: people.create(at=at - 2 * YEAR),
    "protecting.reviewed": lambda patch, _at: patch.setattr(staff, "overdue_glass", lambda **_: 1),
    "protecting.scanned": lambda _patch, at: people.create(at=at - YEAR),
    "protecting.trained": _let_in_untrained,
    "restoring.restored": lambda _patch, at: _tried(at + DAY, CopyFault.READABLE),
    "sharing_evidence.by_consent_alone": _advert_without_a_yes,
    "sharing_evidence.demands": lambda patch, _at: patch.setattr(sharing, "overdue", lambda _at: 1),
    "sharing_evidence.links_are_ours": lambda patch, _at: patch.setattr(outside, "signed_destination", lambda _: None),
    "sharing_evidence.looked_into_first": _partner_nobody_looked_into,
    "sharing_evidence.passages": lambda _patch, at: _disclosed(at, CARRIERS.id, FULFIL_ORDER.id, "2020-01-01"),
    "sharing_evidence.places": lambda patch, _at: patch.setattr(
        sharing, "places", lambda _at: [SimpleNamespace(country="CN", holds_good=False)]
    ),
    "sharing_evidence.publications": _published_alone,
    "sharing_evidence.recipients": _lapsed_contract,
    "sharing_evidence.transfers": _hurried_transfer,
    "young.answered": _late,
    "young.watched": lambda patch, _at: patch.setattr(children, "neglected", lambda **_: 1),
}

# What an empty test database lacks before a witness can be content.
PREPARES: dict[str, Break] = {
    "promises.published_notice": lambda patch, _at: patch.setattr(versions, "drift", list),
    "protecting.asked": _answered,
    "restoring.restored": lambda _patch, at: _tried(at, ""),
    "sharing_evidence.places": lambda patch, _at: patch.setattr(
        sharing, "places", lambda _at: [SimpleNamespace(country="CN", holds_good=True)]
    ),
}

# Figures that are shown exactly: what of the studio's own they tell. Everything else is counted down.
EXACT: dict[str, dict[str, str]] = {
    "accounts.kinds_alone": {"kinds": "names of mistakes our code gives"},
    "accounts.tries_are_counted": {"doors": "settings", "open": "settings"},
    "analytics.figures_are_coarse": {"step": "a constant", "count": "pages, each above the floor"},
    "changing.announced_in_time": {"changes": "published versions", "short": "published versions"},
    "changing.locked": {"version": "a published version", "count": "declarations"},
    "delivery.addresses_of_the_world": {"count": "countries", "narrow": "countries"},
    "feedback.improving": {"count": "entries of a public log", "last": "likewise", "assessed": "a public date"},
    "feedback.settling": {"told": "published precedents"},
    "orders.carts_hold_numbers": {"listed": "entries of the register"},
    "payments.no_card": {"models": "tables", "places": "tables"},
    "promises.browser_storage": {"count": "entries of the register"},
    "promises.proved_ledger": {"when": "when our own job ran"},
    "promises.published_notice": {"version": "published", "mark": "published", "apart": "declarations"},
    "promises.sealed_fields": {"count": "declarations"},
    "promises.sealed_ledger": {
        "number": "the signed head is public",
        "size": "likewise: acts of everybody and of the house, mixed",
        "root": "likewise",
        "when": "when our own job ran",
    },
    "promises.swept": {"mark": "a digest", **dict.fromkeys(("when", "from", "to"), "when our own job ran")},
    "protecting.asked": {"libraries": "in use", **dict.fromkeys(("when", "age", "tried"), "our own job")},
    "protecting.drilled": {"when": "a drill", "told": "made-up people", "minutes": "of a drill"},
    "protecting.reviewed": {"quarter": "a quarter"},
    "protecting.scanned": {"when": "our own job", "open": "weak spots", "late": "weak spots", "known": "a date"},
    "restoring.restored": {
        "fault": "a word for what went wrong with a copy",
        "mark": "a digest",
        **dict.fromkeys(("oldest", "newest", "when", "seconds"), "when our own jobs ran, and for how long"),
    },
    "sharing_evidence.by_consent_alone": {"firms": "the public register", "switched": "likewise"},
    "sharing_evidence.links_are_ours": {"host": "an example"},
    "sharing_evidence.looked_into_first": {"count": "the public register", "looked": "likewise"},
    "sharing_evidence.places": {"count": "the public register", "countries": "likewise", "good": "likewise"},
    "sharing_evidence.recipients": dict.fromkeys(("count", "open", "lapsed", "ends", "due"), "the public register"),
    "sharing_evidence.transfers": {"count": "sales of the business", "hurried": "likewise"},
    "young.watched": {"channels": "kinds of places to write"},
}
