"""The parts of a release: what stands above its text, the text itself, notes to editors, contacts, and what frames it.

Works on lines: a paragraph of the document, or, where a file has lost its line breaks, what runs of blanks set apart.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from corpus.document import Block, Document
from corpus.extracting.dates import find_dates
from corpus.extracting.tokens import Tokens, fold, tokenise
from corpus.extracting.wordlists import word_lists

_HEADER_LINES = 14  # lines at the top among which a header may stand
_LONGEST_HEADLINE = 320  # characters


@dataclass(frozen=True, slots=True)
class Zones:
    header: tuple[str, ...]  # lines above the text, labels and dates among them
    headlines: tuple[str, ...]  # those of the header that read as a headline
    body: tuple[str, ...]  # paragraphs of the text
    notes: int  # place in ``body`` where notes to editors begin; its length where there are none
    contacts: tuple[str, ...]  # lines of contact blocks
    footer: tuple[str, ...]  # lines behind an end mark, or in labelled fields below the text


def zones_of(document: Document, title: str | None) -> Zones:
    """Sorts the blocks of a document. ``title``: the headline as metadata tell it, which is no paragraph of the text."""
    lines = [line for block in document.blocks for line in _lines(block)]
    if document.source.format == "text" and not title:
        lines = [part for line in lines[:1] for part in _unfolded(line.text)] + lines[1:]
    header, start = _header(lines, title)
    body: list[str] = []
    contacts: list[str] = [line.text for line in lines[:start] if line.label == "contact"]
    footer: list[str] = []
    notes: int | None = None
    place = "body"
    for line in lines[start:]:
        text, label = line.text, line.label
        if label == "end":
            place = "footer" if body else place
            continue
        if place != "footer" and label == "contact" and (_is_contact(text) or len(text) < 60):
            place = "contacts"
        elif place == "body" and label == "related":
            place = "footer"
        elif place != "footer" and label == "notes":
            place, notes = "body", len(body)
        elif place == "contacts" and not _is_contact(text) and len(text) > 120:
            place = "body"
        if place == "contacts":
            contacts.append(text)
        elif place == "footer":
            (contacts if label == "contact" or _is_contact(text) else footer).append(text)
        else:
            kept, rest = _without_end_mark(text)
            if kept:
                body.append(kept)
            if rest is not None:
                place = "footer"
                if rest:
                    (contacts if _is_contact(rest) else footer).append(rest)
    return Zones(
        tuple(line.text for line in header if line.label != "contact"),
        tuple(line.text for line in header if line.headline),
        tuple(body),
        len(body) if notes is None else notes,
        tuple(contacts),
        tuple(footer),
    )


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    label: str | None  # section of words/zones.txt that it opens with
    heading: bool
    headline: bool = False


def _lines(block: Block) -> list[_Line]:
    text = unicodedata.normalize("NFC", block.text).strip()
    if not text:
        return []
    return [_Line(text, _label(text), block.kind == "heading")]


def _unfolded(text: str) -> list[_Line]:
    """The lines of a header whose line breaks became runs of blanks, and the text behind it."""
    parts: list[_Line] = []
    rest = text
    for _ in range(_HEADER_LINES):
        cut = _header_cut(rest)
        if cut is None:
            break
        head, rest = rest[:cut].strip(), rest[cut:].strip()
        if head:
            parts.append(_Line(head, _label(head), False))
    if rest:
        parts.append(_Line(rest, _label(rest), False))
    return parts


def _header_cut(text: str) -> int | None:
    """Where the first line of a run-together header ends; None where text begins."""
    head = text[:_LONGEST_HEADLINE]
    label = _label_at_start(head)
    if label:
        return label
    dated = _date_at_start(head)
    if dated:
        return dated
    gap = re.search(r"\s{2,}", head)
    while gap:
        before, behind = head[: gap.start()], head[gap.end() :]
        if before.rstrip()[-1:] in ".!?:" or _is_dateline_opening(before):
            return None
        if _date_at_start(behind) or _label_at_start(behind) or _is_dateline_opening(behind):
            return gap.end()
        if not _reads_as_headline(before):
            return None
        if before.isupper() and len(before) > 20 and not behind[:12].isupper():
            return gap.end()
        gap = re.search(r"\s{2,}", head[gap.end() :]) and re.compile(r"\s{2,}").search(head, gap.end())
    return None


def _label_at_start(text: str) -> int | None:
    folded = fold(text[:60])
    for phrase in _phrases()["label"]:
        if folded.startswith(phrase) and len(phrase) > 7:
            end = len(phrase)
            return end + len(text[end:]) - len(text[end:].lstrip(" :-–—\t"))
    return None


_DATE_KEY = re.compile(r"(?i)\s*(?:date|datum|data|fecha|дата|tarix|tarih)\b\s*:?\s*|\W{0,3}")


def _date_at_start(text: str) -> int | None:
    """Where a full date ends that a text begins with, after a word that announces it."""
    tokens = tokenise(text[:70])
    key = _DATE_KEY.match(text)
    begin = key.end() if key else 0
    for found in find_dates(tokens):
        if found.full and tokens.starts[found.first] <= begin:
            return tokens.ends[found.last - 1]
        break
    return None


_DATELINE = re.compile(r"\W{0,2}[A-Z][A-Z.\u2019' ]{3,30}(?:,? [A-Z][A-Za-z.]{0,4})?\W{0,2}(?:\s{2}|--|[-–—:(,]|$)")
_PLACE_DASH = re.compile(
    r"\(?[A-Z][\w.\u2019'-]+(?: [A-Z][\w.\u2019'-]+){0,2}(?:, ?[A-Z][\w. ]{1,14})?\)? ?(?:--|[–—]|- |-[A-Z ])"
)


def _is_dateline_opening(text: str) -> bool:
    head = text[:60]
    return bool((_DATELINE.match(head) and not head.upper() == head.strip()) or _PLACE_DASH.match(head))


def _reads_as_headline(text: str) -> bool:
    words = [word for word in text.split() if word[:1].isalpha()]
    if len(words) < 2:
        return False
    capital = sum(word[0].isupper() for word in words)
    return capital >= 0.5 * len(words)


def _header(lines: list[_Line], title: str | None) -> tuple[list[_Line], int]:
    """The lines above the text, headlines marked, and where the text begins."""
    header: list[_Line] = []
    known = _key(title) if title else None
    seen_title = False
    for place, line in enumerate(lines[:_HEADER_LINES]):
        text = line.text
        last = place == len(lines) - 1
        if line.label in ("label", "contact") and len(text) < 140 and not last:
            header.append(line)
        elif known and _key(text) == known:
            header.append(_Line(text, line.label, line.heading, True))
            seen_title = True
        elif _only_a_date(text) and not last:
            header.append(line)
        elif not known and not last and _headline_like(line, lines, place, bool(seen_title)):
            header.append(_Line(text, line.label, line.heading, True))
            seen_title = True
        elif known and not seen_title and not last and _above_title(lines, place, known):
            header.append(line)
        elif known and not last and _stands_before_opening(lines, place):
            header.append(line)
        else:
            return header, place
    return header, min(len(lines), _HEADER_LINES)


def _above_title(lines: list[_Line], place: int, known: str) -> bool:
    if len(lines[place].text) > 90:
        return False
    return any(_key(line.text) == known for line in lines[place + 1 : place + 6])


def _stands_before_opening(lines: list[_Line], place: int) -> bool:
    """A subtitle: no sentence, and what follows opens with a date or dateline."""
    text, behind = lines[place].text, lines[place + 1].text
    if len(text) > 400 or text[-1:] in ".:;" or _is_dateline_opening(text) or _date_at_start(text):
        return False
    return bool(_date_at_start(behind)) or (_is_dateline_opening(behind) and len(behind) > len(text))


def _headline_like(line: _Line, lines: list[_Line], place: int, seen: bool) -> bool:
    text = line.text
    if len(text) > _LONGEST_HEADLINE or (text[-1:] in ".:;," and not text.endswith(("U.S.", "Jr.", "Sr.", "..."))):
        return False
    if seen and not line.heading:
        return False
    behind = " ".join(later.text for later in lines[place + 1 : place + 4])
    return len(behind) > 40 and not _is_dateline_opening(text) and len(text) < max(120, len(behind))


def _only_a_date(text: str) -> bool:
    if len(text) > 70:
        return False
    tokens = tokenise(text)
    dates = find_dates(tokens)
    if not dates:
        return False
    covered = sum(found.last - found.first for found in dates)
    return len(tokens) - covered <= 3


@cache
def _phrases() -> dict[str, tuple[str, ...]]:
    lists = word_lists("zones")
    return {
        section: tuple(sorted((fold(p.replace("_", " ")) for p in phrases), key=len, reverse=True))
        for section, phrases in lists.items()
    }


_END = re.compile(r"[\s#*_=–—-]*(?:#{2,}|(?:# ?){3,}|-+ ?30 ?-+|\bENDS?\b|(?:\* ?){3,}|\b30)[\s#*–—-]*\Z")


def _label(text: str) -> str | None:
    """What kind of frame a line opens, by its first words."""
    head = fold(text[:80]).strip()
    bare = head.rstrip(" .:–-")
    if len(text) < 24 and (_END.fullmatch(text) or bare in ("ends", "end", "fin", "ende")):
        return "end"
    for section in ("contact", "notes", "related", "label"):
        for phrase in _phrases()[section]:
            if head.startswith(phrase):
                after = head[len(phrase) : len(phrase) + 1]
                if bare == phrase.rstrip(":") or after in (":", "") or (section == "label" and after in "-–—|"):
                    return section
                if section == "contact" and len(phrase) > 12 and after in " ,":
                    return section
    return None


def _without_end_mark(text: str) -> tuple[str, str | None]:
    """A paragraph without the end mark in or behind it, and what follows the mark (None: there is no mark)."""
    match = re.search(r"\s(?:#{3,}|# # #|-30-|- ?30 ?-|-END-|-ENDS-|\* \* \*)(?:\s|\Z)", text)
    if match is not None:
        return text[: match.start()].rstrip(), text[match.end() :].strip()
    lone = re.search(r"[\s.](?:30|ENDS|END)\s*\Z", text)
    if lone is not None and len(text) > 200:
        return text[: lone.start() + 1].rstrip(), ""
    return text, None


_PHONE = re.compile(r"(?:\+?\d[\d\s()./-]{6,}\d)")


def _is_contact(text: str) -> bool:
    if len(text) > 300:
        return False
    return "@" in text or bool(_PHONE.search(text))


def _key(text: str | None) -> str:
    return re.sub(r"\W+", " ", fold(text or "")).strip()


def joined(zones: Zones) -> tuple[str, int]:
    """The text of a release, paragraphs apart by a blank line, and the offset where notes to editors begin."""
    paragraphs = [re.sub(r"[ \t\u00a0]+", " ", re.sub(r"\s*\n\s*", "\n", p)).strip() for p in zones.body]
    text = "\n\n".join(paragraphs)
    upto = len("\n\n".join(paragraphs[: zones.notes]))
    return text, upto


def tokens_of(text: str) -> Tokens:
    return tokenise(text)
