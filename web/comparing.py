"""Two releases side by side: what both say, what is said in other words, and what one leaves out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from search.analysis import fold

_MOST_SENTENCES = 400
_MOST_WORDS = 150
_SENTENCE_END = re.compile(r"(?<=[.!?…。！？؟।])[\"'”’»)\]]*\s+|\n+|(?<=[。！？])")
_INITIAL = re.compile(r"(?:^|\s)(?:[^\W\d_]|Mr|Mrs|Ms|Dr|Sen|Gen|Col|No)\.$")  # the dot of a name, not of a sentence
_ALIKE = 0.5  # of the words of two sentences, for one to be the other in other words

Words = tuple[tuple[str, bool], ...]  # runs of text, and whether only this side has them


@dataclass(frozen=True, slots=True)
class Row:
    """``kind`` is same, changed, left or right; a side that says nothing is empty."""

    kind: str
    left: Words
    right: Words


@dataclass(frozen=True, slots=True)
class Comparison:
    rows: tuple[Row, ...]
    is_cut: bool  # whether only the beginnings were compared
    shared: int  # sentences that both have word for word
    changed: int  # said in other words
    left_only: int
    right_only: int


def compare(left: str, right: str) -> Comparison:
    """Sentences are aligned by their folded words, then differing ones word by word. At most 400 sentences a side."""
    ours, theirs = _sentences(left), _sentences(right)
    is_cut = max(len(ours), len(theirs)) > _MOST_SENTENCES
    ours, theirs = ours[:_MOST_SENTENCES], theirs[:_MOST_SENTENCES]
    rows: list[Row] = []
    matcher = SequenceMatcher(None, [_key(s) for s in ours], [_key(s) for s in theirs], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            rows += [Row("same", ((x, False),), ((y, False),)) for x, y in zip(ours[a:b], theirs[c:d], strict=True)]
        else:
            rows += _paired(ours[a:b], theirs[c:d])
    count = {kind: sum(row.kind == kind for row in rows) for kind in ("same", "changed", "left", "right")}
    return Comparison(tuple(rows), is_cut, count["same"], count["changed"], count["left"], count["right"])


def _sentences(text: str) -> list[str]:
    found: list[str] = []
    for piece in _SENTENCE_END.split(text):
        said = " ".join((piece or "").split())
        if said and found and _INITIAL.search(found[-1]):
            found[-1] += f" {said}"
        elif said:
            found.append(said)
    return found


def _key(sentence: str) -> str:
    return " ".join(re.findall(r"\w+", fold(sentence)))


def _paired(ours: Sequence[str], theirs: Sequence[str]) -> list[Row]:
    """Each of our sentences with the first of theirs, in order, that says nearly the same."""
    rows, at = [], 0
    for sentence in ours:
        words = set(_key(sentence).split())
        near = range(at, min(len(theirs), at + 12))
        other = next((i for i in near if _alike(words, set(_key(theirs[i]).split()))), None)
        if other is None:
            rows.append(Row("left", ((sentence, True),), ()))
            continue
        rows += [Row("right", (), ((skipped, True),)) for skipped in theirs[at:other]]
        rows.append(_changed(sentence, theirs[other]))
        at = other + 1
    return rows + [Row("right", (), ((left_over, True),)) for left_over in theirs[at:]]


def _alike(ours: set[str], theirs: set[str]) -> bool:
    return len(ours & theirs) >= _ALIKE * max(1, min(len(ours), len(theirs))) and bool(ours & theirs)


def _changed(left: str, right: str) -> Row:
    (ours, our_rest), (theirs, their_rest) = _cut(left), _cut(right)
    matcher = SequenceMatcher(None, [_key(w) for w in ours], [_key(w) for w in theirs], autojunk=False)
    sides: tuple[list[tuple[str, bool]], list[tuple[str, bool]]] = ([], [])
    for kind, a, b, c, d in matcher.get_opcodes():
        for side, run in zip_longest(sides, (ours[a:b], theirs[c:d])):
            if run and side is not None:
                side.append((" ".join(run), kind != "equal"))
    for side, rest in zip(sides, (our_rest, their_rest), strict=True):
        if rest:
            side.append((rest, False))
    return Row("changed", tuple(sides[0]), tuple(sides[1]))


def _cut(sentence: str) -> tuple[list[str], str]:
    """The words that are compared one by one, and the rest of a sentence without end."""
    words = sentence.split()
    return words[:_MOST_WORDS], " ".join(words[_MOST_WORDS:])
