"""All names of the authority tables in a text, found in one pass over its tokens.

Instead of an automaton over letters the tables are hashed by words: a text's word that begins no entry costs one
look-up, and borders of tokens hold by themselves. Of the entries of one family that begin at a token the longest
counts, and the next of that family begins after it (leftmost-longest); families overlap freely, for a portfolio lies
inside a body's name.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from corpus.authority.tables import ANY, CAPITAL, EXACT, Entry, Table, table
from corpus.extracting.tokens import Hit, Tokens

_FAMILIES = {
    "country": "nation",
    "no-country": "nation",
    "adjective": "nation",
    "capital": "nation",
    "region": "nation",
    "minister": "office",
}

_CUT_DEEP = frozenset(("az", "tr", "uz"))
_HYPHENED = frozenset(("de", "nl", "sv", "da", "nb"))  # languages that join a body and its officer so
_LEVELS = ("bundes", "landes", "us-")  # what stands before the portfolio in a compound: "Bundesinnenministerium"


def find_hits(tokens: Tokens, languages: Sequence[str]) -> list[Hit]:
    """Entries of the languages' tables, and of English, that stand in the tokens, in order of their first token."""
    found: dict[Hit, None] = {}
    for language in dict.fromkeys((*languages, "en")):
        _scan(table(language), tokens, found)
    return sorted(found, key=lambda hit: (hit[0], -hit[1]))


def _scan(words: Table, tokens: Tokens, found: dict[Hit, None]) -> None:
    folds, paragraphs = tokens.folds, tokens.paragraphs
    entries, stem = words.entries, words.stem
    doubtful = words.language in _CUT_DEEP or words.language in ("hu", "vi")
    taken: dict[str, int] = {}  # family -> token where its last hit ended
    openings = [(at, opening) for at, opening in enumerate(map(words.openings.__getitem__, folds)) if opening]
    for first, (alone, further, compound) in openings:
        matched = False
        if further and first + 1 < len(folds):
            second = folds[first + 1] if stem is None else stem(folds[first + 1])
            for length in further.get(second, ()):
                last = first + length
                if last > len(folds) or paragraphs[last - 1] != paragraphs[first]:
                    continue
                key = folds[first:last] if stem is None else map(stem, folds[first:last])
                listed = entries.get(" ".join(key))
                if listed:
                    listed = _that_agree(listed, first, last, tokens, words.language) if doubtful else listed
                    matched = _take(listed, first, last, tokens, taken, found) or matched
        if alone:
            alone = _that_agree(alone, first, first + 1, tokens, words.language) if doubtful else alone
            matched = _take(alone, first, first + 1, tokens, taken, found) or matched
        if compound and not matched:
            _compound(words, first, tokens, found)


def _take(
    listed: list[Entry], first: int, last: int, tokens: Tokens, taken: dict[str, int], found: dict[Hit, None]
) -> bool:
    fresh = []
    if len(listed) > 1:
        listed = _of_number(listed, " ".join(tokens.folds[first:last]))
    for entry in listed:
        family = _FAMILIES.get(entry.kind, entry.kind)
        if taken.get(family, 0) <= first and (entry.case == ANY or _case_agrees(entry, first, tokens)):
            found[Hit(first, last, entry.kind, entry.value)] = None
            fresh.append(family)
    for family in fresh:
        taken[family] = last
    return bool(fresh)


def _that_agree(listed: list[Entry], first: int, last: int, tokens: Tokens, language: str) -> list[Entry]:
    """The entries that stand in the tokens also where their keys say too little: where many endings are cut off in a
    row, "Bak" is no "bakan"; where diacritics make words, "Bồ" is no "Bộ"."""
    if language in _CUT_DEEP:
        return [entry for entry in listed if tokens.folds[last - 1].startswith(_root(entry.form))]
    if language == "hu":
        return [entry for entry in listed if tokens.folds[last - 1].startswith(entry.form.rpartition(" ")[2])]
    if language == "vi":
        return [entry for entry in listed if tokens.words(first, last).lower() == entry.text.lower()]
    return listed


@lru_cache(maxsize=1 << 14)
def _root(form: str) -> str:
    """What any case of a name's last word begins with."""
    word = form.rpartition(" ")[2]
    return word[: len(word) - (2 if len(word) > 5 else 1)]


def _of_number(listed: list[Entry], text: str) -> list[Entry]:
    """The entries without the singulars where a plural with the same stem stands in the text, and the reverse."""
    dropped: set[Entry] = set()
    for plural in listed:
        if plural.value.endswith("+"):
            singular = max(
                (e.form for e in listed if _is_singular_of(e, plural) and text.startswith(e.form)), key=len, default=""
            )
            many = plural.form if text.startswith(plural.form) else ""
            if len(many) > len(singular):
                dropped.update(e for e in listed if _is_singular_of(e, plural))
            elif singular:
                dropped.add(plural)
    return [entry for entry in listed if entry not in dropped] if dropped else listed


def _is_singular_of(entry: Entry, plural: Entry) -> bool:
    return entry.kind == plural.kind and entry.value == plural.value[:-1]


def _case_agrees(entry: Entry, first: int, tokens: Tokens) -> bool:
    if entry.case == CAPITAL:
        return tokens.shapes[first] != "x"
    return tokens.texts[first] == entry.text or tokens.texts[first].partition("-")[0] == entry.text


def _compound(words: Table, first: int, tokens: Tokens, found: dict[Hit, None]) -> None:
    """Compounds ("Innenministerium") by their end, hyphened words by their parts, as hits over the whole token."""
    fold = tokens.folds[first]
    if len(fold) > 60:
        return
    for suffix, listed in words.suffixes.items():
        if fold.endswith(suffix) and len(fold) > len(suffix):
            stem = fold[: -len(suffix)].rstrip("-")
            for prefix in _LEVELS:
                stem = stem.removeprefix(prefix)
            key = words.stem(stem) if words.stem else stem
            portfolio = next((e.value for e in words.entries.get(key, ()) if e.kind == "compound"), "?" + stem)
            for entry in listed:
                found[Hit(first, first + 1, entry.kind, portfolio if entry.value == "*" else entry.value)] = None
            return
    head, hyphen, tail = fold.rpartition("-")
    if hyphen and head and words.language in _HYPHENED:  # "BKA-Präsident"
        for entry in words.entries.get(words.stem(tail) if words.stem else tail, ()):
            if entry.kind == "office":
                found[Hit(first, first + 1, entry.kind, entry.value)] = None
                return
    for part in fold.split("-"):
        stem = words.stem(part) if words.stem else part
        for entry in words.entries.get(stem, ()):
            if entry.kind in ("country", "adjective") and _part_agrees(entry, part, tokens.texts[first]):
                found[Hit(first, first + 1, entry.kind, entry.value)] = None


def _part_agrees(entry: Entry, part: str, text: str) -> bool:
    if entry.case == EXACT:
        return entry.text in text.split("-")
    return entry.case != CAPITAL or part.capitalize() in text or part.upper() in text
