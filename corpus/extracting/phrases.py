"""What the grammars of bodies and offices read: hits by place, capitals, sentences."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from corpus.authority.tables import grammar, grammar_of_all, head_words, table
from corpus.authority.wordlists import word_lists
from corpus.extracting import suffixed, west_slavic
from corpus.extracting.inflection import inflected_given
from corpus.extracting.lexicon import Is, flags_of, lexicon
from corpus.extracting.tokens import Hit, Tokens

_CAPITAL = frozenset(("Xx", "X", "m", "X."))
GROUPS = word_lists("authorities")["groups of states"]
_STOPS = word_lists("authorities")["never in names"] | GROUPS
_INNER_HEADS = frozenset(("police", "service", "services", "customs"))  # "Independent Police Complaints Authority"
_SHARED = frozenset(("body", "holder"))  # kinds of hits of which several stand over the same tokens
_NATIONS = frozenset(("country", "adjective", "region"))


class Phrases:
    """Tokens and hits of a text, with the questions that a grammar asks of them."""

    def __init__(self, tokens: Tokens, hits: Sequence[Hit], languages: Sequence[str]) -> None:
        self.tokens = tokens
        self.starting: dict[tuple[int, str], Hit] = {}
        self.ending: dict[tuple[int, str], Hit] = {}
        self.by_kind: dict[str, list[Hit]] = {}
        self.nations: list[Hit] = []
        self._values: dict[tuple[int, int, str], list[str]] = {}
        for hit in hits:
            first, last, kind, value = hit
            self.starting.setdefault((first, kind), hit)
            self.ending.setdefault((last, kind), hit)
            self.by_kind.setdefault(kind, []).append(hit)
            if kind in _SHARED:
                self._values.setdefault((first, last, kind), []).append(value)
            elif kind in _NATIONS:
                self.nations.append(hit)
        self.languages = tuple(dict.fromkeys((*languages, "en")))
        order = grammar(self.languages[0]).order
        self.bare = "bare" in order
        self.before = "before" in order and "after" not in order
        self.repeated, self.behind = "repeated" in order, "behind" in order
        words = grammar_of_all(self.languages)
        self.links, self.articles, self.ands, self.states = words.link, words.article, words.and_, words.state
        self.determiners, self.tails, self.qualifiers = words.determiner, words.tail, words.qualifier
        self.charges = words.charge
        self._headlines: dict[int, bool] = {}

    def values(self, first: int, last: int, kind: str) -> list[str]:
        """The bodies (``kind`` "body" or "holder") that share the name which is exactly these tokens."""
        return self._values.get((first, last, kind), [])

    def written(self, first: int, last: int, kind: str) -> str | None:
        """How the tables write what stands in the tokens, its endings undone; None for English, which has none."""
        for language in self.languages:
            if language != "en" and (found := table(language).written(self.tokens, first, last, kind)):
                return found
        return None

    def forms(self, hit: Hit) -> list[str]:
        """The last words, folded, of the names in the table that a hit may stand for."""
        words = table(self.languages[0])
        key = " ".join(map(words.stem, self.tokens.folds[hit.first : hit.last])) if words.stem else ""
        return [entry.form.rpartition(" ")[2] for entry in words.entries.get(key, ()) if entry.kind == hit.kind]

    def possessed(self, hit: Hit) -> bool:
        """Whether a Turkic word is in the possessive, as behind what it is of: "İstatistik Kurumu", but "Murat Kurum".
        True in other languages."""
        if self.languages[0] not in ("az", "tr", "uz"):
            return True
        fold = self.tokens.folds[hit.last - 1]
        return any(form[-1] in "aeiou" and fold.startswith(form) for form in self.forms(hit))

    def nominative(self, head: Hit, first: int, last: int) -> str:
        """The words of a name from ``first`` to ``last`` with its head as the tables write it."""
        words = self.tokens.words
        written = self.written(head.first, head.last, head.kind)
        if written is None:
            return words(first, last)
        if words(head.first, head.last)[:1].isupper():
            written = written[0].upper() + written[1:]
        before = words(first, head.first) + " " if first < head.first else ""
        after = " " + words(head.last, last) if head.last < last else ""
        return before + written + after

    def head_word(self, head: str) -> str | None:
        """The word for a kind of authority in the text's language, as a name begins with it."""
        return head_words(self.languages[0]).get(head)

    def with_qualifiers(self, first: int, last: int) -> tuple[int, int]:
        """A head's tokens with the adjectives that belong to it: "Office fédéral", "Eidgenössisches Departement"."""
        folds = self.tokens.folds
        while (
            first > 0
            and folds[first - 1] in self.qualifiers
            and self.tokens.shapes[first - 1] != "x"
            and (first, "region") not in self.ending
        ):
            first -= 1
        while last < len(folds) and folds[last] in self.qualifiers and not self.breaks(first, last):
            last += 1
        return first, last

    def authority_at(self, at: int) -> bool:
        """Whether a body, a head of one or an office begins at a token."""
        return any((at, kind) in self.starting for kind in ("body", "head", "minister", "office", "not-body"))

    def office_at(self, at: int) -> bool:
        """Whether an office begins at a token."""
        return any((at, kind) in self.starting for kind in ("minister", "office", "holder"))

    def nation_at(self, at: int) -> Hit | None:
        """A state, adjective or region that begins at a token."""
        for kind in ("region", "country", "adjective"):
            hit = self.starting.get((at, kind))
            if hit is not None:
                return hit
        return None

    def nation_ending(self, end: int) -> Hit | None:
        """A state, adjective or region that ends before a token."""
        for kind in ("region", "country", "adjective"):
            hit = self.ending.get((end, kind))
            if hit is not None:
                return hit
        return None

    def country_at(self, at: int) -> Hit | None:
        """A region or state, by its noun, that begins at a token."""
        return self.starting.get((at, "region")) or self.starting.get((at, "country"))

    def skip_small(self, at: int) -> int:
        """Behind a link at ``at`` and the articles and links that follow it."""
        folds, total = self.tokens.folds, len(self.tokens)
        at += 1
        while at < total and (folds[at] in self.articles or folds[at] in self.links):
            at += 1
        return at

    def skip_state(self, at: int, backward_only: bool = False) -> int:
        """Behind words for a state ("Republic"), and the links and articles after each unless ``backward_only``."""
        folds, total = self.tokens.folds, len(self.tokens)
        start = at
        while at < total and at - start < 6 and folds[at] in self.states and not self.country_at(at):
            at += 1
            if backward_only:
                continue
            while at < total and (folds[at] in self.links or folds[at] in self.articles):
                at += 1
        return at

    # Capitals

    def plain_capital(self, at: int) -> bool:
        """A capitalised word that may belong to a name: no head, no office, no state, no weekday."""
        tokens = self.tokens
        return (
            tokens.shapes[at] in _CAPITAL
            and not tokens.texts[at][0].isdigit()
            and tokens.folds[at] not in _STOPS
            and tokens.folds[at] not in self.articles
            and (at, "head") not in self.starting
            and (at, "minister") not in self.starting
            and (at, "office") not in self.starting
        )

    def name_begins(self, at: int) -> bool:
        """Whether a person's name begins at a capital: a given name, or an initial, before another capital."""
        shapes, folds = self.tokens.shapes, self.tokens.folds
        if at + 1 >= len(shapes) or shapes[at] not in ("Xx", "X", "X.") or shapes[at + 1] not in ("Xx", "X", "X."):
            return False
        if shapes[at] == "X." or flags_of(folds[at]) & Is.GIVEN or self._inflected(at):
            return True
        words = lexicon(self.languages[0])
        return bool(flags_of(folds[at]) & Is.GIVEN_OR_WORD) and not words[folds[at + 1]] & (Is.WORD | Is.EPONYM)

    def stranger_behind_word(self, at: int) -> bool:
        """Whether a capitalised word of no table stands behind a common English one: a name may begin there."""
        if self.languages[0] != "en" or self.tokens.shapes[at] != "Xx":
            return False
        words, folds = lexicon("en"), self.tokens.folds
        return not words[folds[at]] and bool(words[folds[at - 1]] & Is.WORD)

    def _inflected(self, at: int) -> bool:
        folds, texts = self.tokens.folds, self.tokens.texts
        language = self.languages[0]
        if language in suffixed.LANGUAGES:
            return suffixed.inflected_given(texts[at], language)
        return inflected_given(folds[at]) or west_slavic.inflected_given(texts[at], language)

    def capitals_before(self, end: int) -> int:
        """First token of the capitalised words, with small words between them, that go on to ``end``."""
        folds = self.tokens.folds
        first = end
        while first > 0 and end - first < 12 and not self.breaks(first - 1, end - 1 if end > first else first - 1):
            at = first - 1
            county = first < end and folds[first] in ("county", "city", "parish")
            inner = folds[at] in _INNER_HEADS and first < end and self.tokens.shapes[at] == "Xx"
            if (inner or self.plain_capital(at)) and (county or not self.nation_ending(first)):
                first = at
                continue
            small = folds[at] in self.ands or folds[at] in ("of", "for", ",") or folds[at] in self.links
            if small and first < end and at > 0 and self.plain_capital(at - 1) and not self.nation_ending(at):
                if folds[at] == "," and (self.before or not self._list_of_commas(first, end)):
                    break
                first = at - 1
                continue
            break
        return first

    def _list_of_commas(self, first: int, end: int) -> bool:
        return any(fold in self.ands for fold in self.tokens.folds[first:end])

    def county_before(self, end: int) -> int:
        """First token of "Dane County" in "Dane County, Wis., Police Department"; ``end`` where there is none."""
        folds = self.tokens.folds
        region = self.ending.get((end - 1, "region")) if end > 3 and folds[end - 1] == "," else None
        if region is None or folds[region.first - 1] != ",":
            return end
        first = self.capitals_before(region.first - 1)
        return first if first < region.first - 1 else end

    # Sentences

    def opens_sentence(self, at: int) -> bool:
        """Whether a token is the first of its sentence, so that its capital tells nothing."""
        return at == 0 or self.tokens.sentences[at - 1] != self.tokens.sentences[at]

    def breaks(self, first: int, last: int) -> bool:
        """Whether a sentence ends between two tokens."""
        return self.tokens.sentences[first] != self.tokens.sentences[last]

    def headline(self, at: int) -> bool:
        """Whether the sentence of a token has nearly all its words capitalised, so that capitals tell nothing."""
        sentence = self.tokens.sentences[at]
        known = self._headlines.get(sentence)
        if known is None:
            shapes, sentences, texts = self.tokens.shapes, self.tokens.sentences, self.tokens.texts
            first, last = bisect_left(sentences, sentence), bisect_right(sentences, sentence)
            known = texts[last - 1] not in (".", "!", "…", ";")
            if known:
                words = [
                    shape for shape, text in zip(shapes[first:last], texts[first:last], strict=True) if len(text) > 3
                ]
                capital = words.count("Xx") + words.count("X") + words.count("m")
                known = len(words) > 4 and capital >= 0.8 * (len(words) - words.count("9"))
            self._headlines[sentence] = known
        return known
