"""What of a long question is looked for: its rarest words, and only so many phrases."""

from datetime import date

from search.query import limits
from search.query.parser import parse
from search.query.pruning import as_words, pruned
from search.query.syntax import Not, Phrase, Word

TODAY = date(2026, 11, 24)


def texts(nodes: object) -> list[str]:
    return [node.text for node in nodes if isinstance(node, Word)]  # type: ignore[attr-defined]


def test_a_short_question_keeps_its_words_however_common() -> None:
    nodes = parse("the of and", TODAY).nodes
    assert pruned(nodes, lambda word: 1_000_000, 1_000_000) == (nodes, 3, 0)


def test_of_many_words_the_rarest_are_kept_and_those_that_no_release_has() -> None:
    words = [f"w{n}" for n in range(100)]
    nodes, kept, left_out = pruned(parse(" ".join(words), TODAY).nodes, lambda word: int(word[1:]), 100)
    assert (kept, left_out) == (limits.WORDS, 99 - limits.WORDS)
    assert texts(nodes) == words[: limits.WORDS + 1]


def test_as_many_words_are_kept_as_are_not_too_often_in_the_corpus_together() -> None:
    releases = 10 * limits.POSTINGS
    nodes = parse(" ".join(f"w{n}" for n in range(40)), TODAY).nodes
    assert pruned(nodes, lambda word: releases, releases)[1:] == (limits.COMMON_WORDS, 40 - limits.COMMON_WORDS)


def test_words_are_left_out_within_groups_too() -> None:
    q = "(" + " OR ".join(f"w{n}" for n in range(1, 71)) + ") -w70 rare"
    nodes, _, left_out = pruned(parse(q, TODAY).nodes, lambda word: int(word[1:]) if word != "rare" else 1, 100)
    assert left_out == 7
    assert not any(isinstance(node, Not) for node in nodes)


def test_phrases_beyond_the_limit_are_read_as_their_words() -> None:
    phrases = [f'"tall bridge {n}"' for n in range(limits.PHRASES + 2)]
    nodes, changed = as_words(parse(" ".join(phrases), TODAY).nodes)
    assert changed
    assert [type(node) for node in nodes] == [Phrase] * limits.PHRASES + [Word] * 6
    assert texts(nodes) == ["tall", "bridge", str(limits.PHRASES), "tall", "bridge", str(limits.PHRASES + 1)]
    assert as_words(nodes) == (nodes, False)
