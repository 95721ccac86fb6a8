"""The Merkle tree against another implementation of RFC 9162, for every size from 1 to 300."""

from __future__ import annotations

import hashlib
from functools import cache

import pytest
from pymerkle import InmemoryTree, InvalidProof, verify_consistency

from govern.ledger import tree
from govern.ledger.growing import Growing
from govern.ledger.tree import Lookup

MOST = 300
SIZES = range(1, MOST + 1)


def entry(index: int) -> bytes:
    return f"leaf {index}".encode()


def leaf(index: int) -> bytes:
    return hashlib.sha256(b"\x00" + entry(index)).digest()


@cache
def stored() -> dict[tuple[int, int], bytes]:
    """Every complete subtree, as the database keeps them."""
    kept: dict[tuple[int, int], bytes] = {}
    for size in range(MOST):
        for level, index, value in tree.grown(lambda *at: kept[at], size, leaf(size)):
            kept[level, index] = value
    return kept


def lookup() -> Lookup:
    kept = stored()
    return lambda level, index: kept[level, index]


@cache
def other() -> InmemoryTree:
    made = InmemoryTree(algorithm="sha256")
    for index in range(MOST):
        made.append_entry(entry(index))
    return made


def test_the_empty_tree_has_the_hash_of_nothing() -> None:
    assert tree.root(lookup(), 0) == hashlib.sha256(b"").digest() == Growing().root()


def test_every_root_is_the_other_implementations() -> None:
    ours = [tree.root(lookup(), size) for size in SIZES]

    assert ours == [other().get_root(size) for size in SIZES]


def test_a_growing_tree_has_the_same_nodes_and_roots() -> None:
    growing, roots = Growing(), []
    nodes: dict[tuple[int, int], bytes] = {}
    for size in range(MOST):
        nodes |= {(level, index): value for level, index, value in growing.add(leaf(size))}
        roots.append(growing.root())

    assert nodes == stored()
    assert roots == [tree.root(lookup(), size) for size in SIZES]


def test_every_inclusion_path_is_the_other_implementations() -> None:
    wrong = [
        (index, size)
        for size in SIZES
        for index in {0, size // 3, size // 2, size - 1}
        if tree.inclusion(lookup(), index, size)
        != _theirs(other().prove_inclusion(index + 1, size).path)
    ]

    assert not wrong


def test_every_leaf_is_shown_to_be_in_every_tree() -> None:
    wrong = []
    for size in range(1, 65):
        head = tree.root(lookup(), size)
        for index in range(size):
            path = tree.inclusion(lookup(), index, size)
            if not tree.includes(leaf(index), index, size, path, head):
                wrong.append((index, size))

    assert not wrong


def test_every_pair_of_sizes_is_shown_to_be_consistent() -> None:
    roots = {size: tree.root(lookup(), size) for size in SIZES}

    wrong = [
        (old, new)
        for new in SIZES
        for old in range(1, new + 1)
        if not tree.consistent(
            old, new, tree.consistency(lookup(), old, new), roots[old], roots[new]
        )
    ]

    assert not wrong


def test_the_other_implementations_consistency_proofs_fit_our_roots() -> None:
    roots = {size: tree.root(lookup(), size) for size in SIZES}

    for new in SIZES:
        for old in {1, new // 3, new // 2, new - 1} - {0}:
            theirs = other().prove_consistency(old, new)
            verify_consistency(roots[old], roots[new], theirs)
            with pytest.raises(InvalidProof):
                verify_consistency(roots[old], bytes(32), theirs)


@pytest.mark.parametrize("old", [1, 2, 3, 64, 100, 127, 128, 255])
def test_no_proof_shows_another_root_to_be_consistent(old: int) -> None:
    proof = tree.consistency(lookup(), old, MOST)
    before, after = tree.root(lookup(), old), tree.root(lookup(), MOST)
    other_root = bytes(32)

    assert not tree.consistent(old, MOST, proof, other_root, after)
    assert not tree.consistent(old, MOST, proof, before, other_root)
    assert not tree.consistent(old, MOST, proof[:-1], before, after)
    assert not tree.consistent(old, MOST, [*proof, other_root], before, after)
    assert not tree.consistent(old + 1, MOST, proof, before, after)


def test_a_path_shows_no_other_leaf_place_or_size() -> None:
    path, head = tree.inclusion(lookup(), 77, 200), tree.root(lookup(), 200)

    assert tree.includes(leaf(77), 77, 200, path, head)
    assert not tree.includes(leaf(78), 77, 200, path, head)
    assert not tree.includes(leaf(77), 78, 200, path, head)
    assert not tree.includes(leaf(77), 77, 100, path, head)
    assert not tree.includes(leaf(77), 77, 200, path[:-1], head)
    assert not tree.includes(leaf(77), 77, 200, [*path, head], head)
    assert not tree.includes(leaf(77), 200, 200, path, head)


@pytest.mark.parametrize(("index", "size"), [(0, 0), (5, 5), (-1, 3)])
def test_what_is_not_in_the_tree_has_no_path(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="is not in a tree"):
        tree.inclusion(lookup(), index, size)


def _theirs(path: list[bytes]) -> list[bytes]:
    """Their path begins with the leaf itself."""
    return path[1:]
