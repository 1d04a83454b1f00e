"""The canary's list of addresses it does not walk is true and says why."""

from tests.attacks.access_rules import RULES
from tests.attacks.canary.walk import NOT_WALKED, unwalked


def test_every_address_left_out_takes_forms_and_has_its_reason() -> None:
    assert all(len(reason) > 20 for reason in NOT_WALKED.values())
    assert [name for name in NOT_WALKED if "POST" not in RULES[name].methods] == []


def test_an_address_nobody_walked_is_named() -> None:
    assert "rights:complain" in unwalked([])
    assert "rights:complain" not in unwalked(["/en/my-data/ask/complaint/"])
