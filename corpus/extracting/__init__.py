"""From a document to a release: a chain of small functions over one tokenisation of the text.

zones → title → text → language → dateline → day of issue → hits → bodies → offices → people → countries. Every value is
kept with its evidence: the rule that found it, and where.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from corpus.document import Document
from corpus.extracting.bodies import find_bodies
from corpus.extracting.contacts import contacts_of
from corpus.extracting.countries import find_countries
from corpus.extracting.datelines import DatelineFound, agency_of
from corpus.extracting.embargoes import embargo_of
from corpus.extracting.gazetteer import find_hits
from corpus.extracting.home import home_of
from corpus.extracting.identity import id_of
from corpus.extracting.issuing import Issue, Witness, dateline_of_zones, issue_of, order_of
from corpus.extracting.kind import kind_of
from corpus.extracting.language import language_of
from corpus.extracting.offices import bodies_behind, find_offices
from corpus.extracting.people import Passage, find_people
from corpus.extracting.references import reference_of
from corpus.extracting.title import Found, title_of, title_of_header
from corpus.extracting.tokens import BodyMention, Hit, Tokens, tokenise
from corpus.extracting.zones import Zones, is_date_line, joined, zones_of
from corpus.release import Dateline, Ministry, Person, Release, Span
from corpus.source import Source


class Evidence(NamedTuple):
    """What a value of the record rests on."""

    field: str
    value: str
    rule: str
    span: Span | None  # of ``Release.text``
    where: str  # text, title, header, or the key of the metadata


@dataclass(frozen=True, slots=True)
class Extraction:
    release: Release
    evidence: tuple[Evidence, ...]


def extract(document: Document, source: Source) -> Extraction:
    """The record of a document. Never raises for what a document holds; what can't be understood is a problem of it."""
    evidence: list[Evidence] = []
    title = title_of(document)
    zones = zones_of(document, title.value if title else None)
    title = title or title_of_header(zones.headlines)
    text, notes_at = joined(zones)
    stated = _first(document, "language")
    language, language_rule = language_of(text or (title.value if title else ""), _code(stated) or source.language)
    dateline, paragraph = dateline_of_zones(zones, source.country)
    issue = issue_of(document, source, zones, dateline, text)
    agency = agency_of(dateline, text)
    home = home_of(document, source, dateline, agency, language)
    above = "\n\n".join(_signatures(zones))
    named = _named(title.value if title else None, above, text[:notes_at], language, home, source.publisher)
    publisher = source.publisher or _first(document, "publisher")
    kind = kind_of(document, title.value if title else None, zones, text, publisher, agency, language)
    reference = reference_of(document, (*zones.header, *zones.footer))
    issued = issue.witness.value if issue.witness else None
    lines = (*zones.header, *zones.body[:1])
    embargo = embargo_of(document, lines, source.timezone, order_of(source), issued)
    subtitle = next(iter(document.metadata_values("subtitle")), None)
    url = next((m.value for m in document.metadata_values("url") if m.value.startswith(("http://", "https://"))), None)
    release = Release(
        id=id_of(document),
        title=title.value if title else None,
        subtitle=subtitle.value if subtitle else None,
        date=issued,
        date_from=issue.witness.source if issue.witness else None,
        dateline=_dateline(dateline, issue),
        publisher=publisher,
        kind=kind.value,
        language=language,
        ministries=named.ministries,
        people=named.people,
        countries=named.countries,
        reference=reference.value if reference else None,
        embargo=embargo.value if embargo else None,
        url=url,
        contacts=contacts_of((*(m.value for m in document.metadata_values("contact")), *zones.contacts)),
        text=text,
        source=document.source,
        problems=(*document.problems, *issue.problems),
    )
    for field, found in (("title", title), ("kind", kind), ("reference", reference), ("embargo", embargo)):
        if found is not None:
            evidence.append(Evidence(field, found.value, found.rule, None, found.where))
    if language:
        evidence.append(Evidence("language", language, language_rule, None, "text"))
    if issue.witness:
        witness = issue.witness
        span = _span_of(witness, dateline if paragraph is not None else None, text)
        evidence.append(Evidence("date", witness.value, witness.rule, span, witness.where))
    if dateline is not None:
        at = text.find(dateline.text) if paragraph is not None else -1
        span = (at, at + len(dateline.text)) if at >= 0 else None
        evidence.append(Evidence("dateline", dateline.text, dateline.rule, span, "text" if span else "header"))
    return Extraction(release, (*evidence, *named.evidence))


def _span_of(witness: Witness, dateline: DatelineFound | None, text: str) -> Span | None:
    """Where the day of issue is printed in the text; the dateline was read before its blanks were collapsed."""
    if witness.source == "body" or witness.span is None:
        return witness.span
    if witness.source != "dateline" or dateline is None:
        return None
    start, end = witness.span
    printed = " ".join(dateline.tokens.text[start:end].split())
    at = text.find(printed, max(0, text.find(dateline.text)))
    return (at, at + len(printed)) if at >= 0 else None


def _first(document: Document, key: str) -> str | None:
    return next((m.value for m in document.metadata_values(key)), None)


def _code(language: str | None) -> str | None:
    code = (language or "").strip().lower().replace("_", "-").split("-")[0]
    return code if len(code) == 2 and code.isascii() and code.isalpha() else None


def _dateline(found: DatelineFound | None, issue: Issue) -> Dateline | None:
    return Dateline(found.text, found.place, found.country, issue.dateline_date) if found is not None else None


# Languages that share another's tables.
_TABLES = {"no": "nb", "nn": "nb", "ms": "id", "bs": "hr"}


def _tables_of(language: str | None, text: str) -> str:
    """The language whose tables a text is read with: English for an unknown one, Croatian for Serbian in Latin."""
    if language == "sr" and not any("Ѐ" <= letter <= "ӿ" for letter in text[:200]):
        return "hr"
    return _TABLES.get(language, language) if language else "en"


@dataclass(frozen=True, slots=True)
class _Named:
    """Who and what a release names."""

    ministries: tuple[Ministry, ...]
    people: tuple[Person, ...]
    countries: tuple[str, ...]
    evidence: tuple[Evidence, ...]


def _signatures(zones: Zones) -> Iterator[str]:
    """Lines above the text that may say who speaks or issues it: "Speech by Jane Roe, Minister of Health"."""
    for line in zones.header:
        if line not in zones.headlines and 16 < len(line) < 400 and not is_date_line(line):
            yield line


def _named(
    title: str | None, above: str, text: str, language: str | None, country: str | None, publisher: str | None
) -> _Named:
    """What title and text name, and who with an office stands between them; bodies there are the publisher's head."""
    languages = [_tables_of(language, text)]
    body, body_all = _passage(tokenise(text), languages, country, publisher)
    head, head_all = _passage(tokenise(title or ""), languages, country, publisher)
    signed = _passage(tokenise(above), languages, country, publisher)[0] if above else None
    behind = bodies_behind(signed.offices) if signed is not None else []
    ministries, evidence = _ministries(body.tokens, body_all, [*head_all, *behind])
    people = find_people(
        body, head if title else None, language, above=signed if signed is not None and signed.offices else None
    )
    for found in people:
        for span, rule in found.rules:
            evidence.append(Evidence("person", found.person.name, rule, span, "text"))
        for office, rule in zip(found.person.offices, found.office_rules, strict=False):
            evidence.append(Evidence("office", f"{found.person.name}: {office.office}", rule, None, "text"))
    named = [span for found in people if " " in found.person.name for span in found.person.mentions]
    hits = _apart_from(body.hits, body.tokens, named)
    countries = find_countries(body.tokens, hits, bodies=body_all, offices=body.offices, country=country)
    codes = [found.code for found in countries]
    titled = find_countries(head.tokens, head.hits, bodies=head_all, offices=head.offices)
    codes += [found.code for found in titled if found.code not in codes]
    for place in countries:
        for span in place.mentions[:1]:
            evidence.append(Evidence("country", place.code, "named in the text", span, "text"))
    return _Named(ministries, tuple(found.person for found in people), tuple(codes), tuple(evidence))


def _apart_from(hits: Sequence[Hit], tokens: Tokens, spans: Iterable[Span]) -> list[Hit]:
    """The hits but for names of states that are a person's ("Luis Mauricio") or a portfolio's ("Maliye")."""
    portfolios = {at for hit in hits if hit.kind == "portfolio" for at in range(hit.first, hit.last)}
    personal: set[int] = set()
    for start, end in spans:
        personal.update(range(bisect_left(tokens.starts, start), bisect_left(tokens.starts, end)))
    return [
        hit
        for hit in hits
        if hit.kind not in ("country", "adjective") or not (hit.first in personal or hit.first in portfolios)
    ]


def _states_not_regions(hits: list[Hit], country: str | None) -> list[Hit]:
    """The hits, Georgia being the state in what the state publishes, Punjab the publisher's own."""
    states = {(hit.first, hit.last) for hit in hits if hit.kind in ("country", "adjective") and hit.value == country}
    own = {(hit.first, hit.last) for hit in hits if hit.kind == "region" and hit.value.partition("-")[0] == country}
    return [
        hit
        for hit in hits
        if hit.kind != "region"
        or ((hit.first, hit.last) not in states and (hit.value.partition("-")[0] == country or hit[:2] not in own))
    ]


# Rules of offices whose words may hold what looks like a body's name: "Secretary for Interior and National
# Administration".
_MINISTERIAL = frozenset(("minister", "secretary", "ministers"))


def _passage(
    tokens: Tokens, languages: list[str], country: str | None, publisher: str | None
) -> tuple[Passage, list[BodyMention]]:
    if not len(tokens):
        return Passage(tokens, (), (), ()), []
    hits = _states_not_regions(find_hits(tokens, languages), country)
    bodies = find_bodies(tokens, hits, country=country, languages=languages, publisher=publisher)
    offices = find_offices(tokens, hits, bodies, country=country, languages=languages, publisher=publisher)
    charges = {at for o in offices if o.rule in _MINISTERIAL for at in range(o.first, o.last)}
    bodies = [m for m in bodies if m.rule != "generic" or m.first not in charges]
    return Passage(tokens, hits, offices, bodies), [*bodies, *bodies_behind(offices)]


def _ministries(
    tokens: Tokens, in_text: Iterable[BodyMention], in_title: Iterable[BodyMention]
) -> tuple[tuple[Ministry, ...], list[Evidence]]:
    """Each body once, under the first name it has; mentions are those of the text."""
    names: dict[str, tuple[str, str | None]] = {}
    spans: dict[str, set[Span]] = {}
    evidence: list[Evidence] = []
    for mention in in_text:
        span = tokens.span(mention.first, mention.last)
        names.setdefault(mention.id, (mention.name, mention.country))
        spans.setdefault(mention.id, set()).add(span)
        evidence.append(Evidence("ministry", mention.id, mention.rule, span, "text"))
    for mention in in_title:
        if mention.id not in names:
            names[mention.id] = (mention.name, mention.country)
            evidence.append(Evidence("ministry", mention.id, mention.rule, None, "title"))
    ministries = tuple(
        Ministry(ident, name, country, tuple(sorted(spans.get(ident, ())))) for ident, (name, country) in names.items()
    )
    return ministries, evidence


__all__ = ["Evidence", "Extraction", "Found", "extract"]
