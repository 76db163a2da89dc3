"""Long questions, a pasted paragraph say, by their rarest words: common ones cost the most and tell the least."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, count

from search.query import limits
from search.query.syntax import All, Any, In, Node, Not, Phrase, Word


def as_words(nodes: Sequence[Node]) -> tuple[tuple[Node, ...], bool]:
    """The nodes with phrases beyond the limit read as the words that they are of, and whether there were any."""
    phrases = count()
    changed = tuple(_as_words(nodes, phrases))
    further = next(phrases) > limits.PHRASES
    return changed if further else tuple(nodes), further


def _as_words(nodes: Sequence[Node], phrases: Iterator[int]) -> Iterator[Node]:
    """The words stand beside the other nodes, so that one which many phrases have is looked for once."""
    for node in nodes:
        if isinstance(node, Phrase) and next(phrases) >= limits.PHRASES:
            yield from (Word(word, node.start, node.end) for word in node.text.split())
        elif isinstance(node, (All, Any)):
            yield type(node)(tuple(_as_words(node.nodes, phrases)))
        elif isinstance(node, In):
            yield In(node.field, All(tuple(_as_words([node.node], phrases))))
        elif isinstance(node, Not):
            yield Not(All(tuple(_as_words([node.node], phrases))))
        else:
            yield node


def pruned(nodes: Sequence[Node], frequency: Callable[[str], int], releases: int) -> tuple[tuple[Node, ...], int, int]:
    """The nodes with their rarest words, how many these are, and how many were left out.

    ``frequency`` is in how many of the ``releases`` a word is. Those that are in none cost nothing and stay.
    """
    words = dict.fromkeys(_words(nodes))
    if len(words) <= limits.COMMON_WORDS:
        return tuple(nodes), len(words), 0
    known = sorted((releases_with, word) for word in words if (releases_with := frequency(word)))
    reached = accumulate(releases_with for releases_with, _ in known)
    most = max(limits.POSTINGS, limits.COMMON_WORDS * releases)
    kept = min(limits.WORDS, sum(postings <= most for postings in reached))
    common = frozenset(word for _, word in known[kept:])
    return tuple(_without(nodes, common)), kept, len(common)


def _words(nodes: Sequence[Node]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, Word):
            yield node.text.lower()
        elif isinstance(node, (All, Any)):
            yield from _words(node.nodes)
        elif isinstance(node, (In, Not)):
            yield from _words([node.node])


def _without(nodes: Sequence[Node], common: frozenset[str]) -> Iterator[Node]:
    for node in nodes:
        if isinstance(node, (All, Any)):
            left = tuple(_without(node.nodes, common))
            if left:
                yield type(node)(left)
        elif isinstance(node, Not):
            yield from (Not(inner) for inner in _without([node.node], common))
        elif isinstance(node, In):
            yield from (In(node.field, inner) for inner in _without([node.node], common))
        elif not isinstance(node, Word) or node.text.lower() not in common:
            yield node
