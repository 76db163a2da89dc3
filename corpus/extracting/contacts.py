"""Media contacts: names, posts, telephone numbers and addresses out of a release's contact blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from corpus.authority.wordlists import word_lists
from corpus.extracting.frames import frame_of
from corpus.extracting.tokens import fold
from corpus.release import Contact

_LONGEST = 400  # characters of a line that is read
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_PHONE = re.compile(r"(?<![\d/])\(?\+?\(?\d[\d ()/.–-]{5,22}\d")
_DIGIT = re.compile(r"\d")
_WEB = re.compile(r"(?:https?://|www\.)\S+")
_PART = re.compile(r"[|:;,()\n\t/]|\s{2,}|\s[–—-]\s|\bor\b|\bund\b|\bet\b")
_NAME = re.compile(r"(?:(?:Dr|Prof|Mr|Ms|Mrs|Mme|Herr|Frau)\.? )?[^\W\d_][\w.’'-]*(?: [^\W\d_][\w.’'-]*){1,3}\Z")
_PARTICLES = frozenset(
    (
        "de",
        "van",
        "von",
        "der",
        "den",
        "da",
        "di",
        "del",
        "la",
        "le",
        "bin",
        "al",
        "el",
        "dos",
        "du",
        "ter",
        "ten",
        "y",
        "e",
    )
)


def is_contact(text: str) -> bool:
    """Whether a short paragraph holds a telephone number or an address of electronic mail."""
    if len(text) > 300:
        return False
    return "@" in text or (_DIGIT.search(text) is not None and any(_digits(m[0]) >= 7 for m in _PHONE.finditer(text)))


def contacts_of(lines: Iterable[str]) -> tuple[Contact, ...]:
    """One contact a name, with the post, number and address that follow it; those without a name by themselves."""
    found: list[Contact] = []
    for line in lines:
        for part in line[:_LONGEST].split("\n"):
            _read(part, found)
    return tuple(dict.fromkeys(found))


def _read(line: str, found: list[Contact]) -> None:
    frame, end = frame_of(line)
    if frame == "contact":
        line = line[end:]
    email = _EMAIL.search(line)
    without = _WEB.sub("|", _EMAIL.sub("|", line))
    phones = [m[0].strip(" -–.") for m in _PHONE.finditer(without) if _digits(m[0]) >= 7]
    parts = [part.strip(" .-–•*") for part in _PART.split(_PHONE.sub("|", without))]
    named = False
    for part in filter(None, parts):
        if _is_name(part):
            found.append(Contact(part))
            named = True
        elif found and found[-1].role is None and found[-1].name and (named or not found[-1].phone) and _is_role(part):
            found[-1] = replace(found[-1], role=part)
    number, address = (phones[0] if phones else None), (email[0] if email else None)
    if not number and not address:
        return
    last = found[-1] if found else None
    if last is not None and not ((number and last.phone) or (address and last.email)):
        found[-1] = replace(last, phone=last.phone or number, email=last.email or address)
    else:
        found.append(Contact(None, None, number, address))


def _digits(text: str) -> int:
    return sum(map(str.isdigit, text))


def _is_name(part: str) -> bool:
    if not _NAME.match(part):
        return False
    words = part.split()
    if any(word[0].islower() and word not in _PARTICLES for word in words) or (len(words) > 3 and part.isupper()):
        return False
    return not _says(part, "place") and not _says(part, "post")


def _is_role(part: str) -> bool:
    return (
        3 < len(part) < 80
        and (_says(part, "post") or not _says(part, "place"))
        and any(word[0].isupper() for word in part.split())
    )


def _says(part: str, section: str) -> bool:
    folded = fold(part)
    return any(stem in folded for stem in word_lists("contacts")[section])
