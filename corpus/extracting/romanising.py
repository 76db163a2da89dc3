"""Names in Latin letters as English texts print them, so that a name has one id in every script."""

from __future__ import annotations

import re

from anyascii import anyascii

_RUSSIAN = str.maketrans({"ё": "yo", "ь": "", "ъ": "", "э": "e", "х": "kh", "щ": "shch", "ы": "y", "й": "y"})
_UKRAINIAN = str.maketrans({
    "и": "y", "г": "h", "ґ": "g", "є": "ie", "ї": "i", "й": "i", "х": "kh", "щ": "shch", "ь": "", "'": "", "’": "",
    "ю": "iu", "я": "ia", "і": "i",
})  # fmt: skip
_KAZAKH = str.maketrans({"ә": "a", "ғ": "g", "қ": "k", "ң": "n", "ө": "o", "ұ": "u", "ү": "u", "һ": "h", "і": "i"})
_AZERBAIJANI = str.maketrans({
    "ə": "a", "j": "zh", "c": "j", "ç": "ch", "ş": "sh", "x": "kh", "q": "g", "ğ": "g", "ı": "i", "ö": "o", "ü": "u",
})  # fmt: skip
_TURKISH = str.maketrans({"ə": "a", "ı": "i"})
_IOTATED = re.compile(r"(?:(?<=[аеиоуыэюяё])|(?<![а-яё]))е")
_ADJECTIVAL = re.compile(r"(?:s[sz]?kiy|skyi|skyy|skii|skij|skyj|s'kyi)\b")


def romanised(text: str, language: str | None) -> str:
    """A name in lower-case ASCII letters, transliterated by its language's habits."""
    text = text.casefold().replace("i̇", "i")
    if re.search("[а-я]", text):
        if language == "uk":
            text = text.translate(_UKRAINIAN)
        else:
            text = _IOTATED.sub("ye", text.translate(_KAZAKH)).translate(_RUSSIAN)
    elif language == "az":
        text = text.translate(_AZERBAIJANI)
    else:
        text = text.translate(_TURKISH)
    return _ADJECTIVAL.sub("sky", anyascii(text).lower().replace("'", ""))
