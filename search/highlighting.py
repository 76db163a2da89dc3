"""Where the words of a question stand in a text, by the same analysis that the index uses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import islice

from corpus.release import Span
from search.needles import Haystack, Needle, needles
from search.query.function_words import is_function_word
from search.query.parser import parse
from search.query.syntax import All, Any, Fuzzy, In, Node, Pattern, Phrase, Word

_MOST_SPANS = 1_000
_MOST_NEEDLES = 30
_MOST_FUNCTION_WORDS = 6  # every line has some of them, and none tells what is meant

NumberedSpan = tuple[int, int, int]  # start, end, number of the needle


class Highlighter:
    """The positive words of a question, ready to be found in any number of texts."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self._needles: list[tuple[str | None, Needle]] = []  # and title or text where it is sought in that alone
        self._seen: set[tuple[object, ...]] = set()
        self._function_words = 0
        for node in nodes:
            self._add(node, None)

    def spans(
        self, text: str, language: str | None, field: str = "text", *, most: int = _MOST_SPANS
    ) -> list[NumberedSpan]:
        """Start, end and needle number of the first ``most`` matches of each needle, in order and apart."""
        hay = Haystack(text, language)
        found = [
            (start, end, number)
            for number, (sought_in, needle) in enumerate(self._needles)
            if sought_in in (None, field)
            for start, end in islice(needle.spans(hay), most)
        ]
        found.sort()
        apart: list[NumberedSpan] = []
        begin = after = 0
        for span in found:
            start, end, _ = span
            if start >= after:
                apart.append(span)
                begin, after = start, end
            elif start == begin and end > after:  # of two that begin together the longer
                apart[-1] = span
                after = end
        return apart

    def _add(self, node: Node, field: str | None) -> None:
        if isinstance(node, (All, Any)):
            for child in node.nodes:
                self._add(child, field)
        elif isinstance(node, In):
            if node.field in ("title", "text"):
                self._add(node.node, node.field)
        elif isinstance(node, (Word, Phrase, Pattern, Fuzzy)):
            key = (type(node), node.text, getattr(node, "slop", None), field)
            words = node.text.split()
            function_words = len(words) if all(map(is_function_word, words)) else 0
            too_many = function_words and self._function_words + function_words > _MOST_FUNCTION_WORDS
            if key not in self._seen and len(self._needles) < _MOST_NEEDLES and not too_many:
                self._seen.add(key)
                self._function_words += function_words
                more = needles(node)[: _MOST_NEEDLES - len(self._needles)]
                self._needles += [(field, needle) for needle in more]


@lru_cache(maxsize=64)
def highlighter(nodes: tuple[Node, ...]) -> Highlighter:
    """That of a question, kept as its further pages and the choices of its facets ask for it again."""
    return Highlighter(nodes)


def spans_of(q: str, text: str, language: str | None, *, field: str = "text") -> list[Span]:
    """Where the words of a typed question stand in a text: for marking them on a release's page."""
    nodes = parse(q, date.today()).nodes
    return [(start, end) for start, end, _ in Highlighter(nodes).spans(text, language, field)]
