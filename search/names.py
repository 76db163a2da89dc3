"""What the values of a facet are called, and which values a name may mean: read from the index' own dictionary."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Protocol

from search.analysis import exact_terms, fold

KIND_NAMES = {
    "press-release": "Press release", "statement": "Statement", "speech": "Speech", "readout": "Readout",
    "communique": "Communiqué", "advisory": "Advisory", "announcement": "Announcement", "interview": "Interview",
    "transcript": "Transcript", "report": "Report", "news": "News",
}  # fmt: skip
LANGUAGE_NAMES = {
    "am": "Amharic", "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian", "bg": "Bulgarian", "bn": "Bengali",
    "bs": "Bosnian", "ca": "Catalan", "cs": "Czech", "cy": "Welsh", "da": "Danish", "de": "German", "el": "Greek",
    "en": "English", "es": "Spanish", "et": "Estonian", "eu": "Basque", "fa": "Persian", "fi": "Finnish",
    "fr": "French", "ga": "Irish", "gl": "Galician", "gu": "Gujarati", "he": "Hebrew", "hi": "Hindi",
    "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian", "is": "Icelandic", "it": "Italian",
    "ja": "Japanese", "ka": "Georgian", "kk": "Kazakh", "km": "Khmer", "kn": "Kannada", "ko": "Korean",
    "ky": "Kyrgyz", "lb": "Luxembourgish", "lo": "Lao", "lt": "Lithuanian", "lv": "Latvian", "mk": "Macedonian",
    "ml": "Malayalam", "mn": "Mongolian", "mr": "Marathi", "ms": "Malay", "mt": "Maltese", "my": "Burmese",
    "nb": "Norwegian Bokmål", "ne": "Nepali", "nl": "Dutch", "nn": "Norwegian Nynorsk", "no": "Norwegian",
    "pa": "Punjabi", "pl": "Polish", "ps": "Pashto", "pt": "Portuguese", "rm": "Romansh", "ro": "Romanian",
    "ru": "Russian", "si": "Sinhala", "sk": "Slovak", "sl": "Slovenian", "sq": "Albanian", "sr": "Serbian",
    "sv": "Swedish", "sw": "Swahili", "ta": "Tamil", "te": "Telugu", "tg": "Tajik", "th": "Thai", "tk": "Turkmen",
    "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "uz": "Uzbek", "vi": "Vietnamese", "xh": "Xhosa",
    "zh": "Chinese", "zu": "Zulu",
}  # fmt: skip


class Dictionary(Protocol):
    """The terms that may be seen: a snapshot's, less what only embargoed releases hold."""

    def terms(self, field: str, prefix: str = "") -> Iterator[tuple[str, int]]: ...

    def frequency(self, field: str, term: str) -> int: ...


def label(dictionary: Dictionary, field: str, value: str) -> str:
    """What a facet value is called: by the table of its field, else the name most releases give it, else itself."""
    if field == "country":
        return country_name(value) or value
    if field == "kind":
        return KIND_NAMES.get(value, value)
    if field == "language":
        return LANGUAGE_NAMES.get(value, value)
    if field in ("person", "ministry"):
        seen = names(dictionary, field, value)
        return with_country(field, value, seen[0][0]) if seen else value
    return value


def with_country(field: str, value: str, name: str) -> str:
    """A ministry's name with its country, which tells it from those of the same name elsewhere."""
    country = country_name(value.partition("/")[0].upper()) if field == "ministry" else None
    return f"{name} ({country})" if country and country not in name else name


def names(dictionary: Dictionary, field: str, value: str) -> list[tuple[str, int]]:
    """The names under which releases speak of a value, with the number of releases, the most used first."""
    prefix = f"{field}\t{value}\t"
    found = [(term[len(prefix) :], count) for term, count in dictionary.terms("name", prefix)]
    return sorted(found, key=lambda name: (-name[1], name[0]))


def resolve(dictionary: Dictionary, field: str, text: str, *, limit: int) -> list[str]:
    """The values of a field that a person may mean by ``text``: the value itself, else those whose name has its words.

    At most ``limit``; empty where there is none.
    """
    values = _values(dictionary, field, text)
    if values:
        return values[:limit]
    words = exact_terms(text)
    if not words or field not in ("person", "ministry", "place", "publisher"):
        return []
    return _named(dictionary, field, words)[:limit]


def completions(dictionary: Dictionary, field: str, words: list[str], *, most: int) -> Iterator[tuple[str, int]]:
    """Values with a name that has all ``words``, the last as a beginning, with the releases of that word's term.

    Looks at the first ``most`` terms of the dictionary that begin so.
    """
    *whole, last = words
    among = set(_named(dictionary, field, whole)) if whole else None
    start = len(field) + 1
    for number, (term, count) in enumerate(dictionary.terms("lookup", f"{field}\t{last}")):
        if number >= most:
            return
        value = term[term.index("\t", start) + 1 :]
        if among is None or value in among:
            yield value, count


def _named(dictionary: Dictionary, field: str, words: list[str]) -> list[str]:
    found: dict[str, None] = {}
    for number, word in enumerate(words):
        prefix = f"{field}\t{word}\t"
        values = [term[len(prefix) :] for term, _ in dictionary.terms("lookup", prefix)]
        found = dict.fromkeys(values if number == 0 else [value for value in values if value in found])
        if not found:
            return []
    return list(found)


def _values(dictionary: Dictionary, field: str, text: str) -> list[str]:
    """Values that ``text`` is as written, or by the tables of countries, kinds and languages."""
    text = text.strip()
    if dictionary.frequency(field, text):
        return [text]
    folded = " ".join(exact_terms(text))
    if field == "country":
        code = _country_codes().get(folded)
        return [code] if code else [text.upper()] if len(text) == 2 else []
    if field == "kind":
        return [kind for kind, name in KIND_NAMES.items() if folded in (fold(kind).replace("-", " "), fold(name))]
    if field == "language":
        return [code for code, name in LANGUAGE_NAMES.items() if folded in (code, fold(name))]
    if field in ("ministry", "person") and dictionary.frequency(field, text.lower()):
        return [text.lower()]
    return []


@cache
def country_name(code: str) -> str | None:
    """English name of a country by its code, upper case; None for a code that is none."""
    from corpus.authority import country_name as known_name

    name = known_name(code)
    return None if name == code else name


@cache
def _country_codes() -> dict[str, str]:
    """Folded English name -> code."""
    from corpus.authority import country_codes

    return {" ".join(exact_terms(name)): code for code in (*country_codes(), "EU") if (name := country_name(code))}
