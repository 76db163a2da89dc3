"""The lines of a text that lost its line breaks: where they were, runs of blanks are left.

One blank more than one stands for a lost mark ("Feb. 3  2005"), three and more for a line's end, a hundred and more
for a field filled up with blanks, as headlines are. Before the text come headline, subtitle, labels, date and contacts
in any order; it begins with its dateline, or else with prose.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.authority import place_country
from corpus.extracting.dates import find_dates
from corpus.extracting.frames import frame_of
from corpus.extracting.tokens import tokenise

_MOST_LINES = 24
_REACH = 700  # characters of a segment that are looked at
_LONGEST_HEADLINE = 320
_FILLED = 100  # blanks behind a field of fixed width
_GAP = re.compile(r"[ \t\u00a0]{3,}|[ \t\u00a0]*\n\s*")
_FOR_RELEASE = re.compile(r"(?i)\s(?=for immediate release\b)")
_PHONE = re.compile(r"\(?\d{3}\)?[ ./-]{1,3}\d{3}[ ./-]{1,3}\d{4}")
_SMALL = frozenset(
    (
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "into",
        "of",
        "on",
        "or",
        "over",
        "the",
        "to",
        "with",
        "upon",
    )
)
_ANNOUNCED = re.compile(r"(?i)\W*(?:date|datum|data|fecha|дата|tarix|tarih|released?)\b")
_TOLD = frozenset(("today", "announced", "said", "that", "which", "yesterday"))
_PLACE = r"[A-Z][\w.’']+(?:-\w+)*(?: [A-Z][\w.’']+(?:-\w+)*){0,2}"
_REGION = r"(?:,? ? ?(?:D\.? ?C\b\.?|[A-Z]{2}\b|[A-Z][a-z]{1,4}\.|(?:[A-Z]\.){2}))?"
_DATELINE = re.compile(
    rf"\W{{0,2}}({_PLACE}){_REGION}\)? ?(--+|[–—-](?= ?[A-Z“\"])|  +(?!(?!WASHINGTON)[A-Z]{{4}})|(?= U\.? ?S\b)|\Z)"
)
_INNER_DATELINE = re.compile(
    # The blank first, so that the search leaps from blank to blank.
    rf" (?:(?<=\w )(?={_PLACE}{_REGION} ?--)|(?<=\S ) ?(?=[A-Z]{{4,}}{_REGION}(?: ?--?|   *|\Z))"
    r"|(?<=\S ) (?=[A-Z][a-z]{3,}  [A-Z]{2}(?:\Z|  )))"
)


@dataclass(frozen=True, slots=True)
class Unfolded:
    """A line and whether it reads as a headline."""

    text: str
    headline: bool = False
    filled: bool = False  # in a field filled up with blanks


def has_lost_lines(text: str) -> bool:
    """Whether runs of blanks stand where line ends were, or a headline in capitals runs into the text."""
    if _ANNOUNCED.match(text) and _date_end(text):
        return True
    return _gap(text.strip(), 1500) is not None or _shouted(text) is not None or _cut_inside(text[:_REACH]) is not None


def _gap(text: str, reach: int) -> re.Match[str] | None:
    """The first gap of a text; the pattern is tried only where two blanks or a mark of its own stand."""
    head = text[:reach]
    seen = any(mark in head for mark in ("  ", "\n", "\t", "\u00a0"))
    return _GAP.search(text, 0, reach) if seen else None


def unfolded(text: str) -> tuple[list[Unfolded], str]:
    """The lines before the text, and the text, which may be empty: all of a paragraph may be header."""
    lines: list[Unfolded] = []
    rest = text.strip()
    for _ in range(_MOST_LINES):
        taken = _line(rest, lines)
        if taken is None:
            break
        line, rest = taken
        if line.text:
            lines.append(line)
        if not rest:
            break
    return _joined(lines), rest


def _line(rest: str, before: list[Unfolded]) -> tuple[Unfolded, str] | None:
    """The next line and what is behind it; None where the text begins."""
    gap = _gap(rest, _REACH)
    segment = rest[: gap.start()] if gap else rest[:_REACH]
    width = len(gap[0]) if gap else 0
    frame, end = frame_of(segment)
    if frame in ("label", "related", "notes", "embargo"):
        return Unfolded(segment[:end].strip(" :")), rest[end:].lstrip()
    if frame == "contact" or _PHONE.match(segment):
        return _contact(segment, rest)
    dated = _date_end(segment)
    if dated:
        return Unfolded(segment[:dated]), rest[dated:].lstrip(" .,\t\n\u00a0")
    if opens_with_dateline(segment, 0 < width < _FILLED // 2):
        return None
    return _printed(segment, rest, width, before)


def _printed(segment: str, rest: str, width: int, before: list[Unfolded]) -> tuple[Unfolded, str] | None:
    """A headline, subtitle or banner."""
    cut = _cut_inside(segment)
    if cut is not None:
        return Unfolded(segment[:cut].strip(), headline=True), rest[cut:].lstrip()
    shouted = _shouted(segment)
    if shouted is not None:
        return Unfolded(segment[:shouted].strip(), headline=True), rest[shouted:].lstrip()
    if not width or len(segment) > _LONGEST_HEADLINE or segment[-1:] in ".!:;":
        return None
    behind = rest[len(segment) :].lstrip()
    words = segment.split()
    if len(segment) <= 3 and width > 5:
        return Unfolded(segment), behind
    if width >= _FILLED and (len(words) > 3 or not behind[:1].islower()):
        return Unfolded(segment, headline=len(words) > 2, filled=True), behind
    if _reads_as_headline(words):
        return Unfolded(segment, headline=len(words) > 1), behind
    follows = _GAP.split(behind[:200], maxsplit=1)[0]
    framed = frame_of(follows)[0] in ("label", "contact") or _date_end(follows) or opens_with_dateline(follows, True)
    if framed and (len(words) <= 30 or any(line.headline for line in before)):
        return Unfolded(segment, headline=False), behind
    return None


def _contact(segment: str, rest: str) -> tuple[Unfolded, str]:
    """A contact's name and number: up to the last number of the segment, or all of it."""
    end = 0
    for phone in _PHONE.finditer(segment):
        end = phone.end()
    if not end:
        end = len(segment)
        behind = rest[end:].lstrip()
        number = _PHONE.search(behind, 0, 50)
        named = re.match(r"(?:[A-Z][\w.’'-]+ {1,2}){2,4} *(?=\(?\d{3})", behind)
        if number is not None and (number.start() == 0 or named):
            return Unfolded(f"{segment} {behind[: number.end()]}"), behind[number.end() :].lstrip()
    return Unfolded(segment[:end]), rest[end:].lstrip()


def _joined(lines: list[Unfolded]) -> list[Unfolded]:
    """Headlines broken over two lines in one piece."""
    joined: list[Unfolded] = []
    for line in lines:
        last = joined[-1] if joined else None
        if last is not None and last.headline and line.text.startswith(last.text):
            joined[-1] = line
        elif (
            last is not None and last.headline and line.headline and not last.filled and _goes_on(last.text, line.text)
        ):
            joined[-1] = Unfolded(f"{last.text} {line.text}", True, line.filled)
        else:
            joined.append(line)
    return joined


def _goes_on(first: str, second: str) -> bool:
    last, opener = first.split()[-1].lower(), second.split()[0].lower()
    if last in _SMALL or opener in _SMALL or len(first.split()) <= 2 < len(second.split()):
        return True
    return first.isupper() and second.isupper() and len(first.split()) > 5 and len(second.split()) > 2


def _reads_as_headline(words: list[str]) -> bool:
    if len(words) > 12 and not _TOLD.isdisjoint(words):
        return False
    letters = [word for word in words if word[:1].isalpha() and word.lower() not in _SMALL]
    return bool(letters) and len(words) <= 45 and sum(word[0].isupper() for word in letters) >= 0.7 * len(letters)


def _date_end(text: str) -> int | None:
    """Where a full date ends that a text begins with, a word before it that announces it allowed."""
    head = text[:70]
    tokens = tokenise(head if any(map(str.isdigit, head)) else "")
    for found in find_dates(tokens)[:1]:
        said = text[: tokens.starts[found.first]]
        announced = re.fullmatch(r"\W*(?:[Oo]n\W*)?", _ANNOUNCED.sub("", said, count=1))
        if found.full and announced:
            end = tokens.ends[found.last - 1]
            glued = re.search(r"\d{4}(?=[A-Z])", text[tokens.starts[found.last - 1] : end])
            return end if glued is None else tokens.starts[found.last - 1] + glued.end()
    return None


def opens_with_dateline(text: str, at_gap: bool) -> bool:
    """Whether a known place and a mark, or the end of a line, open a text."""
    match = _DATELINE.match(text[:60])
    if match is None or (match.end() == len(text[:60]) and not at_gap):
        return False
    place = match[1]
    words = place.split()
    return place_country(place) is not None and (
        match[2].strip() != "" or words[0].isupper() or not match[2] or bool(re.match(r"\W*[\w ]+  ?D", text))
    )


def _cut_inside(segment: str) -> int | None:
    """Where a headline ends inside a run of words: before a date, a label or a dateline that stands in it."""
    head = segment[:_LONGEST_HEADLINE]
    cuts = []
    inner = _INNER_DATELINE.search(head, 12)
    while inner is not None and not _opens_behind(segment, inner.end()):
        inner = _INNER_DATELINE.search(head, inner.end() + 1)
    if inner is not None:
        cuts.append(inner.start())
    label = _FOR_RELEASE.search(head) if "immediate" in head.lower() else None
    if label is not None:
        cuts.append(label.start())
    tokens = tokenise(head if any(map(str.isdigit, head)) else "")
    for found in find_dates(tokens):
        start, behind = tokens.starts[found.first], segment[tokens.ends[found.last - 1] :]
        ends_line = not behind.strip() or opens_with_dateline(behind.strip(" .,"), True)
        ends_line = ends_line or frame_of(behind.strip(" .,"))[0] is not None
        if found.full and start > 12 and ends_line:
            cuts.append(start)
    cut = min(cuts, default=None)
    if cut is None or not _reads_as_headline_or_short(head[:cut]):
        return None
    return cut


def _opens_behind(segment: str, at: int) -> bool:
    """Whether a dateline begins there: a place that ends a line of capitals belongs to the line."""
    behind = segment[at:]
    return opens_with_dateline(behind, True) and not (segment.isupper() and behind.strip().isalpha())


def _reads_as_headline_or_short(text: str) -> bool:
    words = text.split()
    return 2 <= len(words) <= 45 and not re.search(r"[a-z]{3}[.!?] +[A-Z]", text) and text.strip()[-1:] not in ",:;"


_SHOUTED = re.compile(r"(?:[^a-z]{25,300})(?=\s(?:[A-Z][a-z]+|An?|U\.S\.|I)\.?,? +[A-Za-z\"“(.]*[a-z])")


def _shouted(text: str) -> int | None:
    """Where a headline in capitals of five words or more ends, and mixed text begins."""
    match = _SHOUTED.match(text[:400])
    if match is None or len(match[0].split()) < 5 or match[0].strip()[-1:] in "-–—:," or not match[0][:3].strip():
        return None
    return match.end()
