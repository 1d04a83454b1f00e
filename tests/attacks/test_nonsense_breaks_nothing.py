"""M9, X6, P4: whatever stands in the parameters of an address or a form, no page breaks on it."""

from collections.abc import Iterable

import pytest
from pytest_django import Settings

from tests.attacks.access_rules import RULES
from tests.attacks.cast import Cast
from tests.attacks.reach import Names, insider, path_of
from tests.attacks.single_request import ask
from tests.attacks.test_redirects_stay_here import parameters_once

pytestmark = pytest.mark.django_db

# A sign that PostgreSQL stores in no text, a number that no column holds, a sentence that ends a statement of SQL.
NONSENSE = ("a\x00b", "9" * 400, "-1e999999999", "') OR 1=1; --")


def broken_by(cast: Cast, said: Iterable[str], names: Names = RULES) -> list[str]:
    """Requests that were answered by a failure: each value in all parameters that any page reads, at once."""
    wrong = []
    for value in said:
        every = dict.fromkeys(parameters_once(), value)
        for name in names:
            who = insider(RULES[name], cast)
            for method in sorted(RULES[name].methods & {"GET", "POST"}):
                status = ask(cast.clients[who], method, path_of(name, cast), every).status_code
                if status >= 500:
                    wrong.append(f"{method} {name} {value[:20]!r}: {status}")
    return wrong


@pytest.mark.parametrize("value", NONSENSE, ids=["nul", "large", "exponent", "sql"])
def test_no_parameter_breaks_a_page(cast: Cast, settings: Settings, value: str) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
    assert broken_by(cast, [value]) == []
