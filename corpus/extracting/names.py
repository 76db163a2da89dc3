"""Names of people in cased scripts: runs of capitalised words weighed by what stands in and around them.

A run of capitals is cut where a word is no name (an office, a place, a verb of a headline); each piece is accepted on
evidence: a known given name, an initial, a patronymic, a rank or honorific or office before it, an age or office behind
it, a verb of speech. Words that make an eponym of it (a plan, a street, a ship) speak against.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntFlag
from functools import cache

from corpus.extracting.tokens import Tokens
from corpus.extracting.wordlists import word_lists


class Is(IntFlag):
    """What a folded word may be."""

    GIVEN = 1
    GIVEN_OR_WORD = 2
    SURNAME = 4
    SURNAME_OR_WORD = 8
    WORD = 16
    HONORIFIC = 32
    RANK = 64
    RANK_QUALIFIER = 128
    PARTICLE = 256
    SUFFIX = 512
    SPEECH = 1024
    EPONYM = 2048
    OPENER = 4096
    CLOSER = 8192
    LEADING = 16384
    MONTH = 32768
    SECOND_PARTICLE = 65536
    NO_NAME = 131072


_LISTS: tuple[tuple[str, str, Is], ...] = (
    ("given-names", "given", Is.GIVEN),
    ("given-names", "given or word", Is.GIVEN_OR_WORD),
    ("surnames", "surnames", Is.SURNAME),
    ("surnames", "surnames or word", Is.SURNAME_OR_WORD),
    ("vocabulary", "words", Is.WORD),
    ("people", "honorifics", Is.HONORIFIC),
    ("people", "ranks", Is.RANK),
    ("people", "rank qualifiers", Is.RANK_QUALIFIER),
    ("people", "particles", Is.PARTICLE),
    ("people", "suffixes", Is.SUFFIX),
    ("people", "speech", Is.SPEECH),
    ("people", "eponym heads", Is.EPONYM),
    ("people", "eponym openers", Is.OPENER),
    ("people", "patronymic closers", Is.CLOSER),
    ("people", "leading particles", Is.LEADING),
    ("people", "month words", Is.MONTH),
    ("people", "second particles", Is.SECOND_PARTICLE),
    ("people", "no names", Is.NO_NAME),
)

# Endings of family names, folded; longer than the commonest words' endings so that few words share them.
_SURNAME_ENDINGS = (
    "ov", "ev", "ova", "eva", "ovic", "ovich", "evich", "enko", "chuk", "czuk", "shvili", "dze", "adze", "yan", "ian", "oglu",
    "ski", "sky", "ska", "skaya", "skyy", "skyi", "wicz", "escu", "eanu", "opoulos", "akis", "idis", "zade", "zada", "beyov",
    "bekov", "bayev", "uly", "son", "sson", "sen", "quist", "berg", "stein", "mann", "meier", "meyer", "ez", "inho", "ini",
    "elli", "etti", "ucci", "azzi", "ков", "ова", "ев", "ева", "ин", "ина", "енко", "чук", "ский", "ская", "ских", "ский",
    "швили", "дзе", "ян", "ов", "ко", "ук", "юк", "баев", "беков",
)  # fmt: skip


class _Lexicon(dict[str, int]):
    """What each folded word may be, worked out at its first use."""

    def __missing__(self, word: str) -> int:
        flags = 0
        for name, section, flag in _LISTS:
            if word in word_lists(name)[section]:
                flags |= flag
        if "-" in word and not flags & (Is.GIVEN | Is.SURNAME | Is.WORD | Is.RANK):
            first, last = word.split("-", 1)[0], word.rsplit("-", 1)[1]
            flags |= self[first] & (Is.GIVEN | Is.WORD | Is.RANK) if first else 0
            flags |= self[last] & Is.SURNAME if last else 0
            if flags & Is.WORD and flags & Is.GIVEN:
                flags &= ~Is.WORD
        if flags & Is.NO_NAME:
            flags = (flags & ~(Is.GIVEN | Is.SURNAME | Is.GIVEN_OR_WORD | Is.SURNAME_OR_WORD)) | Is.WORD
        elif flags & (Is.GIVEN | Is.SURNAME) and flags & Is.WORD:
            flags &= ~Is.WORD
        if len(self) > 200_000:
            self.clear()
        self[word] = int(flags)
        return int(flags)


_LEXICON = _Lexicon()


def flags_of(word: str) -> int:
    """What a folded word may be, as ``Is`` bits."""
    return _LEXICON[word]


@dataclass(slots=True)
class NameMention:
    """A name as it stands at one place."""

    first: int  # tokens of the name without titles
    last: int
    words: tuple[str, ...]  # as printed, one for each token kept
    titles: tuple[str, ...] = ()  # ranks and honorifics before it
    before: int = 0  # first token of the titles, else of the name
    score: float = 0.0
    rule: str = ""
    given_only: str | None = None  # family name shared with a later name ("Lance and Ronald Madison")
    evidence: list[str] = field(default_factory=list)


_CAPITALS = frozenset(("Xx", "X", "X."))
_QUOTES = frozenset("\"“”„«»'‘’")
_ACCEPT = 3.0
_MOST_TITLES = 10  # words of rank and honorific before a name


@cache
def _surname_ending(word: str) -> bool:
    return len(word) > 4 and word.endswith(_SURNAME_ENDINGS)


def _demoted(flags: int) -> int:
    if flags & Is.GIVEN:
        flags = flags & ~Is.GIVEN | Is.GIVEN_OR_WORD
    if flags & Is.SURNAME:
        flags = flags & ~Is.SURNAME | Is.SURNAME_OR_WORD
    return int(flags)


class NameFinder:
    """Finds names in one text. ``blocked[i]`` is 1 for tokens of an office, body or the like, 2 for those of a place."""

    def __init__(
        self,
        tokens: Tokens,
        blocked: Sequence[int],
        office_ends: frozenset[int] | set[int],
        office_starts: frozenset[int] | set[int],
        *,
        nouns_capitalised: bool = False,
        headline: bool = False,
    ) -> None:
        self.tokens = tokens
        self.blocked = blocked
        self.office_ends = office_ends
        self.office_starts = office_starts
        self.nouns_capitalised = nouns_capitalised
        self.headline = headline
        lexicon = _LEXICON
        self.flags = [lexicon[f] for f in tokens.folds]
        self.eponym = bytearray(len(tokens))  # 1 for words of a run that names a place, law, ship and the like
        # Words that the text has in lower case too are hardly names in it.
        self.lowers = {f for f, s in zip(tokens.folds, tokens.shapes, strict=True) if s == "x"}
        for k, f in enumerate(tokens.folds):
            if f in self.lowers and self.flags[k] & (Is.GIVEN | Is.SURNAME):
                self.flags[k] = _demoted(self.flags[k])

    def find(self) -> list[NameMention]:
        found: list[NameMention] = []
        for first, last in self._runs():
            found.extend(self._names(first, last))
        return found

    def _runs(self) -> Iterator[tuple[int, int]]:
        """Longest stretches of capitalised words with the particles, nicknames and suffixes between them."""
        tokens, blocked = self.tokens, self.blocked
        shapes, n = tokens.shapes, len(tokens)
        i = 0
        while i < n:
            if shapes[i] in _CAPITALS and blocked[i] != 1:
                j = i + 1
                while j < n:
                    step = self._goes_on(j)
                    if not step:
                        break
                    j += step
                yield i, j
                i = j
            else:
                i += 1

    def _goes_on(self, j: int) -> int:
        """How many tokens from ``j`` on belong to a run that reaches up to ``j``; 0 ends it."""
        tokens = self.tokens
        shapes, starts, ends, n = tokens.shapes, tokens.starts, tokens.ends, len(tokens)
        if self.blocked[j] == 1 or tokens.sentences[j] != tokens.sentences[j - 1] or starts[j] - ends[j - 1] > 1:
            return 0
        shape = shapes[j]
        if shape in _CAPITALS:
            return 1
        if shape == "x":
            k = j
            while k < n and k < j + 3 and shapes[k] == "x" and self.flags[k] & Is.PARTICLE and self.blocked[k] != 1:
                k += 1
            if k == j or self.flags[j] & Is.SECOND_PARTICLE:
                return 0
            if k < n and shapes[k] in _CAPITALS and self.blocked[k] != 1 and tokens.sentences[k] == tokens.sentences[j]:
                return k - j
            return k - j if self.flags[k - 1] & Is.CLOSER else 0
        if shape == ".":
            if tokens.texts[j] == "," and j + 1 < n and self.flags[j + 1] & Is.SUFFIX and shapes[j + 1] in _CAPITALS:
                return 2
            if tokens.texts[j] == "-" and starts[j] == ends[j - 1] and shapes[j - 1] == "X." and j + 1 < n:
                return 1 if shapes[j + 1] in _CAPITALS and starts[j + 1] == ends[j] else 0
            if tokens.texts[j] in _QUOTES and starts[j] > ends[j - 1]:
                return self._nickname(j)
        return 0

    def _nickname(self, j: int) -> int:
        """Tokens of a nickname in quotes that opens at ``j`` and after which the name goes on."""
        tokens = self.tokens
        for k in range(j + 2, min(j + 5, len(tokens) - 1)):
            if tokens.texts[k] in _QUOTES:
                inside = all(tokens.shapes[i] in _CAPITALS for i in range(j + 1, k))
                return k - j + 1 if inside and tokens.shapes[k + 1] in _CAPITALS and self.blocked[k + 1] != 1 else 0
        return 0

    def _names(self, first: int, last: int) -> Iterator[NameMention]:
        """The names within a run: titles taken off, cut at words that are none."""
        flags, shapes = self.flags, self.tokens.shapes
        i = first
        while i < last:
            before = i
            i = self._titles_end(i, last)
            title_first, title_last = before, i
            j = i
            while j < last and not self._cuts(j, i, last):
                j += 1
            if j > i:
                name = self._piece(i, j, title_first, title_last, first, last)
                if name is not None:
                    yield name
                i = j
            else:
                i += 1
            while i < last and (shapes[i] == "." or (shapes[i] == "x" and not flags[i] & Is.LEADING)):
                i += 1

    def _titles_end(self, i: int, last: int) -> int:
        """End of the ranks and honorifics from ``i`` on, ``i`` itself where there are none before a name."""
        flags, end, j = self.flags, i, i
        while j < last and j < i + _MOST_TITLES and flags[j] & (Is.HONORIFIC | Is.RANK | Is.RANK_QUALIFIER):
            # "Grace", "Prince", "Major": a title only where a name follows.
            if flags[j] & (Is.HONORIFIC | Is.RANK) and not (flags[j] & Is.GIVEN and j + 1 == last):
                end = j + 1
            j += 1
        return end if end < last else i

    def _cuts(self, j: int, begin: int, last: int) -> bool:
        """Whether the word ``j`` can't belong to a name that began at ``begin``."""
        flags, shapes = self.flags[j], self.tokens.shapes[j]
        if shapes in ("X.", ".", "x"):
            return False
        if flags & Is.HONORIFIC and j > begin and not flags & (Is.GIVEN | Is.SURNAME | Is.SUFFIX):
            return True
        if flags & (Is.GIVEN | Is.SURNAME | Is.EPONYM | Is.SUFFIX):
            return False
        known = j > begin and self.flags[j - 1] & (Is.GIVEN | Is.GIVEN_OR_WORD) or self.tokens.shapes[j - 1] == "X."
        if flags & Is.SURNAME_OR_WORD and j > begin and known:
            return False
        if flags & Is.GIVEN_OR_WORD:
            return False
        if self.blocked[j] == 2:
            return not (j > begin and known)
        return bool(flags & Is.WORD) or self.tokens.folds[j] in self.lowers

    def _piece(
        self, i: int, j: int, title_first: int, title_last: int, run_first: int, run_last: int
    ) -> NameMention | None:
        tokens, flags = self.tokens, self.flags
        while j > i and tokens.shapes[j - 1] in (".", "x") and not flags[j - 1] & Is.CLOSER:
            j -= 1
        if j <= i:
            return None
        words = [k for k in range(i, j) if tokens.shapes[k] not in (".", "x")]
        if any(flags[k] & Is.EPONYM and not (k == i and j - i > 1) for k in range(i, j)) or (
            j < run_last and flags[j] & Is.EPONYM
        ):
            self._mark_eponym(run_first, j)
            return None
        if flags[i] & Is.OPENER and title_last == title_first or i > 0 and flags[i - 1] & Is.OPENER:
            self._mark_eponym(i, j)
            return None
        evidence: list[str] = []
        score = self._inside(words, evidence) + self._around(i, j, title_first, title_last, evidence)
        if len([k for k in words if not flags[k] & Is.SUFFIX and tokens.shapes[k] != "X."]) == 1 and len(words) == 1:
            score = self._single(i, title_first, title_last, evidence)
        if score < _ACCEPT:
            return None
        titles = tuple(_title_words(tokens, flags, title_first, title_last))
        return NameMention(
            i,
            j,
            tuple(tokens.texts[k] for k in range(i, j)),
            titles,
            title_first if titles else i,
            score,
            " ".join(evidence),
        )

    def _mark_eponym(self, first: int, last: int) -> None:
        self.eponym[first:last] = b"\1" * (last - first)

    def _inside(self, words: list[int], evidence: list[str]) -> float:
        """Evidence of the name's own words."""
        tokens, flags = self.tokens, self.flags
        full = [k for k in words if tokens.shapes[k] != "X." and not flags[k] & Is.SUFFIX]
        if not full:
            return -9.0
        score = 0.0
        head, tail = full[0], full[-1]
        if flags[head] & Is.GIVEN:
            score += 3.0
            evidence.append("given-name")
        elif flags[head] & Is.GIVEN_OR_WORD:
            score += 1.5
            evidence.append("given-name?")
        elif len(full) > 1 and flags[tail] & Is.GIVEN:
            score += 2.0
            evidence.append("surname-first")
        if len(full) > 1:
            if flags[tail] & Is.SURNAME:
                score += 1.0
                evidence.append("surname")
            elif flags[tail] & (Is.SURNAME_OR_WORD | Is.GIVEN):
                score += 0.5
            if _surname_ending(tokens.folds[tail]):
                score += 1.0
                evidence.append("surname-ending")
            if any(flags[k] & Is.GIVEN for k in full[1:-1]):
                score += 1.0
        initials = [k for k in words if tokens.shapes[k] == "X."]
        if initials and initials[0] != words[-1]:
            score += 2.0
            evidence.append("initial")
        if any(flags[k] & Is.SUFFIX for k in words[1:]):
            score += 2.0
            evidence.append("suffix")
        if any(flags[k] & Is.CLOSER for k in range(words[0], words[-1] + 2) if k < len(flags)):
            score += 3.0
            evidence.append("patronymic")
        if any(tokens.texts[k] in _QUOTES for k in range(words[0], words[-1])):
            score += 3.0
            evidence.append("nickname")
        for k in full:
            if self.blocked[k] == 2:
                score -= 1.5
            if flags[k] & Is.WORD:
                score -= 1.5
            if tokens.shapes[k] == "X" and len(tokens.texts[k]) < 6 and not flags[k] & (Is.GIVEN | Is.SURNAME):
                score -= 2.0
        if len(full) > 4:
            score -= len(full) - 4
        if len(full) == 1 and len(words) > 1 and not flags[full[0]] & (Is.GIVEN | Is.WORD):
            score += 1.0  # "С. Жумангарин", "J. Gore"
        return score

    def _around(self, i: int, j: int, title_first: int, title_last: int, evidence: list[str]) -> float:
        """Evidence of the words before and behind."""
        tokens, flags, n = self.tokens, self.flags, len(self.tokens)
        score = 0.0
        if title_last > title_first:
            score += 3.0
            evidence.append("title")
        before = (title_first if title_last > title_first else i) - 1
        if before >= 0:
            if before + 1 in self.office_ends or (tokens.texts[before] == "," and before in self.office_ends):
                score += 3.0
                evidence.append("office-before")
            elif flags[before] & Is.SPEECH:
                score += 1.0
                evidence.append("speech")
            elif tokens.folds[before] in ("the", "a", "an"):
                score -= 2.0
        if j < n:
            text = tokens.texts[j]
            if flags[j] & Is.SPEECH and tokens.shapes[j] == "x":
                score += 1.5
                evidence.append("speech")
            elif text in (",", "(", "–", "—", "-") and j + 1 < n:
                behind = j + 1
                if tokens.folds[behind] in _ARTICLES:
                    behind += 1
                if behind in self.office_starts:
                    score += 3.0
                    evidence.append("office-behind")
                elif tokens.texts[j + 1].isdigit() and len(tokens.texts[j + 1]) == 2 and j + 2 < n:
                    if tokens.texts[j + 2] in (",", ")", ".", ";"):
                        score += 2.0
                        evidence.append("age")
            elif flags[j] & Is.EPONYM and tokens.shapes[j] == "x" and tokens.starts[j] - tokens.ends[j - 1] == 1:
                score -= 1.0
        return score

    def _single(self, i: int, title_first: int, title_last: int, evidence: list[str]) -> float:
        """A lone word is a name only behind a title or an office."""
        tokens, flags = self.tokens, self.flags[i]
        if flags & (Is.WORD | Is.EPONYM | Is.MONTH | Is.RANK) or self.blocked[i] or tokens.shapes[i] == "X.":
            return 0.0
        if len(tokens.texts[i]) < 2 or tokens.shapes[i] == "X" and len(tokens.texts[i]) < 3:
            return 0.0
        if tokens.folds[i] in self.lowers and not flags & (Is.GIVEN | Is.SURNAME):
            return 0.0
        if title_last > title_first:
            return 3.0
        if i in self.office_ends:
            if self.nouns_capitalised and not flags & (Is.GIVEN | Is.SURNAME):
                return 3.0 if _surname_ending(tokens.folds[i]) else 2.0
            return 3.0
        return 0.0


_ARTICLES = frozenset(
    ("the", "a", "an", "der", "die", "das", "le", "la", "les", "l'", "il", "lo", "el", "o", "his", "her")
)


def _title_words(tokens: Tokens, flags: Sequence[int], first: int, last: int) -> Iterator[str]:
    """Ranks as one title, each honorific as one of its own."""
    rank: list[str] = []
    for k in range(first, last):
        if flags[k] & Is.HONORIFIC and not flags[k] & Is.RANK:
            if rank:
                yield " ".join(rank)
                rank = []
            yield tokens.texts[k].rstrip(".")
        else:
            rank.append(tokens.texts[k])
    if rank:
        yield " ".join(rank)
