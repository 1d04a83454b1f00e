"""Merkle tree arithmetic after RFC 9162 (section 2.1): hashes, and proofs over any store of subtree hashes.

A complete subtree is named by its level and index, and stored under its in-order position: leaf i is at 2i, the parent
of leaves 0 and 1 at 1, and so on. `Subtree` below answers the hash of such a subtree.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

Subtree = Callable[[int, int], bytes]
EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """The hash of a leaf: prefix 0x00, so that no leaf can pass for a node."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node: prefix 0x01."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def position(level: int, index: int) -> int:
    """Where the complete subtree number `index` of 2^level leaves stands in order."""
    return ((2 * index + 1) << level) - 1


def node_count(size: int) -> int:
    """How many complete subtrees, leaves included, a tree of `size` leaves has."""
    return 2 * size - size.bit_count()


@dataclass
class Frontier:
    """The right edge of a growing tree: its complete subtrees from left to right as (level, index, hash)."""

    size: int = 0
    peaks: list[tuple[int, int, bytes]] = field(default_factory=list)

    def add(self, leaf: bytes) -> Iterator[tuple[int, bytes]]:
        """Append a leaf's hash; yields position and hash of every subtree this completes."""
        level, index, digest = 0, self.size, leaf
        self.size += 1
        yield position(level, index), digest
        while self.peaks and self.peaks[-1][0] == level:
            _, _, left = self.peaks.pop()
            level, index, digest = level + 1, index >> 1, node_hash(left, digest)
            yield position(level, index), digest
        self.peaks.append((level, index, digest))

    def root(self) -> bytes:
        """The hash of the whole tree."""
        if not self.peaks:
            return EMPTY_ROOT
        digest = self.peaks[-1][2]
        for _, _, left in reversed(self.peaks[:-1]):
            digest = node_hash(left, digest)
        return digest


def peaks_of(size: int) -> list[tuple[int, int]]:
    """Level and index of the complete subtrees at the right edge of a tree of `size` leaves, left to right."""
    found, start = [], 0
    for level in range(size.bit_length() - 1, -1, -1):
        if size >> level & 1:
            found.append((level, start >> level))
            start += 1 << level
    return found


def range_hash(start: int, end: int, subtree: Subtree) -> bytes:
    """MTH(D[start:end]) of the RFC; `start` is a multiple of the largest power of two below the length."""
    length = end - start
    if length & (length - 1) == 0:
        level = length.bit_length() - 1
        return subtree(level, start >> level)
    middle = start + _split(length)
    return node_hash(range_hash(start, middle, subtree), range_hash(middle, end, subtree))


def inclusion_path(leaf: int, size: int, subtree: Subtree) -> list[bytes]:
    """PATH(leaf, D[0:size]) of section 2.1.3.1. Raises IndexError when the tree has no such leaf."""
    if not 0 <= leaf < size:
        raise IndexError(f"no leaf {leaf} in a tree of {size}")
    return _path(leaf, 0, size, subtree)


def _path(leaf: int, start: int, end: int, subtree: Subtree) -> list[bytes]:
    if end - start == 1:
        return []
    middle = start + _split(end - start)
    if leaf < middle:
        return [*_path(leaf, start, middle, subtree), range_hash(middle, end, subtree)]
    return [*_path(leaf, middle, end, subtree), range_hash(start, middle, subtree)]


def consistency_path(old: int, new: int, subtree: Subtree) -> list[bytes]:
    """PROOF(old, D[0:new]) of section 2.1.4.1. Raises IndexError unless 0 < old <= new."""
    if not 0 < old <= new:
        raise IndexError(f"no proof from {old} to {new} leaves")
    return _subproof(old, 0, new, subtree, whole=True)


def _subproof(old: int, start: int, end: int, subtree: Subtree, *, whole: bool) -> list[bytes]:
    if old == end:
        return [] if whole else [range_hash(start, end, subtree)]
    middle = start + _split(end - start)
    if old <= middle:
        return [*_subproof(old, start, middle, subtree, whole=whole), range_hash(middle, end, subtree)]
    return [*_subproof(old, middle, end, subtree, whole=False), range_hash(start, middle, subtree)]


def _split(length: int) -> int:
    """The largest power of two smaller than `length`."""
    return 1 << (length - 1).bit_length() - 1


def is_included(*, leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Whether the path proves that the hash `leaf` is number `index` of the tree (section 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    at, last, digest = index, size - 1, leaf
    for other in path:
        if last == 0:
            return False
        if at & 1 or at == last:
            digest = node_hash(other, digest)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            digest = node_hash(digest, other)
        at, last = at >> 1, last >> 1
    return last == 0 and digest == root


def is_consistent(*, old: int, new: int, old_root: bytes, new_root: bytes, path: Sequence[bytes]) -> bool:
    """Whether the path proves that the tree of `new` leaves begins with the tree of `old` (section 2.1.4.2)."""
    if old == new:
        return not path and old_root == new_root
    if not 0 < old < new or not path:
        return False
    steps = [old_root, *path] if old & (old - 1) == 0 else list(path)
    at, last = old - 1, new - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    first = second = steps[0]
    for other in steps[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            first, second = node_hash(other, first), node_hash(other, second)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            second = node_hash(second, other)
        at, last = at >> 1, last >> 1
    return last == 0 and first == old_root and second == new_root
