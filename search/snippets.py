"""The passages of a release that show why it was found: HTML, escaped but for <mark>."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from corpus.release import Release
from search.highlighting import Highlighter
from search.results import Highlights

_PASSAGES = 2
_LOOKED_AT = 40  # matches of each word among which the passages are chosen
_WINDOW = 160  # code points that the words of a passage may lie apart
_REACH = 90  # how far a passage is stretched to a sentence's border
_SENTENCE_END = re.compile(r"(?<=[.!?…。！？؟।])[\"'”’»)\]]*\s+|\n+|(?<=[。！？])")
_AFTER_SENTENCE = re.compile(r"[.!?…。！？؟।][\"'”’»)\]]*\s*$")

MarkedSpan = tuple[int, int, int]


def highlights(release: Release, highlighter: Highlighter) -> Highlights:
    """The title with its matches marked, and the best passages of the text; its beginning where nothing matches."""
    title = None
    if release.title:
        found = highlighter.spans(release.title, release.language, "title")
        title = marked(release.title, 0, len(release.title), found)
    spans = highlighter.spans(release.text, release.language, most=_LOOKED_AT)
    return Highlights(title, tuple(passages(release.text, spans)))


def passages(text: str, spans: Sequence[MarkedSpan]) -> list[str]:
    """Up to two passages of ``text``, in its order, around the ``spans`` that show the most different words."""
    chosen: list[tuple[int, int]] = []
    seen: set[int] = set()
    while len(chosen) < _PASSAGES:
        left = [s for s in spans if not chosen[0][0] <= s[0] < chosen[0][1]] if chosen else spans
        window = _best_window(left, seen)
        if window is None:
            break
        chosen.append(_stretched(text, *window))
        seen |= {number for start, _, number in spans if chosen[-1][0] <= start < chosen[-1][1]}
    if not chosen:
        chosen = [_stretched(text, 0, min(len(text), _WINDOW))] if text.strip() else []
    chosen.sort()
    if len(chosen) == 2 and chosen[1][0] <= chosen[0][1]:
        chosen = [(chosen[0][0], chosen[1][1])]
    return [_framed(text, start, end, spans) for start, end in chosen]


def marked(text: str, start: int, end: int, spans: Sequence[MarkedSpan]) -> str:
    """``text[start:end]`` escaped, the spans in it between <mark> and </mark>."""
    parts, at = [], start
    for first, last, _ in spans:
        if first >= at and last <= end:
            parts += [escape(text[at:first]), "<mark>", escape(text[first:last]), "</mark>"]
            at = last
    parts.append(escape(text[at:end]))
    return "".join(parts)


def _best_window(spans: Sequence[MarkedSpan], seen: set[int]) -> tuple[int, int] | None:
    """The window with the most words not yet shown, then the most matches, then the first; linear in the spans."""
    best, chosen = (-1, 0), None
    inside: dict[int, int] = {}  # matches in the window by word not yet shown
    after = 0
    for first, (start, end, number) in enumerate(spans):
        while after < len(spans) and (after == first or spans[after][1] - start <= _WINDOW):
            added = spans[after][2]
            if added not in seen:
                inside[added] = inside.get(added, 0) + 1
            after += 1
        if (len(inside), after - first) > best:
            best, chosen = (len(inside), after - first), (start, max(end, spans[after - 1][1]))
        if inside.get(number, 0) > 1:
            inside[number] -= 1
        else:
            inside.pop(number, None)
    return chosen


def _stretched(text: str, start: int, end: int) -> tuple[int, int]:
    """A window stretched to the borders of its sentences, else of words."""
    reach = max(0, start - _REACH)
    borders = [found.end() for found in _SENTENCE_END.finditer(text, reach, start)]
    if borders:
        first = borders[-1]
    else:
        blank = text.find(" ", reach, start)
        first = 0 if reach == 0 else blank + 1 if blank >= 0 else start
    limit = min(len(text), end + _REACH)
    after = _SENTENCE_END.search(text, end, limit)
    if after:
        return first, after.start()
    blank = text.rfind(" ", end, limit)
    return first, limit if limit == len(text) else blank if blank >= 0 else end


def _framed(text: str, start: int, end: int, spans: Sequence[MarkedSpan]) -> str:
    passage = " ".join(marked(text, start, end, spans).split())
    ends_whole = end >= len(text) or re.match(r"\s", text[end:]) is None or text[end - 1] in '.!?…。！？"”»)'
    begins_whole = (
        start == 0 or text[start - 1] == "\n" or bool(re.search(r"[.!?…。！？؟।][\"'”’»)\]]*\s*$", text[:start][-6:]))
    )
    return f"{'' if begins_whole else '… '}{passage}{'' if ends_whole else ' …'}"
