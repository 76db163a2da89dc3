"""A record and where each of its values came from, for a person at a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.release import Release

if TYPE_CHECKING:
    from corpus.extracting import Extraction

_MARK = ("\x1b[7m", "\x1b[0m")
_PLAIN = ("⟦", "⟧")


def described(release: Release) -> str:
    """The record as lines of ``field: value``, then its text."""
    rows = [
        ("id", release.id),
        ("title", release.title),
        ("subtitle", release.subtitle),
        ("date", release.date and f"{release.date} ({release.date_from})"),
        ("embargo", release.embargo),
        ("dateline", release.dateline and release.dateline.text),
        ("publisher", release.publisher),
        ("kind", release.kind),
        ("language", release.language),
        ("reference", release.reference),
        ("url", release.url),
        ("countries", ", ".join(release.countries)),
    ]
    rows += [("ministry", f"{body.name} ({body.id})") for body in release.ministries]
    for person in release.people:
        offices = "; ".join(f"{held.office} ({held.ministry or held.country or '?'})" for held in person.offices)
        titled = " ".join((*person.titles, person.name))
        rows.append(("person", f"{titled} ({person.id})" + (f": {offices}" if offices else "")))
    for contact in release.contacts:
        parts = (contact.name, contact.role, contact.phone, contact.email)
        rows.append(("contact", ", ".join(part for part in parts if part)))
    source = release.source
    rows.append(("source", f"{source.path} #{source.item}, {source.format}, {source.encoding}, {source.bytes:,} bytes"))
    rows += [("problem", f"{problem.field}: {problem.message} [{problem.code}]") for problem in release.problems]
    lines = [f"{name:>10}  {value}" for name, value in rows if value]
    return "\n".join([*lines, "", release.text, ""])


def traced(extraction: Extraction, *, colour: bool) -> str:
    """The record, its text with the extracted values marked, and for each value the rule that found it and where."""
    release = extraction.release
    text = release.text
    spans = sorted({found.span for found in extraction.evidence if found.span is not None})
    opening, closing = _MARK if colour else _PLAIN
    parts, at = [], 0
    for start, end in spans:
        if start >= at:
            parts += [text[at:start], opening, text[start:end], closing]
            at = end
    parts.append(text[at:])
    head = described(release).removesuffix(f"{text}\n").rstrip("\n")
    rows = []
    for found in extraction.evidence:
        where = f"{found.where} {found.span[0]}–{found.span[1]}" if found.span else found.where
        rows.append(f"{found.field:>10}  {found.value}  ← {found.rule} ({where})")
    return "\n".join([head, "", "".join(parts), "", *rows, ""])
