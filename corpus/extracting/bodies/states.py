"""Whose a body is, and the id that its name has there."""

from __future__ import annotations

from typing import Protocol

from corpus.authority.tables import regions
from corpus.extracting.bodies.text import Text
from corpus.extracting.naming import Naming, slug, state_of
from corpus.extracting.nations import Nations, nearest_nation
from corpus.extracting.tokens import BodyMention

_DEPARTMENT_STATES = frozenset(("US", "CH", "IE", "PH", "AU", "ZA", "HK"))  # states without ministries


class Named(Protocol):
    """What has the names of a text."""

    naming: Naming


def codes_of(before: Nations | None, after: Nations | None) -> tuple[str | None, ...]:
    """The states or regions said beside a name: those behind it, where they are several or none is before."""
    if after is not None and (len(after.codes) > 1 or before is None):
        return after.codes
    return before.codes if before is not None else (None,)


def regional_body(text: Named, first: int, last: int, name: str, code: str) -> BodyMention:
    """A region's body: "Minnesota Department of Health"."""
    region = text.naming.region_name(code)
    full = name if region in name else f"{_german_adjective(code, name) or region} {name}"
    country = state_of(code)
    ident = text.naming.listed((full,), country) or f"{country.lower()}/{slug(full)}"
    return BodyMention(first, last, ident, full, country, "region")


def names_of_ministries(portfolio: str) -> tuple[str, ...]:
    """What the ministry of a portfolio may be listed as in English."""
    return (
        f"Ministry of {portfolio}",
        f"Ministry for {portfolio}",
        f"Department of {portfolio}",
        f"{portfolio} Department",
        f"{portfolio} Bureau",
    )


def _german_adjective(code: str, name: str) -> str | None:
    """A German state's adjective before the name of its body: "Bayerisches Innenministerium"."""
    adjective = next((n for n in regions()[code] if n.endswith("isch") and n.islower()), None)
    if adjective is None or not name.endswith(("ministerium", "amt", "kanzlei", "polizei", "behörde")):
        return None
    return adjective[:1].upper() + adjective[1:] + ("es" if name.endswith(("ministerium", "amt")) else "e")


def body_of(
    text: Text, first: int, last: int, key: str | None, name: str, code: str | None, rule: str, portfolio: str = ""
) -> BodyMention:
    """A state's body: a listed one of its name, else by its ``key``. ``portfolio``: as the text words it."""
    if code is not None:
        text.stated.setdefault(key or name, set()).add(state_of(code))
    country = state_of(code) if code else _unstated(text, first, key or name, name)
    ident = text.naming.listed((name, *names_of_ministries(portfolio)), country)
    if ident is None:
        ident = f"{(country or '-').lower()}/{key or slug(name)}"
    return BodyMention(first, last, ident, name, country, rule)


def _unstated(text: Text, at: int, key: str, name: str) -> str | None:
    """Whose a ministry is that no state stands beside."""
    stated = text.stated.get(key, set())
    if len(stated) == 1:
        return next(iter(stated))
    home = text.naming.home
    foreign = home in _DEPARTMENT_STATES and "epart" not in name and "департ" not in name.lower()
    if home is None or foreign:
        # In some of these states a department is spoken of as a ministry.
        unknown = foreign and home in ("US", "CH")
        return nearest_nation(text.phrases, at, without=home) or (None if unknown else text.naming.main)
    return home
