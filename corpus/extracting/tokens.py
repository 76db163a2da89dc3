"""One tokenisation of a text, shared by every field's extractor.

A token knows its offsets, its folded form and its shape; nothing downstream reads the raw text again.
Tokens lie as parallel lists, for most readers want one attribute of many tokens; ``Tokens.items`` gives objects.

What is one token:

- a word with its inner hyphens and apostrophes: ``Saint-Denis``, ``Dell’Ambrogio``, ``COP-27``, ``F&B``;
- apart from it, an English possessive (``Azerbaijan`` ``'s``), a Turkish case after an apostrophe (``Bakü`` ``'de``),
  an article or preposition elided before it (``l’`` ``Office``, ``dell’`` ``interno``);
- an initial or dotted abbreviation with its stops (``L.``, ``U.S.``, ``T.K.``), a known one with its (``Dr.``);
- a number with its inner separators (``1,000``, ``13/04/07``), a web address;
- one character of a script written without blanks, or one syllable of Hangul: names are found inside a run of them;
- any other character that is no blank.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, compress
from operator import add
from typing import NamedTuple

from corpus.authority.wordlists import word_lists

Shape = str


@dataclass(frozen=True, slots=True)
class Token:
    start: int  # code points into the text
    end: int
    text: str
    fold: str  # lower case, no diacritics, own letters mapped (ə -> e, ß -> ss); what the gazetteer matches
    # "Xx" capitalised, "X" all capitals, "x" lower, "X." initial or dotted capitals, "9" number, "." punctuation,
    # "m" mixed, "c" letters without case
    shape: Shape
    sentence: int  # number of its sentence in the text
    paragraph: int  # number of its paragraph


CAPITALS = frozenset(("Xx", "X", "X."))  # shapes of capitalised words and initials


class Tokens:
    """The tokens of a text in order, as lists of equal length; ``items`` gives them as objects."""

    def __init__(
        self,
        text: str,
        starts: list[int],
        ends: list[int],
        texts: list[str],
        folds: list[str],
        shapes: list[Shape],
        sentences: list[int],
        paragraphs: list[int],
    ) -> None:
        self.text = text
        self.starts = starts
        self.ends = ends
        self.texts = texts
        self.folds = folds
        self.shapes = shapes
        self.sentences = sentences
        self.paragraphs = paragraphs

    def __len__(self) -> int:
        return len(self.texts)

    def __getitem__(self, i: int) -> Token:
        return Token(
            self.starts[i],
            self.ends[i],
            self.texts[i],
            self.folds[i],
            self.shapes[i],
            self.sentences[i],
            self.paragraphs[i],
        )

    @cached_property
    def items(self) -> tuple[Token, ...]:
        columns = (self.starts, self.ends, self.texts, self.folds, self.shapes, self.sentences, self.paragraphs)
        return tuple(Token(*row) for row in zip(*columns, strict=True))

    @cached_property
    def capitals(self) -> list[int]:
        """Places of the capitalised words and initials."""
        return [i for i, shape in enumerate(self.shapes) if shape in CAPITALS]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Text span from token ``first`` up to and without token ``last``."""
        return self.starts[first], self.ends[last - 1]

    def words(self, first: int, last: int) -> str:
        """The text from token ``first`` up to and without ``last``, as printed but on one line with single blanks."""
        return " ".join(self.text[self.starts[first] : self.ends[last - 1]].split())


class Hit(NamedTuple):
    """A gazetteer entry found in the tokens ``first`` up to and without ``last``."""

    first: int
    last: int
    kind: str  # country adjective demonym capital portfolio body head office rank honorific role month eponym …
    value: str  # what the authority table says: a country code, a portfolio id, a body id …


@dataclass(frozen=True, slots=True)
class BodyMention:
    """A body as named at one place. A joint form gives several mentions over the same tokens."""

    first: int
    last: int
    id: str
    name: str
    country: str | None
    rule: str  # name of the grammar rule, for the trace


@dataclass(frozen=True, slots=True)
class OfficePhrase:
    """An office, worded, without its holder: "Minister of Internal Affairs of Kazakhstan", "Ambassador of X to Y"."""

    first: int
    last: int
    office: str  # as worded, country left out where it stands apart
    body: str | None  # id of the body behind it, if the office names one
    country: str | None  # of the office (an envoy's sender)
    plural: bool  # "ministers of X and Y": holders are a list, see parts
    rule: str
    parts: tuple[OfficePhrase, ...] = ()  # of a plural phrase, one each, in order
    body_name: str | None = None  # the body's name, where the office names one
    behind: bool = (
        False  # in a language that puts the office behind its holder, without a mark: "Orbán Viktor miniszterelnök"
    )


# Marks that combine with the letter before them but are no word characters to `re`: Latin, Hebrew, Arabic, the Indic
# scripts, Thai, Lao, Tibetan, Burmese, Khmer, and the joiners between them.
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0903\u093a-\u094f"
    "\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc-\u09cd\u09d7\u0a01-\u0a03\u0a3c-\u0a4d\u0a70\u0a71\u0a81-\u0a83"
    "\u0abc-\u0acd\u0b01-\u0b03\u0b3c-\u0b57\u0b82\u0bbe-\u0bcd\u0c00-\u0c04\u0c3e-\u0c56\u0c81-\u0c83\u0cbc-\u0cd6"
    "\u0d00-\u0d03\u0d3b-\u0d4d\u0d82\u0d83\u0dca-\u0ddf\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc"
    "\u0ec8-\u0ecd\u0f35-\u0f39\u0f71-\u0f84\u102b-\u103e\u1056-\u1059\u17b4-\u17d3\u200c\u200d\ufe0f"
)
_SOLO = "\u3041-\u3096\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7a3\U00020000-\U0003134f"
_LETTERS = rf"[^\W{_SOLO}]+(?:[{_MARKS}]+[^\W{_SOLO}]*)*"
_ELIDED = "[ldcsnjmt]|qu|jusqu|lorsqu|puisqu|quoiqu|un|quell|quest|sant|dell|nell|all|dall|sull|coll|anch"
_TURKISH_CASE = (
    "[dt][ae](?:n|ki|kiler|kilar)?|n?[ıiuü]n|[ıiuü]|[yn][aeıiuü]|[ae]|y?l[ae]|l[ae]r(?:[ıi]n?)?|n[dt][ae]n?|s[ıiuü]"
)
# A token and the blanks behind it.
_PIECE = re.compile(
    # Nine words of ten end here.
    r"(?:[A-Za-zÀ-ÖØ-öø-ɏЀ-ӿ]{2,}+(?=[\s,;)]|\.\s)"
    rf"|(?:https?://|www\.)\S*[^\s.,;:!?)\]}}>»”\"']"
    rf"|(?:{_ELIDED}|L|L[´`])['’](?=[^\W\d_])"
    rf"|[^\W\d_{_SOLO}]\.(?:[^\W\d_{_SOLO}]\.)+"
    rf"|(?<!\w)[^\W\d_a-zà-öø-ÿа-џ{_SOLO}]\.(?=\s?-?[^\W\d_])"
    r"|\d+(?:[.,:/’']\d+)+(?!\w)"
    r"|['’](?:s|S)(?!\w)"
    rf"|{_LETTERS}(?:(?:['’](?!(?:s|S|{_TURKISH_CASE})(?![\w'’-]))|[-‐‑&‘ʼ`]){_LETTERS})*"
    rf"|['’](?:{_TURKISH_CASE})(?![\w'’-])"
    r"|.)\s*",
    re.DOTALL,
)

# Letters that decompose into no base letter and mark. Cyrillic й, ї and ў are letters of their own and stay.
_OWN_LETTERS = str.maketrans({
    "ə": "e", "ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ħ": "h", "ŋ": "n",
    "ʼ": "'", "’": "'", "‘": "'", "`": "'", "´": "'", "‐": "-", "‑": "-", "ё": "е",
    "أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ـ": None, "\u200c": None, "\u200d": None, "\xad": None,
})  # fmt: skip
# The breve and diaeresis of Cyrillic й, ї and ў make letters; all other marks are diacritics.
_DIACRITICS = re.compile(
    "[\u0300-\u0305\u0307\u0309-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]+|(?<![\u0400-\u04ff])[\u0306\u0308]+"
)


def fold(text: str) -> str:
    """Lower case without diacritics, apostrophes and hyphens unified; scripts stay, full-width forms become plain."""
    return text.lower() if text.isascii() else _folded(text)


@lru_cache(maxsize=65536)
def _folded(text: str) -> str:
    text = unicodedata.normalize("NFKC", text.casefold()).translate(_OWN_LETTERS)
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", _DIACRITICS.sub("", unicodedata.normalize("NFD", text)))


_ARABIC_ARTICLES = frozenset(("al", "el", "an", "ar", "as", "ash", "at", "ad", "az", "ul", "ud", "us"))


def _shape(text: str) -> Shape:
    if not any(c.isalnum() for c in text):
        return "."
    if text[-1] == "." and text[0].isupper() and (len(text) == 2 or text.count(".") > 1):
        return "X."
    letters = [c for c in text if c.isalpha()]
    if not letters:
        return "9"
    if text[0].isdigit():
        return "m"
    upper = sum(1 for c in letters if c.isupper() or c.istitle())
    lower = sum(1 for c in letters if c.islower())
    if not upper:
        return "x" if lower else "c"
    if not lower:
        return "X"
    if letters[0].isupper() or letters[0].istitle():
        return "Xx"
    article, hyphen, name = text.partition("-")
    return "Xx" if hyphen and article in _ARABIC_ARTICLES and name[:1].isupper() else "m"  # "al-Abadi"


class _Forms(dict[str, str]):
    """A form of each token met, worked out once; emptied before a hostile text fills the memory."""

    def __init__(self, form: Callable[[str], str]) -> None:
        super().__init__()
        self._form = form

    def __missing__(self, token: str) -> str:
        if len(self) > 200_000:
            self.clear()
        form = self[token] = self._form(token)
        return form


def _fold_of(token: str) -> str:
    return fold(token) if _SHAPES[token] in ("X.", ".") else fold(token).rstrip(".")


_SHAPES = _Forms(_shape)
_FOLDS = _Forms(_fold_of)

_WORDS = word_lists("sentences")
_ABBREVIATIONS = _WORDS["capitalised abbreviations"] | _WORDS["abbreviations"]
_STARTERS = _WORDS["starters"]
_ENDERS = frozenset(".!?…。！？؟।።")
_CLOSERS = frozenset("\"'”’»)]}』」›“")
_STOPS = frozenset((".", "X."))  # shapes of tokens that may end a sentence
_PARAGRAPH_BREAK = re.compile(r"\n[^\S\n]*\n\s*")


def tokenise(text: str) -> Tokens:
    """The tokens of a text. Linear in its length; every character that is no blank lies in exactly one token, in order.

    Sentences are numbered through the whole text, from 0; a paragraph (after a blank line) begins a new one.
    """
    # Column by column, so that the interpreter's own loops run over the tokens.
    lead = len(text) - len(text.lstrip())
    pieces = _PIECE.findall(text, lead)
    texts = list(map(str.rstrip, pieces))
    starts = list(accumulate(map(len, pieces), initial=lead))
    starts.pop()
    ends = list(map(add, starts, map(len, texts)))
    shapes = list(map(_SHAPES.__getitem__, texts))
    folds = list(map(_FOLDS.__getitem__, texts))
    marks = [i for i, shape in enumerate(shapes) if shape in _STOPS]
    stops = [i for i in marks if texts[i] in _ENDERS or shapes[i] == "X."]
    glued = [i for i in stops if texts[i] == "." and i and texts[i - 1] in _ABBREVIATIONS and starts[i] == ends[i - 1]]
    if glued:
        kept = bytearray(b"\1") * len(texts)
        for i in glued:
            texts[i - 1] += "."
            ends[i - 1] = ends[i]
            kept[i] = 0
        texts, folds, shapes = (list(compress(column, kept)) for column in (texts, folds, shapes))
        starts, ends = list(compress(starts, kept)), list(compress(ends, kept))
        stops = [i - bisect_right(glued, i) for i in stops]
    breaks = [bisect_left(starts, match.end()) for match in _PARAGRAPH_BREAK.finditer(text)]
    tokens = Tokens(text, starts, ends, texts, folds, shapes, [], [])
    tokens.paragraphs = _running(breaks, len(texts))
    tokens.sentences = _running(sorted(breaks + _sentence_begins(tokens, stops)), len(texts))
    return tokens


def _sentence_begins(tokens: Tokens, stops: list[int]) -> list[int]:
    """The tokens behind those of ``stops`` that end a sentence."""
    texts, starts, ends = tokens.texts, tokens.starts, tokens.ends
    n = len(texts)
    begins: list[int] = []
    for stop in stops:
        after = stop + 1
        while after < n and texts[after] in _CLOSERS and starts[after] == ends[after - 1]:
            after += 1
        if after < n and _ends_sentence(tokens, stop, after):
            begins.append(after)
    return begins


def _ends_sentence(tokens: Tokens, stop: int, after: int) -> bool:
    texts, shapes = tokens.texts, tokens.shapes
    if texts[stop] not in _ENDERS:  # an abbreviation or initial
        return shapes[after] in ("Xx", "X") and tokens.folds[after] in _STARTERS
    if shapes[after] == "x" or texts[after] in _ENDERS:
        return False
    if tokens.starts[after] > tokens.ends[after - 1] or shapes[after] == "c":
        return True
    # "agreement.The": a blank was lost.
    return shapes[after] == "Xx" and stop > 0 and shapes[stop - 1] in ("x", "Xx")


def _running(begins: list[int], n: int) -> list[int]:
    """For each of ``n`` places how many distinct values of the ascending ``begins`` lie in (0, place]."""
    numbers: list[int] = []
    number, last = 0, 0
    for begin in begins:
        if last < begin < n:
            numbers.extend([number] * (begin - last))
            number += 1
            last = begin
    numbers.extend([number] * (n - last))
    return numbers
