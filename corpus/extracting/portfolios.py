"""Portfolios in the names of ministries and offices: one, or a list of them, on either side of the head."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.authority.tables import table
from corpus.extracting.lexicon import Is, has_surname_ending, lexicon
from corpus.extracting.phrases import Phrases

_LONGEST_RUN = 24  # tokens of a name


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


def run_after(phrases: Phrases, begin: int, plural: bool = False) -> Run | None:
    """The portfolios after a head that ends at ``begin``: "of X, Y and Z"."""
    folds, total = phrases.tokens.folds, len(phrases.tokens)
    at = begin
    if at < total and (folds[at] in phrases.links or folds[at] in phrases.charges):
        at = phrases.skip_small(at)
    elif not phrases.bare:
        return None
    if at >= total or phrases.breaks(begin - 1, at):
        return None
    if phrases.nation_at(at) or phrases.nation_at(phrases.skip_state(at)):
        return None
    first = at
    segments: list[Segment] = []
    while at < total and at - first < _LONGEST_RUN:
        segment = _segment_after(phrases, at, linked=bool(segments))
        if segment is None:
            break
        segments.append(segment)
        at = _next_item(phrases, segment.last, plural)
        if at < 0:
            break
    listed = None if plural else phrases.starting.get((first, "charge"))
    overrun = listed is not None and any(each.first < listed.last < each.last for each in segments)
    if listed is not None and (not segments or listed.last > segments[-1].last or overrun):
        portfolio = segments[0].portfolio if segments else None
        return Run(first, listed.last, (Segment(first, listed.last, portfolio),))
    return Run(first, segments[-1].last, tuple(segments)) if segments else None


def run_before(phrases: Phrases, end: int) -> Run | None:
    """The portfolios before a head that begins at ``end``: "Foreign and Defence" Ministries."""
    folds = phrases.tokens.folds
    if phrases.languages[0] == "de":
        return None  # "Frau Ministerin"
    segments: list[Segment] = []
    at = end
    while at > 0 and end - at < _LONGEST_RUN:
        hit = phrases.ending.get((at, "portfolio"))
        if hit is None or phrases.breaks(hit.first, end - 1):
            break
        segments.append(Segment(hit.first, at, hit.value))
        at = hit.first
        further = at
        if further > 0 and folds[further - 1] in phrases.ands:
            further -= 1
        if further > 0 and folds[further - 1] == ",":
            further -= 1
        if further == at or (further, "portfolio") not in phrases.ending:
            break
        at = further
    segments.reverse()
    return Run(segments[0].first, end, tuple(segments)) if segments else None


def name_of_one(phrases: Phrases, head: str | None, head_end: int, segment: Segment) -> str | None:
    """The name of one of a joint form: "Ministero della Difesa" of "ministeri dell'Interno e della Difesa".

    ``head`` is the word for a ministry or its minister, ``head_end`` where the text's own ends. None for English, and
    where there is no such word.
    """
    if head is None or phrases.languages[0] == "en":
        return None
    words, folds = phrases.tokens.words, phrases.tokens.folds
    portfolio = words(segment.first, segment.last)
    if segment.first < head_end:
        return f"{portfolio} {head}"
    small = phrases.links | phrases.charges | phrases.articles
    link = segment.first
    while link > head_end and folds[link - 1] in small:
        link -= 1
    if link < segment.first:
        return head + " " + words(link, segment.last)
    link = head_end
    while link < segment.first and folds[link] in small:
        link += 1
    apart = "" if link > head_end and folds[link - 1].endswith("'") else " "
    before = " " + words(head_end, link) if link > head_end else ""
    return head + before + apart + portfolio


def compound_portfolio(phrases: Phrases, fold: str) -> str | None:
    """The portfolio that the first part of a compound stands for: "helse" of "helse- og omsorgsminister"."""
    for language in phrases.languages:
        words = table(language)
        for entry in words.entries.get(words.stem(fold) if words.stem else fold, ()):
            if entry.kind == "compound":
                return entry.value
    return None


def hanging_before(phrases: Phrases, first: int) -> int:
    """Where a compound begins whose first part hangs on its hyphen: "helse- og" before "omsorgsminister"."""
    folds, tokens = phrases.tokens.folds, phrases.tokens
    start = first
    while start > 2 and (folds[start - 1] in phrases.ands or folds[start - 1] == ","):
        at = start - 2
        glued = (
            folds[at] == "-" and tokens.starts[at] == tokens.ends[at - 1] and tokens.ends[at] < tokens.starts[at + 1]
        )
        if not glued:
            break
        start = at - 1
    return start


def _segment_after(phrases: Phrases, at: int, linked: bool) -> Segment | None:
    tokens = phrases.tokens
    hit = phrases.starting.get((at, "portfolio"))
    if hit is not None:
        return Segment(at, _tail(phrases, hit.last), hit.value)
    if linked and phrases.tokens.folds[at] in phrases.tails:
        return Segment(at, _tail(phrases, at), None)
    if phrases.name_begins(at) or (phrases.bare and has_surname_ending(phrases.tokens.folds[at])):
        return None
    last = at + 1 if linked and _german_item(phrases, at) else at
    while last < len(tokens) and phrases.plain_capital(last) and not phrases.breaks(at, last) and last - at < 6:
        if phrases.name_begins(last) or (last > at and phrases.stranger_behind_word(last)):
            break
        last += 1
        if last < len(tokens) and (last, "portfolio") in phrases.starting and not phrases.breaks(at, last):
            last = _tail(phrases, phrases.starting[last, "portfolio"].last)
            break
        if phrases.headline(at) and not linked:
            break
        if last < len(tokens) and tokens.folds[last] in phrases.links:
            further = phrases.skip_small(last)
            nation = phrases.nation_at(phrases.skip_state(further))
            if further < len(tokens) and phrases.plain_capital(further) and nation is None:
                last = further
    return Segment(at, _tail(phrases, last), None) if last > at else None


def _next_item(phrases: Phrases, at: int, plural: bool) -> int:
    """Where the next portfolio of a list begins, -1 where the list ends at ``at``."""
    folds, total = phrases.tokens.folds, len(phrases.tokens)
    if at >= total:
        return -1
    comma = folds[at] in (",", "،", "、")
    further = at + 1 if comma else at
    joined = further < total and folds[further] in phrases.ands
    if joined:
        further += 1
    elif not comma:
        return -1
    linked = further < total and folds[further] in phrases.links  # ", de la Coopération africaine"
    further = phrases.skip_small(further - 1)
    if further >= total or phrases.breaks(at, further):
        return -1
    if (further, "portfolio") in phrases.starting:
        hit = phrases.starting[further, "portfolio"]
        if ((hit.last, "head") in phrases.starting and not plural) or (hit.last, "minister") in phrases.starting:
            return -1
        return further
    modified = phrases.starting.get((further, "modifier"))
    if modified is not None and phrases.office_at(modified.last):
        return -1  # "and Associate Minister of …"
    if (not joined and _common_item(phrases, further)) or _german_item(phrases, further):
        return further
    if linked and comma and not joined and phrases.repeated and not phrases.nation_at(phrases.skip_state(further)):
        named = phrases.name_begins(further) or phrases.authority_at(further)
        return further if phrases.plain_capital(further) and not named else -1
    if not joined or (comma and not plural) or not phrases.plain_capital(further) or _other_thing(phrases, further):
        return -1
    if phrases.headline(further) and phrases.tokens.folds[further] not in phrases.tails:
        return further if _closes(phrases, further) else -1
    return further


def _other_thing(phrases: Phrases, at: int) -> bool:
    """Whether another body, an office, a firm or the like begins; "Strategy" may be what a post is for."""
    other = phrases.starting.get((at, "not-body"))
    if other is not None and other.value != "law":
        return True
    return any((at, kind) in phrases.starting for kind in ("body", "head", "minister", "office"))


def _closes(phrases: Phrases, at: int) -> bool:
    """Whether a mark stands right behind a few capitalised words: "Ministry of Energy & Green Transition:"."""
    shapes, end = phrases.tokens.shapes, at
    while end < len(shapes) and end - at < 4 and phrases.plain_capital(end):
        end += 1
    return end < len(shapes) and phrases.tokens.texts[end] in (":", ";", ",", ".", "(", ")")


def _german_item(phrases: Phrases, at: int) -> bool:
    """Whether an adjective and its noun begin there: "Umwelt und nukleare Sicherheit"."""
    shapes = phrases.tokens.shapes
    if phrases.languages[0] != "de" or shapes[at : at + 2] != ["x", "Xx"] or phrases.authority_at(at + 1):
        return False
    word = phrases.tokens.folds[at]
    return word.endswith(("e", "en", "er", "es")) and len(word) > 4 and not phrases.name_begins(at + 1)


def _common_item(phrases: Phrases, at: int) -> bool:
    """Whether an item behind a comma is of common words and the list goes on to its "and"."""
    words, folds, total = lexicon(phrases.languages[0]), phrases.tokens.folds, len(phrases.tokens)
    end = at
    while end < total and end - at < 5 and phrases.plain_capital(end) and words[folds[end]] & Is.WORD:
        end += 1
    listed = end < total and (folds[end] in phrases.ands or folds[end] == ",")
    return (
        end > at
        and listed
        and not phrases.authority_at(at)
        and any(fold in phrases.ands for fold in folds[end : end + 7])
    )


def _inner_adjective(phrases: Phrases, at: int) -> bool:
    """Whether a common word stands behind a portfolio's capitals and before the next portfolio with its link: "de la
    Création artistique et des Droits"."""
    folds, shapes, total = phrases.tokens.folds, phrases.tokens.shapes, len(phrases.tokens)
    if at + 3 >= total or shapes[at] != "x" or len(folds[at]) < 5 or phrases.breaks(at - 1, at + 3):
        return False
    joins = folds[at + 1] in phrases.ands or folds[at + 1] == ","
    if not joins or folds[at + 2] not in phrases.links:
        return False
    further = phrases.skip_small(at + 2)
    return further < total and phrases.plain_capital(further) and not phrases.name_begins(further)


def _tail(phrases: Phrases, at: int) -> int:
    """Behind the nouns that go on with a portfolio's name."""
    folds, shapes = phrases.tokens.folds, phrases.tokens.shapes
    while (
        at < len(folds)
        and folds[at] in phrases.tails
        and (shapes[at] != "x" or phrases.languages[0] != "en")
        and ((at, "head") not in phrases.starting or (folds[at].endswith("s") and shapes[at] != "x"))
    ):
        at += 1
    return at + 1 if phrases.repeated and _inner_adjective(phrases, at) else at
