"""The posts of the policy as they are: who judges has no hand in the matter, and what one holds alone takes two."""

from dataclasses import replace

import pytest

from policy import roles
from policy.checks import duties_stay_apart
from privacy.access import registry
from privacy.datamap.types import Purpose


@pytest.mark.parametrize("pair", roles.APART, ids=lambda pair: f"{pair[0].id}-{pair[1].id}")
def test_no_post_of_the_policy_holds_both(pair: tuple[Purpose, Purpose], monkeypatch: pytest.MonkeyPatch) -> None:
    assert duties_stay_apart() == []
    for role in roles.ALL:
        mixed = replace(role, purposes=(*role.purposes, *pair))
        monkeypatch.setattr(roles, "ALL", (mixed,))
        assert "policy.E001" in {one.id for one in duties_stay_apart()}


@pytest.mark.parametrize("pair", roles.APART_BUT_FOR_THE_KEEPER, ids=lambda pair: f"{pair[0].id}-{pair[1].id}")
def test_nobody_but_the_keeper_holds_these(pair: tuple[Purpose, Purpose], monkeypatch: pytest.MonkeyPatch) -> None:
    for role in (roles.COUNSEL, roles.WORKSHOP, roles.ORDERS):
        assert not set(pair) <= set(role.purposes)
        monkeypatch.setattr(roles, "ALL", (replace(role, purposes=pair),))
        assert [one.id for one in duties_stay_apart()] == ["policy.E001"]
    monkeypatch.setattr(roles, "ALL", (roles.KEEPER,))
    assert duties_stay_apart() == []


def test_what_the_keeper_holds_together_takes_a_second_person() -> None:
    two = {"incidents.send", "staff.role", "staff.lift", "transfer.tell", "transfer.seal"}
    assert two <= set(registry.matters)
