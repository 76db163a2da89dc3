"""What the search page shows of an answer: each link made from the question as it was understood."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from markupsafe import Markup

from corpus.authority import country_name
from search.request import DEEPEST, NONE, SearchRequest
from search.results import Facet, Result, SearchResults
from web import charts, questions
from web.letters import named_in
from web.parameters import Asked
from web.presenting import FACET_NAMES, entity_url, long_date, path, release_url, search_url
from web.site import engine, previewed

_OPEN_FACETS = ("ministry", "person", "country")
_BODIES, _PEOPLE = 3, 4  # shown of a release


@dataclass(frozen=True, slots=True)
class Chip:
    """An active filter and the question without it."""

    field: str
    label: str
    without: SearchRequest

    @property
    def url(self) -> str:
        return search_url(self.without)


class Value(NamedTuple):
    """A value of a facet, as a line of its box."""

    url: str  # of the question with it, or without it where it is selected
    selected: bool
    label: str
    language: Markup  # the attributes that say in which language the label is
    releases: str


class Shown(NamedTuple):
    """A result with the addresses that it links to."""

    result: Result
    url: str
    bodies: list[tuple[str, str, str | None, str]]  # url, name, code and name of the country
    people: list[tuple[str, str]]  # url, name


class SearchView:
    def __init__(self, asked: Asked, answer: SearchResults) -> None:
        self.request = replace(asked.request, cursor=None)
        self.answer = answer
        self._addresses: dict[str, tuple[str, str]] = {}
        question = questions.query_string(self.request)
        self._carried = f"?{question}" if question else ""
        self.notes = (*asked.notes, *answer.notes)
        self.columns = charts.columns(answer.histogram)
        self.last_page = min(-(-answer.total // self.request.per_page), DEEPEST // self.request.per_page)
        self.carried = [pair for pair in questions.pairs(self.request) if pair[0] not in ("q", "page", "sort", "match")]
        self.undated = [
            pair
            for pair in questions.pairs(replace(self.request, page=1))
            if pair[0] not in ("from", "to")
        ]  # fmt: skip

    @property
    def chips(self) -> list[Chip]:
        found = []
        for attribute, before in (("any_of", ""), ("all_of", "and "), ("none_of", "not ")):
            for field, chosen in getattr(self.request, attribute).items():
                for value in chosen:
                    label = self.answer.labels.get(field, {}).get(value, value)
                    name = f"{before}{FACET_NAMES[field].lower()}"
                    without = questions.dropped(self.request, field, value, attribute)
                    found.append(Chip(name, label if value != NONE else "none", without))
        first, last = self.request.date_from, self.request.date_to
        if first:
            found.append(Chip("from", questions.first_day(first), questions.dated(self.request, None, last)))
        if last:
            found.append(Chip("to", questions.last_day(last), questions.dated(self.request, first, None)))
        return found

    @property
    def named(self) -> list[tuple[str, str]]:
        """Whom and what the filters ask for, with the addresses of their pages."""
        asked = (
            (field, value, self.answer.labels.get(field, {}).get(value, value))
            for chosen in (self.request.any_of, self.request.all_of)
            for field in ("person", "ministry", "country")
            for value in chosen.get(field, ())
        )
        return [(label, entity_url(field, value)) for field, value, label in asked if label not in (value, "None")]

    @property
    def is_narrowed(self) -> bool:
        """Whether crawlers should leave this page alone, because filters or pages beyond count make it one of many."""
        return bool(questions.pairs(replace(self.request, q="")))

    @property
    def pages(self) -> list[int | None]:
        """Numbers of pages to link, None for a gap."""
        here, last = self.request.page, self.last_page
        near = {1, 2, here - 1, here, here + 1, last}
        numbers = sorted(page for page in near if 1 <= page <= last)
        linked: list[int | None] = []
        for page in numbers:
            if linked and linked[-1] is not None and page - linked[-1] > 1:
                linked.append(None)
            linked.append(page)
        return linked

    def is_open(self, field: str) -> bool:
        return field in _OPEN_FACETS or field in self.request.any_of

    def values(self, field: str, facet: Facet) -> Iterator[Value]:
        for bucket in facet.buckets:
            value, label = bucket.value, bucket.label
            dropped = questions.dropped(self.request, field, value) if bucket.selected else None
            url = search_url(dropped) if dropped else self.chosen(field, value)
            yield Value(url, bucket.selected, label, named_in(label, value), f"{bucket.count:,}")

    def chosen(self, field: str, value: str) -> str:
        """The question with a value more. A page has a hundred of these, so each field's address is made once."""
        if field not in self._addresses:
            around = search_url(questions.chosen(self.request, field, "\0")).split("%00")
            self._addresses[field] = around[0], around[1]
        before, after = self._addresses[field]
        return before + questions.quoted(value) + after

    def filtered(self, field: str, value: str) -> str:
        """The question narrowed to a value: what the people and ministries of a result link to."""
        if value in self.request.any_of.get(field, ()):
            return search_url(replace(self.request, page=1))
        return self.chosen(field, value)

    def shown(self) -> Iterator[Shown]:
        for result in self.answer.results:
            release = result.release
            bodies = [
                (self.filtered("ministry", body.id), body.name, body.country, country_name(body.country or ""))
                for body in release.ministries[:_BODIES]
            ]
            people = [(self.filtered("person", person.id), person.name) for person in release.people[:_PEOPLE]]
            yield Shown(result, release_url(release) + self._carried, bodies, people)

    def at(self, page: int) -> str:
        return search_url(replace(self.request, page=page))

    def more_of(self, field: str) -> str:
        question = questions.query_string(replace(self.request, page=1))
        address = path("searching.values", field=field)
        return f"{address}?{question}" if question else address

    @property
    def wider_dates(self) -> list[tuple[str, str]]:
        """Out of a day to its month, of a month to its year, of anything to all dates."""
        first, last = self.request.date_from, self.request.date_to
        if not first and not last:
            return []
        ways = []
        if first and last and first.year == last.year:
            if first.month == last.month and questions.first_day(first) != questions.last_day(last):
                month_end = date(first.year, first.month, monthrange(first.year, first.month)[1])
                ways.append((long_date(f"{first:%Y-%m}"), date(first.year, first.month, 1), month_end))
            if (first.month, first.day, last.month, last.day) != (1, 1, 12, 31):
                ways.append((str(first.year), date(first.year, 1, 1), date(first.year, 12, 31)))
        linked = [(f"All of {name}", search_url(questions.dated(self.request, a, b))) for name, a, b in ways]
        return [*linked, ("All dates", search_url(questions.dated(self.request, None, None)))]

    @property
    def wider(self) -> list[tuple[str, str, int]]:
        """For an empty answer: the ways to ask that find something, each a sentence, its link and how many it finds."""
        ways = [(f"Leave out {chip.field} {chip.label}", chip.without) for chip in self.chips[:6]]
        if len(self.chips) > 1:
            ways.append(("Leave out all filters", questions.cleared(self.request)))
        if len(self.request.q.split()) > 1 and self.request.match != "any":
            ways.append(("Look for any of the words", replace(self.request, match="any", page=1)))
        counted = ((words, search_url(asked), _total(asked)) for words, asked in ways)
        return [way for way in counted if way[2]]


def _total(asked: SearchRequest) -> int:
    counted = replace(asked, page=1, per_page=1, facets=(), histogram=False, snippets=False)
    return engine().search(previewed(counted)).total
