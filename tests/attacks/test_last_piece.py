"""Fifty buyers, one piece, real processes, a hundred times: one sale, forty-nine clear pages, nothing else."""

import json
import os
from pathlib import Path

import pytest

from tests.processes import run_python
from tests.sandbox_process import Sandbox
from tests.shop_process import shop

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(1800)]
BUYERS = 50
ROUNDS = int(os.environ.get("SHIJIANG_RACES", "100"))
# The buyers are forks that live through all rounds, each with connections of its own. A barrier before each round lets
# them press at the same moment; a browser of a round has never been here before.
RACE = """
import collections, json, multiprocessing, os, sys
from django.test.utils import setup_test_environment
setup_test_environment()
from django.db import connections
from shop.catalogue.models import Piece
from shop.orders.models import Hold
from tests.buying import Buyer
piece = Piece.objects.get()
forking = multiprocessing.get_context("fork")
gate, answers = forking.Barrier(BUYERS + 1), forking.SimpleQueue()

def press():
    buyer = Buyer()
    gate.wait(120)
    status = buyer.begin(piece.pk)
    if status == 409 and "Somebody was quicker" not in buyer.last.content.decode():
        return -409
    return status

def live():
    for _ in range(ROUNDS):
        try:
            status = press()
        except Exception as error:
            print(repr(error), file=sys.stderr)
            status = 0
        answers.put(status)

for _ in range(2): Buyer().begin(piece.pk)  # both answers are known before the forks: each would learn them anew
connections.close_all()
buyers = [forking.Process(target=live, daemon=True) for _ in range(BUYERS)]
for one in buyers: one.start()
seen = []
for _ in range(ROUNDS):
    Hold.objects.all().delete()
    Piece.objects.update(stock=1)
    gate.wait(120)
    heard = collections.Counter(answers.get() for _ in range(BUYERS))
    left = Piece.objects.get()
    seen.append(dict(heard, stock=left.stock, held=Hold.objects.filter(state="active").count()))
print(json.dumps(seen))
"""


def test_one_piece_is_held_by_exactly_one_of_fifty_buyers_every_time(tmp_path: Path, sandbox: Sandbox) -> None:
    env = shop(tmp_path, sandbox)
    code = RACE.replace("ROUNDS", str(ROUNDS)).replace("BUYERS", str(BUYERS))
    rounds = json.loads(run_python(code, env, seconds=1800))
    assert rounds == [{"302": 1, "409": BUYERS - 1, "stock": 0, "held": 1}] * ROUNDS
