"""The passages of a release that show why it was found: HTML, escaped but for <mark>."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from html import escape

from corpus.release import Release
from search.highlighting import Highlighter, NumberedSpan
from search.results import Highlights

_PASSAGES = 2
_LOOKED_AT = 40  # matches of each word among which the passages are chosen
_WINDOW = 160  # code points that the words of a passage may lie apart
_REACH = 90  # how far a passage is stretched to a sentence's border
# From the mark that ends a sentence, or lines, on to where the next begins. One set of letters to begin with is what
# the regular expression engine finds fast.
_BORDER = re.compile(r"[.!?…。！？؟।\n](?:(?<!\n)[\"'”’»)\]]*\s+|(?<=\n)\n*|(?<=[。！？]))")
_AFTER_SENTENCE = re.compile(r"[.!?…。！？؟।][\"'”’»)\]]*\s*$")


def highlights(release: Release, highlighter: Highlighter) -> Highlights:
    """The title with its matches marked, and the best passages of the text; its beginning where nothing matches."""
    title = None
    if release.title:
        found = highlighter.spans(release.title, release.language, "title")
        title = marked(release.title, 0, len(release.title), found)
    spans = highlighter.spans(release.text, release.language, most=_LOOKED_AT)
    return Highlights(title, tuple(passages(release.text, spans)))


def passages(text: str, spans: Sequence[NumberedSpan]) -> list[str]:
    """Up to two passages of ``text``, in its order, around the ``spans`` that show the most different words."""
    chosen: list[tuple[int, int]] = []
    left, shown = list(spans), set[int]()
    while left and len(chosen) < _PASSAGES:
        passage = _stretched(text, *_best_window(left, shown))
        chosen.append(passage)
        first, after = bisect_left(left, passage[:1]), bisect_left(left, passage[1:])
        shown.update(number for _, _, number in left[first:after])
        del left[first:after]
    if not chosen:
        chosen = [_stretched(text, 0, min(len(text), _WINDOW))] if text.strip() else []
    chosen.sort()
    if len(chosen) == 2 and chosen[1][0] <= chosen[0][1]:
        chosen = [(chosen[0][0], chosen[1][1])]
    return [_framed(text, start, end, spans) for start, end in chosen]


def marked(text: str, start: int, end: int, spans: Sequence[NumberedSpan]) -> str:
    """``text[start:end]`` escaped, the spans in it between <mark> and </mark>; spans in order and apart."""
    parts, at = [], start
    for place in range(bisect_left(spans, (start,)), len(spans)):
        first, last, _ = spans[place]
        if last > end:
            break
        match = text[first:last]
        parts += [escape(text[at:first]), "<mark>", match if match.isalnum() else escape(match), "</mark>"]
        at = last
    parts.append(escape(text[at:end]))
    return "".join(parts)


def _best_window(spans: Sequence[NumberedSpan], shown: set[int]) -> tuple[int, int]:
    """The window with the most words not yet shown, then the most matches, then the first."""
    starts, ends, numbers = zip(*spans, strict=True)
    new = len(set(numbers) - shown)
    best, most, before = -1, 0, 0
    chosen = starts[0], ends[0]
    for first, start in enumerate(starts):
        after = bisect_right(ends, start + _WINDOW, first + 1)
        if after == before:
            continue  # a part of the window before
        before, count = after, after - first
        if count > most or best < new:
            found = len(set(numbers[first:after]) - shown)
            if found > best or (found == best and count > most):
                best, most, chosen = found, count, (start, ends[after - 1])
    return chosen


def _stretched(text: str, start: int, end: int) -> tuple[int, int]:
    """A window stretched to the borders of its sentences, else of words."""
    reach = max(0, start - _REACH)
    borders = [border.end() for border in _BORDER.finditer(text, max(0, reach - 1), start)]
    if borders and borders[-1] > reach:
        first = borders[-1]
    else:
        blank = text.find(" ", reach, start)
        first = 0 if reach == 0 else blank + 1 if blank >= 0 else start
    limit = min(len(text), end + _REACH)
    after = _BORDER.search(text, end - (text[end - 1 : end] != "\n"), limit)
    if after:
        return first, after.start() + (after[0][0] != "\n")
    blank = text.rfind(" ", end, limit)
    return first, limit if limit == len(text) else blank if blank >= 0 else end


def _framed(text: str, start: int, end: int, spans: Sequence[NumberedSpan]) -> str:
    passage = " ".join(marked(text, start, end, spans).split())
    ends_whole = not text[end : end + 1].isspace() or text[end - 1] in '.!?…。！？"”»)'
    begins_whole = start == 0 or text[start - 1] == "\n" or _AFTER_SENTENCE.search(text, max(0, start - 6), start)
    return f"{'' if begins_whole else '… '}{passage}{'' if ends_whole else ' …'}"
