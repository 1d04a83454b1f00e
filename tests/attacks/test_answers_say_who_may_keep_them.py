"""R4: what is not the same for everybody says that no one may keep it."""

from typing import Any

import pytest

from tests.attacks.access_rules import RULES
from tests.attacks.cast import Cast
from tests.attacks.reach import Names, path_of
from tests.attacks.single_request import ask

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def caches_let(cast: Cast, names: Names = RULES) -> list[str]:
    """Answers that are not the same for all and do not say that no one may keep them."""
    wrong = []
    for name in (one for one in names if not RULES[one].public):
        for method in sorted(RULES[name].methods & {"GET", "HEAD", "POST"}):
            for who in ("owner", "keeper"):
                answer = ask(cast.clients[who], method, path_of(name, cast))
                said = answer.headers.get("Cache-Control", "")
                if answer.status_code < 500 and "no-store" not in said and not _says_nothing_of_anybody(name, answer):
                    wrong.append(f"{method} {name} for {who}: {answer.status_code} {said!r}")
    return wrong


@pytest.mark.keeps("protect.access")
def test_what_is_not_the_same_for_all_says_that_no_one_may_keep_it(cast: Cast) -> None:
    wrong = caches_let(cast)
    assert not wrong, "\n".join(["", *wrong])


def _says_nothing_of_anybody(name: str, answer: Any) -> bool:
    """A sign of no method has no words; a schema is a paper."""
    return answer.status_code == 405 or (
        name in {"rights:schema"} and "public" in answer.headers.get("Cache-Control", "")
    )
