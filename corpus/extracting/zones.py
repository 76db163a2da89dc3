"""The parts of a release: what stands above its text, the text itself, notes to editors, contacts, and what frames it.

Works on lines: a block of the document, or, where a file lost its line breaks, what runs of blanks set apart.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from corpus.document import Block, Document
from corpus.extracting.calendars import date_words
from corpus.extracting.contacts import is_contact
from corpus.extracting.datelines import dateline_of
from corpus.extracting.dates import find_dates
from corpus.extracting.frames import Frame, frame_of, is_wholly, without_end_mark
from corpus.extracting.references import is_reference_line
from corpus.extracting.tokens import fold, tokenise
from corpus.extracting.unfolding import has_lost_lines, opens_with_dateline, unfolded

_HEADER_LINES = 18  # lines at the top among which a header may stand
_LONGEST_HEADLINE = 320  # characters
_UNFOLDED = 200  # characters from which a paragraph may hold a header whose line breaks were lost
_MENU_LINES = 60  # lines at the top of a page saved as text among which its menu may stand
_ABOVE_DATE = 6  # lines within which a date below a line shows it to stand above the text
_PROSE = 80  # characters from which a paragraph counts as text


@dataclass(frozen=True, slots=True)
class Zones:
    header: tuple[str, ...]  # lines above the text, labels and dates among them
    headlines: tuple[str, ...]  # those of the header that read as a headline, the likeliest first
    body: tuple[str, ...]  # paragraphs of the text
    notes: int  # place in ``body`` where notes to editors begin; its length where there are none
    contacts: tuple[str, ...]  # lines of contact blocks
    footer: tuple[str, ...]  # lines behind an end mark, or in labelled fields below the text


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    frame: Frame | None = None
    heading: bool = False
    headline: bool = False
    header: bool = False  # known to stand above the text


def zones_of(document: Document, title: str | None) -> Zones:
    """Sorts the blocks of a document. ``title``: the headline as metadata tell it, which is no paragraph."""
    lines = _lines_of(document, title)
    if title is None:
        lines = _without_menu(lines)
    header, start = _header(lines, title)
    sorting = _Sorting(lines, start)
    for place in range(start, len(lines)):
        sorting.take(place)
    contacts = [line.text for line in header if line.frame == "contact"] + sorting.contacts
    body, notes = sorting.body, sorting.notes
    if not body:
        # A file that is all frame is kept as text: it is what the publisher wrote.
        body, notes = [line.text for line in lines if not line.headline and line.frame != "end"], None
    return Zones(
        tuple(line.text for line in header if line.frame != "contact"),
        _headlines(header),
        tuple(body),
        len(body) if notes is None else notes,
        tuple(contacts),
        tuple(sorting.footer),
    )


def joined(zones: Zones) -> tuple[str, int]:
    """The text of a release, paragraphs apart by a blank line, and the offset where notes to editors begin."""
    paragraphs = [on_lines(paragraph) for paragraph in zones.body]
    return "\n\n".join(paragraphs), len("\n\n".join(paragraphs[: zones.notes]))


def on_lines(paragraph: str) -> str:
    """A paragraph with single blanks, its line breaks kept."""
    return "\n".join(line for part in paragraph.split("\n") if (line := " ".join(part.split())))


def _lines_of(document: Document, title: str | None) -> list[Line]:
    lines: list[Line] = []
    for block in document.blocks:
        text = unicodedata.normalize("NFC", block.text).strip()
        if text:
            lines += _split(text, block, not lines, title, len(document.blocks) == 1)
    return lines


def _without_menu(lines: list[Line]) -> list[Line]:
    """A page saved as text opens with its title and its menu, then says the title again: what stands between is no
    part of the release, but for labels and dates."""
    titles = [key for line in lines[:2] if (key := _key(line.text)).count(" ") > 2]
    for at in range(2, min(_MENU_LINES, len(lines) - 1)):
        key = _key(lines[at].text)
        if len(lines[at - 1].text) > _UNFOLDED:
            break
        if key.count(" ") > 2 and any(title == key or title.startswith(key + " ") for title in titles):
            kept = [line for line in lines[:at] if line.frame == "label" or is_date_line(line.text)]
            headline = Line(lines[at].text, None, lines[at].heading, True, True)
            return [*(Line(line.text, line.frame, False, False, True) for line in kept), headline, *lines[at + 1 :]]
    return lines


def _split(text: str, block: Block, first: bool, title: str | None, alone: bool) -> list[Line]:
    """The lines of a block: one, but where a label or the headline is run together with what follows."""
    frame, end = frame_of(text)
    heading = block.kind == "heading"
    rest = text[end:].strip() if frame == "label" else ""
    if rest and not (first and has_lost_lines(text)):
        return [Line(text[:end].rstrip(" :|–—-"), "label"), *_split(rest, block, first, title, alone)]
    if not first or heading:
        return [Line(text, frame, heading)]
    if title and _opens_with(text, title):
        behind = text[len(title) :].strip(" \t\n.–—-|")
        return [Line(text[: len(title)], None, heading, True, True), *_split(behind, block, True, None, alone)]
    if block.kind != "paragraph" or len(text) < _UNFOLDED or not has_lost_lines(text):
        return [Line(text, frame)]
    before, behind = unfolded(text)
    if not behind and alone:
        return [Line(text, frame)]
    lines = [Line(part.text, frame_of(part.text)[0], False, part.headline, True) for part in before]
    return [*lines, Line(behind, frame_of(behind)[0])] if behind else lines


def _opens_with(text: str, title: str) -> bool:
    """Whether a paragraph begins with the headline, and goes on behind it."""
    if len(title) < 12 or len(text) < len(title) + 40 or text[len(title)].isalnum():
        return False
    return text[: len(title)].casefold() == title.casefold()


class _Sorting:
    """Sorts the lines behind the header into body, contacts and footer, in one pass."""

    def __init__(self, lines: list[Line], start: int) -> None:
        self.lines = lines
        self.body: list[str] = []
        self.contacts: list[str] = []
        self.footer: list[str] = []
        self.notes: int | None = None
        self._place = "body"
        # Characters of prose from each line on: what a cut there would cost.
        self._prose = [0] * (len(lines) + 1)
        for at in range(len(lines) - 1, start - 1, -1):
            length = len(lines[at].text)
            counts = length > _PROSE and not is_contact(lines[at].text)
            self._prose[at] = self._prose[at + 1] + (length if counts else 0)
        self._whole = self._prose[start]

    def take(self, at: int) -> None:
        line = self.lines[at]
        text, frame = line.text, line.frame
        if frame in ("end", "related") and self._may_cut(at):
            self._place = "footer"
            if frame == "related":
                self.footer.append(text)
            return
        if frame == "end" or (frame == "related" and len(text) < 60):
            self.footer.append(text)
            return
        if frame == "notes":
            self._place, self.notes = "body", len(self.body)
        elif frame == "contact" and self._opens_contacts(at):
            self._place = "contacts"
        elif self._place == "contacts" and not is_contact(text) and len(text) > 120:
            self._place = "body" if self.body else self._place
        self._put(text, frame)

    def _put(self, text: str, frame: Frame | None) -> None:
        if self._place == "contacts":
            self.contacts.append(text)
        elif self._place == "footer":
            (self.contacts if frame == "contact" or is_contact(text) else self.footer).append(text)
        else:
            kept, rest = without_end_mark(text)
            if rest and len(rest) > len(kept):
                kept, rest = f"{kept} {rest}", None
            if kept:
                self.body.append(kept)
            if rest is not None:
                self._place = "footer"
                if rest:
                    (self.contacts if is_contact(rest) else self.footer).append(rest)

    def _may_cut(self, at: int) -> bool:
        """Text may be cut only where more of it remains before than goes with what is behind."""
        if self._place == "footer":
            return True
        return bool(self.body) and 2 * self._prose[at + 1] <= self._whole

    def _opens_contacts(self, at: int) -> bool:
        text = self.lines[at].text
        if not (is_contact(text) or len(text) < 90):
            return False
        near = [line.text for line in self.lines[at + 1 : at + 4]]
        return is_contact(text) or any(map(is_contact, near)) or (bool(self.body) and len(text) < 60)


def _header(lines: list[Line], title: str | None) -> tuple[list[Line], int]:
    """The lines above the text, headlines marked, and the place where the text begins."""
    header: list[Line] = []
    known = _key(title) if title else None
    seen = False
    for at, line in enumerate(lines[:_HEADER_LINES]):
        taken = line if line.header else _header_line(lines, at, known, seen)
        if taken is None:
            return header, at
        header.append(taken)
        seen = seen or taken.headline
    return header, min(len(lines), _HEADER_LINES)


def _header_line(lines: list[Line], at: int, known: str | None, seen: bool) -> Line | None:
    """The line as one of the header, None where the text begins with it."""
    line = lines[at]
    text = line.text
    if at == len(lines) - 1:
        return _marked(line) if known and _key(text) == known else None
    if _in_contacts(lines, at):
        return Line(text, "contact", line.heading)
    if line.frame in ("label", "end", "embargo") or (line.frame in ("contact", "related") and len(text) < 140):
        return line
    if known and _is_title(text, known):
        return _marked(line)
    if is_date_line(text) or is_reference_line(text):
        return line
    if known is not None and line.frame == "banner" and at < 6 and len(text) < 90:
        return line
    if known is None:
        if not seen and (line.frame == "banner" or _names_publisher(text)) and _headline_follows(lines, at):
            return line
        if not seen and _is_letterhead(lines, at):
            return line
        if _stands_above_date(lines, at) if seen else _is_address(lines, at):
            return line
        return _marked(line) if _headline_like(line, lines, at, seen) else None
    if not seen and len(text) <= 90 and any(_is_title(later.text, known) for later in lines[at + 1 : at + 6]):
        return line
    if line.heading and (_has_date(text) or _resembles(text, known)):
        return line
    return line if _stands_before_opening(lines, at) or _stands_above_date(lines, at) else None


def _in_contacts(lines: list[Line], at: int) -> bool:
    """Whether a line above the text goes on with the contacts that one of the last lines opened."""
    if not any(before.frame == "contact" for before in lines[max(0, at - 3) : at]):
        return False
    text = lines[at].text
    if len(text) > 90:
        return False
    return is_contact(text) or (len(text) < 40 and any(is_contact(near.text) for near in lines[at + 1 : at + 3]))


def _marked(line: Line) -> Line:
    return Line(line.text, line.frame, line.heading, True, line.header)


def _is_title(text: str, known: str) -> bool:
    if len(text) > 2 * len(known) + 40:
        return False
    key = _key(text)
    return key == known or (len(key) > 24 and (known.startswith(key) or key.startswith(known)))


def _resembles(text: str, known: str) -> bool:
    words, titled = set(_key(text).split()), set(known.split())
    return len(words & titled) >= 0.6 * max(1, min(len(words), len(titled)))


def _has_date(text: str) -> bool:
    return any(found.full for found in find_dates(tokenise(text[:_LONGEST_HEADLINE])))


_OFFICE_LAST = re.compile(r"[省庁府部局院署]\Z|銀行\Z")


def _names_publisher(text: str) -> bool:
    """A short line that names an office in any of its words, or closes with a label, stands above a headline."""
    if len(text) > 120 or len(text.split()) > 14:
        return False
    if len(text) <= 12 and _OFFICE_LAST.search(text):
        return True
    words = text.split()
    tails = (" ".join(words[at:]) for at in range(1, len(words)))
    return any(frame_of(tail)[0] == "banner" or is_wholly(tail, "label") for tail in tails)


def _is_letterhead(lines: list[Line], at: int) -> bool:
    """A name in capitals on top, apart from the headline by a label or the date."""
    text = lines[at].text
    if at > 1 or not text.isupper() or len(text.split()) > 8:
        return False
    for place in range(at + 1, min(at + 4, len(lines) - 1)):
        if lines[place].frame == "label" or is_date_line(lines[place].text):
            return _headline_follows(lines, place)
    return False


def _headline_follows(lines: list[Line], at: int) -> bool:
    for place in range(at + 1, min(at + 6, len(lines) - 1)):
        if lines[place].frame is None and not is_date_line(lines[place].text) and not _is_address(lines, place):
            return _headline_like(lines[place], lines, place, False)
    return False


def _is_address(lines: list[Line], at: int) -> bool:
    """ "State House, Nairobi." above the day."""
    text = lines[at].text
    return len(text) < 40 and "," in text and len(text.split()) < 5 and is_date_line(lines[at + 1].text)


def _stands_before_opening(lines: list[Line], at: int) -> bool:
    """A subtitle: no sentence, and what follows opens with a date or dateline."""
    text, behind = lines[at].text, lines[at + 1].text
    if len(text) > 400 or text[-1:] in ".:;" or opens_with_dateline(text, False) or len(behind) < len(text):
        return False
    return dateline_of(behind, None) is not None and dateline_of(text, None) is None


def _stands_above_date(lines: list[Line], at: int) -> bool:
    """A short line that is no sentence and has the day of issue below it, behind no more than a few of its like."""
    for place in range(at, min(at + _ABOVE_DATE, len(lines) - 1)):
        text = lines[place].text
        if place > at and is_date_line(text):
            return True
        sentence = text[-1:] in ".!?;。" and len(text.split()) > 4
        if sentence or ":" in text or len(text) > (_LONGEST_HEADLINE if _is_signature(text) else 110):
            return False
    return False


def _is_signature(text: str) -> bool:
    """Whether a line is made of names and titles alone: its words have capitals."""
    words = [word for word in text.split() if len(word) > 3]
    return bool(words) and sum(not word[0].islower() for word in words) >= 0.9 * len(words)


def _headline_like(line: Line, lines: list[Line], at: int, seen: bool) -> bool:
    text = line.text
    if len(text) > _LONGEST_HEADLINE or (seen and not line.heading):
        return _is_subtitle(lines, at) if seen else False
    behind = sum(len(later.text) for later in lines[at + 1 : at + 5])
    if behind <= 40 or len(text) >= max(120, behind) or opens_with_dateline(text, False):
        return False
    if text[-1:] in ":;,，：；" or _dates_the_text(text):
        return False
    if text[-1:] in ".。।" and not text.endswith(("U.S.", "Jr.", "Sr.", "...", " Inc.", " Ltd.")) and not line.heading:
        # A headline with a full stop is one short sentence above longer paragraphs.
        following = lines[at + 1].text
        return len(text) <= 100 and "." not in text[:-1] and len(following) > 1.5 * len(text) and behind > 300
    return len(text) < 150 or len(re.findall(r"[.!?] +[^\W\d_a-z]", text)) < 2


def _dates_the_text(text: str) -> bool:
    """Whether a line is a dateline with its day, whatever stands behind it."""
    if not any(map(str.isdigit, text)):
        return False
    found = dateline_of(text, None)
    return found is not None and found.place is not None and found.date is not None


def _is_subtitle(lines: list[Line], at: int) -> bool:
    return at + 1 < len(lines) and _stands_before_opening(lines, at)


def _headlines(header: list[Line]) -> tuple[str, ...]:
    """Headlines with the likeliest first: one that is printed twice, or that is no banner of its publisher."""
    candidates = [line for line in header if line.headline]
    printed = [_key(line.text) for line in candidates]
    plain = [
        line.text
        for line in candidates
        if line.frame != "banner" or printed.count(_key(line.text)) > 1 or len(line.text.split()) > 7
    ]
    rest = [line.text for line in candidates if line.text not in plain and not _is_name(line.text)]
    return (*plain, *rest)


def _is_name(text: str) -> bool:
    """A publisher's or office holder's name above the headline is none itself."""
    return frame_of(text)[0] == "banner" and len(text.split()) <= 6


@lru_cache(maxsize=4096)
def is_date_line(text: str) -> bool:
    """Whether a line is a date, with its weekday, hour, place or the words that announce it, and nothing else."""
    if len(text) > 120 or not any(c.isdigit() for c in text):
        return False
    tokens = tokenise(text)
    dates = find_dates(tokens)
    if not dates:
        return False
    dated = {at for found in dates for at in range(found.first, found.last)}
    rest = [at for at in range(len(tokens)) if at not in dated and tokens.shapes[at] != "."]
    words = [at for at in rest if not _is_date_word(tokens.folds[at]) and not tokens.texts[at][0].isdigit()]
    full = any(found.full for found in dates)
    if not full:
        return len(words) <= 3 and any(year for found in dates for year, _, _ in found.readings) and len(text) < 60
    announcing = date_words("issued") | date_words("other")
    if dates[0].first <= 4 and not announcing.isdisjoint(tokens.folds[: dates[0].first]) and len(words) <= 12:
        return tokens.texts[-1] not in (".", "!", "?") or len(words) <= 3
    found_dateline = dateline_of(text, None)
    return len(words) <= 3 and (len(text) < 60 or found_dateline is not None)


def _is_date_word(folded: str) -> bool:
    return any(folded in date_words(section) for section in ("issued", "other", "time", "joint", "today"))


def _key(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text[: 2 * _LONGEST_HEADLINE])))
