"""Offices that serve the holder of another: "пресс-секретарь президента", "szef gabinetu prezydenta"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.authority.wordlists import word_lists
from corpus.extracting.offices.text import Text
from corpus.extracting.tokens import OfficePhrase, fold

_VERBS = tuple(word_lists("offices")["ends of verbs"])
_SERVING = frozenset(("role", "director"))
_LINKED = {"bg": "на", "mk": "на"}  # languages without cases, and their word for the genitive
_FURTHEST = 2  # words between the two


def of_holders(text: Text, offices: Sequence[OfficePhrase]) -> list[OfficePhrase]:
    """The offices, those that a case or its word makes one of joined to one."""
    joined: list[OfficePhrase] = []
    for office in offices:
        served = _served(text, joined[-1], office) if joined else None
        if served is not None:
            joined[-1] = served
        else:
            joined.append(office)
    return joined


def _served(text: Text, first: OfficePhrase, second: OfficePhrase) -> OfficePhrase | None:
    link = _LINKED.get(text.naming.languages[0])
    if first.rule not in _SERVING or first.plural or second.plural or not (text.genitives or link):
        return None
    folds, shapes = text.tokens.folds, text.tokens.shapes
    between = folds[first.last : second.first]
    if len(between) > _FURTHEST or text.breaks(first.first, second.first):
        return None
    if link is not None and between != [link]:
        return None
    small = text.phrases.links | text.phrases.ands
    if link is None and any(
        word in small or shapes[at] != "x" or word.endswith(_VERBS) for at, word in enumerate(between, first.last)
    ):
        return None
    if link is None and folds[second.first] == fold(second.office).split()[0]:
        return None  # in the nominative: another office of the same holder
    wording = f"{first.office} {text.tokens.words(first.last, second.last)}"
    return replace(
        first, last=second.last, office=wording, body=second.body, country=second.country, body_name=second.body_name
    )
