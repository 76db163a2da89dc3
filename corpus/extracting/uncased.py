"""Names of people in scripts without capitals, where the office or form of address beside a name gives it away.

Chinese: a family name and one or two characters between an office before or a title or verb of speech behind. Japanese:
the characters right before a title, if they begin with a family name; foreigners in katakana. Korean: a word of two to
four syllables that begins with a family name, before a title. Arabic and others written with blanks: a known given name
or the words right behind an office, up to a word that is none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from corpus.authority.wordlists import word_lists
from corpus.extracting.lexicon import Is, flags_of
from corpus.extracting.names import NameMention
from corpus.extracting.tokens import Tokens, fold

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff々〇]")
_KATAKANA = re.compile("[\u30a1-\u30ff]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_MIDDLE_DOTS = frozenset("·・‧•")
_JOINING = frozenset("和与與及")
_LONGEST_TITLE = 6
_LONGEST_DOTTED = 24  # characters of a name with dots between its parts
_SPACED = frozenset(
    ("ar", "fa", "ur", "ps", "ckb", "he", "yi", "hi", "mr", "ne", "bn", "pa", "gu", "ta", "te", "kn", "ml", "si", "ka")
)
_MOST_WORDS = 5
_NO_BEGINNINGS = ("ال", "بال", "وال", "لل", "بان")  # of Arabic names: articles with what is written onto them
_KOREAN_AUTHORITIES = frozenset("부처청원위실")


def find_uncased(
    tokens: Tokens, blocked: Sequence[int], office_starts: set[int], office_ends: set[int], language: str | None
) -> list[NameMention]:
    """Names among tokens without case, in order of place; linear in their number."""
    if tokens.shapes.count("c") < 2:
        return []
    finder = _Uncased(tokens, blocked, office_starts, office_ends)
    if language == "ja":
        found = finder.japanese()
    elif language == "ko":
        found = finder.korean()
    elif language in _SPACED:
        found = finder.spaced()
    else:
        found = finder.chinese()
    return list(found)


@cache
def _folded_lists() -> dict[str, frozenset[str]]:
    return {section: frozenset(map(fold, words)) for section, words in word_lists("uncased").items()}


@lru_cache(maxsize=64)
def _firsts(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word[0] for word in words)


@lru_cache(maxsize=64)
def _lasts(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word[-1] for word in words)


class _Uncased:
    def __init__(self, tokens: Tokens, blocked: Sequence[int], office_starts: set[int], office_ends: set[int]) -> None:
        self.tokens = tokens
        self.texts = tokens.texts
        self.blocked = blocked
        self.office_starts = office_starts
        self.office_ends = office_ends
        self.words = _folded_lists()
        self.dots = [i for i, text in enumerate(tokens.texts) if text in _MIDDLE_DOTS]

    def _joined(self, first: int, last: int) -> str:
        return "".join(self.texts[first:last])

    def _adjacent(self, i: int) -> bool:
        return 0 < i < len(self.tokens) and self.tokens.starts[i] == self.tokens.ends[i - 1]

    def _starts_any(self, i: int, words: frozenset[str]) -> bool:
        if i >= len(self.texts) or self.texts[i][0] not in _firsts(words):
            return False
        return any(self._joined(i, i + n) in words for n in range(1, _LONGEST_TITLE + 1) if i + n <= len(self.texts))

    def _ends_any(self, i: int, words: frozenset[str]) -> bool:
        if i == 0 or self.texts[i - 1][-1] not in _lasts(words):
            return False
        return any(self._joined(i - n, i) in words for n in range(1, _LONGEST_TITLE + 1) if i >= n)

    def _mention(self, first: int, last: int, rule: str) -> NameMention:
        return NameMention(
            first,
            last,
            (self.tokens.text[self.tokens.starts[first] : self.tokens.ends[last - 1]],),
            (),
            first,
            3.0,
            rule,
        )

    def chinese(self) -> Iterator[NameMention]:
        surnames, titles, speech = (self.words[k] for k in ("chinese surnames", "titles behind", "speech behind"))
        i, n = 0, len(self.tokens)
        while i < n:
            if not _HAN.match(self.texts[i]):
                i += 1
                continue
            found = self._dotted(i)
            if (found is None and self.texts[i] in surnames) or self._joined(i, i + 2) in surnames:
                found = found or self._chinese_at(i, 2 if self._joined(i, i + 2) in surnames else 1, titles, speech)
            if found is not None:
                yield found
                i = found.last
            else:
                i += 1

    def _chinese_at(self, i: int, family: int, titles: frozenset[str], speech: frozenset[str]) -> NameMention | None:
        longest = 0
        while longest < 2 and self._given_character(i + family + longest):
            longest += 1
        if self.blocked[i] or self._joined(i, i + 2) in self.words["chinese no names"]:
            return None
        after_office = i in self.office_ends or self._ends_any(i, titles)
        for given in range(longest, 0, -1):
            end = i + family + given
            if end in self.office_starts or self._starts_any(end, titles):
                return self._mention(i, end, "name-title")
            if after_office and (given == longest):
                return self._mention(i, end, "office-name")
            if self._starts_any(end, speech) and given == longest and not self._adjacent_han_before(i):
                return self._mention(i, end, "name-speech")
        return None

    def _given_character(self, i: int) -> bool:
        if i >= len(self.tokens) or not self._adjacent(i) or not _HAN.match(self.texts[i]) or self.blocked[i]:
            return False
        return not any(self._starts_any(i, self.words[k]) for k in ("titles behind", "speech behind", "not given"))

    def _adjacent_han_before(self, i: int) -> bool:
        return self._adjacent(i) and bool(_HAN.match(self.texts[i - 1])) and i not in self.office_ends

    def _dotted(self, i: int) -> NameMention | None:
        """A foreign name with dots between its parts ("弗拉基米尔·普京"), right behind an office or before a title."""
        next_dot = bisect_left(self.dots, i)
        if next_dot == len(self.dots) or self.dots[next_dot] >= i + _LONGEST_DOTTED:
            return None
        behind_office = i in self.office_ends or self._ends_any(i, self.words["titles behind"])
        if self._adjacent_han_before(i) and not behind_office:
            return None
        if any(self._ends_any(at, self.words["titles behind"]) for at in range(i + 1, self.dots[next_dot])):
            return None  # "国家安全顾问约翰·史密斯": it begins behind its title
        end, dots, n = i, 0, len(self.tokens)
        while (
            end < n
            and end - i < _LONGEST_DOTTED
            and (end == i or self._adjacent(end))
            and not self._closes_dotted(end, dots)
        ):
            dots += self.texts[end] in _MIDDLE_DOTS
            end += 1
        if not dots or self.texts[end - 1] in _MIDDLE_DOTS or end - i < 4:
            return None
        return self._mention(i, end, "dotted-name")

    def _closes_dotted(self, i: int, dots: int) -> bool:
        if self.texts[i] in _MIDDLE_DOTS:
            return False
        if not _HAN.match(self.texts[i]) or i in self.office_starts or self.blocked[i]:
            return True
        behind = self._starts_any(i, self.words["titles behind"]) or self._starts_any(i, self.words["speech behind"])
        return bool(dots) and (behind or self.texts[i] in _JOINING)

    def japanese(self) -> Iterator[NameMention]:
        titles = self.words["titles behind"]
        taken = 0
        for i in range(1, len(self.tokens)):
            if i <= taken or not (i in self.office_starts or (self.blocked[i] != 1 and self._starts_any(i, titles))):
                continue
            last = i
            while last > taken and self.blocked[last - 1] == 2:  # "ブリンケン米国国務長官"
                last -= 1
            first = last
            while first > taken and last - first < 7 and self._in_japanese_name(first - 1):
                first -= 1
            found = self._japanese_name(first, last)
            if found is not None:
                yield found
                taken = i

    def _in_japanese_name(self, i: int) -> bool:
        text = self.texts[i]
        fits = _HAN.match(text) or _KATAKANA.match(text) or text in _MIDDLE_DOTS
        return bool(fits) and not self.blocked[i] and self._adjacent(i + 1)

    def _japanese_name(self, first: int, last: int) -> NameMention | None:
        while last > first and self.texts[last - 1] in _MIDDLE_DOTS:
            last -= 1  # "スパイッチ・モンテネグロ首相"
        if first == last:
            return None
        if all(_KATAKANA.match(t) or t in _MIDDLE_DOTS for t in self.texts[first:last]):
            return self._mention(first, last, "katakana-title")
        for start in range(first, last):
            for family in (3, 2, 1):
                known = self._joined(start, start + family) in self.words["japanese surnames"]
                if known and start + family <= last and last - start <= 5:
                    return self._mention(start, last, "name-title")
        return None

    def korean(self) -> Iterator[NameMention]:
        titles, surnames = self.words["titles behind"], self.words["korean surnames"]
        i, n = 0, len(self.tokens)
        while i < n:
            end = i + 1
            while end < n and self._adjacent(end) and _HANGUL.match(self.texts[end]):
                end += 1
            named = 2 <= end - i <= 4 and self.texts[i] in surnames and not any(self.blocked[i:end])
            if named and (i in self.office_ends or self._korean_title(end, titles)):
                yield self._mention(i, end, "name-title")
            i = end

    def _korean_title(self, i: int, titles: frozenset[str]) -> bool:
        """Whether a title, perhaps with its ministry before it, is the word that starts at ``i``."""
        tokens, n = self.tokens, len(self.tokens)
        if i >= n or self._adjacent(i) or tokens.sentences[i] != tokens.sentences[i - 1]:
            return False
        if i in self.office_starts or self._starts_any(i, titles):
            return True
        end = i + 1
        while end < n and end - i < 8 and self._adjacent(end):
            end += 1
        return self.texts[end - 1] in _KOREAN_AUTHORITIES and self._starts_any(end, titles)

    def spaced(self) -> Iterator[NameMention]:
        stops = self.words["stops"]
        tokens, n = self.tokens, len(self.tokens)
        i = 0
        while i < n:
            given = bool(flags_of(tokens.folds[i]) & Is.GIVEN)
            after_office = self._behind_office(i)
            begins = given or (after_office and not tokens.folds[i].startswith(_NO_BEGINNINGS))
            if begins and tokens.shapes[i] == "c" and not self.blocked[i] and tokens.folds[i] not in stops:
                end = i + 1
                while end < n and end - i < _MOST_WORDS and self._goes_on(end, stops, after_office):
                    end += 1
                if (given and (after_office or end - i > 1)) or (after_office and end - i <= 3 and end < n):
                    words, before = tuple(tokens.texts[i:end]), i
                    while before and tokens.folds[before - 1] in self.words["forms of address"]:
                        before -= 1
                    if before not in self.office_ends:
                        before = i
                    yield NameMention(i, end, words, (), before, 3.0, "office-name" if after_office else "given-name")
                    i = end
                    continue
            i += 1

    def _behind_office(self, i: int) -> bool:
        """Whether an office, perhaps with a nation's adjective behind it, stands right before."""
        if i == 0 or self.tokens.sentences[i] != self.tokens.sentences[i - 1]:
            return False
        at = i - 1 if self.blocked[i - 1] == 2 else i
        if at in self.office_ends:
            return True
        folds = self.tokens.folds
        town = at > 1 and folds[at - 2] in self.words["towns with titles"]
        return at > 0 and folds[at - 1] in self.words["titles before"] and not town

    def _goes_on(self, i: int, stops: frozenset[str], after_office: bool) -> bool:
        tokens = self.tokens
        if (
            tokens.shapes[i] != "c"
            or self.blocked[i]
            or tokens.folds[i] in stops
            or tokens.sentences[i] != tokens.sentences[i - 1]
        ):
            return False
        word = tokens.folds[i]
        if word[0] == "ي" and len(word) > 3 and not flags_of(word) & (Is.GIVEN | Is.SURNAME):
            return False  # a verb: "يبحث"
        return (
            after_office
            or tokens.folds[i - 1] in ("ال", "بن")
            or bool(flags_of(word) & (Is.GIVEN | Is.SURNAME))
            or word.startswith(("ال", "بن", "ابن"))
        )
