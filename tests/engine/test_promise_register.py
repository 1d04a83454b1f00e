"""All 59 promises are registered, their claims point at real code and real tests, and a broken witness shows."""

import datetime as dt
import importlib
import re
from pathlib import Path

import pytest
from django.conf import settings

from privacy.promises import queries, registry
from privacy.promises.collect import marked_tests
from privacy.promises.types import Clause, Evidence, State

CLAUSES = registry.clauses()


def test_there_are_59_clauses_with_words_of_their_own() -> None:
    assert len(CLAUSES) == 59
    assert len({str(clause.words) for clause in CLAUSES}) == 59


@pytest.mark.parametrize("clause", [one for one in CLAUSES if one.enforced], ids=lambda clause: clause.id)
def test_what_a_clause_names_as_its_enforcement_exists(clause: Clause) -> None:
    for place in clause.enforced:
        importlib.import_module(place)


def test_a_clause_that_claims_enforcement_has_a_test_and_every_mark_names_a_clause() -> None:
    marked = marked_tests(Path(settings.PRIVACY_PROMISE_TESTS))
    assert set(marked) <= {clause.id for clause in CLAUSES}
    assert [clause.id for clause in CLAUSES if clause.enforced and clause.id not in marked] == []


def test_every_clause_that_claims_to_be_kept_has_live_evidence() -> None:
    assert [clause.id for clause in CLAUSES if clause.enforced and not registry.witnesses(clause.id)] == []


def test_broken_evidence_turns_a_kept_promise_red(noon: dt.datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    def witness(at: dt.datetime) -> Evidence:
        return Evidence(says="the wax is broken", holds=False, as_of=at)

    monkeypatch.setattr(registry, "_witnesses", {"protect.masking": [witness]})
    states = {one.clause.id: one.state for one in queries.standings(noon)}
    assert states["protect.masking"] is State.BROKEN


def test_the_desk_asks_the_witnesses_once_a_minute(noon: dt.datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[dt.datetime] = []

    def witness(at: dt.datetime) -> Evidence:
        asked.append(at)
        return Evidence("seen", holds=len(asked) == 1, as_of=at)

    monkeypatch.setattr(registry, "_witnesses", {"protect.masking": [witness]})
    later = [noon, noon + dt.timedelta(seconds=59), noon + dt.timedelta(seconds=60), noon + dt.timedelta(seconds=30)]
    assert [queries.broken(at) for at in later] == [0, 0, 1, 1]
    assert asked == [noon, later[2], later[3]], "a clock set back asks again"


def test_a_witness_that_fails_is_broken_evidence(noon: dt.datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    def witness(at: dt.datetime) -> Evidence:
        raise OSError("disk")

    monkeypatch.setattr(registry, "_witnesses", {"protect.masking": [witness]})
    states = {one.clause.id: one.state for one in queries.standings(noon)}
    assert states["protect.masking"] is State.BROKEN


def test_a_clause_without_tests_is_never_called_kept(noon: dt.datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "tests", dict)
    assert {one.state for one in queries.standings(noon)} <= {State.NOT_YET, State.BROKEN}


def test_what_is_called_kept_was_broken_by_hand_and_what_noticed_is_there() -> None:
    root = Path(settings.BASE_DIR)
    told = (root / "docs" / "promises-broken.md").read_text()
    rows = re.findall(r"^\| `([a-z-]+\.[a-z0-9-]+)` \|.*\| `([\w/]+\.py)::(\w+)` \|$", told, re.MULTILINE)
    waiting = set(re.findall(r"^\* `([a-z-]+\.[a-z0-9-]+)` waits", told, re.MULTILINE))
    kept = {one.id for one in CLAUSES if one.enforced and not one.missing}
    assert kept - {clause for clause, _file, _test in rows} == waiting, "break it, and say there what noticed"
    named = {(file, test) for _clause, file, test in rows}
    gone = [one for one in named if f"def {one[1]}(" not in (root / "tests" / one[0]).read_text()]
    assert gone == []
