"""A text as the readers of its offices see it: its phrases, its bodies by place, the offices read so far."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from corpus.extracting.naming import Naming
from corpus.extracting.phrases import Phrases
from corpus.extracting.tokens import BodyMention, OfficePhrase

# Languages that put what a noun is of in a case, with no word before it.
_WITH_GENITIVE = frozenset(("ru", "uk", "be", "pl", "cs", "sk", "kk", "ky", "hr", "sr", "sl", "bg", "mk"))


class Text:
    """What all readers of offices share. ``found`` and ``ministers`` grow as they read, from first to last."""

    def __init__(self, phrases: Phrases, naming: Naming, bodies: Sequence[BodyMention]) -> None:
        self.phrases = phrases
        self.naming = naming
        self.tokens = phrases.tokens
        self.breaks = phrases.breaks
        self._small = phrases.links | phrases.charges | phrases.articles
        self.genitives = naming.languages[0] in _WITH_GENITIVE
        self.body_at = {mention.first: mention for mention in reversed(bodies)}
        self.body_to = {mention.last: mention for mention in bodies}
        self.inside = {at for mention in bodies for at in range(mention.first, mention.last)}
        self.owners: dict[
            str, dict[str | None, int]
        ] = {}  # portfolio -> states whose ministry the text names, and where
        for mention in bodies:
            self.owners.setdefault(mention.id.partition("/")[2], {}).setdefault(mention.country, mention.first)
        self.ministers: dict[str, set[str | None]] = {}  # portfolio -> states whose minister the text names
        self.found: list[OfficePhrase] = []

    def with_modifiers(self, first: int) -> int:
        """Before the modifiers of an office that begins at ``first``: "former acting"."""
        while (hit := self.phrases.ending.get((first, "modifier"))) is not None:
            if self.breaks(hit.first, first):
                break
            first = hit.first
        return first

    def trailing(self, last: int) -> int:
        """Behind the modifier that may follow an office: "Minister-designate"."""
        hit = self.phrases.starting.get((last, "modifier"))
        if hit is None or hit.last - last >= 4 or hit.value not in ("deputy", "designate", "acting"):
            return last
        return last if self.phrases.office_at(hit.last) else hit.last

    def small_words_after(self, last: int, others: Collection[str] = ()) -> int:
        """Behind up to three links ("of"), articles and ``others`` that follow ``last``."""
        folds, small = self.tokens.folds, self._small
        at = last
        while at < len(folds) and at - last < 3 and (folds[at] in small or folds[at] in others):
            at += 1
        return at
