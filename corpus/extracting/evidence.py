"""What speaks for and against a run of capitalised words being a person's name: points, and the reasons by name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from corpus.extracting.inflection import case_stem
from corpus.extracting.lexicon import Is, has_surname_ending
from corpus.extracting.tokens import Tokens

NOUNS_CAPITALISED = frozenset(("de", "lb"))
# Where an office is as often followed by the capitalised thing it is of, its case glued on, as by its holder.
SUFFIXING = frozenset(("az", "tr", "kk", "ky", "uz", "tk"))
# Where a capital behind an office may as well be what it is of, in the genitive.
_GENITIVE = frozenset(("ru", "uk", "be", "bg"))
QUOTES = frozenset("\"“”„«»'‘’")
_SAID = frozenset(("said", "says", "told", "added", "stated", "noted", "explained", "wrote", "continued", "concluded"))
_MET = frozenset(("met", "named", "daughter", "son", "wife", "husband", "sister", "brother", "mother", "father"))
_ARTICLES = frozenset(
    ("the", "a", "an", "der", "die", "das", "le", "la", "les", "l'", "il", "lo", "el", "o", "his", "her")
)
_GERMAN_NOUN_ENDINGS = (
    "ung", "ungen", "heit", "heiten", "keit", "keiten", "schaft", "schaften", "tion", "tionen", "tat", "taten", "ismus",
    "ment", "nis", "nisse", "tum", "amt", "rat", "recht", "gesetz", "stelle", "bereich", "arbeit", "dienst", "politik",
    "minister", "ministerin", "prasident", "prasidentin", "konferenz", "kommission", "gebiet", "raum", "jahr", "jahre",
)  # fmt: skip


class Evidence:
    """Weighs names in one text; ``flags`` are the lexicon's bits of each token, ``blocked`` as in ``NameFinder``."""

    def __init__(
        self,
        tokens: Tokens,
        flags: Sequence[int],
        lowers: set[str],
        blocked: Sequence[int],
        office_ends: set[int],
        office_starts: set[int],
        *,
        language: str | None,
        headline: bool,
    ) -> None:
        self.tokens = tokens
        self.flags = flags
        self.lowers = lowers
        self.blocked = blocked
        self.office_ends = office_ends
        self.office_starts = office_starts
        self.nouns_capitalised = language in NOUNS_CAPITALISED
        self.genitive = language in _GENITIVE
        self.suffixing = language in SUFFIXING
        self.office_behind = language == "hu"
        self.initials = language in ("id", "ms")  # "Retno LP Marsudi"
        self.family_in_capitals = language in ("fr", "it", "es", "pt", "ro", "hu")  # "Babacar SAMB"
        self.headline = headline

    def inside(self, words: list[int], evidence: list[str]) -> float:
        """Evidence of the name's own words."""
        tokens, flags = self.tokens, self.flags
        full = [k for k in words if tokens.shapes[k] != "X." and not flags[k] & Is.SUFFIX]
        while full and flags[full[0]] & Is.PARTICLE and not flags[full[0]] & (Is.GIVEN | Is.FAMILY_FIRST):
            full.pop(0)
        if not full:
            return -9.0
        # "El Niño", "Van Hollen": one word behind a particle is little of a name.
        score = -1.5 if len(full) == 1 and full[0] > words[0] and flags[words[0]] & Is.PARTICLE else 0.0
        head, tail = full[0], full[-1]
        if flags[head] & Is.GIVEN:
            score += 3.0
            evidence.append("given-name")
        elif flags[head] & Is.GIVEN_OR_WORD:
            score += 2.0
            evidence.append("given-name?")
        elif flags[head] & Is.FAMILY_FIRST and 1 < len(full) < 4 and all(_syllables(tokens.folds[k]) for k in full[1:]):
            score += 2.5
            evidence.append("family-name-first")
        elif len(full) > 1 and flags[tail] & Is.GIVEN:
            score += 2.0
            evidence.append("surname-first")
        if len(full) > 1:
            if flags[tail] & Is.SURNAME:
                score += 1.0
                evidence.append("surname")
            elif flags[tail] & (Is.SURNAME_OR_WORD | Is.GIVEN):
                score += 0.5
            if has_surname_ending(case_stem(tokens.folds[tail])):
                score += 1.0
                evidence.append("surname-ending")
            if any(flags[k] & Is.GIVEN for k in full[1:-1]):
                score += 1.0
        initials = [k for k in words if tokens.shapes[k] == "X." or len(tokens.texts[k]) == 1]
        if initials and initials[0] != words[-1]:
            score += 2.0
            evidence.append("initial")
        if any(flags[k] & Is.SUFFIX for k in words[1:]) and flags[head] & (Is.GIVEN | Is.GIVEN_OR_WORD | Is.SURNAME):
            score += 2.0
            evidence.append("suffix")
        if any(flags[k] & Is.CLOSER for k in range(words[0], words[-1] + 2) if k < len(flags)):
            score += 3.0
            evidence.append("patronymic")
        if any(tokens.texts[k] in QUOTES for k in range(words[0], words[-1])):
            score += 3.0
            evidence.append("nickname")
        for k in full:
            if self.blocked[k] == 2 and (k != head or not flags[k] & (Is.GIVEN | Is.GIVEN_OR_WORD)):
                score -= 1.5
            if flags[k] & Is.WORD and not (flags[k] | flags[k - 1]) & Is.PARTICLE:
                score -= 1.5
            capitals = tokens.shapes[k] == "X" and len(tokens.texts[k]) < 6 and not flags[k] & (Is.GIVEN | Is.SURNAME)
            if capitals and not (self.family_in_capitals and k == tail and tokens.shapes[head] == "Xx"):
                score -= 2.0 if k == tail or not self.initials else 0.0
        if self.nouns_capitalised and not flags[head] & (Is.GIVEN | Is.GIVEN_OR_WORD | Is.FAMILY_FIRST):
            score -= 2.5
        if self.headline and len(full) > 1 and not flags[tail] & (Is.SURNAME | Is.SURNAME_OR_WORD | Is.GIVEN):
            score -= 1.0
        if len(full) > 4:
            score -= len(full) - 4
        if len(full) == 1 and len(words) > 1 and not flags[full[0]] & (Is.GIVEN | Is.WORD):
            score += 1.0  # "С. Жумангарин", "J. Gore"
        return score

    def around(self, i: int, j: int, title_first: int, title_last: int, evidence: list[str]) -> float:
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
            elif tokens.folds[before] == "the" and title_last == title_first:
                score -= 2.0
        if j < n:
            text = tokens.texts[j]
            if flags[j] & Is.SPEECH and tokens.shapes[j] == "x":
                score += 1.5
                evidence.append("speech")
            elif text in ("'s", "’s"):
                score += 1.0
            elif self.office_behind and j in self.office_starts and tokens.shapes[j] == "x":
                score += 3.0
                evidence.append("office-behind")
            elif text in (",", "(", "–", "—", "-") and j + 1 < n:
                behind = j + 1
                if tokens.folds[behind] in _ARTICLES:
                    behind += 1
                if behind in self.office_starts:
                    score += 3.0
                    evidence.append("office-behind")
                elif text == "(" and self._address(j + 1):
                    score -= 4.0  # "Rui Chen (53 Jalan Sultan)": a shop
                elif self._age(j + 1):
                    score += 2.0
                    evidence.append("age")
            elif flags[j] & Is.EPONYM and tokens.shapes[j] == "x" and tokens.starts[j] - tokens.ends[j - 1] == 1:
                score -= 1.0
        return score

    def _address(self, i: int) -> bool:
        """Whether the parentheses that open before ``i`` hold a house's number and its street."""
        texts, last = self.tokens.texts, len(self.tokens)
        if not texts[i][:1].isdigit() or i + 2 >= last or texts[i + 1] in (",", ")", "–", "-"):
            return False
        for k in range(i + 1, min(i + 16, last)):
            if texts[k] == ")":
                return k > i + 1 and all(t[0].isupper() or not t[0].isalpha() for t in texts[i + 1 : k])
        return False

    def _age(self, i: int) -> bool:
        texts = self.tokens.texts
        return i + 1 < len(texts) and len(texts[i]) == 2 and texts[i].isdigit() and texts[i + 1] in (",", ")", ".", ";")

    def single(self, i: int, begin: int, title_first: int, title_last: int, evidence: list[str]) -> float:
        """A lone word is a name only behind a title or an office."""
        tokens, flags = self.tokens, self.flags[i]
        if flags & (Is.EPONYM | Is.MONTH | Is.RANK | Is.NO_NAME) or self.blocked[i] or tokens.shapes[i] == "X.":
            return 0.0
        if i + 1 < len(tokens) and self.flags[i + 1] & Is.EPONYM and tokens.starts[i + 1] - tokens.ends[i] == 1:
            return 0.0  # "Head Start program"
        if flags & Is.WORD and not (flags & Is.SURNAME_OR_WORD and tokens.texts[i][1:].islower()):
            return 0.0
        if not _inner_capitals(tokens.texts[i]):
            return 0.0
        if len(tokens.texts[i]) < 2 or (tokens.shapes[i] == "X" and len(tokens.texts[i]) < 3):
            return 0.0
        if tokens.folds[i] in self.lowers and not flags & (Is.GIVEN | Is.SURNAME | Is.SURNAME_OR_WORD):
            return 0.0
        if title_last > title_first or begin in self.office_ends:
            known = flags & (Is.GIVEN | Is.SURNAME) or title_last > title_first
            if self.genitive and not known and not has_surname_ending(tokens.folds[i]):
                return 0.0  # "депутат Парламента"
            if self.suffixing and not flags & (Is.GIVEN | Is.SURNAME) and not has_surname_ending(tokens.folds[i]):
                return 0.0
            if self.nouns_capitalised and not flags & (Is.GIVEN | Is.SURNAME):
                return 0.0 if tokens.folds[i].endswith(_GERMAN_NOUN_ENDINGS) else 3.0
            return 3.0
        if begin < i and i + 1 < len(tokens) and self.flags[i + 1] & Is.SPEECH:
            return 3.0  # "von der Leyen met …"
        return self._plain_single(i, evidence)

    def _plain_single(self, i: int, evidence: list[str]) -> float:
        """A family name that speaks ("Harkin said"), a given name told of ("I met Dorothy, who …")."""
        tokens, flags, n = self.tokens, self.flags, len(self.tokens)
        if self.headline or tokens.shapes[i] != "Xx" or tokens.folds[i] in self.lowers or flags[i] & Is.WORD:
            return 0.0
        behind = tokens.folds[i + 1] if i + 1 < n else ""
        if flags[i] & Is.SURNAME and behind in _SAID and tokens.shapes[i + 1] == "x":
            evidence.append("speaks")
            return 3.0
        if flags[i] & Is.GIVEN:
            age = False
            if behind == "," and i + 2 < n:
                behind = tokens.folds[i + 2]
                age = behind.isdigit() and len(behind) == 2
            if behind == "who" or age or (i and tokens.folds[i - 1] in _MET):
                evidence.append("told-of")
                return 3.0
        return 0.0


@lru_cache(maxsize=8192)
def _syllables(folded: str) -> bool:
    """Whether a word reads as one to three syllables of a Chinese, Korean or Vietnamese given name."""
    return _EASTERN.fullmatch(folded) is not None


_EASTERN = re.compile(
    r"(?:(?:zh|ch|sh|ph|th|kh|tr|gi|ng|qu|[bpmfdtnlgkhjqxrzcsywv])?-?(?:i?[aeo]ng?|i?ao|[aeou]i|[iu]?[ao]i?|[ie]ng?|i?u[aeo]?n?g?"
    r"|y?[eo]+[nklmp]?|[aeiou][nmklpt]?|i[ae]u?n?|yu[en]?n?|ae|ee|oo|eu[nl]?|eo[nklmp]?g?|y[aeou]+[nkl]?g?)-?){1,3}"
)


def _inner_capitals(word: str) -> bool:
    """Whether a word's capitals are those of a name: MacBride, Dell’Ambrogio, STRAUSAK, not CLEs."""
    return word.isupper() or not (word[1:2].isupper() and word[:2] not in ("O'", "D'"))
