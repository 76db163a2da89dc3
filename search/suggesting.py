"""What a person who is typing may go on to mean: people, ministries, places, countries, titles, words."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import nlargest
from itertools import islice

from whoosh.query import And, Prefix, Query, Term

from search import names
from search.analysis import exact_terms
from search.engines.port import Completion
from search.query.nodes import Words
from search.ranking import smallest, sort_keys
from search.view import View

_MOST_TERMS = 20_000  # of the dictionary that are looked at for one beginning
_MOST_LETTERS = 200
_OF_A_KIND = 4


def suggest(view: View, q: str, limit: int) -> list[Completion]:
    """At most ``limit`` completions, those of each kind by the number of releases. Empty where nothing is typed."""
    words = exact_terms(q[:_MOST_LETTERS])
    if not words or limit < 1:
        return []
    of_a_kind = [
        *(list(_values(view, field, words)) for field in ("person", "ministry", "place")),
        _countries(view, words),
        _titles(view, words),
        _words(view, q, words),
    ]
    # Every kind gets its turn before any gets a second, and the kinds stay together.
    shares = [0] * len(of_a_kind)
    while sum(shares) < limit and any(share < len(found) for share, found in zip(shares, of_a_kind, strict=True)):
        for kind, found in enumerate(of_a_kind):
            if shares[kind] < len(found) and sum(shares) < limit:
                shares[kind] += 1
    return [completion for share, found in zip(shares, of_a_kind, strict=True) for completion in found[:share]]


def _values(view: View, field: str, words: list[str]) -> Iterator[Completion]:
    counts: dict[str, int] = {}
    for value, count in names.completions(view, field, words, most=_MOST_TERMS):
        counts[value] = max(count, counts.get(value, 0))
    for value in nlargest(_OF_A_KIND, counts, key=lambda value: (counts[value], value)):
        count = len(view.match(Term(field, value)).docs)
        if count:
            yield Completion(field, view.label(field, value), value, count)


def _countries(view: View, words: list[str]) -> list[Completion]:
    found = []
    for code in view.snapshot.values("country"):
        name = view.label("country", code)
        if _begins(exact_terms(name), words):
            count = len(view.match(Term("country", code)).docs)
            if count:
                found.append(Completion("country", name, code, count))
    return nlargest(_OF_A_KIND, found, key=lambda completion: completion.count)


def _begins(name: list[str], words: list[str]) -> bool:
    return all(word in name for word in words[:-1]) and any(part.startswith(words[-1]) for part in name)


def _titles(view: View, words: list[str]) -> list[Completion]:
    """The newest releases whose title has the words, the last as a beginning."""
    if len(words) == 1 and len(words[0]) < 3:
        return []
    parts: list[Query] = [Words([Term("title_exact", word)]) for word in words[:-1]]
    docs = view.match(And([*parts, Words([Prefix("title_exact", words[-1])])])).docs
    newest = smallest(sort_keys("newest", view.snapshot, docs, None), len(docs), _OF_A_KIND)
    releases = [view.release(int(docs[place])) for place in newest]
    return [Completion("title", release.headline, release.id, 1) for release in releases]


def _words(view: View, q: str, words: list[str]) -> list[Completion]:
    """The typed words with the last one finished, by how usual it is."""
    last = words[-1]
    if len(last) < 2:
        return []
    before = q[: len(q.rstrip())].rsplit(None, 1)[0] + " " if len(q.split()) > 1 else ""
    terms = islice(view.terms("text_exact", last), _MOST_TERMS)
    found = []
    for term, count in nlargest(_OF_A_KIND, terms, key=lambda term: term[1]):
        found.append(Completion("word", before + term, before + term, count))
    return found
