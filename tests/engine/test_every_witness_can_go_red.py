"""Evidence is worth what it can lose: each witness is broken on purpose, and shows no figure that has no attack."""

import datetime as dt
import re

import pytest
from django.utils import translation

from kit.generation import forget
from privacy.promises import registry
from privacy.promises.types import Evidence, Witness
from tests.witnesses import BREAKS, EXACT, PREPARES, name

WITNESSES = {name(one): one for clause in registry.clauses() for one in registry.witnesses(clause.id)}
COARSE = {"people", "faults", "wait", "time"}
pytestmark = pytest.mark.django_db


def test_the_table_of_breaks_and_the_witnesses_are_the_same() -> None:
    assert set(BREAKS) == set(WITNESSES), "a witness needs a way to break it in tests/witnesses.py"
    assert set(EXACT) <= set(WITNESSES)


@pytest.mark.parametrize("witness", WITNESSES.values(), ids=WITNESSES.keys())
def test_a_witness_goes_red_when_what_it_watches_breaks(
    witness: Witness, noon: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    if prepare := PREPARES.get(name(witness)):
        prepare(monkeypatch, noon)
    whole = witness(noon)
    assert whole.holds, whole.text
    shows_nobody(name(witness), whole)
    BREAKS[name(witness)](monkeypatch, noon)
    forget()
    broken = witness(noon)
    assert not broken.holds, broken.text
    shows_nobody(name(witness), broken)
    with translation.override("zh-hans"):
        shows_nobody(name(witness), witness(noon))


def shows_nobody(witness: str, seen: Evidence) -> None:
    """Every number of a sentence is a figure; every figure is coarse, or listed with what of the studio's it tells."""
    places = set(re.findall(r"%\((\w+)\)s", str(seen.says)))
    assert not re.search(r"\d", re.sub(r"%\(\w+\)s", "", str(seen.says))), "a number past the figures"
    assert places <= set(seen.figures)
    exact = {key for key, figure in seen.figures.items() if figure.kind not in COARSE}
    assert exact <= set(EXACT.get(witness, {})), "an exact figure: say in tests/witnesses.py whose it is, or coarsen it"
