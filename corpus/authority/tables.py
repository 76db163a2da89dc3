"""The tables as the gazetteer reads them: for each language, which words mean what.

Four kinds of file, all meant to be edited by hand:

``languages/<language>.txt``
    the words of the grammar: heads of authorities ("ministry"), portfolios, offices, what an authority is not
``nations/<language>.txt``
    states: further names, adjectives and peoples, capitals that stand for them
``countries/<language>.tsv``
    states by CLDR's names; made by ``making/countries.py``
``bodies/<country>.txt``
    authorities with names of their own

In the first two "[kind]" begins a section, and a line is "value: word | word". Where a plural has to be told from a
singular, " / " stands between them; "form > nominative" lists a case that the cut of endings misses. A line of
``bodies`` is "id: Name | other name; language: name | name; holder: office": the first name is the body's display name,
names without a language hold in all texts (acronyms, English), and ``holder`` are offices whose holder speaks for the
body. The id's country is the file's name.

How a word is written says how it is found: in lower case in any case, with a capital only with one, an acronym or a
name with inner capitals only as written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from corpus.authority import cached
from corpus.authority.stems import stemmer

if TYPE_CHECKING:
    from corpus.extracting.tokens import Tokens

_FOLDER = Path(__file__).parent
ANY, CAPITAL, EXACT = range(3)  # how the case of a text's word must agree with the table's


# The tables are tokenised as the texts are, and the package of the tokens reads the tables: imported on first use.
def tokenise(text: str) -> Tokens:
    from corpus.extracting.tokens import tokenise

    return tokenise(text)


def fold(text: str) -> str:
    from corpus.extracting.tokens import fold

    return fold(text)


class Entry(NamedTuple):
    kind: str
    value: str
    case: int
    text: str  # in the singular and the nominative
    form: str = ""  # folded, as the table has it


class Written(NamedTuple):
    """A line's name before it is compiled."""

    name: str
    kind: str
    value: str
    singular: str | None = None


@dataclass(frozen=True, slots=True)
class Body:
    id: str
    name: str
    country: str | None
    names: tuple[tuple[str, tuple[str, ...]], ...] = ()  # language, names in it

    def name_in(self, language: str) -> str:
        """The body's name in a language, else its display name."""
        return next((names[0] for tongue, names in self.names if tongue == language), self.name)

    def spelled_out(self, acronym: str, language: str) -> str:
        """The name that an acronym is made of, else the name in the language."""
        letters = acronym.casefold()
        for _, names in self.names:
            for name in names:
                if "".join(word[0] for word in name.split() if word[0].isupper()).casefold() == letters:
                    return name
        return self.name_in(language)


class Opening(NamedTuple):
    """What may begin with a word of a text."""

    alone: list[Entry]  # the entries that are this word
    further: dict[str, tuple[int, ...]]  # second word -> numbers of words of such entries, longest first
    compound: bool  # the word may be made of others


class _Openings(dict[str, Opening | None]):
    """``Opening`` of each folded word met, None where nothing of the table begins with it. Most words of most texts
    are such, and cost one look-up."""

    def __init__(self, words: Table) -> None:
        super().__init__()
        self._words = words

    def __missing__(self, fold: str) -> Opening | None:
        if len(self) > 200_000:
            self.clear()
        words = self._words
        stem = words.stem(fold) if words.stem else fold
        lengths: dict[str, set[int]] = {}
        for begun in words.beginning.get(stem, ()):
            if len(begun) > 1:
                lengths.setdefault(begun[1], set()).add(len(begun))
        further = {second: tuple(sorted(known, reverse=True)) for second, known in lengths.items()}
        found = Opening(words.entries.get(stem, []), further, fold.endswith(words.ends) or "-" in stem)
        opening = self[fold] = found if any(found) else None
        return opening


class Table:
    """What the words of one language mean: ``entries`` by stemmed words joined by blanks."""

    def __init__(self, language: str, written: Iterable[Written]) -> None:
        self.language = language
        self.stem = stemmer(language)
        self.entries: dict[str, list[Entry]] = {}
        self.beginning: dict[str, list[list[str]]] = {}  # first word -> the words of the entries that begin with it
        self.suffixes: dict[str, list[Entry]] = {}  # ends of compounds ("ministerium")
        self.ends: tuple[str, ...] = ()
        self.openings = _Openings(self)
        self.add(written)

    def add(self, written: Iterable[Written]) -> None:
        items = list(written)
        marked = [item for item in items if not _plain(item.name)]
        tokens = tokenise("\n\n".join(item.name for item in marked))
        marked_stems = self.stems(tokens)
        begin = 0
        for item in items:
            if _plain(item.name):
                words = (
                    [self.stem(word) for word in item.name.lower().split()] if self.stem else item.name.lower().split()
                )
                case = _plain_case(item.name)
            else:
                end = begin
                while end < len(marked_stems) and tokens.paragraphs[end] == tokens.paragraphs[begin]:
                    end += 1
                words, case = marked_stems[begin:end], _case(tokens, begin, end)
                begin = end
            self._enter(item, words, case)
        self.ends = tuple(self.suffixes)
        self.openings.clear()

    def _enter(self, item: Written, words: list[str], case: int) -> None:
        if item.kind.startswith("suffix "):
            self.suffixes.setdefault(fold(item.name), []).append(Entry(item.kind[7:], item.value, ANY, item.name))
            return
        entry = Entry(item.kind, item.value, case, item.singular or item.name, fold(item.name))
        known = self.entries.setdefault(" ".join(words), [])
        if not known:
            self.beginning.setdefault(words[0], []).append(words)
        if entry not in known:
            known.append(entry)

    def stems(self, tokens: Tokens) -> list[str]:
        """The key of each token in this table."""
        return tokens.folds if self.stem is None else [self.stem(fold) for fold in tokens.folds]

    def written(self, tokens: Tokens, first: int, last: int, kind: str) -> str | None:
        """How the table writes what stands in the tokens: the nominative of an inflected name."""
        folds = tokens.folds[first:last]
        key = " ".join(folds if self.stem is None else map(self.stem, folds))
        names = [entry.text for entry in self.entries.get(key, ()) if entry.kind == kind]
        printed = " ".join(folds)
        return next((name for name in names if fold(name) == printed), names[0] if names else None)

    def singular(self, name: str, kind: str, value: str) -> str | None:
        """How the table writes the singular of a plural."""
        folded = fold(name)
        key = " ".join(self.stems(tokenise(name)))
        return next(
            (
                e.text
                for e in self.entries.get(key, ())
                if e.kind == kind and e.value == value and fold(e.text) != folded
            ),
            None,
        )

    def named(self, name: str, kind: str) -> list[Entry]:
        """Entries of a kind under a name, in any case of its letters."""
        key = " ".join(self.stems(tokenise(name)))
        return [entry for entry in self.entries.get(key, ()) if entry.kind == kind]


def _plain(name: str) -> bool:
    """Whether a name is of unaccented words only, which are tokens as they stand."""
    return name.isascii() and name.replace(" ", "").isalpha()


def _plain_case(name: str) -> int:
    if name.islower():
        return ANY
    one_word = " " not in name
    if one_word and not name[1:].islower() and (len(name) > 1 or name.isupper()):
        return EXACT
    return CAPITAL if name[0].isupper() else ANY


def _case(tokens: Tokens, begin: int, end: int) -> int:
    shape = tokens.shapes[begin]
    if end - begin == 1:
        text = tokens.texts[begin]
        if text.endswith("."):
            return EXACT
        if shape in ("X", "X.") or any(c.isupper() for c in text[1:]):
            return EXACT if "-" not in text or shape == "X" else CAPITAL
    return CAPITAL if shape in ("Xx", "X", "X.") else ANY


def _lines(path: Path) -> Iterator[tuple[str, str, str]]:
    """(section, value, rest) of each line of a sectioned file."""
    section = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[] ")
        elif line and not line.startswith("#"):
            value, _, rest = line.partition(": ")
            yield section, value, rest


class Grammar(NamedTuple):
    """The small words of a language that hold a body's name together, folded."""

    # "after", "before": where the portfolio stands; "bare": after it, without a link; "repeated": with a link before
    # each of several; "behind": offices behind their holders
    order: frozenset[str]
    link: frozenset[str]
    article: frozenset[str]
    and_: frozenset[str]
    state: frozenset[str]  # "republic": what stands between a link and the state's name
    determiner: frozenset[str]  # before a head that means a body named already
    tail: frozenset[str]  # nouns and adjectives that go on with the name of a portfolio
    qualifier: frozenset[str]  # "federal": between a head and its portfolio, or before the head
    charge: frozenset[
        str
    ]  # as a link, to a portfolio only: "sottosegretario alla Salute", but "in visita alla Francia"


@cache
def grammar(language: str) -> Grammar:
    """The grammar section of a language's file; empty where there is no such file."""
    path = _FOLDER / "languages" / f"{language}.txt"
    words: dict[str, frozenset[str]] = {}
    if path.exists():
        for section, value, rest in _lines(path):
            if section == "grammar":
                words[value] = frozenset(fold(word) for word in rest.split(" | "))
    names = (name.rstrip("_") for name in Grammar._fields)
    return Grammar(*(words.get(name, frozenset()) for name in names))


@cache
def grammar_of_all(languages: tuple[str, ...]) -> Grammar:
    """The grammars of several languages in one."""
    return Grammar(*(frozenset().union(*words) for words in zip(*map(grammar, languages), strict=True)))


def _words(path: Path) -> Iterator[Written]:
    for section, value, rest in _lines(path):
        if section == "grammar":
            continue
        for words in rest.split(" | "):
            single, _, plural = words.partition(" / ")
            form, _, nominative = single.partition(" > ")
            if single := form.strip():
                yield Written(single, section, value, nominative.strip() or None)
            if plural := plural.strip():
                yield Written(plural, section, value + "+", single)


def _english_plurals(written: Iterator[Written]) -> Iterator[Written]:
    for item in written:
        yield item
        if item.kind == "adjective" and item.name[-1] in "naikr":
            yield item._replace(name=item.name + "s")


def _ampersands(written: Iterator[Written]) -> Iterator[Written]:
    """Names of bodies and portfolios with "&" too where they have "and"."""
    for item in written:
        yield item
        if " and " in item.name and item.kind in ("body", "portfolio", "charge"):
            yield item._replace(name=item.name.replace(", and ", " & ").replace(" and ", " & "))


# How languages write "former" onto an office.
_FORMER = {"pt": ("ex-",), "es": ("ex-", "ex"), "fr": ("ex-",), "it": ("ex-",), "ca": ("ex-", "ex"), "ro": ("ex-",)}


def _with_former(written: Iterator[Written], prefixes: tuple[str, ...]) -> Iterator[Written]:
    for item in written:
        yield item
        if item.kind in ("minister", "office") and item.name[0].islower() and not item.name.startswith("ex"):
            for prefix in prefixes:
                singular = prefix + item.singular if item.singular else None
                yield item._replace(name=prefix + item.name, singular=singular)


def _countries(language: str) -> Iterator[Written]:
    path = _FOLDER / "countries" / f"{language}.tsv"
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            code, _, name = line.partition("\t")
            yield Written(name, "country", code)


class _Line(NamedTuple):
    id: str
    names: list[tuple[str, list[str]]]  # language, names in it; "en" first


@cache
def _body_lines() -> tuple[_Line, ...]:
    lines = []
    for path in sorted((_FOLDER / "bodies").glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line or line[0] == "#":
                continue
            key, _, rest = line.partition(": ")
            groups = []
            for n, group in enumerate(rest.split("; ")):
                language, names = ("en", group) if n == 0 else group.split(": ", 1)
                groups.append((language.strip(), [name.strip() for name in names.split(" | ")]))
            lines.append(_Line(f"{path.stem}/{key}", groups))
    return tuple(lines)


_MINISTRIES = frozenset((
    "ministry", "departmen", "ministerstvo", "ministerstwo", "ministarstvo", "ministrstvo", "ministerium",
    "bundesministerium", "ministerie", "министерство", "міністерство", "министарство",
))  # fmt: skip
_OF_CHARGES = frozenset(("of", "for", "the", "van", "des", "der", "für", "do", "pro", "za", "по", "з", "у"))

_ADDED: dict[str, list[Written]] = {}
_ADDED_BODIES: dict[str, Body] = {}


def _bodies(language: str) -> Iterator[Written]:
    for line in _body_lines():
        for tongue, names in line.names:
            if tongue == "holder":
                if language == "en":
                    yield from (Written(name, "holder", line.id) for name in names)
            elif tongue == language:
                yield from (Written(name, "body", line.id) for name in names)
                yield from _charges(names, language)
    yield from _ADDED.get(language, ())


def _charges(names: list[str], language: str) -> Iterator[Written]:
    """What the listed ministries are of, several words long, so that a minister's title is read to its end."""
    for name in names:
        head, *charge = name.split()
        if len(charge) < 3 or fold(head).rstrip("t") not in _MINISTRIES:
            continue
        while charge and charge[0] in _OF_CHARGES:
            del charge[0]
        if len(charge) > 1:
            words = " ".join(charge)
            yield Written(words[:1].lower() + words[1:], "charge", "charge")


@cached.until_added
def table(language: str) -> Table:
    """The table of a language (ISO 639-1); empty but for CLDR's names where nothing else is known of it."""
    written: list[Written] = list(_countries(language))
    for folder in ("nations", "languages"):
        path = _FOLDER / folder / f"{language}.txt"
        if path.exists():
            words = _words(path)
            if language in _FORMER and folder == "languages":
                words = _with_former(words, _FORMER[language])
            written.extend(_ampersands(_english_plurals(words)) if language == "en" else words)
    if language in ("en", "de"):
        for code, names in regions().items():
            written.extend(Written(name, "region", code) for name in names if language == "en" or code[:2] == "DE")
    written.extend(_ampersands(_bodies(language)) if language == "en" else _bodies(language))
    return Table(language, written)


@cache
def head_words(language: str) -> dict[str, str]:
    """The first word of each head of a language, with a capital."""
    path = _FOLDER / "languages" / f"{language}.txt"
    words: dict[str, str] = {}
    for section, value, rest in _lines(path) if path.exists() else ():
        if section == "head":
            word = rest.split(" | ")[0].split(" / ")[0]
            words.setdefault(value, word[:1].upper() + word[1:])
    return words


@cache
def ministry_words(language: str) -> dict[str, str]:
    """What the ministries of portfolios are called where that is one word or more without a head of its own."""
    path = _FOLDER / "languages" / f"{language}.txt"
    lines = _lines(path) if path.exists() else iter(())
    return {value: rest.split(" | ")[0] for section, value, rest in lines if section == "ministry-of"}


@cache
def portfolio_names(language: str) -> dict[str, tuple[str, ...]]:
    """What the portfolios are called in a language, by id, the full name first."""
    path = _FOLDER / "languages" / f"{language}.txt"
    lines = _lines(path) if path.exists() else iter(())
    return {value: tuple(rest.split(" | ")) for section, value, rest in lines if section == "portfolio"}


@cache
def regions() -> dict[str, list[str]]:
    """Names of the parts of states, by code ("US-MN"), the full name first."""
    lines = _lines(_FOLDER / "regions.txt")
    return {code: [name.strip() for name in names.split(" | ")] for _, code, names in lines}


@cached.until_added
def bodies() -> dict[str, Body]:
    """All listed bodies by id."""
    known = {}
    for line in _body_lines():
        names = tuple((language, tuple(given)) for language, given in line.names if language != "holder")
        known[line.id] = Body(line.id, names[0][1][0], line.id.split("/")[0].upper(), names)
    return {**known, **_ADDED_BODIES}


def add(body: Body, written: dict[str, list[Written]]) -> None:
    """Add a body to the tables of this process, with its names and the offices that speak for it by language."""
    _ADDED_BODIES[body.id] = body
    for language, names in written.items():
        _ADDED.setdefault(language, []).extend(names)
    cached.empty()


def forget() -> None:
    """Forget all that was added."""
    _ADDED.clear()
    _ADDED_BODIES.clear()
    cached.empty()
