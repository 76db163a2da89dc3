"""Lists of ministers that name the office once: "los ministros de Justicia, N; de Educación, M, y de Salud, O"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from corpus.extracting.lexicon import Is, flags_of
from corpus.extracting.offices.ministers import ministerial
from corpus.extracting.offices.text import Text
from corpus.extracting.portfolios import Run, Segment, run_after
from corpus.extracting.tokens import Hit, OfficePhrase

_LONGEST_NAME = 8  # tokens
_CAPITALS = frozenset(("Xx", "X", "X."))
_APART = frozenset((",", ";"))


def further_offices(text: Text, hit: Hit, first: OfficePhrase) -> list[OfficePhrase]:
    """``first`` and the offices behind it that leave its word out, each before a name; none where it stands alone.

    ``hit`` is the word for the office. Every office of the list is in the singular: it is one person's.
    """
    further = list(_further(text, hit, first))
    if not further:
        return []
    return [replace(first, office=_singular(text, hit, first), plural=False, parts=()), *further]


def _further(text: Text, hit: Hit, office: OfficePhrase) -> Iterator[OfficePhrase]:
    while (at := _item_behind(text, office.last)) > 0:
        found = _item(text, hit, at, office)
        if found is None or not _named(text, found.last):
            return
        yield found
        office = found


def _singular(text: Text, hit: Hit, office: OfficePhrase) -> str:
    word = _word(text, hit)
    return word + office.office[len(word) :] if office.office.startswith(word) else office.office


def _word(text: Text, hit: Hit) -> str:
    words = text.tokens.words(hit.first, hit.last)
    return text.naming.singular(hit.kind, hit.value, words) if hit.value.endswith("+") else words


def _item_behind(text: Text, at: int) -> int:
    """Where the link of the next portfolio stands behind a name; 0 where none does."""
    folds, texts, total = text.tokens.folds, text.tokens.texts, len(text.tokens)
    at = _name_end(text, at)
    if at + 2 >= total or texts[at] not in _APART:
        return 0
    behind = at + 1
    while behind < total and behind - at < 4 and (folds[behind] in text.phrases.ands or texts[behind] in _APART):
        behind += 1
    if behind < total and folds[behind] in text.phrases.articles and folds[behind] not in text.phrases.links:
        behind += 1  # "la de Interior"
    if behind + 1 >= total or text.breaks(at, behind):
        return 0
    linked = folds[behind] in text.phrases.links or folds[behind] in text.phrases.charges
    bare = text.phrases.bare and (behind, "portfolio") in text.phrases.starting
    return behind if linked or bare else 0


def _name_end(text: Text, at: int) -> int:
    """Behind a name, and the party in parentheses after it, that begins at a token or at the comma there."""
    tokens, total = text.tokens, len(text.tokens)
    first = at + 1 if at < total and tokens.texts[at] == "," else at
    end = first
    while end < total and end - first < _LONGEST_NAME and not text.breaks(at - 1, end):
        small = flags_of(tokens.folds[end]) & Is.PARTICLE and end > first
        if not (tokens.shapes[end] in _CAPITALS or small) or text.phrases.office_at(end):
            break
        end += 1
    if end == first:
        return total
    if end < total and tokens.texts[end] == "(":
        for close in range(end + 1, min(end + 5, total)):
            if tokens.texts[close] == ")":
                return close + 1
    return end


def _item(text: Text, hit: Hit, at: int, office: OfficePhrase) -> OfficePhrase | None:
    """The office of the portfolio or body behind the link at ``at``."""
    word, begin = _word(text, hit), text.phrases.skip_small(at)
    body = text.body_at.get(begin) or text.body_at.get(at)
    if body is not None:
        wording = f"{word} {text.tokens.words(at, body.last)}"
        return OfficePhrase(at, body.last, wording, body.id, body.country, False, "of-body", (), body.name)
    run = run_after(text.phrases, at)
    if run is None or (run.portfolio is None and not hit.value.endswith("+")):
        return None
    run = Run(run.first, run.last, (Segment(run.first, run.last, run.portfolio),))
    wording = f"{word} {text.tokens.words(at, run.last)}"
    head = Hit(hit.first, at, hit.kind, hit.value.rstrip("+"))
    return ministerial(
        text, head, run, run.segments[0], at, run.last, wording, office.country, plural=False, rule="elliptic"
    )


def _named(text: Text, at: int) -> bool:
    """Whether a name follows, at once or behind a comma."""
    tokens = text.tokens
    at += at < len(tokens) and tokens.texts[at] == ","
    if at >= len(tokens) or tokens.shapes[at] not in _CAPITALS or text.breaks(at - 1, at):
        return False
    return not text.phrases.office_at(at) and (at, "portfolio") not in text.phrases.starting
