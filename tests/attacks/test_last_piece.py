"""Fifty buyers, one piece, real processes: one sale, forty-nine clear pages, nothing else."""

import json
import os
from pathlib import Path

import pytest

from tests.processes import run_python
from tests.sandbox_process import Sandbox
from tests.shop_process import shop

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(1800)]
BUYERS = 50
ROUNDS = int(os.environ.get("LAST_PIECE_ROUNDS", "1"))
# All buyers are forks of one process, each with its own connections, waiting for the same moment of each round.
RACE = """
import collections, json, os, sys, time
from django.test.utils import setup_test_environment
setup_test_environment()
from django.db import connections
from shop.catalogue.models import Piece
from shop.orders.models import Hold
from tests.buying import Buyer
piece = Piece.objects.get()
seen = []
for number in range(ROUNDS):
    Hold.objects.all().delete()
    Piece.objects.update(stock=1)
    connections.close_all()
    start, reading, writing = time.time() + 1.5, *os.pipe()
    children = []
    for one in range(BUYERS):
        child = os.fork()
        if child == 0:
            status = 0
            try:
                buyer = Buyer()
                while time.time() < start: time.sleep(0.0005)
                status = buyer.begin(piece.pk)
                if status == 409 and "Somebody was quicker" not in buyer.last.content.decode(): status = -409
            except BaseException as error:
                print(repr(error), file=sys.stderr)
            os.write(writing, f"{status} ".encode())
            os._exit(0)
        children.append(child)
    for child in children: os.waitpid(child, 0)
    os.close(writing)
    seen.append(collections.Counter(os.read(reading, 65536).split()))
    os.close(reading)
    left = Piece.objects.get()
    seen[-1]["stock"], seen[-1]["held"] = left.stock, Hold.objects.filter(state="active").count()
print(json.dumps([{(k.decode() if isinstance(k, bytes) else k): v for k, v in one.items()} for one in seen]))
"""


def test_one_piece_is_held_by_exactly_one_of_fifty_buyers(tmp_path: Path, sandbox: Sandbox) -> None:
    env = shop(tmp_path, sandbox)
    code = RACE.replace("ROUNDS", str(ROUNDS)).replace("BUYERS", str(BUYERS))
    rounds = json.loads(run_python(code, env, seconds=1800))
    assert rounds == [{"302": 1, "409": BUYERS - 1, "stock": 0, "held": 1}] * ROUNDS
