"""The forty questions, as values that each engine puts into its own words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

PER_PAGE = 20
TWO_FACETS = ("ministry", "year")
ALL_FACETS = ("ministry", "year", "language", "kind")


@dataclass(frozen=True, slots=True)
class Question:
    """All ``words`` must match, in title or text, stemmed; unless ``how`` says otherwise."""

    words: tuple[str, ...]
    how: Literal["all", "any", "phrase", "prefix", "wildcard", "fuzzy", "title"] = "all"
    without: str | None = None  # a word that must not be there
    ministry: str | None = None
    dates: tuple[str, str] | None = None  # first and last day, inclusive
    facets: tuple[str, ...] = TWO_FACETS
    page: int = 1

    @property
    def label(self) -> str:
        words = " ".join(self.words)
        text = {"phrase": f'"{words}"', "prefix": f"{words}*", "fuzzy": f"{words}~", "title": f"title:{words}"}.get(
            self.how, " OR ".join(self.words) if self.how == "any" else words
        )
        text += f" -{self.without}" if self.without else ""
        text += f" ministry:{self.ministry}" if self.ministry else ""
        text += f" {self.dates[0]}..{self.dates[1]}" if self.dates else ""
        text += f" page {self.page}" if self.page > 1 else ""
        return text + (" (all facets)" if len(self.facets) > 2 else "")

    @property
    def is_expanded(self) -> bool:
        """Whether the dictionary has to be searched for the terms that are meant."""
        return self.how in ("prefix", "wildcard", "fuzzy")


def _ask(text: str, **options: object) -> Question:
    return replace(Question(tuple(text.split())), **options)  # type: ignore[arg-type]


QUESTIONS = (
    _ask("senate"), _ask("today"), _ask("medicare"), _ask("katrina"), _ask("ethanol"), _ask("azerbaijan"),
    _ask("filibuster"), _ask("chesapeake"),
    _ask("health care"), _ask("iraq war"), _ask("social security"), _ask("stem cell"), _ask("senate azerbaijan"),
    _ask("border patrol"),
    _ask("iraq war troops"), _ask("energy oil prices"), _ask("children health insurance"), _ask("new york senator"),
    _ask("medicare ethanol", how="any"), _ask("health iraq energy", how="any"),
    _ask("health care", how="phrase"), _ask("united states", how="phrase"), _ask("war on terror", how="phrase"),
    _ask("department of homeland security", how="phrase"),
    _ask("agric", how="prefix"), _ask("immigr", how="prefix"), _ask("co", how="prefix"),
    _ask("int*al", how="wildcard"), _ask("*vision", how="wildcard"),
    _ask("katrina", how="fuzzy"), _ask("senater", how="fuzzy"), _ask("agriculture", how="fuzzy"),
    _ask("iraq", how="title"), _ask("energy bill", ministry="Akaka"),
    _ask("iraq", dates=("2006-01-01", "2006-12-31")), _ask("energy", dates=("2007-06-01", "2007-06-30")),
    _ask("iraq", without="war"),
    _ask("education", facets=ALL_FACETS), _ask("health care", facets=ALL_FACETS),
    _ask("energy", page=50),
)  # fmt: skip
