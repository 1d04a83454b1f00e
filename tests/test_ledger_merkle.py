"""Merkle trees, inclusion and consistency proofs after RFC 9162."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from privacy.ledger import merkle

# The eight test leaves of the Certificate Transparency reference implementations, and their roots.
LEAVES = [b"", b"\x00", b"\x10", b" !", b"01", b"@ABC", b"PQRSTUVW", b"`abcdefghijklmno"]
LEAVES[3:7] = [bytes.fromhex(text) for text in ("2021", "3031", "40414243", "5051525354555657")]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
sizes = st.integers(1, 70)


class Tree:
    """A tree in memory."""

    def __init__(self, leaves: list[bytes]) -> None:
        self.frontier = merkle.Frontier()
        self.nodes: dict[int, bytes] = {}
        for leaf in leaves:
            self.nodes.update(self.frontier.add(merkle.leaf_hash(leaf)))

    def subtree(self, level: int, index: int) -> bytes:
        return self.nodes[merkle.position(level, index)]


def tree(size: int) -> Tree:
    return Tree([str(number).encode() for number in range(size)])


def plain_root(leaves: list[bytes]) -> bytes:
    """The RFC's recursive definition, word for word."""
    if len(leaves) < 2:
        return hashlib.sha256(b"\x00" + leaves[0]).digest() if leaves else hashlib.sha256().digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return hashlib.sha256(b"\x01" + plain_root(leaves[:split]) + plain_root(leaves[split:])).digest()


def test_the_roots_are_those_of_the_reference_implementations() -> None:
    assert [Tree(LEAVES[:size]).frontier.root().hex() for size in range(1, 9)] == ROOTS


@given(sizes)
def test_the_growing_edge_gives_the_root_of_the_definition(size: int) -> None:
    built = tree(size)
    assert built.frontier.root() == plain_root([str(number).encode() for number in range(size)])
    assert built.frontier.root() == merkle.range_hash(0, size, built.subtree)
    assert len(built.nodes) == merkle.node_count(size)
    assert merkle.peaks_of(size) == [(level, index) for level, index, _ in built.frontier.peaks]


@given(sizes, st.data())
def test_a_leaf_is_proved_and_no_other_passes_for_it(size: int, data: st.DataObject) -> None:
    built, index = tree(size), data.draw(st.integers(0, size - 1))
    path = merkle.inclusion_path(index, size, built.subtree)
    root = built.frontier.root()
    for claimed in range(-1, size + 1):
        for leaf in {index, 0, size - 1}:
            held = merkle.is_included(
                leaf=merkle.leaf_hash(str(leaf).encode()), index=claimed, size=size, path=path, root=root
            )
            assert held == (claimed == index == leaf)


@given(sizes, st.data())
def test_an_older_tree_is_proved_to_be_the_beginning_of_a_newer(size: int, data: st.DataObject) -> None:
    old, new = data.draw(st.integers(1, size)), tree(size)
    path = merkle.consistency_path(old, size, new.subtree)
    roots = {"old_root": tree(old).frontier.root(), "new_root": new.frontier.root()}
    assert merkle.is_consistent(old=old, new=size, path=path, **roots)
    forged = {**roots, "old_root": merkle.leaf_hash(b"forged")}
    assert not merkle.is_consistent(old=old, new=size, path=path, **forged)
    for cut in range(len(path)):
        assert not merkle.is_consistent(old=old, new=size, path=path[:cut] + path[cut + 1 :], **roots)
