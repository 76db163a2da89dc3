"""What is asked, as a Whoosh query tree over the fields of the index."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Literal

from whoosh.query import And, AndNot, Every, FuzzyTerm, NullQuery, NumericRange, Or, Prefix, Query, Term, Wildcard
from whoosh.query import Phrase as ExactPhrase

from search.analysis import (
    FORM,
    LETTERS_AND_FIGURES,
    exact_terms,
    fold,
    is_unspaced,
    latin,
    query_terms,
    romanisations,
    stems_in,
)
from search.fields import reference_term
from search.query import limits
from search.query.function_words import WEIGHT, is_function_word
from search.query.nodes import AtLeast, Near, Words
from search.query.syntax import All, Any, DateRange, Everything, Fuzzy, In, Node, Not, Pattern, Phrase, Word

Match = Literal["all", "most", "any"]
Resolve = Callable[[str, str], list[str]]  # field, text typed -> values of the field
_BOTH = ("title", "text")
_STARS = re.compile(r"[*?]+")


FURTHER_PHRASES = f"Only {limits.PHRASES} phrases are looked for as such; words of others may stand anywhere."


class TreeBuilder:
    """Turns the nodes of a question into a query; ``notes`` says how names were read.

    ``languages`` are those the corpus holds: a word is looked for by its stem in each. ``resolve`` gives the values
    of a facet field that a name stands for.
    """

    def __init__(self, languages: Sequence[str], resolve: Resolve) -> None:
        self.languages = tuple(languages)
        self.resolve = resolve
        self.notes: list[str] = []
        self.phrases = 0

    def build(self, nodes: Sequence[Node], match: Match) -> Query | None:
        """The query of nodes side by side; None where they ask for everything.

        ``most`` and ``any`` loosen words, phrases and groups; fields with values, dates and exclusions always hold.
        ``most`` asks for none of the words that a question is only built with.
        """
        nodes = [node for node in nodes if not isinstance(node, Everything)]
        if match == "any":
            nodes = [part for node in nodes for part in (_parts(node) if isinstance(node, Word) else [node])]
        asked = [node for node in nodes if is_text(node)]
        if match == "most":
            asked = [node for node in asked if not self.is_function_word(node)] or asked
        loose = self.each(asked, _BOTH)
        conditions = {_meaning(node): node for node in nodes if not is_text(node) and not isinstance(node, Not)}
        firm = [self.query(node, _BOTH) for node in conditions.values()]
        excluded = self.each([node.node for node in nodes if isinstance(node, Not)], _BOTH)
        if match != "all" and len(loose) > 1:
            loose = [Or(loose) if match == "any" else AtLeast(loose, most_of(len(loose)))]
        wanted = loose + firm
        if not wanted and not excluded:
            return None
        return _without(wanted, excluded)

    def is_function_word(self, node: Node) -> bool:
        return isinstance(node, Word) and is_function_word(node.text, self.languages)

    def query(self, node: Node, fields: Sequence[str]) -> Query:
        if isinstance(node, Word):
            return self.word(node.text, fields)
        if isinstance(node, Phrase):
            return self.phrase(node.text, node.slop, fields)
        if isinstance(node, Pattern):
            return self.pattern(node.text, fields)
        if isinstance(node, Fuzzy):
            return self.fuzzy(node, fields)
        if isinstance(node, DateRange):
            return NumericRange("day", node.first, node.last)
        if isinstance(node, In):
            return self.inside(node, fields)
        if isinstance(node, Not):
            return _without([], [self.query(node.node, fields)])
        if isinstance(node, Any):
            return Or(self.each(node.nodes, fields))
        if isinstance(node, All):
            excluded = self.each([child.node for child in node.nodes if isinstance(child, Not)], fields)
            return _without(self.each([c for c in node.nodes if not isinstance(c, Not)], fields), excluded)
        return Every()

    def each(self, nodes: Sequence[Node], fields: Sequence[str]) -> list[Query]:
        """The queries of nodes, a repeated one once: as often as it is asked for, as much it weighs."""
        counted = Counter(_meaning(node) for node in nodes)
        queries = []
        for node in nodes:
            count = counted.pop(_meaning(node), 0)
            if count:
                query = self.query(node, fields)
                if isinstance(query, Words):
                    query.boost *= count
                queries.append(query)
        return queries

    def word(self, text: str, fields: Sequence[str]) -> Query:
        """One word in every language and spelling; a word of several parts ("COP-27") as those parts in a row."""
        words = query_terms(text)
        if not words:
            return Every()
        if len(words) > 1:
            return self.parts(text, words, fields)
        word = words[0]
        if is_unspaced(word):
            make = Prefix if len(word) == 1 else Term
            return Words([make(f"{field}_exact", word) for field in fields])
        form = FORM.findall(text)[-1] if len(FORM.findall(text)) == 1 else word
        stems = stems_in(form, self.languages) if len(exact_terms(form)) == 1 else stems_in(word, self.languages)
        leaves = [Term(field, stem) for field in fields for stem in stems]
        if "text" in fields and word.isascii() and word.isalpha():
            leaves += [Term("latin", spelling) for spelling in romanisations(word)]
        leaves += [Term(f"{field}_exact", spelling) for spelling in romanisations(latin(text)) for field in fields]
        figures = LETTERS_AND_FIGURES.fullmatch(word)
        if figures and self.phrases < limits.PHRASES and self.may_be_phrase():  # "covid19" is "COVID-19" too
            leaves += [ExactPhrase(f"{field}_exact", list(figures.groups())) for field in fields]
        return Words(leaves, boost=WEIGHT if is_function_word(text, self.languages) else 1.0)

    def parts(self, text: str, words: list[str], fields: Sequence[str]) -> Query:
        if not self.may_be_phrase():
            return And(self.each([Word(word, 0, 0) for word in words], fields))
        leaves: list[Query] = [ExactPhrase(f"{field}_exact", words) for field in fields]
        # "COP-27" is "COP27" and "1,000" is "1000", but "9-11" is not "911".
        joins = " " not in text and ("," in text or not all(map(str.isdigit, words)))
        if joins and not any(is_unspaced(word) for word in words):
            leaves += [Term(f"{field}_exact", "".join(words)) for field in fields]
        return Words(leaves)

    def phrase(self, text: str, slop: int | None, fields: Sequence[str]) -> Query:
        words = _phrase_terms(text)
        if not words:
            return Every()
        if len(words) == 1:
            make = Prefix if is_unspaced(words[0]) and len(words[0]) == 1 else Term
            return Words([make(f"{field}_exact", words[0]) for field in fields])
        if not (self.may_be_phrase(self.cost(words)) if slop is None else self.may_be_near(words)):
            return And(self.each([Word(word, 0, 0) for word in words], fields))
        if slop is None:
            return Words([ExactPhrase(f"{field}_exact", words) for field in fields])
        near = [word for word in words if not is_function_word(word, self.languages)]
        if len(set(near)) < 2:
            near = words
        return Words([Near(f"{field}_exact", near, slop=slop + len(words) - len(near)) for field in fields])

    def may_be_phrase(self, cost: int = 1) -> bool:
        """Whether one more phrase can be looked for: positions are what costs most."""
        self.phrases += cost
        if self.phrases > limits.PHRASES:
            self.note(FURTHER_PHRASES)
        return self.phrases <= limits.PHRASES

    def cost(self, words: Sequence[str]) -> int:
        """As how many phrases one counts."""
        common = {word for word in words if is_function_word(word, self.languages)}
        few = len(set(words)) - len(common) <= 1  # rarer words to begin with
        return min(max(1, len(common)), limits.PHRASES) if few else 1

    def may_be_near(self, words: Sequence[str]) -> bool:
        """Whether nearness can be looked for: it costs more than a phrase, and the more the commoner the words."""
        content = {word for word in words if not is_function_word(word, self.languages)}
        if not content:
            self.note("Words that every text has, like “the”, are not looked for near one another.")
            return False
        if len(content) > limits.NEAR_WORDS or (len(content) < 2 and len(set(words)) > limits.NEAR_COMMON):
            self.note(f"Only up to {limits.NEAR_WORDS} words are looked for near one another; more may stand anywhere.")
            return False
        return self.may_be_phrase(limits.NEAR)

    def note(self, text: str) -> None:
        if text not in self.notes:
            self.notes.append(text)

    def pattern(self, text: str, fields: Sequence[str]) -> Query:
        """A word with stars; of a word in several parts only the parts with stars are patterns."""
        queries: list[Query] = []
        for part in re.findall(r"[\w*?]+", text):
            letters = "".join(piece if _STARS.fullmatch(piece) else fold(piece) for piece in re.split(r"([*?]+)", part))
            if letters.strip("*?") == "":
                continue
            if not _STARS.search(letters):
                queries.append(self.word(part, fields))
            elif re.fullmatch(r"[^*?]+\*+", letters):
                queries.append(Words([Prefix(f"{field}_exact", letters.rstrip("*")) for field in fields]))
            else:
                queries.append(Words([Wildcard(f"{field}_exact", letters) for field in fields]))
        return _together(queries)

    def fuzzy(self, node: Fuzzy, fields: Sequence[str]) -> Query:
        return _together(
            [
                Words([FuzzyTerm(f"{field}_exact", word, maxdist=node.distance, prefixlength=1) for field in fields])
                for word in dict.fromkeys(query_terms(node.text))
            ]
        )

    def inside(self, node: In, fields: Sequence[str]) -> Query:
        if node.field in _BOTH:
            return self.query(node.node, (node.field,))
        inner = node.node
        if isinstance(inner, (Any, All)):
            children = [self.inside(In(node.field, child), fields) for child in inner.nodes]
            return Or(children) if isinstance(inner, Any) else And(children)
        if isinstance(inner, Not):
            return _without([], [self.inside(In(node.field, inner.node), fields)])
        if isinstance(inner, In):
            return self.inside(inner, fields)
        if isinstance(inner, Everything):
            return Every(None if node.field == "ref" else node.field)
        if isinstance(inner, DateRange):
            return NumericRange("day", inner.first, inner.last)
        return self.value(node.field, inner.text)

    def value(self, field: str, text: str) -> Query:
        """A field of values, by value or by name; a star at the end of a reference stands for the rest of it."""
        if field == "ref":
            term = reference_term(text)
            return Prefix("ref", term) if text.rstrip().endswith("*") and term else Term("ref", term)
        values = self.resolve(field, text.strip("*? "))
        if not values:
            self.notes.append(f"No {field} of this corpus is called “{text.strip()}”.")
            return NullQuery
        if len(values) >= limits.NAMES:
            self.notes.append(
                f"“{text.strip()}” names more than {limits.NAMES} values of {field}; the first are taken."
            )
        return Or([Term(field, value) for value in values]) if len(values) > 1 else Term(field, values[0])


def _parts(node: Word) -> list[Node]:
    """The words that a word of several parts is made of ("high-speed"): each is looked for where any will do."""
    words = query_terms(node.text)
    if len(words) < 2 or is_unspaced(words[0]):
        return [node]
    return [Word(word, node.start, node.end) for word in words]


def _meaning(node: Node) -> Hashable:
    """A node without its place in the question: equal for nodes that ask for the same."""
    if isinstance(node, (Any, All)):
        return type(node), tuple(map(_meaning, node.nodes))
    if isinstance(node, (In, Not)):
        return type(node), getattr(node, "field", None), _meaning(node.node)
    if isinstance(node, (Word, Phrase, Pattern, Fuzzy)):
        return type(node), node.text, getattr(node, "slop", getattr(node, "distance", None))
    return node


def is_text(node: Node) -> bool:
    """Whether a node asks for words of the release, which ``most`` and ``any`` may do without."""
    if isinstance(node, In):
        return node.field in _BOTH
    if isinstance(node, (Any, All)):
        return any(is_text(child) for child in node.nodes)
    return isinstance(node, (Word, Phrase, Pattern, Fuzzy))


def most_of(count: int) -> int:
    """How many of ``count`` words are most of them: all but one of up to five, three quarters of more."""
    return max(1, count - 1 if count <= 5 else -(-count * 3 // 4))


def _phrase_terms(text: str) -> list[str]:
    """A phrase's exact words: as in the text, but for the lone last letter of an unspaced run."""
    words: list[str] = []
    for form in FORM.findall(text):
        found = exact_terms(form)
        if len(found) > 1 and len(found[-1]) == 1 and is_unspaced(found[-1]):
            found = found[:-1]
        words += found
    return words


def _together(queries: Sequence[Query]) -> Query:
    if not queries:
        return Every()
    return queries[0] if len(queries) == 1 else And(list(queries))


def _without(wanted: Sequence[Query], excluded: Iterable[Query]) -> Query:
    found = _together(wanted)
    excluded = list(excluded)
    if not excluded:
        return found
    return AndNot(found, excluded[0] if len(excluded) == 1 else Or(excluded))
