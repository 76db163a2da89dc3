"""States that a release speaks of: by name, adjective, people, region, body, or by a capital that acts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.extracting.naming import state_of
from corpus.extracting.tokens import BodyMention, Hit, OfficePhrase, Tokens


@dataclass(frozen=True, slots=True)
class CountryFound:
    code: str  # ISO 3166-1 alpha-2
    mentions: tuple[tuple[int, int], ...]  # code-point spans in the text; none where only the publisher tells


def find_countries(
    tokens: Tokens,
    hits: Sequence[Hit],
    *,
    bodies: Iterable[BodyMention] = (),
    offices: Iterable[OfficePhrase] = (),
    country: str | None = None,
) -> list[CountryFound]:
    """The states a text speaks of, most mentioned first. ``country`` is the publisher's, which is meant throughout."""
    spans: dict[str, set[tuple[int, int]]] = {}
    for hit in hits:
        if hit.kind in ("country", "adjective"):
            spans.setdefault(hit.value, set()).add(tokens.span(hit.first, hit.last))
    for mention in (*bodies, *offices):
        if mention.country and mention.country != "EU":
            spans.setdefault(mention.country, set()).add(tokens.span(mention.first, mention.last))
    if country:
        spans.setdefault(country, set())
    found = [CountryFound(code, tuple(sorted(places))) for code, places in spans.items()]
    return sorted(found, key=lambda each: (-len(each.mentions), each.mentions[:1] or ((1 << 60, 0),), each.code))
