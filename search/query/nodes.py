"""The three nodes that Dateline's questions add to Whoosh's query tree.

They are told from their base classes by type, so a tree must not be ``normalize``d: Whoosh would flatten them.
"""

from __future__ import annotations

from collections.abc import Sequence

from whoosh.query import Or, Phrase, Query


class Words(Or):  # type: ignore[misc]
    """One word as it occurs in several fields, languages and spellings.

    Matches what any of its leaves (Term, Phrase, Near, Prefix, Wildcard, FuzzyTerm over text fields) matches. To
    BM25F all leaves are one term: the weighted, length-normalised frequencies of the leaves are added up before the
    one saturation, and the document frequency is that of the union.
    """


class AtLeast(Or):  # type: ignore[misc]
    """Documents that match ``minmatch`` or more of the subqueries; the score is the sum of those that match."""

    def __init__(self, subqueries: Sequence[Query], minmatch: int, boost: float = 1.0) -> None:
        super().__init__(subqueries, boost=boost, minmatch=minmatch)


class Near(Phrase):  # type: ignore[misc]
    """The words in any order with at most ``slop + len(words) - 2`` positions from the first to the last."""
