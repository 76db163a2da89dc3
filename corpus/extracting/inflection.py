"""Names brought to the nominative: the cases of Russian and Ukrainian, and those glued on in Azerbaijani.

A Slavic case is told by the given name, whose nominative is known by its table, or by a family name whose ending is
unmistakable; the other words of the name then lose the ending of that case and gender.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from corpus.extracting import west_slavic
from corpus.extracting.lexicon import Is, flags_of
from corpus.extracting.tokens import fold

# Ending of a given name -> (what the nominative has instead, case, gender), likelier readings first.
_GIVEN: tuple[tuple[str, tuple[str, ...], str, str], ...] = (
    ("ом", ("",), "ins", "m"), ("ем", ("й", "ь", ""), "ins", "m"), ("ём", ("й", "ь"), "ins", "m"),
    ("єм", ("й",), "ins", "m"),
    ("ові", ("", "о"), "dat", "m"), ("еві", ("й", "ь", ""), "dat", "m"), ("єві", ("й",), "dat", "m"),
    ("ой", ("а",), "ins", "f"), ("ей", ("а", "я"), "ins", "f"), ("ою", ("а",), "ins", "f"),
    ("ею", ("а", "я"), "ins", "f"),
    ("ією", ("ія",), "ins", "f"), ("єю", ("я",), "ins", "f"), ("ией", ("ия",), "ins", "f"),
    ("а", ("", "о"), "gen", "m"), ("я", ("й", "ь"), "gen", "m"),
    ("у", ("", "о"), "dat", "m"), ("ю", ("й", "ь"), "dat", "m"),
    ("у", ("а",), "acc", "f"), ("ю", ("я",), "acc", "f"),
    ("ы", ("а",), "gen", "f"), ("и", ("я", "а", "ь"), "gen", "f"), ("і", ("а", "я"), "gen", "f"),
    ("ії", ("ія",), "gen", "f"),
    ("е", ("", "й", "ь"), "loc", "m"), ("е", ("а", "я"), "gen", "f"), ("і", ("", "ій"), "loc", "m"),
)  # fmt: skip

# Ending of a family name or patronymic in any oblique case -> nominative, by gender; longest first.
_FAMILY: dict[str, tuple[tuple[str, str], ...]] = {
    "m": (
        ("овичем", "ович"), ("евичем", "евич"), ("овича", "ович"), ("евича", "евич"), ("овичу", "ович"),
        ("евичу", "евич"),
        ("ского", "ский"), ("скому", "ский"), ("ским", "ский"), ("ском", "ский"),
        ("ського", "ський"), ("ському", "ський"), ("ським", "ський"),
        ("цкого", "цкий"), ("цкому", "цкий"), ("цким", "цкий"), ("цького", "цький"), ("цькому", "цький"),
        ("цьким", "цький"),
        ("енкові", "енко"), ("енком", "енко"), ("енка", "енко"), ("енку", "енко"),
        ("овым", "ов"), ("евым", "ев"), ("ёвым", "ёв"), ("иным", "ин"), ("ыным", "ын"), ("овим", "ов"), ("евим", "ев"),
        ("ова", "ов"), ("ева", "ев"), ("ёва", "ёв"), ("ина", "ин"), ("ову", "ов"), ("еву", "ев"), ("ёву", "ёв"),
        ("ину", "ин"),
        ("ове", "ов"), ("еве", "ев"), ("ине", "ин"), ("ого", "ый"), ("ому", "ый"), ("ым", "ый"), ("ові", ""),
        ("ом", ""),
        ("ем", "ь"), ("єм", "й"), ("а", ""), ("я", "ь"), ("у", ""), ("ю", "ь"), ("е", ""),
    ),
    "f": (
        ("овной", "овна"), ("евной", "евна"), ("овны", "овна"), ("евны", "евна"), ("овне", "овна"), ("евне", "евна"),
        ("овну", "овна"), ("евну", "евна"), ("івною", "івна"), ("івни", "івна"), ("івні", "івна"),
        ("скую", "ская"), ("ской", "ская"), ("ську", "ська"), ("ською", "ська"), ("ської", "ська"), ("ській", "ська"),
        ("цкую", "цкая"), ("цкой", "цкая"), ("ую", "ая"),
        ("іній", "іна"), ("иній", "ина"), ("їній", "їна"),
        ("овою", "ова"), ("евою", "ева"), ("ової", "ова"), ("евої", "ева"), ("овій", "ова"), ("евій", "ева"),
        ("овой", "ова"), ("евой", "ева"), ("ёвой", "ёва"), ("иной", "ина"), ("ову", "ова"), ("еву", "ева"),
        ("ину", "ина"), ("іну", "іна"), ("ої", "а"), ("ою", "а"),
    ),
}  # fmt: skip
# Family names that are in an oblique case beyond doubt, with the gender they show.
_OBLIQUE = re.compile(
    r"(?:[оеё]в|[иы]н)(?P<ins>ым|им)$|(?P<fem>(?:[оеё]в|[иы]н)ой|ской|цкой|скую)$|(?:ск|цк)(?:ого|ому|им)$"
)
_GIVEN_STRIP = {"ом": "", "ем": "й", "у": "", "ю": "й", "а": "", "я": "й", "ой": "а", "ей": "я"}
_INS = ("ом", "ем", "ём", "єм")
_MASCULINE_CASE = re.compile("[бвгджзклмнпрстфхцчшщ](?:а|у|ом|е)$")
_MASCULINE_GIVEN = re.compile("(?P<soft>.+[лре])[яю]|(?P<hard>.+[бвгджзклмнпрстфхцчшщ])[ау]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")


def nominative(
    words: Sequence[str], language: str | None, *, oblique: bool = False, of_man: bool = False
) -> tuple[str, ...]:
    """The words of a full name in the nominative.

    ``oblique``: an office in an oblique case stands before it; ``of_man``: in the genitive of a man's office.
    """
    if language in ("bg", "mk", "sr") and _CYRILLIC.search(words[0]):
        return tuple(words)  # no cases, or others than these
    if _CYRILLIC.search(words[0]):
        read = _slavic(tuple(words), oblique)
        return tuple(_ukrainian(word) for word in read) if language == "uk" and read != tuple(words) else read
    if language in west_slavic.LANGUAGES:
        return west_slavic.nominative(words, oblique=oblique, of_man=of_man)
    if language == "az":
        return (*words[:-1], _azerbaijani(words[-1], fold(words[0])))
    return tuple(words)


def _ukrainian(word: str) -> str:
    """Ukrainian adjectives end otherwise than the Russian ones that the table gives: Тихий, not Тихый."""
    return word[:-2] + "ий" if word.endswith("ый") else word


@lru_cache(maxsize=4096)
def _slavic(words: tuple[str, ...], oblique: bool) -> tuple[str, ...]:
    names = [i for i, w in enumerate(words) if w[0].isupper() and len(w) > 2 and not w.endswith(".")]
    for at in names:
        reading = _given_reading(words[at], [words[i] for i in names if i != at], oblique)
        if reading is not None:
            given, gender = reading
            if given == words[at]:
                return _foreign(words, names) if oblique and at == names[0] else words
            return tuple(given if i == at else _family(w, gender) if i in names else w for i, w in enumerate(words))
    for at in names[1:]:
        match = _OBLIQUE.search(words[at])
        if match:
            gender = "f" if match["fem"] else "m"
            return tuple(
                _family(w, gender) if i == at or i > names[0] else _stripped(w) if i == names[0] else w
                for i, w in enumerate(words)
            )
    instrumental = len(names) > 1 and words[names[0]].endswith(_INS) and words[names[-1]].endswith((*_INS, "им", "ым"))
    if oblique and instrumental:  # "з міністром Крістіаном Лінднером"
        return tuple(
            _stripped(w) if i == names[0] else _family(w, "m") if i in names else w for i, w in enumerate(words)
        )
    if oblique and len(names) > 1 and words[names[-1]].endswith(("ова", "ева", "ову", "еву", "ина", "ского", "скому")):
        return tuple(
            _stripped(w) if i == names[0] else _family(w, "m") if i in names else w for i, w in enumerate(words)
        )
    return _foreign(words, names) if oblique and names else words


def _foreign(words: tuple[str, ...], names: list[int]) -> tuple[str, ...]:
    """Behind an office in a case a man's names in it, be the given one foreign: "секретаря Энтони Блинкена"."""
    first, last = names[0], names[-1]
    if first == last or not _MASCULINE_CASE.search(words[last]):
        return words
    given = words[first]
    if given[-1] not in "иоуэю" or given[-2:] in ("лю", "рю", "ню", "ею"):
        cased = _MASCULINE_GIVEN.fullmatch(given)
        if cased is None:
            return words
        given = cased["hard"] or cased["soft"] + ("й" if cased["soft"][-1] == "е" else "ь")
    return tuple(given if at == first else _family(word, "m") if at == last else word for at, word in enumerate(words))


def _given_reading(word: str, others: list[str], oblique: bool) -> tuple[str, str] | None:
    """The given name's nominative and gender, None where the table doesn't know it."""
    lower = fold(word)
    as_is = bool(flags_of(lower.rsplit("-", 1)[-1]) & Is.GIVEN)
    masculine = any(
        o.endswith(("ского", "ського", "ському", "ським", "ому", "ым", "им", "ову", "еву", "овича", "овичу", "евича"))
        for o in others
    )
    if as_is and not (lower.endswith(("а", "я")) and (masculine or oblique)):
        return word, ""
    for ending, endings, _, gender in _GIVEN:
        if lower.endswith(ending) and len(lower) > len(ending) + 1:
            for new in endings:
                base = lower[: -len(ending)] + new
                if (flags_of(base) & Is.GIVEN and "-" not in base) or ("-" in base and _hyphenated_given(base)):
                    if gender == "m" and others and others[-1].endswith(("овой", "евой", "иной", "ской")):
                        continue
                    return _recased(word, len(ending), new), gender
    return (word, "") if as_is else None


@lru_cache(maxsize=16384)
def inflected_given(folded: str) -> bool:
    """Whether a folded Cyrillic word is a known given name in an oblique case."""
    if not _CYRILLIC.match(folded):
        return False
    reading = _given_reading(folded, [], False)
    return reading is not None and reading[1] != ""


def _hyphenated_given(base: str) -> bool:
    return bool(flags_of(base.rsplit("-", 1)[1]) & Is.GIVEN or flags_of(base) & Is.GIVEN)


def _recased(word: str, cut: int, new: str) -> str:
    return word[:-cut] + (new.upper() if word.isupper() else new)


def _family(word: str, gender: str) -> str:
    lower = word.lower()
    for ending, new in _FAMILY.get(gender, ()):
        if lower.endswith(ending) and len(lower) > len(ending) + 1:
            if new == "ь" and lower[-len(ending) - 1] in "аеиоуыэюяіїє":
                new = "й"
            return _recased(word, len(ending), new)
    return word


def _stripped(word: str) -> str:
    lower = word.lower()
    for ending, new in _GIVEN_STRIP.items():
        if lower.endswith(ending) and len(lower) > len(ending) + 2:
            return _recased(word, len(ending), new)
    return word


_AZERBAIJANI = re.compile(
    r"^(.+?(?:yev|[^y]ev|ov|yeva|eva|ova|zad[əe]|l[ıiuü]|oğlu|qızı|ski|in))"
    r"(?:n?[ıiuü]n|y?[aə]|n[ıiuü]|[ıiuü]|d[aə]n?|y?l[aə])$"
)


def _azerbaijani(word: str, given: str) -> str:
    genitive = word[:-3] if word.endswith(("nın", "nin", "nun", "nün")) else ""
    if flags_of(fold(genitive)) & Is.SURNAME:
        return genitive  # "Rəisinin"
    match = _AZERBAIJANI.match(word)
    if match is None or flags_of(fold(word)) & (Is.GIVEN | Is.SURNAME):
        return word
    # "Qabil Abbasova" is in the dative, "Rəna Abbasova" a woman in the nominative.
    woman = word.endswith(("ova", "eva")) and given.endswith(("a", "e"))
    return word if woman else match[1]


_STEM = re.compile(
    r"(?:ого|ому|ыми|ими|ією|ов[иі]|ем|ём|єм|ом|ым|им|ой|ей|ою|ею|ых|их|ая|яя|ую|ый|ий|[аеиоуыэюяійїєь])$"
)
_END_VOWELS = re.compile("[аеиоуыэюяійїєь]+$")


@lru_cache(maxsize=16384)
def case_stem(folded: str) -> str:
    """What stays of a Cyrillic word in all its cases, so that forms of a name meet; other words as they are."""
    if len(folded) < 5 or not _CYRILLIC.match(folded):
        return folded
    stem = _STEM.sub("", folded, count=1)
    return _END_VOWELS.sub("", stem) or folded
