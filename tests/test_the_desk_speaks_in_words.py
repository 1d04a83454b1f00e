"""At the desk no id of the program stands where a word belongs: entries of the ledger, openings, sweeps, erasures."""

import ast
import datetime as dt
import re
from collections.abc import Iterator

import pytest
from django.db import connections
from django.utils import translation

from kit.jobs import registry as jobs
from privacy.access.models import Opening
from privacy.datamap import queries as datamap
from privacy.erasure import compaction, registry, steps
from privacy.feedback.types import Outcome
from privacy.incidents import registry as incidents
from privacy.sharing.types import Concern, Issue
from privacy.vault.models import SealedFile
from shop.accounts.models import Profile
from shop.backoffice import chores, cleaning, doings, kinds, refusals
from shop.backoffice.templatetags.desk import opened_by
from shop.payments.types import Reason
from tests.architecture.test_guards import ROOT, sources

KIND = re.compile(r"[a-z]+\.[a-z-]+")
# Texts of this shape beside the ledger's and those of jobs: names of failure points and letters, which no entry bears.
NO_ENTRIES = {
    "erasure.compaction", "handover.telling", "handover.written", "incident.answered", "incident.claimed",
    "incident.told", "letter.eml", "letter.enclosed", "letter.read", "notice.publish",
    "notice.question", "notice.telling", "notice.told", "rights.summing", "sharing.asked", "staff.lift", "sweep.begun",
    "sweep.chunk", "sweep.finished", "sweep.keys",
}  # fmt: skip
SHUTTING = list(Concern)[:6]  # the others only warn
SYSTEM = re.compile(r'Actor\.system\(f?"([^"{]+)')


def kinds_written() -> Iterator[str]:
    """The kinds of entry that stand in the sources which write into the ledger."""
    for path in sources():
        text = path.read_text()
        if re.search(r"ledger\.append\(|from privacy\.ledger\.services import .*\bappend\b", text):
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and KIND.fullmatch(node.value):
                    yield node.value


def test_every_kind_of_entry_has_words() -> None:
    assert set(kinds_written()) - set(jobs._jobs) - NO_ENTRIES - set(doings.WORDS) == set()


def test_every_kind_of_background_work_has_words() -> None:
    ours = {name for name, one in jobs._jobs.items() if not one.work.__module__.startswith("tests.")}
    assert ours == set(chores.WORDS)


def test_every_note_of_an_orders_journal_has_words() -> None:
    """But numbers of parcels, which are sealed and nobody's word."""
    services = "".join(path.read_text() for path in (ROOT / "shop/orders/services").glob("*.py"))
    notes = set(re.findall(r'text="([^"]+)"', services)) | {reason.value for reason in Reason}
    assert len(notes) > 8
    with translation.override("zh-hans"):
        assert not [note for note in notes if re.search("[a-z]", kinds.noted(note))]
    assert kinds.noted("SF 1042") == "SF 1042"


def test_every_refusal_of_the_gate_has_words() -> None:
    gate = (ROOT / "privacy/sharing/services/gate.py").read_text()
    said = set(re.findall(r'"(not [^"{]+|a field [^"{]+|over [^"{]+)"', gate)) | {
        "not engaged for x",
        "not declared as shared: orders.Order.phone, orders.Order.email",
        "orders.Order.phone is not open for letters",
    }
    said |= {str(Issue(concern, on)) for concern in SHUTTING for on in (None, dt.date(2026, 3, 9))}
    assert len(said) > 15
    with translation.override("zh-hans"):
        told = {reason: refusals.words_of(reason) for reason in said}
    assert not [reason for reason, words in told.items() if re.search("[a-z]{3}", words)]
    with translation.override("en"):
        assert refusals.words_of("contract lapsed on 2026-03-09") == "its contract has lapsed, since 9 March 2026"
        over = refusals.words_of("not declared as shared: orders.Order.phone, orders.Order.no")  # the record may be cut
        assert over == "it asked for more than we have declared: Their orders: Phone; Their orders: no"
        assert refusals.words_of("orders.Order.phone is not open for letters").endswith("Their orders: Phone")


def test_every_step_of_an_incident_has_words() -> None:
    told = {one.id: doings.words_of(f"incident.{one.id}") for one in incidents.plan().steps}
    assert told
    assert not [step for step, words in told.items() if words.endswith(f": {step}")]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_part_of_the_program_that_opens_data_has_a_name(language: str) -> None:
    names = {name.strip() for path in sources() for name in SYSTEM.findall(path.relative_to(ROOT).read_text())}
    assert len(names) > 10
    with translation.override(language):
        told = {name: opened_by(Opening(actor=f"{name} x")) for name in names}
        assert not [name for name, words in told.items() if words in {name, opened_by(Opening(actor="nobody"))}]


def test_every_store_of_an_erasure_has_words() -> None:
    stores = {*steps.up_to_keys(), *steps.after_keys(), "compaction"}
    assert stores - set(cleaning.STORES) == set()
    assert set(registry.looks()) - set(cleaning.COUNTED) == set()


def test_what_an_erasure_cleared_is_told_in_words() -> None:
    source = (ROOT / "privacy/erasure/compaction.py").read_text()
    ways = set(re.findall(r'return "([a-z-]+)"', source)) | {"wal-busy", "wal-truncated", compaction.POSTPONED}
    assert len(ways) > 4
    assert ways - set(cleaning.CLEARED) == set()
    assert set(connections) - set(cleaning.COUNTED) == set()
    with translation.override("zh-hans"):
        assert not [way for way in ways if re.search("[a-z]", cleaning.figure(way))]


def test_a_sweep_says_which_data_and_which_fields() -> None:
    with translation.override("en"):
        assert cleaning.swept("orders.Order") == "Their orders"
        assert cleaning.swept("orders.Order (phone, long_gone)") == "Their orders: Phone, long_gone"
        assert cleaning.counted("orders.Order.emptied") == "Their orders, emptied"
        assert cleaning.figure("2027-01-05") == "5 January 2027"
        assert cleaning.figure(12) == "12"


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_staff_read_of_a_customer_as_of_somebody_else(language: str) -> None:
    ours = [said for said in datamap.about_people() if not said.label.startswith("example.")]
    with translation.override(language):
        told = [str(kinds.title_of(said)) for said in ours] + [kinds.settled(one) for one in Outcome.values]
    assert len(told) > 40
    assert not [words for words in told if re.search(r"\b[Yy]ou(r|rs)?\b|您", words)]
    assert not [said.label for said, words in zip(ours, told, strict=False) if words == said.label]


def test_a_name_is_a_files_where_it_is_no_persons() -> None:
    with translation.override("zh-hans"):
        assert str(kinds.field_of(SealedFile._meta.get_field("name"))) == "文件名"
        assert str(kinds.field_of(Profile._meta.get_field("name"))) == "姓名"
