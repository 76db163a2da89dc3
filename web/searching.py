"""The home page, the search in all its forms, and the list of all values of a facet."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date

from flask import Blueprint, Response, render_template, request, url_for

from corpus.release import Release
from search.request import DEEPEST, FACETS, NONE, SearchRequest
from search.results import Result, SearchResults
from web import charts, feeds, questions
from web.answers import search_answer
from web.examples import beginnings
from web.parameters import Asked, read_leniently, read_strictly
from web.presenting import FACET_NAMES, entity_url, long_date, release_url, search_url
from web.site import engine, previewed, site

blueprint = Blueprint("searching", __name__)

_FEED_ENTRIES = 50
_MOST_LISTED = 300
_OPEN_FACETS = ("ministry", "person", "country")
_AT_HOME = ("ministry", "person", "country")


@blueprint.get("/")
def home() -> str:
    latest = site().kept("latest", _latest)
    return render_template(
        "home.html",
        latest=latest,
        stats=site().stats(),
        columns=charts.columns(latest.histogram),
        beginnings=site().kept("beginnings", lambda: beginnings(site().stats())),
        joint=site().kept("joint", _joint),
    )


def _latest() -> SearchResults:
    return engine().search(previewed(SearchRequest(per_page=8, facet_size=7, facets=_AT_HOME)))


def _joint() -> list[Result]:
    """The newest announcements that several publishers made."""
    newest = SearchRequest(per_page=100, facets=(), histogram=False, snippets=False)
    return [result for result in engine().search(previewed(newest)).results if result.also][:3]


@blueprint.get("/search")
def search_page() -> str:
    asked = read_leniently(request.args)
    answer = engine().search(previewed(asked.request))
    return render_template("search.html", view=SearchView(asked, answer))


@blueprint.get("/search.json")
def search_json() -> Response:
    return search_answer()


@blueprint.get("/search.atom")
def search_atom() -> Response:
    asked = read_strictly(request.args, without=("facets", "facet_size", "fields", "explain"))
    return feeds.answer(_feed_of(asked), asked.request)


@blueprint.get(f"/search/<any({','.join(FACETS)}):field>")
def values(field: str) -> str:
    """All values of a facet for a question, with a search among their names: "show more" without JavaScript."""
    asked = read_leniently(request.args)
    prefix = request.args.get("prefix", "")[:200]
    facet = engine().facet(field, prefix=prefix, request=previewed(asked.request), limit=_MOST_LISTED)
    return render_template("values.html", field=field, facet=facet, prefix=prefix, view=asked.request,
                           carried=questions.pairs(replace(asked.request, page=1, cursor=None)))  # fmt: skip


def _feed_of(asked: Asked) -> SearchResults:
    newest = replace(
        asked.request, sort="newest", page=1, per_page=_FEED_ENTRIES, cursor=None, facets=(), histogram=False
    )
    return engine().search(previewed(newest))


def _total(asked: SearchRequest) -> int:
    counted = replace(asked, page=1, per_page=1, facets=(), histogram=False, snippets=False)
    return engine().search(previewed(counted)).total


@dataclass(frozen=True, slots=True)
class Chip:
    """An active filter and the question without it."""

    field: str
    label: str
    without: SearchRequest

    @property
    def url(self) -> str:
        return search_url(self.without)


class SearchView:
    """What the search page shows of an answer: each link made from the question as it was understood."""

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

    def toggled(self, field: str, value: str, selected: bool) -> str:
        """The question with the value, or without it where it is selected."""
        if selected:
            return search_url(questions.dropped(self.request, field, value))
        return self._chosen(field, value)

    def _chosen(self, field: str, value: str) -> str:
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
        return self._chosen(field, value)

    def reading(self, release: Release) -> str:
        """The address of a result, with the question that led to it."""
        return release_url(release) + self._carried

    def at(self, page: int) -> str:
        return search_url(replace(self.request, page=page))

    def more_of(self, field: str) -> str:
        question = questions.query_string(replace(self.request, page=1))
        path = url_for("searching.values", field=field)
        return f"{path}?{question}" if question else path

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
