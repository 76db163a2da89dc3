"""Judicial districts of the United States, each with its attorney's office."""

from __future__ import annotations

from corpus.extracting.phrases import Phrases

_DIRECTIONS = {"northern": "nd", "southern": "sd", "eastern": "ed", "western": "wd", "middle": "md", "central": "cd"}


def us_district(phrases: Phrases, at: int) -> tuple[int, int, str, str] | None:
    """The judicial district of the United States named within a sentence after a token.

    Its tokens, and the id and name of its attorney's office.
    """
    folds, total = phrases.tokens.folds, len(phrases.tokens)
    for place in range(at, min(at + 14, total - 2)):
        if phrases.breaks(at - 1, place):
            return None
        if folds[place] == "district" and folds[place + 1] == "of":
            region = phrases.starting.get((place + 2, "region"))
            if region is None:
                return None
            direction = folds[place - 1] if folds[place - 1] in _DIRECTIONS else None
            begin = place - 1 if direction else place
            state = phrases.tokens.words(region.first, region.last)
            short = state.lower().replace(" ", "-")
            short = f"{_DIRECTIONS[direction]}-{short}" if direction else short
            name = phrases.tokens.words(begin, region.last)
            return begin, region.last, f"us/us-attorney-{short}", f"U.S. Attorney's Office for the {name}"
    return None
