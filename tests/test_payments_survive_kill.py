"""A payment killed with -9 at any named point ends as if nothing had happened."""

import json
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.payment_flow import ACT, JOBS, LEDGER, SETUP, shop
from tests.processes import run_python, start_python
from tests.sandbox_process import Sandbox, running_sandbox

pytestmark = pytest.mark.django_db(transaction=True)
WHOLE = ["captured", 128000, 28000, [["captured", 128000], ["refunded", -28000]], ["done"], 1, 0, 1, 28000]
# Before the shop has said yes to anybody, the buyer or the provider asks again.
BEFORE_YES = ["payment.before_create", "payment.after_create", "webhook.before_insert", "webhook.after_insert",
              "refund.after_promise"]  # fmt: skip
# Afterwards the worker alone must bring it to its end.
AFTER_YES = ["webhook.after_commit", "settle.after_read", "settle.after_entry", "settle.after_commit"]


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    folder = tmp_path_factory.mktemp("provider")
    with running_sandbox(folder=folder, keys=folder / "var" / "keys") as running:
        running.webhooks(held=True)
        yield running


@pytest.fixture
def env(provider: Sandbox, tmp_path: Path) -> dict[str, str]:
    env = shop(tmp_path, provider)
    shutil.copytree(provider.keys, tmp_path / "keys", dirs_exist_ok=True)
    return env


def fresh(code: str, tmp_path: Path) -> str:
    """The script under keys of its own, since all tests share one provider."""
    return code.replace("-kill", f"-{tmp_path.name}").replace("evt_kill", f"evt_{tmp_path.name}")


def killed(code: str, env: dict[str, str], failpoint: str) -> None:
    child = start_python(code, {**env, "SHIJIANG_FAILPOINT": failpoint})
    child.communicate(timeout=120)
    assert child.returncode == -signal.SIGKILL


@pytest.mark.parametrize("failpoint", BEFORE_YES)
def test_killed_before_the_answer_the_same_request_again_ends_well(
    env: dict[str, str], tmp_path: Path, failpoint: str
) -> None:
    code = fresh(SETUP + ACT, tmp_path)
    killed(code, env, failpoint)
    assert json.loads(run_python(code + JOBS + LEDGER, env)) == WHOLE


@pytest.mark.parametrize("failpoint", AFTER_YES)
def test_killed_after_the_answer_it_ends_well_by_itself(env: dict[str, str], tmp_path: Path, failpoint: str) -> None:
    killed(fresh(SETUP + ACT, tmp_path), env, failpoint)
    state = json.loads(run_python(SETUP + JOBS + LEDGER, env))
    assert state == ["captured", 128000, 0, [["captured", 128000]], [], 1, 0, 1, 0]


def test_killed_after_the_provider_gave_back_the_refund_is_entered_once(env: dict[str, str], tmp_path: Path) -> None:
    killed(fresh(SETUP + ACT, tmp_path), env, "refund.after_provider")
    assert json.loads(run_python(SETUP + JOBS + LEDGER, env)) == WHOLE
