"""The dateline: the place, perhaps a region, a date and an agency, that open the text before a mark."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from corpus.authority import place_country, place_name
from corpus.authority.wordlists import word_lists
from corpus.extracting.dates import DateFound, find_dates
from corpus.extracting.lexicon import Is, lexicon
from corpus.extracting.tokens import Tokens, fold, tokenise

_REACH = 130  # characters within which a dateline ends
_SIGNED = 24  # tokens among which an agency signs
_BEFORE_SIGNATURE = frozenset((".", ",", "/", "-", "–", "—"))
_CLOSING = re.compile(r"(?:[-–—/(]{1,2}\s?|\n)([^\W\d_][\w.]{1,20}?)[)/.]{0,3}\s*(?:\(\S{4,30}\))?\s*\Z")
_YEAR_WORD = re.compile(r"\A\s?(?:г\.|года|р\.|року|ж\.)(?=\W|\Z)")
_SLASHED = re.compile(r"\.?\s*/[^/\n]{2,24}/\.?")
_MARK = re.compile(r"\s*(?:--+|[–—―‒]|\s-|-\s|\s\u0097|[:：](?=\s|\Z)|/\s?-|\)\s?=)\s*")
_OPENING = re.compile(
    # Capitals before a gap that stands for a lost dash, before mixed text, or with their state.
    r"(?P<gap>[A-Z][A-Z.' ]{2,25}(?:, ?[A-Z][A-Za-z.]{1,8})?)(?<! U S)(?=\s{2,}[A-Z\"“])"
    r"|(?P<shouted>[A-Z]{3,}(?: [A-Z]{3,}){0,2}(?:, (?:(?:[A-Z]\.){2}|[A-Z][a-z]{2,5}\.))?)"
    r"(?=\s+(?:[A-Z][a-z]|A |U\.? ?S\.? ))"
    r"|(?P<state>[A-Z]{3,}(?: [A-Z]{3,}){0,2}, (?:[A-Z]\.){2})(?=\s?[A-Z])"
    r"|(?P<region>Washington, ?D\.? ?C\.?)(?=\s?[A-Z])"
    r"|(?P<lost>[A-Z][\w.'-]+(?: [A-Z][\w.'-]+)?  ?(?:D ? ?C|[A-Z]{2}))(?=\s{2,}[A-Z])"
    r"|(?P<bare>[A-Z][a-z]{3,}(?: [A-Z][a-z]+)?)(?=\s{4,}[A-Z])"
)
_HAN_AGENCY = re.compile(r"(?:\w{2,4}社)(\w{2,4}?)(?=\d{1,2}月\d{1,2}日[电電])")
_BRACKETED = re.compile(r"[(\[（【［]\s*([^\W\d_]{2,4})\s*[=＝]\s*\w+\s*[)\]）】］]")


@dataclass(frozen=True, slots=True)
class DatelineFound:
    text: str
    end: int  # offset behind the dateline in the text it was read from
    place: str | None
    country: str | None
    date: DateFound | None
    tokens: Tokens
    rule: str


@dataclass(frozen=True, slots=True)
class _Place:
    name: str
    country: str | None
    known: bool


def dateline_of(text: str, country: str | None) -> DatelineFound | None:
    """The dateline at the beginning of a text; None where it opens with a sentence. ``country`` is the publisher's."""
    head = text[:_REACH].split("\n", 1)[0]
    if not head.strip():
        return None
    tokens = tokenise(head)
    dates = find_dates(tokens)
    agency = _by_agency(head, tokens, dates)
    if agency is not None:
        return agency
    dated: DatelineFound | None = None
    for end, rule in _ends(head, tokens, dates, len(text)):
        found = _read(head, end, tokens, dates, country, rule)
        if found is None:
            continue
        if found.place is not None:
            return found
        dated = dated or found
    return dated


def _ends(head: str, tokens: Tokens, dates: list[DateFound], length: int) -> list[tuple[int, str]]:
    """Offsets at which a dateline could end, the clearest first."""
    ends = [(mark.start(), "place before a dash or colon") for mark in _MARK.finditer(head) if mark.start() > 0][:4]
    if dates and tokens.starts[dates[0].first] < 70:
        end = tokens.ends[dates[0].last - 1]
        behind = _YEAR_WORD.sub("", head[end : end + 40])
        end += len(head[end : end + 40]) - len(behind)
        slashed = _SLASHED.match(behind)
        if slashed is not None:
            ends.append((end + slashed.end(), "place and date before an agency"))
        if behind.lstrip()[:1] in (".", ")", "。") or not behind.strip(" ."):
            ends.append((end, "place and date before a stop"))
        elif _is_agency(behind):
            ends.append((end, "place and date before an agency"))
        elif head[:end].isupper() or re.match(r"\s{3,}\S", behind):
            ends.append((end, "place and date before a gap"))
    signed = _signature(tokens)
    if signed is not None and signed > 1 and tokens.texts[signed - 1] in (".", ",", "/", "("):
        ends.append((tokens.ends[signed], "place before an agency's name"))
    opening = _OPENING.match(head)
    if opening is not None:
        kind = str(opening.lastgroup)
        ends.append((opening.end(), f"place without its mark ({kind})"))
    return ends


def _is_agency(behind: str) -> bool:
    word = re.match(r"[,\s/(]*([^\W\d_]{2,12})", behind)
    return word is not None and fold(word[1]) in agencies()


@cache
def agencies() -> dict[str, str | None]:
    """States of news agencies by their folded names; None where an agency is of no one state."""
    return {
        fold(name.replace("_", " ")): None if state == "-" else state
        for state, names in word_lists("agencies").items()
        if state != "services"
        for name in names
    }


def _signature(tokens: Tokens) -> int | None:
    """The token of an agency's name among those of a dateline: capitals, or a name that is no common word."""
    common = lexicon("en")
    for at in range(1, min(_SIGNED, len(tokens))):
        word, shape = tokens.folds[at], tokens.shapes[at]
        if word in agencies() and (shape == "X" or (shape == "Xx" and not common[word] & Is.WORD)):
            return at
    return None


def agency_of(found: DatelineFound | None, text: str) -> str | None:
    """The folded name of the agency that signs a dateline, or the end of a text.

    In a dateline letters in parentheses behind the place sign too.
    """
    closing = _CLOSING.search(text[-60:])
    if closing is not None and fold(closing[1]) in agencies():
        return fold(closing[1])
    if found is None or found.place is None:
        return None
    tokens, end = found.tokens, found.end + 14
    last = bisect_right(tokens.starts, end)
    signed = _signature(tokens)
    if signed is not None and signed < last:
        return tokens.folds[signed]
    for at in range(1, min(last, len(tokens)) - 1):
        bracketed = tokens.texts[at - 1] == "(" and tokens.texts[at + 1] == ")" and tokens.ends[at] < len(found.text)
        if bracketed and tokens.shapes[at] in ("X", "Xx") and 1 < len(tokens.texts[at]) < 10:
            return tokens.folds[at]
    return None


def _by_agency(head: str, tokens: Tokens, dates: list[DateFound]) -> DatelineFound | None:
    """新华社北京3月12日电 and (서울=연합뉴스): a town the agency writes from."""
    for pattern in (_HAN_AGENCY, _BRACKETED):
        match = pattern.match(head)
        place = _native(match[1]) if match else None
        if match is None or place is None:
            continue
        found = next((d for d in dates if tokens.starts[d.first] <= match.end() + 3), None)
        end = max(match.end(), tokens.ends[found.last - 1] if found else 0)
        if head[end : end + 1] in ("电", "電"):
            end += 1
        return DatelineFound(head[:end].strip(), end, place.name, place.country, found, tokens, "an agency's dateline")
    return None


def _read(
    head: str, end: int, tokens: Tokens, dates: list[DateFound], country: str | None, rule: str
) -> DatelineFound | None:
    """The dateline that ends at ``end``, None where its words are something else."""
    found = next((d for d in dates if tokens.ends[d.last - 1] <= end + 1), None)
    signed = _signature(tokens)
    apart = signed is not None and signed > 1 and tokens.texts[signed - 1] in _BEFORE_SIGNATURE
    last = min(end, tokens.starts[signed]) if signed is not None and apart else end
    words = head[:last]
    if found is not None:
        begin, stop = tokens.starts[found.first], tokens.ends[found.last - 1]
        words = f"{head[: min(begin, last)]} , {_YEAR_WORD.sub('', head[stop:last])}"
    words = re.sub(r"\A\s*[(\[][A-Z]{3,}[)\]]\s*[–—-]", "", words)
    words = re.sub(r"\([^)]*\)?", lambda m: m[0] if m.start() == 0 or _within(m[0]) else "", words.strip(" ,."))
    words = re.sub(r"(?i)\b(?:le|den|am|el|o|il|a)(?=\s*(?:,|\Z))", "", words).strip(" ,.;:()/–—-\u0097\t")
    if found is None and re.fullmatch(r"\s*[(\[][A-Z]{3,}[)\]]\s*", head[:end]):
        return None  # an agency's name; the dateline goes on
    place = _place(words, country, found is not None, rule)
    if place is None:
        if words or found is None or rule.endswith(("stop", "gap", "agency")):
            return None
        return _made(head, end, None, None, found, tokens, rule)
    return _made(head, end, place.name, place.country, found, tokens, rule)


def _within(bracketed: str) -> bool:
    """Whether parentheses behind a place name its region: Ottawa (Ontario), Brasília (DF)."""
    inner = bracketed.strip("()").strip()
    return inner.istitle() and len(inner) > 3 and place_country("", inner) is not None


def _made(
    head: str, end: int, place: str | None, country: str | None, found: DateFound | None, tokens: Tokens, rule: str
) -> DatelineFound:
    mark = re.compile(r"\W*").match(head, end)
    behind = mark.end() if mark else end
    opened = head[end:behind].rstrip('"“„«( ') if mark else ""
    text = head[: end + 1] if head[end : end + 1] in (".", ")") else head[:end]
    return DatelineFound(" ".join(text.split()), end + len(opened), place, country, found, tokens, rule)


_NAME = re.compile(r"[^\W\d_][\w.'’ʻ-]*(?: [^\W\d_][\w.'’-]*){0,3}\Z")
_APART = re.compile(r"[,،、，/()–—:]+|\s-\s|\s{2,}")


def _place(words: str, country: str | None, dated: bool, rule: str) -> _Place | None:
    """The first place of a dateline's words, with its state by what follows it behind a comma."""
    whole = " ".join(words.split())
    parts = [part.strip(" .") if "." not in part.strip()[:-1] else part.strip() for part in _APART.split(words)]
    parts = [piece for part in parts for piece in _patterns().joint.split(part) if piece.strip(" .")]
    if not parts or len(parts) > 5 or len(whole) > 90:
        return None
    name = _patterns().opener.sub("", parts[0])
    native = _native(name)
    if native is not None:
        return native
    first = re.sub(r"\W+\Z", "", fold(name.split()[0])) if name.split() else ""
    if not _NAME.match(name) or (first in _words("no place") and not (" " in name and place_country(name))):
        return None
    if any(word[0].islower() and fold(word) not in _words("inside") for word in name.split()):
        return None
    if len(parts) > 1 and place_country(name) is None and place_country(parts[1], None, country) and _is_common(name):
        name = parts.pop(1)  # "STATE HOUSE, NAIROBI"
    state = re.fullmatch(r"([A-Z][\w.'-]+(?: [A-Z][\w.'-]+)*?) ((?:D ?C|[A-Z]{2}|D\.C\.))", name)
    region = parts[1] if len(parts) > 1 else None
    if state is not None and place_country(state[1]) is not None:
        name, region = state[1], state[2].replace(" ", "")
    return _judged(name, region, country, dated, rule, len(parts), len(whole.split()))


def _judged(
    name: str, region: str | None, country: str | None, dated: bool, rule: str, parts: int, length: int
) -> _Place | None:
    """A name taken for a place: a known town, or one that its date, its region or its capitals make likely."""
    town = place_country(name)
    if town is not None:
        state = place_country(name, region, country)
        return _Place(_one_name(name, state), state, True)
    if "lost" in rule or "bare" in rule or "shouted" in rule:
        return None
    regional = place_country(name, region, country) if region else None
    words = name.replace("-", " ").split()
    if _is_common(name):
        return None
    if regional is not None and ("stop" in rule or parts <= 3):
        return _Place(_cased(name), regional, False)
    if dated and parts <= 4 and length <= 8:
        elsewhere = region is not None and parts == 2 and place_country(region, None, country) is None
        return _Place(_cased(name), None if elsewhere else country, False)
    if name.isupper() and len(name) > 2 and parts == 1 and len(words) <= 3 and "dash" in rule and "." not in name:
        return _Place(_cased(name), country, False)
    if parts == 1 and len(words) == 1 and "gap" in rule and name.isupper():
        return _Place(_cased(name), country, False)
    return None


def _is_common(name: str) -> bool:
    """Whether a name is made of common English words only."""
    common = lexicon("en")
    return all(common[fold(word)] & Is.WORD for word in name.replace("-", " ").split())


def _one_name(name: str, state: str | None) -> str:
    """One name for a town in all languages; as printed where the gazetteer's is but longer or shorter (New Delhi)."""
    english = place_name(name, state)
    folded, printed = fold(english), fold(name)
    return _cased(name) if folded in printed or printed in folded else english


@cache
def _words(section: str) -> frozenset[str]:
    return frozenset(fold(word) for word in word_lists("datelines")[section])


class _Patterns(NamedTuple):
    joint: re.Pattern[str]  # "and" between two places
    opener: re.Pattern[str]  # a word before the place


@cache
def _patterns() -> _Patterns:
    joints, openers = ("|".join(sorted(map(re.escape, _words(section)))) for section in ("and", "openers"))
    return _Patterns(re.compile(rf"\s(?:{joints})\s"), re.compile(rf"\A(?:{openers}) (?=\S)"))


@cache
def _natives() -> dict[str, tuple[str, str]]:
    towns: dict[str, tuple[str, str]] = {}
    for section, names in word_lists("capitals").items():
        code, _, english = section.partition("|")
        for name in names:
            towns[fold(name.replace("_", " "))] = (code, english.replace("_", " "))
    return towns


def _native(name: str) -> _Place | None:
    """A town printed in a script that the gazetteer lacks."""
    known = _natives().get(fold(name.strip()))
    if known is None:
        return None
    return _Place(known[1], known[0], True)


def _cased(name: str) -> str:
    if not name.isupper() or len(name) < 3:
        return name
    lowered = name.replace("İ", "i").lower()
    return re.sub(r"[^\W\d_]+", lambda m: m[0][:1].upper() + m[0][1:], lowered)
