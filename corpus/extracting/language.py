"""The language of a text: by its script and letters, then by its commonest words, at last by py3langid's statistics."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import chain, repeat
from typing import Any

from corpus.authority.wordlists import word_lists

_SAMPLE = 2500  # characters looked at
_WORDS = 300  # words looked up among the commonest of each language
_BEYOND_LATIN = re.compile(r"[^\x00-\u024f\u2000-\u2fff]")
_WORD = re.compile(r"[^\W\d_]+")
_ASCII_WORDS = {code: " " for code in range(128) if not chr(code).isalpha()}
_SCRIPTS = (
    ("kana", r"[\u3040-\u30ff]"),
    ("hangul", r"[\uac00-\ud7af]"),
    ("han", r"[\u4e00-\u9fff]"),
    ("arabic", r"[\u0600-\u06ff]"),
    ("cyrillic", r"[\u0400-\u04ff]"),
    ("el", r"[\u0370-\u03ff]"),
    ("he", r"[\u0590-\u05ff]"),
    ("hy", r"[\u0530-\u058f]"),
    ("ka", r"[\u10a0-\u10ff]"),
    ("th", r"[\u0e00-\u0e7f]"),
    ("si", r"[\u0d80-\u0dff]"),
    ("ta", r"[\u0b80-\u0bff]"),
    ("bn", r"[\u0980-\u09ff]"),
    ("devanagari", r"[\u0900-\u097f]"),
    ("te", r"[\u0c00-\u0c7f]"),
    ("kn", r"[\u0c80-\u0cff]"),
    ("ml", r"[\u0d00-\u0d7f]"),
    ("gu", r"[\u0a80-\u0aff]"),
    ("pa", r"[\u0a00-\u0a7f]"),
    ("my", r"[\u1000-\u109f]"),
    ("km", r"[\u1780-\u17ff]"),
    ("lo", r"[\u0e80-\u0eff]"),
    ("am", r"[\u1200-\u137f]"),
)


def language_of(text: str, stated: str | None) -> tuple[str | None, str]:
    """ISO 639-1 code and the rule that gave it; ``stated`` decides only where the text is too short to tell."""
    sample = text[:_SAMPLE]
    words = sample.lower().translate(_ASCII_WORDS).split() if sample.isascii() else _WORD.findall(sample.lower())
    letters = sum(map(len, words))
    if letters < 3:
        return stated, "stated"
    beyond = Counter("" if sample.isascii() else _BEYOND_LATIN.findall(sample))
    by_script = _by_script(sample, letters, beyond) if beyond.total() > 0.01 * letters else None
    if by_script:
        return by_script, "letters of its script"
    common = _by_words(words[:_WORDS], stated)
    if common:
        return common, "commonest words"
    if letters < 40 and stated:
        return stated, "stated; the text is too short to tell"
    code = _classifier().classify(sample)[0]
    return (code if code in _KNOWN else stated), "word statistics"


def _by_words(words: list[str], stated: str | None) -> str | None:
    """The language whose commonest words are found most, where it leads clearly."""
    languages = map(_languages_of().get, words, repeat(()))
    counts = Counter(chain.from_iterable(languages))
    leaders = counts.most_common(2)
    if not leaders:
        return None
    first, found = leaders[0]
    second = leaders[1][1] if len(leaders) > 1 else 0
    if found >= 3 and found >= 0.12 * len(words) and found >= 1.4 * second + 1:
        return first
    return stated if stated == first and found > second and found >= 2 else None


@cache
def _languages_of() -> dict[str, tuple[str, ...]]:
    table: dict[str, list[str]] = {}
    for code, words in word_lists("languages").items():
        for word in words:
            table.setdefault(word, []).append(code)
    return {word: tuple(codes) for word, codes in table.items()}


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(pattern)) for name, pattern in _SCRIPTS)


def _share(sample: str, letters: int, pattern: str) -> float:
    return len(re.findall(pattern, sample)) / letters


def _by_script(sample: str, letters: int, beyond: Counter[str]) -> str | None:
    """The language where a script has one, or letters of its own tell it. ``beyond``: characters that are not Latin."""
    alphabet = "".join(beyond)
    shares = {name: sum(map(beyond.__getitem__, found.findall(alphabet))) / letters for name, found in _patterns()}
    if shares["kana"] > 0.05:
        return "ja"
    if shares["hangul"] > 0.3:
        return "ko"
    if shares["han"] > 0.3:
        return "zh"
    if shares["arabic"] > 0.5:
        return _of_arabic(sample, letters)
    if shares["cyrillic"] > 0.5:
        return _of_cyrillic(sample.lower(), letters)
    if shares["devanagari"] > 0.4:
        return _of_devanagari(sample)
    for name, share in shares.items():
        if len(name) == 2 and share > 0.4:
            return name
    return "az" if _share(sample.lower(), letters, "ə") > 0.015 else None


def _of_arabic(sample: str, letters: int) -> str:
    if _share(sample, letters, "[ټډړږښځڅګۍې]") > 0.01:
        return "ps"
    if _share(sample, letters, "[ٹڈڑےں]") > 0.01:
        return "ur"
    return "fa" if _share(sample, letters, "[پچژگی]") > 0.02 else "ar"


def _of_cyrillic(lower: str, letters: int) -> str | None:
    words = set(_WORD.findall(lower))
    russian = len(words & word_lists("languages")["ru"])
    kazakh = _share(lower, letters, "[қңұһәғө]")
    if kazakh > 0.015 and (kazakh > 0.05 or not russian) and not (russian and _share(lower, letters, "[ыэ]") > kazakh):
        return "kk" if _share(lower, letters, "[әқғұһі]") > 0.01 else None
    if _share(lower, letters, "[їєґ]") > 0.003 or _share(lower, letters, "і") > 0.02:
        if russian > 2 * len(words & word_lists("languages")["uk"]) or (russian and "ы" in lower and "ї" not in lower):
            return "be" if "ў" in lower else "ru"
        return "be" if "ў" in lower else "uk"
    if _share(lower, letters, "[ыэ]") > 0.005 and russian:
        return "ru"
    return None


def _of_devanagari(sample: str) -> str:
    """Marathi and Nepali by the words that Hindi does not have."""
    words = set(re.findall(r"[\u0900-\u097f]+", sample))
    scores = {code: len(words & word_lists("languages")[code]) for code in ("hi", "mr", "ne")}
    best = max(scores, key=lambda code: scores[code])
    if scores[best] == 0 and "ळ" in sample:
        return "mr"
    return best if scores[best] else "hi"


_KNOWN = frozenset(word_lists("languages")) | {"nb", "cy", "ga", "gl", "eu", "is", "sq", "mt", "ky", "uz", "bs", "mn"}


@cache
def _classifier() -> Any:
    import py3langid

    py3langid.set_languages(sorted(_KNOWN - {"nb", "uz", "la"}))
    return py3langid
