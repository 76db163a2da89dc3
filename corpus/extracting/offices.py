"""Offices as a text words them, each with the body behind it and its country."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.extracting.naming import Naming, slug, state_of
from corpus.extracting.phrases import Phrases
from corpus.extracting.tokens import BodyMention, Hit, OfficePhrase, Tokens


def find_offices(
    tokens: Tokens,
    hits: Sequence[Hit],
    bodies: Sequence[BodyMention],
    *,
    country: str | None = None,
    languages: Sequence[str] = ("en",),
) -> list[OfficePhrase]:
    """Office phrases in order of place. ``bodies`` are those of ``find_bodies``; ``country`` is the publisher's."""
    phrases, naming = Phrases(tokens, hits, languages), Naming(hits, country, languages)
    found: list[OfficePhrase] = []
    taken_to = 0
    spots = sorted(
        (hit for kind in ("minister", "office", "holder") for hit in phrases.by_kind.get(kind, ())),
        key=lambda hit: (hit.first, -hit.last),
    )
    by_first = {mention.first: mention for mention in bodies}
    by_last = {mention.last: mention for mention in bodies}
    for hit in spots:
        if hit.first < taken_to:
            continue
        phrase = _phrase(hit, phrases, naming, by_first, by_last)
        found.append(phrase)
        taken_to = phrase.last
    return found


def _phrase(
    hit: Hit, phrases: Phrases, naming: Naming, by_first: dict[int, BodyMention], by_last: dict[int, BodyMention]
) -> OfficePhrase:
    tokens = phrases.tokens
    first, last = hit.first, hit.last
    plural = hit.value.endswith("+")
    body: BodyMention | None = None
    portfolio: str | None = None
    run = phrases.run_after(last, plural) if hit.kind == "minister" else None
    if run is not None:
        portfolio, last = run.portfolio or slug(tokens.words(run.first, run.last)), run.last
    elif hit.kind == "minister" and (run := phrases.run_before(first)) is not None:
        portfolio, first = run.portfolio, run.first
    elif first in by_last:
        body = by_last[first]
        first = body.first
    else:
        at = last
        while (
            at < len(tokens)
            and at - last < 3
            and (tokens.folds[at] in phrases.links or tokens.folds[at] in phrases.articles)
        ):
            at += 1
        if at > last and at in by_first:
            body = by_first[at]
            last = body.last
    while first > 0 and (first, "modifier") in phrases.ending:
        first = phrases.ending[first, "modifier"].first
    before, after = phrases.nations_before(first), phrases.nations_after(last)
    office = tokens.words(first, last)
    code = (after or before).codes[0] if (after or before) else None  # type: ignore[union-attr]
    country = body.country if body else state_of(code) if code else naming.main
    ident = body.id if body else f"{(country or '-').lower()}/{portfolio}" if portfolio else None
    end = after.last if after else last
    return OfficePhrase(first, end, office, ident, country, plural, hit.kind)


def bodies_behind(offices: Sequence[OfficePhrase]) -> list[BodyMention]:
    """The bodies that offices speak for: a ministry is named by its minister."""
    return [
        BodyMention(office.first, office.last, office.body, office.office, office.country, "behind-office")
        for office in offices
        if office.body
    ]
