"""Ministries: by a head and the portfolios on either side, or in one word ("Innenministerium", "МВД")."""

from __future__ import annotations

from dataclasses import replace

from corpus.authority.tables import portfolio_names
from corpus.authority.wordlists import word_lists
from corpus.extracting.bodies.again import named_again
from corpus.extracting.bodies.embassies import embassy
from corpus.extracting.bodies.of_offices import office_of
from corpus.extracting.bodies.prosecutors import us_attorneys_office
from corpus.extracting.bodies.states import body_of, codes_of, regional_body
from corpus.extracting.bodies.text import PORTFOLIO_HEADS, Text
from corpus.extracting.bodies.unlisted import unlisted_body
from corpus.extracting.districts import us_district
from corpus.extracting.naming import slug
from corpus.extracting.nations import Nations, adjective_between, nations_after, nations_before
from corpus.extracting.portfolios import (
    Run,
    Segment,
    compound_portfolio,
    hanging_before,
    name_of_one,
    run_after,
    run_before,
)
from corpus.extracting.tokens import BodyMention, Hit

_FACULTIES = word_lists("authorities")["faculties"]


def headed(text: Text, hit: Hit) -> list[BodyMention]:
    """The ministries that a head makes with its portfolios; with another head or none of them, what else it names."""
    head, plural = hit.value.rstrip("+"), hit.value.endswith("+")
    if head in ("embassy", "mission"):
        return embassy(text, hit, head)
    if head == "prosecutor" and (district := us_district(text.phrases, hit.last)) is not None:
        return us_attorneys_office(text, hit, *district)
    if head == "office" and (office := office_of(text, hit)):
        return office
    first, last = text.phrases.with_qualifiers(hit.first, hit.last)
    between = adjective_between(text.phrases, last)
    last = between.last if between is not None else last
    run = run_after(text.phrases, last, plural) if head not in ("forces", "police", "cabinet") else None
    if run is not None and (head in PORTFOLIO_HEADS or run.portfolio or _capital(text, run.first)):
        begin, end = first, run.last
    elif (run := run_before(text.phrases, first)) is not None:
        begin, end = run.first, last
    else:
        return unlisted_body(text, hit, first, last) or named_again(text, hit)
    if head not in PORTFOLIO_HEADS:
        return unlisted_body(text, hit, begin, end) or named_again(text, hit)
    if text.part_of_other(begin, end):
        return []
    before, after = nations_before(text.phrases, begin), nations_after(text.phrases, end)
    if run.portfolio is None and not _credible(text, head, run, before, after):
        return []
    if plural and not (before or after or between) and len(run.segments) == 1 and not _capital(text, hit.first):
        return []  # "local health departments"
    if between is not None:
        after = Nations(between.first, between.last, (between.value,))
    whole = (Segment(run.first, run.last, run.portfolio),)
    segments = run.segments if plural and len(run.segments) > 1 else whole
    mentions = [
        _ministry(text, hit, run, segment, begin, end, code) for code in codes_of(before, after) for segment in segments
    ]
    text.heads[head] = mentions[-1]
    return mentions


def whole_word(text: Text, hit: Hit) -> list[BodyMention]:
    """A ministry in one word: "Innenministerium", "МВД"."""
    hanging = hanging_before(text.phrases, hit.first)
    if hanging < hit.first:  # "Klimat- och näringslivsdepartementet"
        portfolio = compound_portfolio(text.phrases, text.tokens.folds[hanging])
        hit = hit._replace(first=hanging, value=portfolio or hit.value)
    first, last = hit.first, hit.last
    before, after = nations_before(text.phrases, first), nations_after(text.phrases, last)
    portfolio = hit.value
    key = slug(text.tokens.words(first, last)) if portfolio.startswith("?") else portfolio
    if portfolio == "?":
        return headed(text, Hit(first, last, "head", "ministry"))
    codes = codes_of(before, after)
    if codes[0] is not None and "-" in codes[0]:
        return [regional_body(text, first, last, _word_name(text, hit), codes[0])]
    mentions = [body_of(text, first, last, key, _word_name(text, hit), code, "word") for code in codes]
    if not text.phrases.repeated:
        return mentions
    return [_in_full(text, mention) for mention in mentions]


def _in_full(text: Text, mention: BodyMention) -> BodyMention:
    """ "Cancillería", "Bercy": under the name of the ministry that they stand for, where the tables list it."""
    body = text.naming.bodies.get(mention.id)
    return mention if body is None else replace(mention, name=body.name_in(text.naming.languages[0]))


def _word_name(text: Text, hit: Hit) -> str:
    """The ministry's name spelt out where the tables of a language without links tell it: "МИД", "Минфин"."""
    names = portfolio_names(text.naming.languages[0]).get(hit.value, ())
    head = text.phrases.head_word("ministry")
    if text.phrases.bare and names and head is not None and hit.last - hit.first == 1:
        return f"{head} {names[0]}"
    return text.phrases.written(hit.first, hit.last, "ministry-of") or text.tokens.words(hit.first, hit.last)


def _credible(text: Text, head: str, run: Run, before: Nations | None, after: Nations | None) -> bool:
    """Whether a portfolio that no table knows makes a body: a faculty has a department too."""
    if any((at, "not-body") in text.phrases.starting for at in range(run.first, run.last)):
        return False
    known = any(segment.portfolio for segment in run.segments) or before is not None or after is not None
    if known or (head == "ministry" and _capital(text, run.first)):
        return True
    words = text.tokens.folds[run.first : run.last]
    return (
        text.naming.home is not None
        and _capital(text, run.first)
        and _FACULTIES.isdisjoint(words)
        and text.naming.languages[0] == "en"
    )


def _capital(text: Text, at: int) -> bool:
    return text.tokens.shapes[at] in ("Xx", "X", "m", "c")


def _ministry(text: Text, hit: Hit, run: Run, segment: Segment, first: int, last: int, code: str | None) -> BodyMention:
    words = text.tokens.words
    whole = segment.first == run.first and segment.last == run.last
    head = hit.value.rstrip("+")
    if whole and not hit.value.endswith("+"):
        name = text.phrases.nominative(hit, first, last)
    else:
        portfolio = words(segment.first, segment.last)
        name = name_of_one(text.phrases, text.phrases.head_word(head), hit.last, segment) or text.naming.ministry_name(
            head, segment.portfolio, portfolio
        )
    key = segment.portfolio
    if code is not None and "-" in code:
        return regional_body(text, first, last, name, code)
    if head == "department" and key and (code or text.naming.home) == "US":
        key = None
    return body_of(text, first, last, key, name, code, "portfolio", words(segment.first, segment.last))
