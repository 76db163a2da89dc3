"""Words that a question is built with rather than about ("which", "the", "of"), by language.

They are looked for like any other, but weigh less: their rarity in a corpus of announcements, where nobody asks
"which", says nothing of what is meant.
"""

from __future__ import annotations

from functools import cache

WEIGHT = 0.2  # of such a word in the score, against 1 of any other

_WORDS = {
    "en": """a an the and or but nor if as at by for from in into of off on onto out over to up upon with within without
        about after against among before between during than through under until while i me my we us our you your he
        him his she her it its they them their this that these those there here what which who whom whose how when
        where why am is are was were be been being do does did done doing have has had having can could may might
        must shall should will would not no so such some any each all both more most other own same only very just
        also too again yet""",
    "de": """der die das den dem des ein eine einen einem einer eines und oder aber wenn als wie wo wann warum wer wen
        wem was welche welcher welches welchen ich wir uns unser sie er es ihr ihre ihrer sein seine ist sind war
        waren wird werden wurde wurden hat haben hatte hatten kann können soll sollen muss auf aus bei bis durch für
        gegen in im ins mit nach ohne über um unter von vom vor zu zum zur zwischen nicht kein keine auch nur noch
        so dass sich am an""",
    "fr": """le la les un une des du de et ou mais si que qui quoi dont où quand comment pourquoi quel quelle quels
        quelles je nous vous il elle ils elles on ce cet cette ces son sa ses leur leurs notre nos est sont était
        étaient être été a ont avait avoir peut au aux à dans en par pour sur sous avec sans entre vers chez ne pas
        plus aussi se""",
    "it": """il lo la i gli le un uno una di del dello della dei degli delle e o ma se che chi cui quando come dove
        perché quale quali io noi voi lui lei loro questo questa questi queste suo sua suoi sue è sono era erano
        essere stato ha hanno aveva avere può a al allo alla ai agli alle da dal dalla in nel nella nei su sul sulla
        con per tra fra non più anche si""",
    "es": """el la los las un una unos unas de del y o pero si que quien quienes cual cuales cuando cómo como dónde
        donde
        qué por porque yo nosotros él ella ellos este esta estos estas su sus es son era eran ser sido ha han había
        haber puede a al en con para sobre sin entre hasta desde no más también se lo""",
    "pt": """o a os as um uma de do da dos das e ou mas se que quem qual quais quando como onde por porque eu nós ele
        ela
        eles este esta seu sua seus suas é são era eram ser foi tem têm ao aos à em no na nos nas com para sobre sem
        entre até desde não mais também""",
    "ru": """и или но а если что кто который которая которое которые какой какая какие как где когда почему я мы вы он
        она оно они это этот эта эти его её их наш был была было были быть есть в во на с со к ко о об обо от до из
        по за при для без над под между через у не ни же бы ли так также""",
    "az": """və və ya amma əgər ki kim nə hansı necə harada nə vaxt niyə mən biz siz o onlar bu onun onların olan olub
        idi edir edib ilə üçün haqqında üzrə qədər sonra əvvəl da də bir""",
}  # fmt: skip


def is_function_word(word: str, languages: tuple[str, ...] = tuple(_WORDS)) -> bool:
    """Whether a word, in any case, is one in any of the languages, by default in any that is known here."""
    return word.lower() in _of(languages)


@cache
def _of(languages: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for language in languages for word in _WORDS.get(language, "").split())
