"""Limits are counted by all processes together: tries at the same moment are not counted as one."""

from pathlib import Path

import pytest

from tests.engine.places import site
from tests.processes import run_python, start_python

pytestmark = pytest.mark.django_db(transaction=True)
TRY = """
from allauth.core.internal import ratelimit
from django.test import RequestFactory
request = RequestFactory().post("/")
config = {"login_failed": "40/h/key"}
print(sum(
    ratelimit.consume(request, app="allauth.account", action="login_failed", config=config, key="mei") is not None
    for _ in range(25)
))
"""


@pytest.mark.keeps("use.security")
def test_three_processes_at_once_get_forty_tries_together(tmp_path: Path) -> None:
    env = site(tmp_path)
    guessers = [start_python(TRY, env) for _ in range(3)]
    heard = [int(guesser.communicate(timeout=120)[0]) for guesser in guessers]
    assert sum(heard) == 40
    assert int(run_python(TRY, env)) == 0
