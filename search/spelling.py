"""Did you mean: words of a question corrected from the corpus' own, several at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from itertools import islice, pairwise, product

from search.analysis import exact_terms
from search.query.lexer import FIELDS
from search.query.syntax import All, Any, In, Node, Phrase, Word
from search.view import View

_RARE = 2  # releases up to which a word may be a slip
_CHOICES = 3  # corrections of a word
_TRIALS = 8  # corrected questions tried
_MOST_WORDS = 8


def corrections(view: View, q: str, nodes: Sequence[Node]) -> list[str]:
    """The question with its rare words replaced by frequent near ones, the nearest first; at most eight."""
    words = list(islice(_words(nodes), _MOST_WORDS))
    joined = _joined(view, q, words)
    doubtful = [(word, found) for word in words if (found := _field(q, word) or _near(view, word))]
    if not doubtful:
        return joined
    choices = [[(0 if not word_count else -1, None), *ranked] for word_count, ranked in (d[1] for d in doubtful)]
    trials = []
    for combination in product(*choices):
        if all(text is None for _, text in combination):
            continue
        # A word that no release has must be corrected, or the question still finds nothing.
        if any(cost == 0 and text is None for cost, text in combination):
            continue
        trials.append((sum(max(cost, 0) for cost, _ in combination), combination))
    trials.sort(key=lambda trial: trial[0])
    return [
        _replaced(q, [(word, text) for (word, _), (_, text) in zip(doubtful, combination, strict=True)])
        for _, combination in trials[:_TRIALS]
    ] + joined


def _words(nodes: Sequence[Node]) -> Iterator[Word]:
    """Plain positive words of a question, and those of its phrases."""
    for node in nodes:
        if isinstance(node, Word):
            yield node
        elif isinstance(node, Phrase) and " " in node.text:
            at = node.start + 1
            for part in node.text.split():
                start = at + node.text[at - node.start - 1 :].index(part)
                yield Word(part, start, start + len(part))
                at = start + len(part)
        elif isinstance(node, (All, Any)):
            yield from _words(node.nodes)
        elif isinstance(node, In) and node.field in ("title", "text"):
            yield from _words([node.node])


def _joined(view: View, q: str, words: Sequence[Word]) -> list[str]:
    """The question with two neighbours as the one word that the corpus has of them ("COP 29", "COP29")."""
    return [
        q[: left.start] + left.text + right.text + q[right.end :]
        for left, right in pairwise(words)
        if not q[left.end : right.start].strip() and len(exact_terms(left.text + right.text)) == 1
        if _count(view, exact_terms(left.text + right.text)[0])
    ]


def _field(q: str, word: Word) -> tuple[int, list[tuple[int, str | None]]] | None:
    """As ``_near``, of a name before a colon: the field that it may be a slip for; and of what is no date: nothing."""
    if q[word.end : word.end + 1] == ":":
        close: list[tuple[int, str | None]] = [(1, name) for name in get_close_matches(word.text.lower(), FIELDS, 1)]
        return 1 - len(close), close
    return (1, []) if q[: word.start].endswith("date:") else None


def _near(view: View, word: Word) -> tuple[int, list[tuple[int, str | None]]] | None:
    """Releases that have a word, and what it may be a slip for as (cost, correction); None where it is no slip."""
    terms = exact_terms(word.text)
    if len(terms) != 1 or len(terms[0]) < 3 or any(c.isdigit() for c in terms[0]):
        return None
    term = terms[0]
    count = _count(view, term)
    if count > _RARE:
        return None
    distance = 1 if len(term) < 5 else 2
    found = _similar(view, term, distance, 1) or _similar(view, term, 1, 0)
    ranked: list[tuple[int, str | None]] = []
    for near, frequency, steps in sorted(found, key=lambda f: (f[2], -f[1])):
        if len(ranked) == _CHOICES:
            break
        # What stands close must also be a good deal more usual, or the words are just two words.
        if frequency > max(1, 5 * count):
            ranked.append((steps, near))
    if not ranked and not count:
        ranked = [(2, text) for text in _split(view, term)]
    return (count, ranked) if ranked else None


def _similar(view: View, term: str, distance: int, prefix: int) -> list[tuple[str, int, int]]:
    return [f for f in view.similar("text_exact", term, distance, prefix) if f[0] != term]


def _split(view: View, term: str) -> list[str]:
    """The word as two words that the corpus has, the best cut."""
    cuts = []
    for at in range(2, len(term) - 1):
        counts = [view.frequency("text_exact", part) for part in (term[:at], term[at:])]
        if min(counts) > _RARE:
            cuts.append((min(counts), f"{term[:at]} {term[at:]}"))
    return [max(cuts)[1]] if cuts else []


def _count(view: View, term: str) -> int:
    return max(view.frequency(field, term) for field in ("text_exact", "title_exact"))


def _replaced(q: str, corrected: list[tuple[Word, str | None]]) -> str:
    for word, text in sorted(corrected, key=lambda c: -c[0].start):
        if text is not None:
            q = q[: word.start] + text + q[word.end :]
    return q
