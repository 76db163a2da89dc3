"""Which language a name is in, as far as its letters and its country tell: what screen readers and fonts need."""

from __future__ import annotations

import re
from functools import lru_cache

from markupsafe import Markup

_LETTERS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\u1100-\u11ff\uac00-\ud7af]")),
    ("ka", re.compile("[\u10a0-\u10ff]")),
    ("hy", re.compile("[\u0530-\u058f]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
)
_HAN = re.compile("[\u3400-\u9fff]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_ARABIC = re.compile("[\u0600-\u06ff]")
_HAN_OF = {"JP": "ja", "CN": "zh", "TW": "zh-Hant", "HK": "zh-Hant", "MO": "zh-Hant", "SG": "zh"}
_CYRILLIC_OF = {
    "RU": "ru", "UA": "uk", "BY": "be", "BG": "bg", "RS": "sr", "MK": "mk", "MN": "mn", "KZ": "ru", "KG": "ru",
    "TJ": "tg", "AZ": "ru", "UZ": "ru",
}  # fmt: skip
_ARABIC_OF = {"IR": "fa", "AF": "fa", "PK": "ur"}
_ONLY_LATIN = re.compile("[\u0000-\u036f\u1e00-\u20ff]*")


@lru_cache(maxsize=20_000)
def name_language(name: str, country: str | None = None) -> str | None:
    """The language of a name in letters other than Latin; None for Latin ones and where the letters serve several."""
    if _ONLY_LATIN.fullmatch(name):
        return None
    found = next((language for language, letters in _LETTERS if letters.search(name)), None)
    if found:
        return found
    state = (country or "").upper()
    if _HAN.search(name):
        return _HAN_OF.get(state)
    if _CYRILLIC.search(name):
        return _CYRILLIC_OF.get(state) or ("uk" if re.search("[іїєґІЇЄҐ]", name) else None)
    if _ARABIC.search(name):
        return _ARABIC_OF.get(state, "ar" if state else None)
    return None


@lru_cache(maxsize=20_000)
def named_in(name: str, of: str | None = None) -> Markup:
    """The attributes, a space before them, that say in which language and direction a name is; none for Latin ones.

    ``of`` is the country's code, or the id of a ministry, which begins with it; other ids tell nothing.
    """
    if _ONLY_LATIN.fullmatch(name):
        return Markup("")
    country, _, rest = (of or "").partition("/")
    language = name_language(name, country if rest or (len(country) == 2 and country.isupper()) else None)
    said = Markup(' lang="{}"').format(language) if language else Markup("")
    return said + Markup(' dir="auto"')
