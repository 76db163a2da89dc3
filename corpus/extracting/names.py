"""Names of people in cased scripts: runs of capitalised words weighed by what stands in and around them.

A run of capitals is cut where a word is no name (an office, a place, a verb of a headline); each piece is accepted on
evidence: a known given name, an initial, a patronymic, a rank or honorific or office before it, an age or office behind
it, a verb of speech. Words that make an eponym of it (a plan, a street, a ship) speak against.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from corpus.authority import place_country
from corpus.authority.tables import grammar
from corpus.authority.wordlists import word_lists
from corpus.extracting import suffixed, west_slavic
from corpus.extracting.evidence import NOUNS_CAPITALISED, SUFFIXING, Evidence
from corpus.extracting.inflection import case_stem, inflected_given
from corpus.extracting.lexicon import Is, flags_of, lexicon
from corpus.extracting.runs import Runs
from corpus.extracting.tokens import Tokens


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


_ACCEPT = 3.0
_DOUBTFUL = 1.0  # enough for a name of several words that is listed beside a sure one
_PERSONAL = Is.GIVEN | Is.SURNAME
_TITLE = Is.HONORIFIC | Is.RANK
_LOCATIVE = re.compile("(.{3,})(?:[dt][ae]n?)")
_MOST_TITLES = 10  # words of rank and honorific before a name


def _demoted(flags: int) -> int:
    if flags & Is.GIVEN:
        flags = flags & ~Is.GIVEN | Is.GIVEN_OR_WORD
    if flags & Is.SURNAME:
        flags = flags & ~Is.SURNAME | Is.SURNAME_OR_WORD
    return flags


def _inflected_flags(folded: str) -> int:
    """What a Cyrillic word may be that is no name as it stands but may be one in an oblique case."""
    if inflected_given(folded):
        return Is.GIVEN
    return flags_of(case_stem(folded)) & Is.SURNAME


@lru_cache(maxsize=8192)
def _is_in_a_town(folded: str) -> bool:
    """Whether a word is a town in the locative or ablative of a Turkic language: "Bakıda", "Ankaradan"."""
    match = _LOCATIVE.fullmatch(folded)
    return match is not None and place_country(match[1]) is not None


class NameFinder:
    """Finds names in one text. ``blocked[i]``: 1 a token of an office or body, 2 one of a nation or region."""

    def __init__(
        self,
        tokens: Tokens,
        blocked: Sequence[int],
        office_ends: set[int],
        office_starts: set[int],
        *,
        language: str | None = None,
        headline: bool = False,
    ) -> None:
        self.tokens = tokens
        self.blocked = blocked
        self.office_ends = office_ends
        self.office_starts = office_starts
        self.nouns_capitalised = language in NOUNS_CAPITALISED
        self.suffixing = language in SUFFIXING
        self.ranks_in_lower_case = language != "en"
        self.city_words = _CITY_WORDS.get(language or "", frozenset())
        self.joining = _JOINING | grammar(language or "").and_
        self.headline = headline
        # Full names that things are called after, by family name, and the tokens of such names of things.
        self.eponyms: dict[str, tuple[str, ...]] = {}
        self.eponym = bytearray(len(tokens))
        words = lexicon(language)
        self.flags = flags = list(map(words.__getitem__, tokens.folds))
        # Words that the text has in lower case too are hardly names in it.
        self.bends = bends = language in west_slavic.LANGUAGES
        if bends:  # "List Mariusza do Pawła": a preposition
            flags[:] = [each & ~Is.PARTICLE if f == "do" else each for f, each in zip(tokens.folds, flags, strict=True)]
        self.lowers = lowers = {f for f, s in zip(tokens.folds, tokens.shapes, strict=True) if s == "x"}
        glued = suffixed.inflected_given if language in suffixed.LANGUAGES else None
        in_a_case = west_slavic.inflected_given if bends else glued
        for k in tokens.capitals:
            f = tokens.folds[k]
            if tokens.shapes[k] != "X.":
                if flags[k] & _PERSONAL and f in lowers:
                    flags[k] = _demoted(flags[k])
                elif f > "\u0400" and not flags[k]:
                    flags[k] = _inflected_flags(f)
                elif in_a_case is not None and not flags[k] & _PERSONAL and in_a_case(tokens.texts[k], language):
                    flags[k] = Is.GIVEN

        self.runs = Runs(tokens, flags, blocked, office_ends, language)
        self.evidence = Evidence(
            tokens, flags, lowers, blocked, office_ends, office_starts, language=language, headline=headline
        )

    @cached_property
    def printed(self) -> frozenset[str]:
        """The words of the text, folded."""
        return frozenset(self.tokens.folds)

    def find(self) -> list[NameMention]:
        """Names in order of place: those with evidence enough, and those beside one of them in a list."""
        found: list[NameMention] = []
        flags, ends = self.flags, self.office_ends
        for first, last in self.runs:
            # Most runs are one word that begins a sentence; few of those can be a name.
            if last - first > 1 or flags[first] & _PERSONAL or first in ends or (first and flags[first - 1] & _TITLE):
                found.extend(self._names(first, last))
        return [m for k, m in enumerate(found) if m.score >= _ACCEPT or self._listed(found, k)]

    def _listed(self, found: list[NameMention], k: int) -> bool:
        """Whether a doubtful name stands beside a sure one in a list: "Sébastien Lecornu et Brune Poirson"."""
        before, behind = found[k - 1] if k else None, found[k + 1] if k + 1 < len(found) else None
        joins, joining = self.tokens.folds, self.joining
        one = before is not None and before.score >= _ACCEPT and len(before.words) > 1
        other = behind is not None and behind.score >= _ACCEPT and len(behind.words) > 1
        return bool(
            (one and before and found[k].first - before.last == 1 and joins[before.last] in joining)
            or (other and behind and behind.before - found[k].last == 1 and joins[found[k].last] in joining)
        )

    def _names(self, first: int, last: int) -> Iterator[NameMention]:
        """The names within a run: titles taken off, cut at words that are none."""
        shapes = self.tokens.shapes
        i = first
        while i < last:
            before = i
            i = self._titles_end(i, last)
            title_first, title_last = self._lower_titles(before), i
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
            while i < last and shapes[i] in (".", "x") and not self._leads(i, last):
                i += 1

    def _titles_end(self, i: int, last: int) -> int:
        """End of the ranks and honorifics from ``i`` on, ``i`` itself where there are none before a name."""
        flags, end, j = self.flags, i, i
        while j < last and j < i + _MOST_TITLES and flags[j] & (Is.HONORIFIC | Is.RANK | Is.RANK_QUALIFIER):
            # "Grace", "Prince", "Major": a title only where a name follows. "FR": a canton, not Father.
            if self._canton(j):
                break
            if flags[j] & _TITLE and not (flags[j] & Is.GIVEN and (j + 1 == last or self._leads_surname(j + 1, last))):
                end = j + 1
            j += 1
        return end if end < last else i

    def _leads_surname(self, i: int, last: int) -> bool:
        """Whether a particle and the one word of a family name end a run: "Sultan Al Jaber", no sultan."""
        return bool(self.flags[i] & Is.PARTICLE and i + 2 == last)

    def _leads(self, i: int, last: int) -> bool:
        """Whether a particle inside a run begins a name of its own: "Mme de Montchalin", not "Cabinet de Bruno"."""
        return bool(self.flags[i] & Is.LEADING and i + 1 < last and not self.flags[i + 1] & Is.GIVEN)

    def _titled(self, i: int) -> bool:
        """Whether a form of address or an office stands right before a word: initials without stops may follow."""
        return i > 0 and (bool(self.flags[i - 1] & (Is.HONORIFIC | Is.RANK)) or i in self.office_ends)

    def _opens_sentence(self, i: int) -> bool:
        return self.tokens.sentences[i] != self.tokens.sentences[i - 1]

    def _canton(self, i: int) -> bool:
        """Whether two capitals before a name in small letters are an abbreviation rather than a form of address."""
        tokens = self.tokens
        short = len(tokens.texts[i]) == 2 and tokens.shapes[i] == "X" and tokens.folds[i] not in ("mr", "ms", "dr")
        return short and i + 1 < len(tokens) and tokens.shapes[i + 1] == "Xx"

    def _lower_titles(self, first: int) -> int:
        """Where ranks and forms of address in lower case begin that stand right before ``first``."""
        tokens, i = self.tokens, first
        while (
            self.ranks_in_lower_case
            and i > 0
            and first - i < 4
            and tokens.shapes[i - 1] == "x"
            and self.blocked[i - 1] != 1
        ):
            flags, word = self.flags[i - 1], tokens.folds[i - 1]
            if not (flags & Is.RANK or word in _LOWER_HONORIFICS):
                break
            i -= 1
        while (
            i < first
            and self.flags[i] & Is.WORD
            and not (i in self.office_ends or (i > 0 and tokens.texts[i - 1] == "," and i - 1 in self.office_ends))
        ):
            i += 1  # a common word is a rank only right behind an office
        return i

    def _cuts(self, j: int, begin: int, last: int) -> bool:
        """Whether the word ``j`` can't belong to a name that began at ``begin``. ``last`` ends the run."""
        flags, shapes = self.flags[j], self.tokens.shapes[j]
        acronym, hyphen, ending = self.tokens.texts[j].partition("-")
        if hyphen and ending.islower() and len(acronym) > 1 and acronym.isupper():
            return True  # "az MTI-t Havasi Bertalan"
        if j > begin and self.tokens.folds[j] in _POSTNOMINALS:
            return True
        if j > begin and self.city_words and j + 1 < len(self.tokens) and self.tokens.folds[j + 1] in self.city_words:
            return True  # "Ceyhun Bayramov İstanbul şəhərində"
        if shapes in ("X.", ".", "x"):
            return False
        if j == begin and j + 1 < last and self.flags[j + 1] & Is.GIVEN and self._canton(j):
            return True  # "(D-MA) Patrick Leahy" with its parentheses lost
        if j > begin + 1 and self.tokens.folds[j] == self.tokens.folds[begin]:
            return True  # "Jane Doe Jane Doe": a line's end was lost
        if len(self.tokens.texts[j]) == 1:
            # "Charles E Schumer", but "Robert Menendez D NJ"
            leads = j + 1 < last and self._titled(begin) and all(len(t) == 1 for t in self.tokens.texts[begin:j])
            return not (leads or (begin < j < last - 1 and len(self.tokens.texts[j + 1]) > 2))
        if flags & Is.HONORIFIC and j > begin and not flags & (_PERSONAL | Is.SURNAME_OR_WORD | Is.SUFFIX):
            return True
        if flags & Is.PARTICLE and (j == begin or j + 1 < last) and not self.headline:
            return False
        if shapes == "X" and len(self.tokens.texts[j]) < 4 and not flags & _PERSONAL and not flags & Is.SUFFIX:
            # "VD Fankhauser", "Theresa May MP", but "Shri BVR Subrahmanyam"
            if (j == begin and self._titled(begin)) or (self.evidence.initials and begin < j < last - 1):
                return False  # "Retno LP Marsudi"
            return self.tokens.shapes[j + 1 if j == begin else begin] == "Xx" if j + 1 < last or j > begin else False
        if flags & Is.FAMILY_FIRST and j == begin and j in self.office_ends and j + 1 < last:
            return False  # "Vice Premier He Lifeng"
        if flags & Is.EPONYM and not flags & (Is.GIVEN | Is.SURNAME | Is.SURNAME_OR_WORD):
            return j == begin
        if j > begin + 1 and "-" in self.tokens.texts[j] and self.tokens.texts[j].rpartition("-")[2].islower():
            return False  # "Augustus Tang Kin-wing"
        if self.nouns_capitalised and j == begin + 2 and not flags & (_PERSONAL | Is.SURNAME_OR_WORD | Is.SUFFIX):
            family = self.flags[j - 1]
            if self.flags[begin] & Is.GIVEN and not family & (Is.GIVEN | Is.PARTICLE) and shapes == "Xx":
                return True  # "hat Eric Roe Termine": a noun behind a whole name
        if self.blocked[j] == 2 and j == begin and j + 2 < last and j and self.tokens.folds[j - 1] in _AT_PLACE:
            return True  # "our ambassador in Argentina Jane Roe"
        if flags & (Is.GIVEN | Is.SURNAME | Is.EPONYM | Is.SUFFIX):
            return False
        opens = self.nouns_capitalised or (self.bends and (j == 0 or self._opens_sentence(j)))
        if opens and j == begin and j + 2 < last and self.flags[j + 1] & Is.GIVEN:
            return True  # "Podziękował Adamowi Sawickiemu"
        known = (j > begin and self.flags[j - 1] & (Is.GIVEN | Is.GIVEN_OR_WORD)) or self.tokens.shapes[j - 1] == "X."
        if flags & Is.SURNAME_OR_WORD and j > begin and known:
            return False
        if flags & Is.GIVEN_OR_WORD:
            return False
        if self.headline and not flags:
            if j == begin + 1 and begin in self.office_ends:
                return bool(self.flags[begin] & Is.SURNAME)  # "SENATOR BURNS GRILLS"
            if j > begin + 1:
                return bool(self.flags[j - 1] & (Is.SURNAME | Is.SURNAME_OR_WORD))  # "PAULA HART REACTS"
        if self.suffixing and j > begin and _is_in_a_town(self.tokens.folds[j]):
            return True
        if flags & Is.SURNAME_OR_WORD and (j in self.office_ends or (j > 0 and self.flags[j - 1] & Is.HONORIFIC)):
            return False
        if self.blocked[j] == 2:
            return not (known and (j == begin + 1 or self.tokens.shapes[j - 1] == "X."))
        if not flags & Is.WORD and self.tokens.folds[j] not in self.lowers:
            return False
        if self.nouns_capitalised:  # "Markus Richter": no noun follows a given name directly
            return not (j == begin + 1 and self.flags[begin] & Is.GIVEN and not flags & Is.NO_NAME)
        # "Representative David Obey,": a word that closes the run behind a given name is a family name.
        if j > begin + 1 and self.flags[j - 1] & Is.PARTICLE and not flags & Is.NO_NAME:
            return False  # "Osama Bin Laden"
        if j == begin or not self.flags[j - 1] & (Is.GIVEN | Is.PARTICLE) or flags & Is.NO_NAME:
            return True
        if self.headline:  # "RESIGNATION OF ANDY CARD AND"
            return not (
                begin > 0
                and begin == j - 1
                and self.tokens.folds[begin - 1] in _FUNCTION_WORDS
                and (j + 1 == len(self.tokens) or self.tokens.folds[j + 1] in _FUNCTION_WORDS)
            )
        if j + 1 != last:
            return True
        behind = self.tokens.shapes[last] if last < len(self.tokens) else "."
        return not (behind == "." or self.flags[last] & Is.SPEECH)

    def _piece(
        self, i: int, j: int, title_first: int, title_last: int, run_first: int, run_last: int
    ) -> NameMention | None:
        tokens, flags = self.tokens, self.flags
        if title_last > title_first and any(flags[k] & Is.RANK for k in range(title_first, title_last)):
            while title_first > 1 and tokens.texts[title_first - 1] == "-" and flags[title_first - 2] & Is.RANK:
                title_first -= 2  # "Lt.-Gen."
            while title_first > 0 and self._qualifies_rank(title_first - 1):
                title_first -= 1  # "Police Lieutenant Colonel", whatever else the police is
        while j > i and tokens.shapes[j - 1] in (".", "x") and not flags[j - 1] & Is.CLOSER:
            j -= 1
        if j <= i:
            return None
        words = [k for k in range(i, j) if tokens.shapes[k] not in (".", "x")]
        if len(words) == 3 and self._leads_another(words):
            i, words = words[1], words[1:]
        if self._names_a_thing(i, j, title_first, title_last, run_last):
            self._mark_eponym(run_first, j)
            full = [k for k in range(i, j) if not flags[k] & (Is.EPONYM | Is.WORD)]
            if len(full) > 1 and flags[full[0]] & Is.GIVEN:
                self.eponyms[tokens.folds[full[-1]]] = tuple(tokens.texts[k] for k in full)
            return None
        if (flags[i] & Is.OPENER and title_last == title_first) or (i > 0 and flags[i - 1] & Is.OPENER):
            self._mark_eponym(i, j)
            return None
        evidence: list[str] = []
        told: list[str] = []
        alone = len(words) == 1 and not flags[words[0]] & Is.SUFFIX and tokens.shapes[words[0]] != "X."
        score = self.evidence.single(words[0], i, title_first, title_last, told) if alone else 0.0
        if alone and score < _ACCEPT:
            return None
        around = self.evidence.around(i, j, title_first, title_last, evidence)
        whole = self.evidence.inside(words, evidence) + around
        score = score if alone else whole
        if j - i > 1 and not _BEFORE.intersection(evidence) and self._names_no_person(i, j):
            return None
        if score < (_DOUBTFUL if len(words) > 1 else _ACCEPT):
            return None
        titles = tuple(_title_words(tokens, flags, title_first, title_last))
        return NameMention(
            i,
            j,
            tuple(tokens.texts[k] for k in range(i, j)),
            titles,
            title_first if titles else i,
            score,
            " ".join(evidence + told),
        )

    def _names_no_person(self, i: int, j: int) -> bool:
        """Whether words without title and office before them are a town ("Rio de Janeiro") or numbered."""
        numbered = j - i == 2 and self.tokens.folds[j - 1] in _NUMERALS  # "Artemis II"; kings have their title
        return numbered or place_country(self.tokens.words(i, j)) is not None

    def _leads_another(self, words: list[int]) -> bool:
        """ "Menendez Richard Sarles" with the mark between two people lost: a family name, then a whole name."""
        first, second, third = (self.flags[k] for k in words)
        alone = first & Is.SURNAME and not first & (Is.GIVEN | Is.FAMILY_FIRST)
        patronymic = self.tokens.folds[words[2]].endswith(("вич", "вна", "vich", "vna"))
        return bool(alone and second & Is.GIVEN and not third & (Is.GIVEN | Is.WORD) and not patronymic)

    def _qualifies_rank(self, i: int) -> bool:
        """Whether a word belongs to the rank behind it."""
        tokens = self.tokens
        adjacent = tokens.starts[i + 1] - tokens.ends[i] == 1 and tokens.sentences[i] == tokens.sentences[i + 1]
        return adjacent and tokens.shapes[i] == "Xx" and bool(self.flags[i] & Is.RANK_QUALIFIER)

    def _names_a_thing(self, i: int, j: int, title_first: int, title_last: int, run_last: int) -> bool:
        """Whether a word in or right behind the piece makes a place, firm, law or the like of it."""
        flags, k = self.flags, j
        if not self.headline or self._reads_as_sentence:  # "Kennedy Space Center"
            while k < min(run_last, j + 3) and flags[k] & Is.WORD and not flags[k] & Is.EPONYM:
                k += 1
        if k < run_last and flags[k] & Is.EPONYM:
            return True
        heads = [k for k in range(i, j) if flags[k] & Is.EPONYM and not (k == i and j - i > 1)]
        if not heads:
            return False
        # "Lamon Street, 31,", "Senator Robert Park": family names that are also streets and parks.
        surname = flags[j - 1] & (Is.SURNAME | Is.SURNAME_OR_WORD)
        if heads != [j - 1] or not surname or not flags[i] & (Is.GIVEN | Is.GIVEN_OR_WORD) or j < run_last:
            return True
        return self.evidence.around(i, j, title_first, title_last, []) < 1.5

    @cached_property
    def _reads_as_sentence(self) -> bool:
        """Whether a headline has common words in lower case, so that capitals tell names."""
        tokens = self.tokens
        return any(
            shape == "x" and len(word) > 2 and word not in _FUNCTION_WORDS and self.flags[at] & Is.WORD
            for at, (shape, word) in enumerate(zip(tokens.shapes, tokens.folds, strict=True))
        )

    def _mark_eponym(self, first: int, last: int) -> None:
        self.eponym[first:last] = b"\1" * (last - first)


_AT_PLACE = word_lists("authorities")["at a place"]
# What stands behind the name of a town, in the cases that follow a person's name.
_CITY_WORDS = {language: frozenset(words.split()) for language, words in {
    "az": "seherinde seherine seherinden seherinin rayonunda rayonuna kendinde vilayetinde",
    "tr": "kentinde kentine sehrinde sehrine ilinde iline ilcesinde ilcesine",
}.items()}  # fmt: skip
_BEFORE = frozenset(("title", "office-before"))
_NUMERALS = frozenset(("ii", "iii", "iv"))
_JOINING = frozenset((",", *word_lists("people")["and"]))
_LOWER_HONORIFICS = frozenset((
    "г-н", "г-жа", "господин", "госпожа", "господина", "госпожи", "господину", "госпоже", "господином",
    "госпожой", "пан",
    "пани", "пана", "signor", "signora", "monsieur", "madame", "senor", "senora", "don", "dona", "senhor", "senhora",
    "κ", "κα", "κος", "κκ", "pan", "pani", "bay", "bayan", "cenab", "xanim", "prof", "dr", "docteur", "dott", "dottor",
    "dottoressa", "ing", "проф", "д-р", "др", "доц", "акад", "инж", "dipl",
))  # fmt: skip
_POSTNOMINALS = frozenset(("t.d.", "m.p.", "m.p.p.", "m.l.a.", "m.s.", "m.s.p.", "ph.d.", "m.d.", "o.b.e.", "c.b.e."))
_FUNCTION_WORDS = frozenset(("of", "and", "as", "by", "with", "for", "to", "in", "on", "at", "from", "after", ","))


def _title_words(tokens: Tokens, flags: Sequence[int], first: int, last: int) -> Iterator[str]:
    """Ranks as one title, each honorific as one of its own."""
    rank: list[str] = []
    for k in range(first, last):
        if flags[k] & Is.HONORIFIC and not flags[k] & Is.RANK:
            if rank:
                yield " ".join(rank)
                rank = []
            yield tokens.texts[k].rstrip(".")
        elif tokens.texts[k] != "-":
            rank.append(tokens.texts[k])
    if rank:
        yield " ".join(rank)
