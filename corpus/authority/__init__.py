"""What Dateline knows of the world's authorities: look-ups over the tables beside this file.

The names of countries are wanted where nothing is extracted: what only extraction needs is imported where it is used.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

_FOLDER = Path(__file__).parent


@cache
def _names(language: str) -> dict[str, str]:
    lines = (_FOLDER / "countries" / f"{language}.tsv").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t", 1) for line in lines)


def country_codes() -> tuple[str, ...]:
    """Codes of all states and territories known (ISO 3166-1 alpha-2, and XK), in order."""
    return tuple(_names("en"))


@lru_cache(maxsize=10_000)
def country_name(code: str, language: str = "en") -> str:
    """A state's name in a language, else in English; "European Union" for EU; the code itself where it is unknown."""
    if code == "EU":
        return "European Union"
    path = _FOLDER / "countries" / f"{language}.tsv"
    known = _names(language) if path.exists() else {}
    return known.get(code) or _names("en").get(code) or code


def country_code(name: str, language: str = "en") -> str | None:
    """The state of a name, adjective or people in a language ("Kazakh", "Republic of Korea"); None where unknown."""
    from corpus.authority.tables import table

    for kind in ("country", "adjective"):
        for entry in table(language).named(name, kind):
            return entry.value
    return None


def body_name(ident: str) -> str | None:
    """The display name of a listed body; None where no table lists it."""
    from corpus.authority.tables import bodies

    body = bodies().get(ident)
    return body.name if body else None


class _Towns(NamedTuple):
    states: dict[str, tuple[str, ...]]  # by folded name, the largest town of a name first
    names: dict[tuple[str, str], str]  # a town's own name by any folded name of it and its state


@cache
def _towns() -> _Towns:
    from corpus.extracting.tokens import fold

    states: dict[str, list[str]] = {}
    names: dict[tuple[str, str], str] = {}
    others = []
    for line in (_FOLDER / "places.tsv").read_text(encoding="utf-8").splitlines():
        code, _, rest = line.partition("\t")
        own, *further = rest.split("|")
        folded = [*map(fold, further)]
        others.append((code, folded))
        states.setdefault(fold(own), []).append(code)
        for name in (fold(own), *folded):
            names.setdefault((name, code), own)
    # A town's own name goes before what others call another town.
    for code, folded in others:
        for name in folded:
            states.setdefault(name, []).append(code)
    return _Towns({name: tuple(dict.fromkeys(codes)) for name, codes in states.items()}, names)


def place_name(place: str, country: str | None) -> str:
    """One name for a town of a state under all its names ("Bern" for "Berne" and "Berna"); itself where unknown."""
    from corpus.extracting.tokens import fold

    return _towns().names.get((fold(place).strip(), country or ""), place)


@cache
def _regions_by_name() -> dict[str, str]:
    from corpus.authority.tables import regions
    from corpus.extracting.tokens import fold

    return {fold(name).rstrip("."): code for code, names in regions().items() for name in names}


@lru_cache(maxsize=1 << 12)
def place_country(place: str, region: str | None = None, country: str | None = None) -> str | None:
    """The state of a town: by the region or state printed after it, else the largest town of that name.

    ``country`` (the publisher's) decides between towns of one name. None where nothing is known.
    """
    from corpus.authority.tables import table
    from corpus.extracting.tokens import fold

    towns = _towns().states.get(fold(place).strip(), ())
    if region:
        key = fold(region).strip()
        within = _regions_by_name().get(key.rstrip("."))
        states = [e.value for e in table("en").named(region, "country")]
        if states and (within is None or states[0] in towns):
            return states[0]
        if within is not None:
            return within.partition("-")[0]
    if country in towns:
        return country
    return towns[0] if towns else None
