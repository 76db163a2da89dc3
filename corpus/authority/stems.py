"""Endings off, so that a name of the tables is found in every case and number of its language.

Coarse on purpose: both the tables and the texts go through the same cut, and a name of several words has to agree in
all of them. Words stay whole where a language hardly bends them, and where too little would be left.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

_SHORTEST = 4
_LONGEST = 60  # letters; longer runs are no words


def _pattern(endings: str, shortest: int = _SHORTEST) -> re.Pattern[str]:
    longest_first = sorted(endings.split(), key=len, reverse=True)
    return re.compile(rf"(?<=\w{{{shortest}}})(?:{'|'.join(longest_first)})$")


_EAST_SLAVIC = _pattern(
    "ами ями ого его ому ему ыми ими ях ах ов ев ей ой ий ый ая яя ое ее ые ие ую юю ом ем ам ям ия ии ию "
    "ием ией ь ы и а я о е у ю й ью іями ія ії ію ією ієм і ої ою ею ів їв їх ій ього ьому ьої ьою ими іх "
    "єю єм є ї ют ят иям иях",
    3,
)
_WEST_SLAVIC = _pattern(
    "ego emu ych ich ymi imi ami ach owi iego iemu iej ej em om ow y i a e u o ie iem ia ii ych ho mu ou "
    "ovi um u um ech och iach ov om oma ama ima im ih oj og om iho imu eho"
)
_SLOVENE = _pattern(
    "ega emu ih im imi ima ami ama om em ov ev ev oma ema mi ma ja je jo ju jem ji jev jih jema a e i o u ah ih jah eh"
)
# Bulgarian and Macedonian have articles at the ends of words, and no cases.
_BALKAN = _pattern("ият ията ия иите ите ата ото ът ят от та то те а я и о е", 3)
_TURKIC = _pattern(
    "larinin lerinin larini lerini larina lerine larinda lerinde lari leri lar ler nin nun in un ni nu si "
    "su i u a e ya ye na ne da de dan den nda nde ndan nden yla yle la le daki deki dir dur ta te tan ten "
    "yi yu sinin sunun sini sunu sine suna sina sinda sinde ndaki ndeki n",
    3,
)
_KAZAKH = _pattern(
    "ның нің дың дің тың тін тің ына іне ын ін ы і сы сі ға ге қа ке на не да де та те нда нде дан ден "
    "тан тен нан нен мен бен пен лар лер дар дер тар тер лары лері ды ді ты ті ларын лерін ындағы індегі "
    "дағы дегі"
)
_GERMANIC = _pattern("es en er em e s n")
_ITALIAN = _pattern("a e i o")
_ROMANCE = _pattern("s es")
_ROMANIAN = _pattern("ului ilor elor lui lor ul ei ii a e i u")
_URALIC = _pattern("n ssa sta an lle lla lta ksi na in ien en jen nak nek ban ben ot et at ek ak ok t i")
_FINNISH = _pattern(
    "a an aa at assa asta alla alta alle aksi ana e en essa esta ella elle i in issa ista illa ille ina it o on oa "
    "ossa osta olla olle ona u un ua ussa usta ulla ulle y yn n ssa sta lla lta lle ksi na t ta"
)
_HUNGARIAN = _pattern(
    "nak nek ban ben ba be bol rol tol hoz hez val vel kal kel ral rel tal tel sal sel nal nel lal lel zal zel ra re "
    "on en ot et at t k ok ek ak ert ig je ja jet jat a e"
)
_BALTIC = _pattern("os as is us es io iu ui oje eje ai ei a e i o u ų ams oms iem am ju u s ai")
_GREEK = _pattern("ου ων ησ ασ οσ εσ οι α η ο σ υ", 3)  # σ stands for ς in folded words


# Stems whose vowel changes from case to case, as the table is to have them.
_ALTERNATING = {"urzed": "urzad"}


# Words that end as others do in a case.
_WHOLE = frozenset(("botschafter",))


def _cut(endings: re.Pattern[str], times: int) -> Callable[[str], str]:
    @lru_cache(maxsize=1 << 16)
    def stem(word: str) -> str:
        if len(word) > _LONGEST or word in _WHOLE:
            return word
        acronym, hyphen, ending = word.rpartition("-")
        if hyphen and endings.sub("", "xxxx" + ending) == "xxxx":
            word = acronym  # "ABŞ-ın"
        for _ in range(times):
            shorter = endings.sub("", word, count=1)
            if shorter == word:
                break
            word = shorter
        return _ALTERNATING.get(word, word)

    return stem


_STEMMERS: dict[str, Callable[[str], str]] = {
    **dict.fromkeys(("ru", "uk", "be", "sr"), _cut(_EAST_SLAVIC, 1)),
    **dict.fromkeys(("bg", "mk"), _cut(_BALKAN, 2)),
    **dict.fromkeys(("pl", "cs", "sk", "hr"), _cut(_WEST_SLAVIC, 1)),
    "sl": _cut(_SLOVENE, 1),
    **dict.fromkeys(("az", "tr", "uz"), _cut(_TURKIC, 8)),
    **dict.fromkeys(("kk", "ky"), _cut(_KAZAKH, 2)),
    **dict.fromkeys(("de", "nl", "sv", "da", "nb", "is"), _cut(_GERMANIC, 1)),
    "it": _cut(_ITALIAN, 1),
    **dict.fromkeys(("fr", "es", "pt", "ca"), _cut(_ROMANCE, 1)),
    "ro": _cut(_ROMANIAN, 1),
    "et": _cut(_URALIC, 1),
    "fi": _cut(_FINNISH, 1),
    "hu": _cut(_HUNGARIAN, 2),
    **dict.fromkeys(("lt", "lv"), _cut(_BALTIC, 1)),
    "el": _cut(_GREEK, 1),
}


_ARABIC_PREFIX = re.compile(r"^(?:[وفبك]?(?=ال)|و?لل(?=\w{3}))")


@lru_cache(maxsize=1 << 16)
def _arabic(word: str) -> str:
    """Without the conjunctions and prepositions written onto a word."""
    shorter = _ARABIC_PREFIX.sub("", word, count=1)
    return "ال" + shorter if shorter != word and not shorter.startswith("ال") else shorter


_STEMMERS["ar"] = _arabic


def stemmer(language: str) -> Callable[[str], str] | None:
    """What takes the endings off a folded word of the language; None where words are taken as they are."""
    return _STEMMERS.get(language)
