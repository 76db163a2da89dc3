"""The language of a text: by its script and letters where these tell, else by py3langid's statistics."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

_SAMPLE = 3000


def language_of(text: str, stated: str | None) -> tuple[str | None, str]:
    """ISO 639-1 code and the rule that gave it; ``stated`` decides only where the text is too short to tell."""
    sample = text[:_SAMPLE]
    letters = sum(map(str.isalpha, sample))
    if letters < 3:
        return stated, "stated"
    by_script = _by_script(sample, letters)
    if by_script:
        return by_script, "letters of its script"
    if letters < 40 and stated:
        return stated, "stated; the text is too short to tell"
    code = _classifier().classify(sample)[0]
    return (code if code in _KNOWN else stated), "word statistics"


def _share(sample: str, letters: int, pattern: str) -> float:
    return len(re.findall(pattern, sample)) / letters


def _by_script(sample: str, letters: int) -> str | None:
    lower = sample.lower()
    if _share(sample, letters, r"[\u3040-\u30ff]") > 0.05:
        return "ja"
    if _share(sample, letters, r"[\uac00-\ud7af]") > 0.3:
        return "ko"
    if _share(sample, letters, r"[\u4e00-\u9fff]") > 0.3:
        return "zh"
    if _share(sample, letters, r"[\u0600-\u06ff]") > 0.5:
        if _share(sample, letters, "[ٹڈڑےں]") > 0.01:
            return "ur"
        return "fa" if _share(sample, letters, "[پچژگی]") > 0.02 else "ar"
    for pattern, code in _SCRIPTS:
        if _share(sample, letters, pattern) > 0.5:
            return code
    if _share(sample, letters, r"[\u0400-\u04ff]") > 0.5:
        if _share(lower, letters, "[қңұһәғө]") > 0.015:
            return "kk"
        if _share(lower, letters, "[їєґ]") > 0.003 or _share(lower, letters, "і") > 0.02:
            return "be" if "ў" in lower else "uk"
        return "ru" if _share(lower, letters, "[ыэ]") > 0.005 else None
    if _share(lower, letters, "ə") > 0.015:
        return "az"
    return None


_SCRIPTS = (
    (r"[\u0370-\u03ff]", "el"), (r"[\u0590-\u05ff]", "he"), (r"[\u0530-\u058f]", "hy"), (r"[\u10a0-\u10ff]", "ka"),
    (r"[\u0e00-\u0e7f]", "th"), (r"[\u0d80-\u0dff]", "si"), (r"[\u0b80-\u0bff]", "ta"), (r"[\u0980-\u09ff]", "bn"),
    (r"[\u0900-\u097f]", "hi"),
)  # fmt: skip

_KNOWN = frozenset(
    ["en", "fr", "de", "it", "es", "pt", "nl", "sv", "da", "no", "nb", "fi", "et", "lv", "lt", "pl", "cs", "sk", "sl", "hr", "sr", "bs", "mk", "bg", "ro", "hu", "el", "tr", "az", "kk", "ky", "uz", "ru", "uk", "be", "ka", "hy", "ar", "fa", "ur", "he", "hi", "bn", "ta", "si", "th", "vi", "id", "ms", "zh", "ja", "ko", "ca", "gl", "eu", "cy", "ga", "is", "sq", "mt", "sw", "af", "mn"]
)


@cache
def _classifier() -> Any:
    import py3langid

    py3langid.set_languages(sorted(_KNOWN - {"nb", "my"}))
    return py3langid
