"""Runs of capitalised words that may hold names, with the particles, nicknames and suffixes between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.extracting.evidence import QUOTES
from corpus.extracting.lexicon import Is
from corpus.extracting.tokens import CAPITALS, Tokens

_INSIDE = QUOTES | {",", "-"}  # marks that may stand inside a name
_ROMANCE = frozenset(("es", "pt", "it", "fr", "ca", "gl", "ro"))


class Runs:
    """The longest runs of a text. ``flags`` are the lexicon's bits of each token, ``blocked`` as in ``NameFinder``."""

    def __init__(
        self,
        tokens: Tokens,
        flags: Sequence[int],
        blocked: Sequence[int],
        office_ends: set[int],
        language: str | None,
    ) -> None:
        self.tokens = tokens
        self.flags = flags
        self.blocked = blocked
        self.office_ends = office_ends
        self.portuguese = language == "pt"
        self.romance = language in _ROMANCE

    def __iter__(self) -> Iterator[tuple[int, int]]:
        """First token of each run, and the token behind its last."""
        shapes, flags, n = self.tokens.shapes, self.flags, len(self.tokens)
        end = 0
        for i in self.tokens.capitals:
            if i >= end and self.blocked[i] != 1:
                end = i + 1
                # Behind most names stands a word in lower case, which is no particle.
                while end < n and (shapes[end] != "x" or flags[end] & Is.PARTICLE):
                    step = self._goes_on(end)
                    if not step:
                        break
                    end += step
                yield self._particles_before(i), end

    def _particles_before(self, first: int) -> int:
        """Where a family name begins that stands alone with its particles ("President von der Leyen")."""
        tokens, k = self.tokens, first
        if not first or tokens.shapes[first - 1] != "x" or self.flags[first] & (Is.GIVEN | Is.WORD | Is.EPONYM):
            return first
        while k > 0 and first - k < 3 and tokens.shapes[k - 1] == "x" and self.flags[k - 1] & Is.PARTICLE:
            if tokens.sentences[k - 1] != tokens.sentences[first] or self.blocked[k - 1] == 1:
                break
            k -= 1
        if self.romance and not self.flags[first] & Is.SURNAME:
            return first  # "ministros de la Conferencia"
        opens = k == 0 or tokens.sentences[k - 1] != tokens.sentences[k] or k in self.office_ends
        return k if k < first and opens and self.flags[k] & Is.LEADING else first

    def _goes_on(self, j: int) -> int:
        """How many tokens from ``j`` on belong to a run that reaches up to ``j``; 0 ends it."""
        tokens = self.tokens
        shapes, starts, ends, n = tokens.shapes, tokens.starts, tokens.ends, len(tokens.shapes)
        shape = shapes[j]
        if shape == "." and tokens.texts[j] not in _INSIDE:
            return 0
        if self.blocked[j] == 1 or tokens.sentences[j] != tokens.sentences[j - 1]:
            return 0
        # A wider gap is a line's end whose mark was lost, but for the stop of an initial.
        if starts[j] - ends[j - 1] > (2 if ends[j - 1] - starts[j - 1] == 1 else 1):
            return 0
        if shape in CAPITALS:
            return 1
        if shape == "x":
            if self.portuguese and tokens.folds[j] == "e" and self._second_surname(j + 1):
                return 2  # "Fernando Azevedo e Silva"
            k = j
            while k < n and k < j + 3 and shapes[k] == "x" and self.flags[k] & Is.PARTICLE and self.blocked[k] != 1:
                k += 1
            if k == j or self.flags[j] & Is.SECOND_PARTICLE:
                return 0
            named = (
                k < n and shapes[k] in CAPITALS and not self.blocked[k] and tokens.sentences[k] == tokens.sentences[j]
            )
            if named and not self.flags[k] & (Is.EPONYM | Is.WORD | Is.OPENER):
                return k - j
            return k - j if self.flags[k - 1] & Is.CLOSER else 0
        if shape == ".":
            if tokens.texts[j] == "," and j + 1 < n and self.flags[j + 1] & Is.SUFFIX and shapes[j + 1] in CAPITALS:
                return 2
            if tokens.texts[j] == "-" and starts[j] == ends[j - 1] and shapes[j - 1] == "X." and j + 1 < n:
                return 1 if shapes[j + 1] in CAPITALS and starts[j + 1] == ends[j] else 0
            if tokens.texts[j] in QUOTES and starts[j] > ends[j - 1] and self.flags[j - 1] & (Is.GIVEN | Is.SURNAME):
                return self._nickname(j)
        return 0

    def _second_surname(self, j: int) -> bool:
        """Whether "e" joins a family name to another one rather than a person to another."""
        tokens, n = self.tokens, len(self.tokens)
        if j >= n or tokens.shapes[j] != "Xx" or self.blocked[j] or self.flags[j] & Is.GIVEN:
            return False
        alone = j + 1 >= n or not (tokens.shapes[j + 1] in CAPITALS or self.flags[j + 1] & Is.PARTICLE)
        two = tokens.shapes[j - 2] == "Xx" and tokens.shapes[j - 3] in CAPITALS
        return bool(
            alone and two and self.flags[j] & Is.SURNAME and self.flags[j - 2] & (Is.SURNAME | Is.SURNAME_OR_WORD)
        )

    def _nickname(self, j: int) -> int:
        """Tokens of a nickname in quotes that opens at ``j`` and after which the name goes on."""
        tokens = self.tokens
        for k in range(j + 2, min(j + 5, len(tokens) - 1)):
            if tokens.texts[k] in QUOTES:
                inside = all(tokens.shapes[i] in CAPITALS for i in range(j + 1, k))
                return k - j + 1 if inside and tokens.shapes[k + 1] in CAPITALS and self.blocked[k + 1] != 1 else 0
        return 0
