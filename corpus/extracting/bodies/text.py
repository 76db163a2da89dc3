"""A text as the readers of its bodies see it: its phrases, and the bodies read so far."""

from __future__ import annotations

from functools import cached_property

from corpus.extracting.naming import Naming
from corpus.extracting.phrases import Phrases
from corpus.extracting.tokens import BodyMention

PORTFOLIO_HEADS = frozenset(("ministry", "department"))


class Text:
    """What all readers of bodies share. ``found``, ``heads`` and ``stated`` grow as they read, from first to last."""

    def __init__(self, phrases: Phrases, naming: Naming) -> None:
        self.phrases = phrases
        self.naming = naming
        self.tokens = phrases.tokens
        self.breaks = phrases.breaks
        self.found: list[BodyMention] = []
        self.heads: dict[str, BodyMention] = {}  # head -> the body last named by it
        self.stated: dict[str, set[str | None]] = {}  # portfolio -> states whose ministry was named with the state

    @cached_property
    def inner_capitals(self) -> frozenset[str]:
        """Words that have a capital inside a sentence."""
        opens, texts = self.phrases.opens_sentence, self.tokens.texts
        return frozenset(texts[at] for at in self.tokens.capitals if not opens(at))

    @cached_property
    def last_alone(self) -> dict[str, int]:
        """Head -> where the text last calls a body by it alone: "the Commission"."""
        folds, shapes, determiners = self.tokens.folds, self.tokens.shapes, self.phrases.determiners
        return {
            hit.value: hit.first
            for hit in self.phrases.by_kind.get("head", ())
            if hit.first > 0 and shapes[hit.first] == "Xx" and folds[hit.first - 1] in determiners
        }

    def part_of_other(self, first: int, last: int) -> bool:
        """Whether capitals go on after the name to that of a law, a firm or a school: "Department of Commerce Act"."""
        at = last
        shapes = self.tokens.shapes
        while (
            at < len(shapes) and at - last < 5 and (shapes[at] in ("Xx", "X") or self.tokens.folds[at] in ("and", "&"))
        ):
            hit = self.phrases.starting.get((at, "not-body"))
            if hit is not None and hit.value in ("law", "company", "university", "court"):
                certain = self.tokens.folds[at].startswith(("act", "bill", "appropriations", "law"))
                return certain or hit.value != "law" or not self.phrases.headline(at)
            at += 1
        return False
