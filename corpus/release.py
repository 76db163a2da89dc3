"""The record: what Dateline knows of one press release, and its JSON form.

Every part is a frozen dataclass; what is not known is ``None`` or an empty tuple, never a guess.
Spans are ``(start, end)`` code-point offsets into ``Release.text``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Span = tuple[int, int]

KINDS = (
    "press-release", "statement", "speech", "readout", "communique", "advisory",
    "announcement", "interview", "transcript", "report", "news",
)  # fmt: skip
DATE_SOURCES = ("metadata", "header", "dateline", "body", "filename")


@dataclass(frozen=True, slots=True)
class Dateline:
    text: str
    place: str | None
    country: str | None  # ISO 3166-1 alpha-2
    date: str | None  # ISO 8601


@dataclass(frozen=True, slots=True)
class Ministry:
    id: str  # "az/interior"; None-country bodies are "-/slug"
    name: str
    country: str | None
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Office:
    office: str  # as worded in the text
    ministry: str | None  # id of the body behind it
    country: str | None


@dataclass(frozen=True, slots=True)
class Person:
    id: str
    name: str
    titles: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Contact:
    name: str | None
    role: str | None = None
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be understood, or was understood only by inference."""

    field: str
    code: str  # a slug: "year-inferred"
    message: str


@dataclass(frozen=True, slots=True)
class SourceFile:
    path: str  # POSIX, relative to the corpus folder; members of archives as "a.zip!/b.txt"
    format: str
    encoding: str | None
    sha256: str  # of the file's bytes
    bytes: int
    item: int = 0  # place in a file of several releases


@dataclass(frozen=True, slots=True)
class Release:
    id: str
    title: str | None
    subtitle: str | None
    date: str | None  # "2023-02-23", or "2023-02" where the source says no more
    date_from: str | None  # one of DATE_SOURCES
    dateline: Dateline | None
    publisher: str | None
    kind: str | None  # one of KINDS
    language: str | None  # ISO 639-1
    ministries: tuple[Ministry, ...]
    people: tuple[Person, ...]
    countries: tuple[str, ...]  # most mentioned first
    reference: str | None
    embargo: str | None  # an instant with its offset, "2023-05-03T00:01:00+01:00"
    url: str | None
    contacts: tuple[Contact, ...]
    text: str
    source: SourceFile
    problems: tuple[Problem, ...] = field(default=())

    def to_json(self) -> dict[str, Any]:
        """The record as JSON-ready values: every key present, spans as two-element lists."""
        # Field by field: dataclasses.asdict copies every string's surroundings, at ten times the cost.
        shallow = {name: getattr(self, name) for name in self.__slots__}
        return {
            **shallow,
            "dateline": _plain(self.dateline) if self.dateline else None,
            "ministries": [{**_plain(ministry), "mentions": _pairs(ministry.mentions)} for ministry in self.ministries],
            "people": [
                {
                    **_plain(person),
                    "titles": list(person.titles),
                    "offices": [_plain(office) for office in person.offices],
                    "mentions": _pairs(person.mentions),
                }
                for person in self.people
            ],
            "countries": list(self.countries),
            "contacts": [_plain(contact) for contact in self.contacts],
            "source": _plain(self.source),
            "problems": [_plain(problem) for problem in self.problems],
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Release:
        """The record back from ``to_json``. Raises KeyError or TypeError where a key is missing or of another type."""
        # In place rather than by name: a page decodes twenty records for each answer.
        return cls(
            data["id"],
            data["title"],
            data["subtitle"],
            data["date"],
            data["date_from"],
            Dateline(**data["dateline"]) if data["dateline"] else None,
            data["publisher"],
            data["kind"],
            data["language"],
            tuple([Ministry(m["id"], m["name"], m["country"], _spans(m["mentions"])) for m in data["ministries"]]),
            tuple([_person(person) for person in data["people"]]),
            tuple(data["countries"]),
            data["reference"],
            data["embargo"],
            data["url"],
            tuple([Contact(**contact) for contact in data["contacts"]]),
            data["text"],
            SourceFile(**data["source"]),
            tuple([Problem(**problem) for problem in data["problems"]]),
        )

    @property
    def headline(self) -> str:
        """What stands for the release in a list: its title, else its first sentence shortened at a word."""
        if self.title:
            return self.title
        first = self.text.split("\n", 1)[0].strip()
        if len(first) <= 120:
            return first or self.id
        return first[:120].rsplit(" ", 1)[0].rstrip(",;:–- ") + " …"


def _person(data: dict[str, Any]) -> Person:
    offices = tuple([Office(**office) for office in data["offices"]])
    return Person(data["id"], data["name"], tuple(data["titles"]), offices, _spans(data["mentions"]))


def _spans(pairs: Any) -> tuple[Span, ...]:
    return tuple([(start, end) for start, end in pairs])


def _plain(part: Dateline | Ministry | Office | Person | Contact | Problem | SourceFile) -> dict[str, Any]:
    return {name: getattr(part, name) for name in part.__slots__}


def _pairs(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[start, end] for start, end in spans]
