"""How much a text looks like a language: what tells one single-byte encoding from another.

Read in the wrong code page a text keeps its shape but gets letters that no one language has together, signs inside
words, or capitals after small letters. The score counts these over the characters beyond ASCII.
"""

from __future__ import annotations

import re

# Small letters beyond a-z, by language; several languages share a line where one holds the other.
_ALPHABETS = tuple(
    frozenset(letters)
    for letters in (
        "äöüß", "àâçèéêëîïôœùûüÿæ", "àèéìíîòóùú", "áéíñóúüºª", "àáâãçéêíóõôúüºª", "àçèéíïòóúü·", "åäöé", "æøåéòóô",
        "áðéíóúýþæö", "äëèéïóöü", "ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîșțşţ", "čćđšž",
        "āčēģīķļņšūž", "ąčęėįšųūž", "äõöüšž", "çğıöşüâîû", "çəğıöşü", "ëç", "àèéìòùâêîôŵŷ", "áéíóú",
        "ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ\u0300\u0301\u0303\u0309\u0323",
        "абвгдежзийклмнопрстуфхцчшщъыьэюяё", "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя", "абвгдежзіийклмнопрстуўфхцчшыьэюяё",
        "абвгдђежзијклљмнњопрстћуфхцчџш", "абвгдѓежзѕијклљмнњопрстќуфхцчџш", "абвгдежзийклмнопрстуфхцчшщъьюя",
        "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ", "אבגדהוזחטיךכלםמןנסעףפץצקרשת",
        "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژگکی،؛؟",
        "กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรฤลฦวศษสหฬอฮฯะัาำิีึืฺุูเแโใไๅๆ็่้๊๋์ํ",
    )
)  # fmt: skip
_FREQUENT = frozenset(
    "оеаинтсрвлкмдпуäöüéèàêçáíóãõıəğşəąęłóżśćčěřšžýőăîșțåøæñασοιετηνκρπλάίόήςμהוילאתרמשבםןנאالينمورتبةعدسفहनเารนอกงม่ท"
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也对生能而子得于下自之年发后作里部关省市长政民法"
    "這個們來為國說時會對於發後裡關長府機構經濟"
    "のにはをたがでとしれさあるいもなかられまこうアイスルントリクシカ会者理国大"
    "이다는에의을를한고하가로은들지사도과대기정부인"
)
_MARKS = frozenset("–—‘’“”„‚…•«»‹›°§©®€£\xa0´·№™¿¡­、。，「」『』（）：；？！・《》〈〉％")
_CASE_BREAK = re.compile(r"[a-zà-öø-ÿа-яёіїєґα-ω][A-ZÀ-ÖØ-ÞА-ЯЁІЇЄҐΑ-Ω]")
_SIGN_IN_WORD = re.compile(r"[^\W\d_][^\w\s\x00-\x7f’‘·­]+[^\W\d_]")


def likelihood(text: str) -> float:
    """From about -2, surely misread, to about 1.5, surely a text of one language; 0.5 where only marks tell."""
    odd = [char for char in text if char >= "\x80"]
    if not odd:
        return 0.5
    lower = [char.lower() for char in odd if char.isalpha() or "\u0e31" <= char <= "\u0e4e"]
    wide = sum(1 for char in lower if char >= "\u3040")
    stray = sum(1 for char in odd if not char.isalpha() and char not in _MARKS and not "\u0300" <= char <= "\u0e4f")
    faults = 3 * len(_SIGN_IN_WORD.findall(text)) + 2 * sum(1 for _ in _CASE_BREAK.finditer(text)) + 2 * stray
    if wide > len(lower) / 2:
        known = sum(1.0 for char in lower if char in _FREQUENT) / len(lower)
        return 0.4 + min(2.5 * known, 1.0) - faults / len(odd)
    if not lower:
        return 0.5 - faults / len(odd)
    coverage = max(sum(1 for char in lower if char in alphabet) for alphabet in _ALPHABETS) / len(lower)
    frequent = sum(1 for char in lower if char in _FREQUENT) / len(lower)
    return coverage + 0.4 * frequent - faults / len(odd)
