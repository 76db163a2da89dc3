"""What the grammars of bodies and offices read: hits by place, runs of portfolios, states before and after a name."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.authority.tables import grammar, grammar_of_all, head_words, table
from corpus.extracting import west_slavic
from corpus.extracting.inflection import inflected_given
from corpus.extracting.lexicon import Is, flags_of, has_surname_ending, lexicon
from corpus.extracting.tokens import Hit, Tokens

_LONGEST_RUN = 24  # tokens of a name
_CAPITAL = frozenset(("Xx", "X", "m", "X."))
_STOPS = frozenset((
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday", "january",
    "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    "mr", "mrs", "ms", "dr", "sen", "rep", "gov", "hon", "i", "the", "sir", "dame", "lord", "lady", "contact", "press",
    "by", "as", "is", "inc", "ltd", "llc", "shri", "smt", "datuk", "dato", "prof",
))  # fmt: skip

_INNER_HEADS = frozenset(("police", "service", "services", "customs"))  # "Independent Police Complaints Authority"
_DISTRICTS = {"northern": "nd", "southern": "sd", "eastern": "ed", "western": "wd", "middle": "md", "central": "cd"}
_SHARED = frozenset(("body", "holder"))  # kinds of hits of which several stand over the same tokens
_NATIONS = frozenset(("country", "adjective", "region"))
_AT_PLACE = frozenset(
    (
        "in",
        "at",
        "to",
        "à",
        "au",
        "en",
        "a",
        "ad",
        "w",
        "we",
        "в",
        "во",
        "у",
        "nach",
        "i",
        "em",
        "no",
        "na",
        "la",
        "din",
        "aux",
    )
)


@dataclass(frozen=True, slots=True)
class Segment:
    """One portfolio of a list: tokens and, where the tables know it, the portfolio's id."""

    first: int
    last: int
    portfolio: str | None


@dataclass(frozen=True, slots=True)
class Run:
    """The portfolios of a name, ``first`` to ``last`` with the words between them."""

    first: int
    last: int
    segments: tuple[Segment, ...]

    @property
    def portfolio(self) -> str | None:
        return self.segments[0].portfolio if self.segments else None


@dataclass(frozen=True, slots=True)
class Nations:
    """States (or regions of states) said beside a name, and the tokens they take."""

    first: int
    last: int
    codes: tuple[str, ...]  # "KZ", "US-MN"


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
        words = grammar_of_all(self.languages)
        self.links, self.articles, self.ands, self.states = words.link, words.article, words.and_, words.state
        self.determiners, self.tails, self.qualifiers = words.determiner, words.tail, words.qualifier
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
        while last < len(folds) and folds[last] in self.qualifiers and not self._breaks(first, last):
            last += 1
        return first, last

    def hanging_before(self, first: int) -> int:
        """Where a compound begins whose first part hangs on its hyphen: "helse- og" before "omsorgsminister"."""
        folds, tokens = self.tokens.folds, self.tokens
        start = first
        while start > 2 and (folds[start - 1] in self.ands or folds[start - 1] == ","):
            at = start - 2
            glued = (
                folds[at] == "-"
                and tokens.starts[at] == tokens.ends[at - 1]
                and tokens.ends[at] < tokens.starts[at + 1]
            )
            if not glued:
                break
            start = at - 1
        return start

    def compound_portfolio(self, fold: str) -> str | None:
        """The portfolio that the first part of a compound stands for: "helse" of "helse- og omsorgsminister"."""
        for language in self.languages:
            words = table(language)
            for entry in words.entries.get(words.stem(fold) if words.stem else fold, ()):
                if entry.kind == "compound":
                    return entry.value
        return None

    def adjective_between(self, at: int) -> Hit | None:
        """The state's adjective between a head and its portfolio: "ministère français de l'Intérieur"."""
        hit = self.starting.get((at, "adjective"))
        if hit is None or self.languages[0] == "en" or hit.last >= len(self.tokens):
            return None
        return hit if self.tokens.folds[hit.last] in self.links else None

    def head_word(self, head: str) -> str | None:
        """The word for a kind of authority in the text's language, as a name begins with it."""
        return head_words(self.languages[0]).get(head)

    def nearest_nation(self, at: int, without: str | None) -> str | None:
        """The state named last before a token in its paragraph, else the first after it there."""
        paragraph = self.tokens.paragraphs[at]
        nearest = None
        for hit in self.nations:
            if self.tokens.paragraphs[hit.first] == paragraph and hit.value.partition("-")[0] != without:
                if hit.first > at and nearest is not None:
                    break
                nearest = hit.value.partition("-")[0]
        return nearest

    def us_district(self, at: int) -> tuple[int, int, str, str] | None:
        """The judicial district of the United States named within a sentence after a token.

        Its tokens, and the id and name of its attorney's office.
        """
        folds, total = self.tokens.folds, len(self.tokens)
        for place in range(at, min(at + 14, total - 2)):
            if self._breaks(at - 1, place):
                return None
            if folds[place] == "district" and folds[place + 1] == "of":
                region = self.starting.get((place + 2, "region"))
                if region is None:
                    return None
                direction = folds[place - 1] if folds[place - 1] in _DISTRICTS else None
                begin = place - 1 if direction else place
                state = self.tokens.words(region.first, region.last)
                short = (
                    f"{_DISTRICTS[direction]}-{state.lower().replace(' ', '-')}"
                    if direction
                    else state.lower().replace(" ", "-")
                )
                name = self.tokens.words(begin, region.last)
                return begin, region.last, f"us/us-attorney-{short}", f"U.S. Attorney's Office for the {name}"
        return None

    def place_after(self, at: int) -> tuple[int, int] | None:
        """The tokens of a place after "in" or "to": where an embassy stands."""
        folds, total = self.tokens.folds, len(self.tokens)
        if at >= total or folds[at] not in _AT_PLACE:
            return None
        first = at + 1
        while first < total and folds[first] in self.articles:
            first += 1
        state = self._skip_state(first)
        hit = self.starting.get((state, "country")) or self.starting.get((first, "capital"))
        if hit is not None:
            return hit.first, hit.last
        last = first
        while last < total and last - first < 3 and self.tokens.shapes[last] == "Xx" and not self._breaks(at, last):
            last += 1
        return (first, last) if last > first else None

    # Runs of portfolios

    def run_after(self, begin: int, plural: bool = False) -> Run | None:
        """The portfolios after a head that ends at ``begin``: "of X, Y and Z"."""
        folds, total = self.tokens.folds, len(self.tokens)
        at = begin
        if at < total and folds[at] in self.links:
            at = self._skip_small(at)
        elif not self.bare:
            return None
        if at >= total or self._breaks(begin - 1, at) or self.nation_at(at) or self.nation_at(self._skip_state(at)):
            return None
        first = at
        segments: list[Segment] = []
        while at < total and at - first < _LONGEST_RUN:
            segment = self._segment_after(at, linked=bool(segments))
            if segment is None:
                break
            segments.append(segment)
            at = self._next_item(segment.last, plural)
            if at < 0:
                break
        return Run(first, segments[-1].last, tuple(segments)) if segments else None

    def _segment_after(self, at: int, linked: bool) -> Segment | None:
        tokens = self.tokens
        hit = self.starting.get((at, "portfolio"))
        if hit is not None:
            return Segment(at, self._tail(hit.last), hit.value)
        if linked and self.tokens.folds[at] in self.tails:
            return Segment(at, self._tail(at), None)
        if self.name_begins(at) or (self.bare and has_surname_ending(self.tokens.folds[at])):
            return None
        last = at
        while last < len(tokens) and self.plain_capital(last) and not self._breaks(at, last) and last - at < 6:
            if self.name_begins(last):
                break
            last += 1
            if last < len(tokens) and (last, "portfolio") in self.starting and not self._breaks(at, last):
                last = self._tail(self.starting[last, "portfolio"].last)
                break
            if self.headline(at) and not linked:
                break
            if last < len(tokens) and tokens.folds[last] in self.links:
                further = self._skip_small(last)
                if further < len(tokens) and self.plain_capital(further):
                    last = further
        return Segment(at, self._tail(last), None) if last > at else None

    def name_begins(self, at: int) -> bool:
        """Whether a person's name begins at a capital: a given name, or an initial, before another capital."""
        shapes, folds = self.tokens.shapes, self.tokens.folds
        if at + 1 >= len(shapes) or shapes[at] not in ("Xx", "X", "X.") or shapes[at + 1] not in ("Xx", "X", "X."):
            return False
        if shapes[at] == "X." or flags_of(folds[at]) & Is.GIVEN or self._inflected(at):
            return True
        words = lexicon(self.languages[0])
        return bool(flags_of(folds[at]) & Is.GIVEN_OR_WORD) and not words[folds[at + 1]] & (Is.WORD | Is.EPONYM)

    def _inflected(self, at: int) -> bool:
        folds, texts = self.tokens.folds, self.tokens.texts
        return inflected_given(folds[at]) or west_slavic.inflected_given(texts[at], self.languages[0])

    def _tail(self, at: int) -> int:
        """Behind the nouns that go on with a portfolio's name."""
        folds, shapes = self.tokens.folds, self.tokens.shapes
        while (
            at < len(folds)
            and folds[at] in self.tails
            and (shapes[at] != "x" or self.languages[0] != "en")
            and ((at, "head") not in self.starting or (folds[at].endswith("s") and shapes[at] != "x"))
        ):
            at += 1
        return at

    def _next_item(self, at: int, plural: bool) -> int:
        """Where the next portfolio of a list begins, -1 where the list ends at ``at``."""
        folds, total = self.tokens.folds, len(self.tokens)
        if at >= total:
            return -1
        comma = folds[at] in (",", "،", "、")
        further = at + 1 if comma else at
        joined = further < total and folds[further] in self.ands
        if joined:
            further += 1
        elif not comma:
            return -1
        further = self._skip_small(further - 1, optional=True)
        if further >= total or self._breaks(at, further):
            return -1
        if (further, "portfolio") in self.starting:
            hit = self.starting[further, "portfolio"]
            if ((hit.last, "head") in self.starting and not plural) or (hit.last, "minister") in self.starting:
                return -1
            return further
        modified = self.starting.get((further, "modifier"))
        if modified is not None and self._named(modified.last):
            return -1  # "and Associate Minister of …"
        if not joined and self._common_item(further):
            return further
        if not joined or (comma and not plural) or not self.plain_capital(further) or self._named(further):
            return -1
        return further if not self.headline(further) or self.tokens.folds[further] in self.tails else -1

    def _common_item(self, at: int) -> bool:
        """Whether an item behind a comma is of common words and the list goes on to its "and"."""
        words, folds, total = lexicon(self.languages[0]), self.tokens.folds, len(self.tokens)
        end = at
        while end < total and end - at < 5 and self.plain_capital(end) and words[folds[end]] & Is.WORD:
            end += 1
        listed = end < total and (folds[end] in self.ands or folds[end] == ",")
        return end > at and listed and not self._named(at) and any(fold in self.ands for fold in folds[end : end + 7])

    def _named(self, at: int) -> bool:
        return any((at, kind) in self.starting for kind in ("body", "head", "minister", "office", "not-body"))

    def run_before(self, end: int) -> Run | None:
        """The portfolios before a head that begins at ``end``: "Foreign and Defence" Ministries."""
        folds = self.tokens.folds
        segments: list[Segment] = []
        at = end
        while at > 0 and end - at < _LONGEST_RUN:
            hit = self.ending.get((at, "portfolio"))
            if hit is None or self._breaks(hit.first, end - 1):
                break
            segments.append(Segment(hit.first, at, hit.value))
            at = hit.first
            further = at
            if further > 0 and folds[further - 1] in self.ands:
                further -= 1
            if further > 0 and folds[further - 1] == ",":
                further -= 1
            if further == at or (further, "portfolio") not in self.ending:
                break
            at = further
        segments.reverse()
        return Run(segments[0].first, end, tuple(segments)) if segments else None

    def capitals_before(self, end: int) -> int:
        """First token of the capitalised words, with small words between them, that go on to ``end``."""
        folds = self.tokens.folds
        first = end
        while first > 0 and end - first < 12 and not self._breaks(first - 1, end - 1 if end > first else first - 1):
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

    def opens_sentence(self, at: int) -> bool:
        """Whether a token is the first of its sentence, so that its capital tells nothing."""
        return at == 0 or self.tokens.sentences[at - 1] != self.tokens.sentences[at]

    def county_before(self, end: int) -> int:
        """First token of "Dane County" in "Dane County, Wis., Police Department"; ``end`` where there is none."""
        folds = self.tokens.folds
        region = self.ending.get((end - 1, "region")) if end > 3 and folds[end - 1] == "," else None
        if region is None or folds[region.first - 1] != ",":
            return end
        first = self.capitals_before(region.first - 1)
        return first if first < region.first - 1 else end

    def _list_of_commas(self, first: int, end: int) -> bool:
        return any(fold in self.ands for fold in self.tokens.folds[first:end])

    # Nations

    def nation_at(self, at: int) -> Hit | None:
        """A state, adjective or region that begins at a token."""
        for kind in ("region", "country", "adjective"):
            hit = self.starting.get((at, kind))
            if hit is not None:
                return hit
        return None

    def nation_ending(self, end: int) -> Hit | None:
        for kind in ("region", "country", "adjective"):
            hit = self.ending.get((end, kind))
            if hit is not None:
                return hit
        return None

    def nations_before(self, end: int) -> Nations | None:
        """ "Kazakh", "Kazakhstan's", "the U.S.", "French and German" right before ``end``."""
        folds = self.tokens.folds
        at = end
        while at > 0 and folds[at - 1] in ("'s", "’s", "federal", "national", "royal", "'"):
            at -= 1
        hit = self.nation_ending(at)
        if hit is None or at == 0 or self._breaks(hit.first, min(end, len(self.tokens) - 1)):
            return None
        codes = [hit.value]
        first = hit.first
        if first > 1 and folds[first - 1] in self.ands:
            other = self.nation_ending(first - 1)
            if other is not None and other.kind == hit.kind:
                codes.insert(0, other.value)
                first = other.first
        return Nations(first, end, tuple(codes))

    def nations_after(self, begin: int) -> Nations | None:
        """ "of the Republic of Kazakhstan", "of A, B and C" from ``begin``."""
        folds, total = self.tokens.folds, len(self.tokens)
        if begin >= total:
            return None
        at = begin
        adjective = self.starting.get((at, "adjective"))
        if adjective is not None and self.languages[0] != "en" and not self._breaks(begin - 1, at):
            return Nations(begin, adjective.last, (adjective.value,))
        if folds[at] in self.links or folds[at] in self.articles:
            at = self._skip_small(at)
        elif not (self.bare or self.nation_at(at)):
            return None
        at = self._skip_state(at)
        hit = self._country_at(at)
        if hit is None or self._breaks(begin - 1, at):
            return None
        codes = [hit.value]
        last = self._skip_state(hit.last, backward_only=True)
        while True:
            at = last
            if at < total and folds[at] == ",":
                at += 1
            if at < total and folds[at] in self.ands:
                at += 1
            if at == last:
                break
            at = self._skip_small(at - 1, optional=True) if at < total else at
            hit = self._country_at(self._skip_state(at)) if at < total else None
            if hit is None or (self._comma_only(last, at) and not self._list_goes_on(hit.last)):
                break
            if (hit.last, "head") in self.starting or self._named(hit.last):
                break
            codes.append(hit.value)
            last = hit.last
        return Nations(begin, last, tuple(codes))

    def _comma_only(self, last: int, at: int) -> bool:
        return not any(fold in self.ands for fold in self.tokens.folds[last:at])

    def _list_goes_on(self, at: int) -> bool:
        folds = self.tokens.folds
        return at < len(folds) and (folds[at] in self.ands or folds[at] == ",")

    def _country_at(self, at: int) -> Hit | None:
        return self.starting.get((at, "region")) or self.starting.get((at, "country"))

    def _skip_state(self, at: int, backward_only: bool = False) -> int:
        folds, total = self.tokens.folds, len(self.tokens)
        start = at
        while at < total and at - start < 6 and folds[at] in self.states and not self._country_at(at):
            at += 1
            if backward_only:
                continue
            while at < total and (folds[at] in self.links or folds[at] in self.articles):
                at += 1
        return at

    # Words

    def _skip_small(self, at: int, optional: bool = False) -> int:
        """Behind a link at ``at`` and the articles and links that follow it."""
        folds, total = self.tokens.folds, len(self.tokens)
        at += 1
        while at < total and (folds[at] in self.articles or folds[at] in self.links):
            at += 1
        return at

    def plain_capital(self, at: int) -> bool:
        """A capitalised word that may belong to a name: no head, no office, no state, no weekday."""
        tokens = self.tokens
        return (
            tokens.shapes[at] in _CAPITAL
            and tokens.folds[at] not in _STOPS
            and tokens.folds[at] not in self.articles
            and (at, "head") not in self.starting
            and (at, "minister") not in self.starting
            and (at, "office") not in self.starting
        )

    def _breaks(self, first: int, last: int) -> bool:
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
