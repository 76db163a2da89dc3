"""Query strings read as requests.

Pages read leniently: what can't be understood is left out and said in a note. The API reads strictly: the first
parameter that can't be understood is an error that names it, what was given, what is accepted and the nearest to it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from difflib import get_close_matches
from typing import Any

from werkzeug.datastructures import MultiDict

from corpus.release import KINDS
from search.query.dates import read_day
from search.renderings import RESULT_FIELDS
from search.request import DEEPEST, FACETS, MATCHES, NONE, SORTS, SearchRequest
from web.questions import SUFFIXES

RECORD_FIELDS = (
    "subtitle", "date_from", "dateline", "reference", "embargo", "url", "contacts", "text", "source", "problems",
)  # fmt: skip
FIELDS = (*RESULT_FIELDS, *RECORD_FIELDS)
MOST_VALUES = 1_000
MOST_PER_PAGE = 100
MOST_SUGGESTIONS = 20
PAGE_FACET_SIZE = 8
_LEAP = "([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29"
_DAYS = (
    "0[13578]-(0[1-9]|[12][0-9]|3[01])|1[02]-(0[1-9]|[12][0-9]|3[01])|"
    "(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8])"
)
DAY_PATTERN = f"^(?!0000)({_LEAP}|[0-9]{{4}}(-(0[1-9]|1[0-2]|{_DAYS}))?)$"  # days that the calendar has, no others
_SINGLE = (
    "q", "match", "from", "to", "sort", "page", "per_page", "cursor", "facet_size", "fold", "explain",
)  # fmt: skip
_LISTS = ("facets", "fields")
_CHOICES = {f"{name}{suffix}": (attribute, name) for attribute, suffix in SUFFIXES.items() for name in FACETS}
PARAMETERS = (*_SINGLE, *_LISTS, *_CHOICES)
_TRUTH = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}


class InvalidParameter(Exception):
    """A parameter that the API can't take."""

    def __init__(self, parameter: str, given: str, message: str, accepted: Sequence[str] = ()) -> None:
        super().__init__(f"{parameter}: {message}")
        self.parameter = parameter
        self.given = given
        self.message = message
        self.accepted = tuple(accepted)
        nearest = get_close_matches(given.casefold(), self.accepted, 1, 0.6)
        self.nearest = nearest[0] if nearest else None


@dataclass(frozen=True, slots=True)
class Asked:
    """A query string as read."""

    request: SearchRequest
    fields: tuple[str, ...] | None = None  # keys of each result; None: the usual ones
    notes: tuple[str, ...] = ()


def read_strictly(
    args: MultiDict[str, str], *, also: Sequence[str] = (), without: Sequence[str] = (), today: date | None = None
) -> Asked:
    """The request of an API call; ``also`` names parameters that the route reads itself, ``without`` those it lacks.

    Raises InvalidParameter.
    """
    known = [name for name in PARAMETERS if name not in without]
    refuse_unknown(args, (*known, *also))
    for name in (*_SINGLE, *also):
        if len(args.getlist(name)) > 1:
            raise InvalidParameter(name, " and ".join(args.getlist(name)), "is given more than once.")
    return _Reader(args, strict=True, today=today).read()


def refuse_unknown(args: MultiDict[str, str], known: Sequence[str]) -> None:
    """Raises InvalidParameter where a parameter is given that is not known."""
    for name in args:
        if name not in known:
            nearest = get_close_matches(name.casefold(), known, 1, 0.6)
            hint = f" Did you mean {nearest[0]}?" if nearest else ""
            error = InvalidParameter(name, args[name], f"there is no such parameter.{hint}", known)
            error.nearest = nearest[0] if nearest else None
            raise error


def read_leniently(args: MultiDict[str, str], *, today: date | None = None) -> Asked:
    """The request of a page: never an error, but for what is said in ``notes``."""
    asked = _Reader(args, strict=False, today=today).read()
    size = asked.request.facet_size if "facet_size" in args else PAGE_FACET_SIZE
    return replace(asked, request=replace(asked.request, facet_size=size))


@dataclass(slots=True)
class _Reader:
    args: MultiDict[str, str]
    strict: bool
    today: date | None
    notes: list[str] = field(default_factory=list)

    def read(self) -> Asked:
        chosen: dict[str, dict[str, tuple[str, ...]]] = {attribute: {} for attribute in SUFFIXES}
        for name, (attribute, facet) in _CHOICES.items():
            values = self._values(name, facet)
            if values:
                chosen[attribute][facet] = values
        first, last = self._day("from", end=False), self._day("to", end=True)
        if first and last and first > last:
            first, last = self._day("to", end=False), self._day("from", end=True)
            self.notes.append("The dates stood the other way round and were exchanged.")
        request = SearchRequest(
            q=self._text("q"),
            match=self._one("match", MATCHES) or "all",
            date_from=first,
            date_to=last,
            sort=self._one("sort", SORTS),
            page=self._number("page", 1, DEEPEST, 1),
            per_page=self._number("per_page", 1, MOST_PER_PAGE, 20),
            cursor=self.args.get("cursor") or None,
            facets=self._list("facets", FACETS, none=True) or FACETS,
            facet_size=self._number("facet_size", 0, MOST_VALUES, 10),
            fold=self._truth("fold", True),
            explain=self._truth("explain", False),
            any_of=chosen["any_of"],
            all_of=chosen["all_of"],
            none_of=chosen["none_of"],
        )
        if self.args.get("facets", "").strip() == NONE:
            request = replace(request, facets=(), histogram=False)
        return Asked(request, self._list("fields", FIELDS), tuple(self.notes))

    def _text(self, name: str) -> str:
        # A lone surrogate or a null can't be part of any word, and not every layer below takes them.
        return re.sub("[\x00\ud800-\udfff]", " ", self.args.get(name, ""))

    def _values(self, name: str, field: str) -> tuple[str, ...]:
        given = [re.sub("[\x00\ud800-\udfff]", " ", value) for value in self.args.getlist(name)]
        values = tuple(dict.fromkeys(_canonical(field, value) for value in given if value.strip()))
        if len(given) > MOST_VALUES:
            message = f"at most {MOST_VALUES:,} values can be chosen, these are {len(given):,}."
            self._complain(InvalidParameter(name, f"{len(given)} values", message))
        return values[:MOST_VALUES]

    def _day(self, name: str, *, end: bool) -> date | None:
        text = self._text(name).strip()
        if not text and (not self.strict or name not in self.args):
            return None
        plain = re.fullmatch(DAY_PATTERN, self.args.get(name, "")) or not self.strict
        day = read_day(text, self.today or datetime.now(UTC).date(), end=end) if plain else None
        if day is None:
            self._complain(InvalidParameter(name, text, "is a year, a month or a day: 2023, 2023-02 or 2023-02-23."))
        return day

    def _number(self, name: str, low: int, high: int, usual: int) -> int:
        text = self.args.get(name, "") if self.strict else self.args.get(name, "").strip()
        if not text and (not self.strict or name not in self.args):
            return usual
        number = int(text) if re.fullmatch("[0-9]{1,9}", text) else None
        if number is None or not low <= number <= high:
            beyond = number is not None and number > high and name == "page"
            message = f"is a number from {low} to {high:,}."
            if beyond:
                message += f" Pages reach the first {DEEPEST:,} results; a cursor goes through all of them."
                raise InvalidParameter(name, text, message)  # on a page too: page 1 instead would be a lie
            self._complain(InvalidParameter(name, text, message))
            return usual
        return number

    def _one(self, name: str, accepted: Sequence[str]) -> Any:
        text = self.args.get(name, "")
        if text in accepted:
            return text
        if text or (self.strict and name in self.args):
            self._complain(InvalidParameter(name, text, f"is one of {', '.join(accepted)}.", accepted))
        return None

    def _truth(self, name: str, usual: bool) -> bool:
        text = self.args.get(name, "") if self.strict else self.args.get(name, "").casefold()
        if text in _TRUTH:
            return _TRUTH[text]
        if text or (self.strict and name in self.args):
            self._complain(InvalidParameter(name, text, "is true or false.", ("true", "false")))
        return usual

    def _list(self, name: str, accepted: Sequence[str], *, none: bool = False) -> tuple[str, ...] | None:
        """Names repeated or with commas between; None where the parameter is not given."""
        if name not in self.args:
            return None
        names = [part.strip() for value in self.args.getlist(name) for part in value.split(",")]
        if none and names == [NONE]:
            return None
        wanted: list[str] = []
        for part in names:
            if part in accepted:
                wanted.append(part)
            elif part or self.strict:
                choices = (*accepted, NONE) if none else accepted
                self._complain(InvalidParameter(name, part, f"is one or more of {', '.join(choices)}.", choices))
        return tuple(dict.fromkeys(wanted)) or None

    def _complain(self, error: InvalidParameter) -> None:
        if self.strict:
            raise error
        self.notes.append(f"{error.parameter}={error.given} was left out: {error.parameter} {error.message}")


def _canonical(field: str, value: str) -> str:
    if value == NONE:
        return value
    if field == "country" and len(value) == 2:
        return value.upper()
    if field == "kind" and value.casefold() in KINDS:
        return value.casefold()
    return value
