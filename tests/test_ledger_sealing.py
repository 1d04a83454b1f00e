"""The ledger is sealed into a signed tree; any change behind its back is found."""

import datetime as dt
import io
import random
import shutil
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from pytest_django import DjangoAssertNumQueries, Settings

from privacy.ledger import merkle, queries, sealing, services
from privacy.ledger.models import Checkpoint, Entry, Node
from privacy.ledger.types import LedgerBroken, Report

HOUR = dt.timedelta(hours=1)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def anchor(settings: Settings, tmp_path: Path) -> Path:
    settings.PRIVACY_LEDGER_ANCHOR = tmp_path / "elsewhere" / "ledger.txt"
    return tmp_path / "elsewhere" / "ledger.txt"


def fill(count: int, at: dt.datetime) -> list[int]:
    return [services.append(kind="order.placed", about=uuid.uuid4(), facts={"n": n}, at=at) for n in range(count)]


@pytest.fixture
def sealed(noon: dt.datetime) -> None:
    """Three checkpoints over 30 entries, and four entries waiting."""
    for round_number, count in enumerate((13, 12, 5)):
        at = noon + round_number * HOUR
        fill(count, at)
        services.seal(at=at)
    fill(4, noon + 3 * HOUR)


def whats(report: Report) -> set[str]:
    return {fault.what for fault in report.faults}


@pytest.mark.usefixtures("sealed")
def test_an_honest_ledger_is_sound() -> None:
    report = queries.verify()
    assert report == Report(sealed=30, waiting=4, expired=0, checkpoints=3, anchored=3, faults=())


def test_sealing_nothing_makes_no_checkpoint(noon: dt.datetime) -> None:
    assert services.seal(at=noon) == 0
    assert queries.head() is None
    assert queries.verify().is_sound


def test_a_long_queue_is_sealed_in_batches(noon: dt.datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "BATCH", 4)
    fill(10, noon)
    assert services.seal(at=noon) == 10
    assert [head.size for head in queries.heads()] == [10, 8, 4]
    assert queries.verify().is_sound


@pytest.mark.usefixtures("sealed")
def test_every_sealed_entry_can_be_proved_and_no_waiting_one() -> None:
    for entry in Entry.objects.all():
        proof = queries.inclusion(entry.pk)
        assert (proof is None) == (entry.leaf is None)
        if proof:
            assert merkle.is_included(
                leaf=merkle.leaf_hash(proof.leaf.encode()),
                index=proof.index,
                size=proof.head.size,
                path=[bytes.fromhex(step) for step in proof.path],
                root=bytes.fromhex(proof.head.root),
            )


@pytest.mark.usefixtures("sealed")
def test_each_checkpoint_is_proved_to_continue_every_earlier_one() -> None:
    for old, new in ((1, 2), (1, 3), (2, 3), (3, 3)):
        proof = queries.consistency(old=old, new=new)
        assert merkle.is_consistent(
            old=proof.old.size,
            new=proof.new.size,
            old_root=bytes.fromhex(proof.old.root),
            new_root=bytes.fromhex(proof.new.root),
            path=[bytes.fromhex(step) for step in proof.path],
        )


def test_a_proof_takes_few_queries(noon: dt.datetime, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    entry = fill(1000, noon)[500]
    services.seal(at=noon)
    with django_assert_max_num_queries(20):
        queries.inclusion(entry)


class Vandal:
    """Edits the ledger's tables behind the application's back, never twice alike."""

    def __init__(self, seed: int) -> None:
        self.pick = random.Random(seed)  # noqa: S311  repeatable on purpose
        self.leaf = self.pick.randrange(30)

    def sql(self, statement: str, *values: str | int | dt.datetime | None) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            assert cursor.rowcount, "the edit hit nothing"

    def entry(self, change: str, *values: str | int | dt.datetime | None) -> None:
        self.sql(f"UPDATE privacy_ledger_entry SET {change} WHERE leaf = %s", *values, self.leaf)  # noqa: S608

    def hexes(self, length: int) -> str:
        return f"{self.pick.getrandbits(4 * length):0{length}x}"

    def change_kind(self) -> None:
        self.entry("kind = kind || 'x'")

    def change_facts(self) -> None:
        self.entry("facts = %s", f'{{"n": {self.pick.randrange(100, 10**9)}}}')

    def change_person(self) -> None:
        self.entry("about = %s", self.hexes(32))

    def forget_person(self) -> None:
        self.entry("about = NULL")

    def change_time(self) -> None:
        later = Entry.objects.get(leaf=self.leaf).happened_at + dt.timedelta(microseconds=self.pick.randrange(1, 10**9))
        self.entry("happened_at = %s", later if connection.vendor == "postgresql" else later.replace(tzinfo=None))

    def change_nonce(self) -> None:
        self.entry("nonce = %s", self.hexes(32))

    def change_mac(self) -> None:
        self.entry("mac = %s", self.hexes(64))

    def move_leaf(self) -> None:
        self.entry("leaf = %s", self.pick.choice([n for n in range(-5, 40) if n != self.leaf]))

    def unseal(self) -> None:
        self.entry("leaf = NULL")

    def renumber(self) -> None:
        self.entry("id = %s", self.pick.randrange(10**6, 10**9))

    def remove(self) -> None:
        self.sql("DELETE FROM privacy_ledger_entry WHERE leaf = %s", self.leaf)

    def remove_several(self) -> None:
        self.sql("DELETE FROM privacy_ledger_entry WHERE leaf >= %s AND leaf < 30", self.leaf)

    def swap_leaves(self) -> None:
        other = self.pick.choice([n for n in range(30) if n != self.leaf])
        self.sql(
            "UPDATE privacy_ledger_entry SET leaf = CASE leaf WHEN %s THEN %s ELSE %s END WHERE leaf IN (%s, %s)",
            *(self.leaf, other, self.leaf, self.leaf, other),
        )

    def swap_contents(self) -> None:
        other = self.pick.choice([n for n in range(30) if n != self.leaf])
        one, two = Entry.objects.get(leaf=self.leaf), Entry.objects.get(leaf=other)
        for leaf, row in ((self.leaf, two), (other, one)):
            Entry.unguarded.filter(leaf=leaf).update(about=row.about, facts=row.facts, nonce=row.nonce, mac=row.mac)

    def insert(self) -> None:
        leaf = self.pick.choice([None, self.leaf, 30])
        columns = "kind, about, facts, happened_at, nonce, mac, leaf"
        values = f"'consent.given', about, facts, happened_at, '{self.hexes(32)}', '{self.hexes(64)}', %s"
        cast = f"CAST({values[values.rindex('%') :]} AS bigint)"
        self.sql(
            f"INSERT INTO privacy_ledger_entry ({columns}) "  # noqa: S608
            f"SELECT {values.replace('%s', cast)} FROM privacy_ledger_entry WHERE leaf = %s",
            *(leaf, self.leaf),
        )

    def copy(self) -> None:
        columns = "kind, about, facts, happened_at, nonce, mac"
        self.sql(
            f"INSERT INTO privacy_ledger_entry ({columns}) SELECT {columns} FROM privacy_ledger_entry WHERE leaf = %s",  # noqa: S608
            self.leaf,
        )

    def change_waiting(self) -> None:
        self.sql("UPDATE privacy_ledger_entry SET facts = %s WHERE leaf IS NULL", f'{{"n": {self.leaf + 100}}}')

    def change_node(self) -> None:
        place = self.pick.choice(list(Node.objects.values_list("pk", flat=True)))
        Node.objects.filter(pk=place).update(hash=self.pick.randbytes(32))

    def remove_node(self) -> None:
        Node.objects.filter(pk=self.pick.choice(list(Node.objects.values_list("pk", flat=True)))).delete()

    def add_node(self) -> None:
        Node.objects.create(pk=self.pick.randrange(100, 10**9), hash=self.pick.randbytes(32))

    def change_checkpoint(self) -> None:
        changes: list[dict[str, Any]] = [{"size": 29}, {"root": self.hexes(64)}, {"signature": self.hexes(128)}]
        Checkpoint.objects.filter(pk=self.pick.randrange(1, 4)).update(**self.pick.choice(changes))

    def backdate_checkpoint(self) -> None:
        self.sql("UPDATE privacy_ledger_checkpoint SET sealed_at = '2020-01-01 00:00:00' WHERE number = 2")

    def remove_checkpoint(self) -> None:
        Checkpoint.objects.filter(pk=self.pick.randrange(1, 4)).delete()

    def cut_the_tail(self) -> None:
        """Everything as it was after an earlier checkpoint: only the anchor knows better."""
        Entry.unguarded.filter(leaf__isnull=True).delete()
        keep = self.pick.choice([0, 1, 2])
        size = Checkpoint.objects.get(pk=keep).size if keep else 0
        Checkpoint.objects.filter(pk__gt=keep).delete()
        Entry.unguarded.filter(leaf__gte=size).delete()
        kept = {place for leaf in range(size) for place in [2 * leaf]}
        tree = merkle.Frontier()
        for leaf in range(size):
            kept |= {place for place, _ in tree.add(bytes(Node.objects.get(pk=2 * leaf).hash))}
        Node.objects.exclude(pk__in=kept).delete()

    def rebuild(self) -> None:
        """Change an entry, then make everything after it fit again; only the signing key is missing."""
        self.change_facts()
        tree, heads = merkle.Frontier(), {head.size: head for head in Checkpoint.objects.all()}
        for entry in Entry.objects.filter(leaf__isnull=False).order_by("leaf"):
            for place, digest in tree.add(sealing.leaf_hash(entry)):
                Node.objects.filter(pk=place).update(hash=digest)
            if head := heads.get(tree.size):
                forged = Ed25519PrivateKey.generate().sign(tree.root()).hex()
                Checkpoint.objects.filter(pk=head.pk).update(root=tree.root().hex(), signature=forged)

    def edits(self) -> list[Callable[[], None]]:
        words = ("change", "forget", "move", "unseal", "renumber", "remove", "swap", "insert", "copy", "add", "back")
        names = [name for name in vars(Vandal) if name.startswith((*words, "cut", "rebuild"))]
        return [getattr(self, name) for name in sorted(names)]


@pytest.mark.keeps("store.evidence")
@pytest.mark.usefixtures("sealed")
def test_a_thousand_edits_behind_its_back_are_a_thousand_times_found() -> None:
    missed = []
    for seed in range(1000):
        vandal = Vandal(seed)
        edit = vandal.edits()[seed % len(vandal.edits())]
        with transaction.atomic():
            edit()
            if queries.verify().is_sound:
                missed.append((seed, edit.__name__))
            transaction.set_rollback(True)
    assert missed == []
    assert queries.verify().is_sound


@pytest.mark.usefixtures("sealed")
def test_an_unreadable_row_is_a_fault_and_not_the_end_of_the_check() -> None:
    anything = ("happened_at", "about") if connection.vendor == "sqlite" else ()  # elsewhere a column holds its kind
    for column in (*anything, "facts"):
        with transaction.atomic():
            Vandal(1).entry(f"{column} = 'rubbish'" if column != "facts" else "facts = '[1]'")
            assert not queries.verify().is_sound
            transaction.set_rollback(True)


@pytest.mark.usefixtures("sealed")
def test_a_cut_tail_is_found_by_the_anchor_alone(settings: Settings) -> None:
    Vandal(3).cut_the_tail()
    assert any("tail was cut" in what for what in whats(queries.verify()))
    settings.PRIVACY_LEDGER_ANCHOR = ""
    assert queries.verify().is_sound


@pytest.mark.usefixtures("sealed")
def test_a_changed_or_missing_anchor_is_found(anchor: Path) -> None:
    kept = shutil.copy(anchor, anchor.with_suffix(".kept"))
    anchor.write_text(anchor.read_text().replace("\n1", "\n2", 1).replace("\n2", "\n3", 1))
    assert not queries.verify().is_sound
    anchor.unlink()
    assert "checkpoints without a line in the anchor" in whats(queries.verify())
    shutil.copy(kept, anchor)
    assert queries.verify().is_sound


@pytest.mark.usefixtures("sealed")
def test_an_anchor_that_could_not_be_written_catches_up(anchor: Path, noon: dt.datetime) -> None:
    lines = anchor.read_text().splitlines()
    anchor.write_text(lines[0] + "\n")
    services.seal(at=noon + 4 * HOUR)
    assert anchor.read_text().splitlines()[:3] == lines
    assert queries.verify().is_sound


@pytest.mark.usefixtures("sealed")
def test_nothing_is_built_on_a_tree_that_is_not_what_was_signed(noon: dt.datetime) -> None:
    Node.objects.filter(pk=merkle.position(3, 0)).update(hash=b"x" * 32)
    Node.objects.filter(pk=merkle.position(4, 0)).update(hash=b"x" * 32)
    with pytest.raises(LedgerBroken, match="not what was signed"):
        services.seal(at=noon)
    assert Checkpoint.objects.count() == 3


@pytest.mark.usefixtures("sealed")
def test_what_the_application_did_not_write_is_never_sealed(noon: dt.datetime) -> None:
    Entry.unguarded.filter(leaf=None).update(kind="consent.given")
    assert services.seal(at=noon) == 0
    assert queries.verify().waiting == 4


@pytest.mark.keeps("store.evidence")
@pytest.mark.usefixtures("sealed")
def test_an_expired_segment_goes_while_the_rest_still_verifies(noon: dt.datetime) -> None:
    assert services.expire(before=noon + HOUR, at=noon + 9 * HOUR) == 13
    services.seal(at=noon + 9 * HOUR)
    report = queries.verify()
    assert (report.expired, report.sealed, report.faults) == (13, 35, ())
    assert Entry.objects.filter(happened_at__lt=noon + HOUR).count() == 0
    assert services.expire(before=noon + HOUR, at=noon + 10 * HOUR) == 0
    Entry.unguarded.filter(leaf=13).delete()
    assert whats(queries.verify()) == {"an entry was removed"}


@pytest.mark.usefixtures("sealed")
def test_nobody_can_pass_a_deletion_off_as_expiry(noon: dt.datetime) -> None:
    with pytest.raises(ValueError, match="only the ledger itself"):
        services.append(kind=sealing.EXPIRED, about=None, facts={"upto": 30}, at=noon)
    Entry.unguarded.filter(leaf__lt=5).delete()
    Entry(kind=sealing.EXPIRED, facts={"upto": 5}, happened_at=noon, nonce="0" * 32, mac="0" * 64).save()
    assert "an entry was removed" in whats(queries.verify())


@pytest.mark.usefixtures("sealed")
def test_the_command_proves_and_fails_loudly(noon: dt.datetime) -> None:
    out = io.StringIO()
    call_command("privacy", "ledger", "verify", stdout=out)
    assert "sound" in out.getvalue()
    Vandal(5).change_facts()
    with pytest.raises(CommandError, match="not what was signed"):
        call_command("privacy", "ledger", "verify", stdout=out)
    assert "FAULT an entry was changed" in out.getvalue()
