"""Questions that find something in the corpus at hand: what the help page and the start page offer to try."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from corpus.release import Release
from search.engines.port import Stats
from search.request import NONE, SearchRequest
from search.results import Bucket
from web.site import engine, previewed

_NEWEST = 100
_TELLING = re.compile(r"[^\W\d_]{4,}")
_USUAL = ("memorandum", "of", "cooperation")  # where no title has three words in a row


@dataclass(frozen=True, slots=True)
class Example:
    q: str
    total: int


@dataclass(frozen=True, slots=True)
class Beginning:
    """A way in: words, and the search behind them."""

    label: str
    request: SearchRequest


def examples(stats: Stats) -> Mapping[str, Example]:
    """One question for each thing that can be typed, with the number of releases that it finds."""
    first, _, last = words = _telling(_newest())
    asked = {
        "both": f"{first} {last}",
        "phrase": f'"{" ".join(words)}"',
        "either": f"{first} OR {last}",
        "without": f"{first} -{last}",
        "grouped": f"({first} OR agreement) {last}",
        "prefix": f"{first[: max(3, len(first) - 2)]}*",
        "letter": f"{first[:2]}?{first[3:]}",
        "fuzzy": f"{first[:-2]}{first[-1]}~",
        "near": f'"{last} {first}"~8',
        "title": f"title:{first}",
    }
    for field, facet in stats.facets.items():
        usual = most_usual(facet.buckets)
        if usual and field != "year":
            asked[field] = f'{field}:"{usual.label.replace(chr(34), "")}"'
    if stats.first_date and stats.last_date:
        asked |= {
            "year": f"date:{stats.last_date[:4]}",
            "month": f"date:{stats.last_date[:7]}",
            "span": f"date:[{stats.first_date[:7]} to {stats.last_date[:7]}]",
        }
    asked["spoken"] = 'date:"last month"'
    return {name: Example(q, _total(SearchRequest(q=q))) for name, q in asked.items()}


def beginnings(stats: Stats) -> list[Beginning]:
    """A few searches that show what can be asked: a phrase, a person, a place, the least usual kind."""
    words = " ".join(_telling(_newest()))
    ways = [Beginning(f"“{words}”", SearchRequest(q=f'"{words}"'))]
    for field, before in (("person", ""), ("place", "from ")):
        usual = most_usual(stats.facets[field].buckets)
        if usual:
            ways.append(Beginning(before + usual.label, SearchRequest(any_of={field: (usual.value,)})))
    kinds = [bucket for bucket in stats.facets["kind"].buckets if bucket.value != NONE]
    if len(kinds) > 1:
        ways.append(Beginning(_several(kinds[-1].label.lower()), SearchRequest(any_of={"kind": (kinds[-1].value,)})))
    return [way for way in ways if _total(way.request)]


def most_usual(buckets: tuple[Bucket, ...]) -> Bucket | None:
    return next((bucket for bucket in buckets if bucket.value != NONE), None)


def _several(kind: str) -> str:
    if kind.endswith("y"):
        return f"{kind[:-1]}ies"
    return kind if kind.endswith("s") else f"{kind}es" if kind.endswith("ch") else f"{kind}s"


def _newest() -> list[Release]:
    newest = SearchRequest(per_page=_NEWEST, facets=(), histogram=False, snippets=False)
    return [result.release for result in engine().search(previewed(newest)).results]


def _telling(releases: list[Release]) -> tuple[str, str, str]:
    """Three words in a row that most titles share, the first and the last of them long enough to say something."""
    runs: Counter[tuple[str, str, str]] = Counter()
    for release in sorted(releases, key=lambda release: release.language != "en"):
        words = re.findall(r"\w+", release.title or "")
        for run in zip(words, words[1:], words[2:], strict=False):
            if all(word.isalpha() for word in run) and _TELLING.fullmatch(run[0]) and _TELLING.fullmatch(run[2]):
                runs[run] += 1
    found = runs.most_common(1)
    first, middle, last = found[0][0] if found else _USUAL
    return first.lower(), middle.lower(), last.lower()


def _total(request: SearchRequest) -> int:
    counted = replace(request, per_page=1, facets=(), histogram=False, snippets=False)
    return engine().search(previewed(counted)).total
