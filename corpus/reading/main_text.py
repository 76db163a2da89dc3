"""The main text of a web page, found by how the page is built rather than by rules for one site.

Prose counts: letters outside links in runs long enough for a sentence. The element with the best balance of prose
against links and scraps is the text's frame; what the frame holds besides (link lists, teasers, share bars, captions)
goes by its links, its repetition and what its elements are called.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from corpus.reading.furniture import is_furniture
from corpus.reading.markup import Holder, Piece, Pieces

_ASIDE = re.compile(
    r"nav(?:bar|igation)?\b|breadcrumb|pagination|\bpager|share|social|addthis|cookie|consent|gdpr|advert|\bads?\b|sponsor|promo"
    r"|related|recommend|\brec-|more-?(?:news|stories|articles|from)|read-?(?:more|next|also)|most-?(?:read|popular|viewed)|trending"
    r"|side-?bar|side_|footer|footnav|\bfoot\b|copyright|comment|kommentar|disqus|respond\b|newsletter|subscri|sign-?up|log-?in\b|search"
    r"|toolbar|tag-?(?:list|cloud|links)|\btags\b|node-tag|\bpop-?up|modal|overlay|\bskip\b|author|autor|outbrain|taboola|rating"
    r"|\bmenu|-menu|_menu|menu-|\btoc\b|masthead|\bmeta\b|postmeta|byline|sr-only|screen-reader|visually-?hidden|noprint"
    r"|follow|contact-?form|form-item|language-?switch|accessib|carousel|slider|slideshow|widget-area|caption|credit|image-?sub|imagedesc|legend\b"
    r"|interesting|appendix|citation|donat|flyout|paywall|\babo\b|app-?store|rss|inline-?teaser|header-desc|\bimg|feedback|\bvote|survey"
)
_DISCUSSION = re.compile(
    r"\b(?:user-?)?comments?\b|comment[-_]?(?:s|list|section|area|thread|wrap)|\bkomment|disqus|\brespond\b|\breplies\b|opinie"
)
_TEXT = re.compile(
    r"article-?_?(?:body|content|text)|(?:entry|post|story|page|news|main|node|press)[-_]*(?:content|body|text|detail)|field-?-?(?:name-)?body"
    r"|content-?(?:body|text|main|area)|richtext|rich-text|bodytext|body-text|maintext|govspeak|\bprose\b|wysiwyg|press-?release"
)
_SENTENCE = re.compile(r"[.!?…;:,](?:\s|$|[\"”’»)])|[。！？、，।؟،؛]")
_NO_FRAMES = frozenset({"p", "li", "dd", "dt", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "figure", "caption"})
_FADING = 0.96  # of prose by each level that it lies deeper
_SECTION_LEVELS = 4  # above the frame, on which further sections are looked for
_LEAD_PIECES = 6  # behind the headline, among which a summary may stand
_LAYOUT_ASIDE = frozenset({"aside", "footer", "nav"})


def main_pieces(pieces: Pieces, titles: Sequence[str] = ()) -> list[Piece]:
    """The pieces that are the release in their order; where no element holds prose, all that are not mostly links.

    ``titles``: what the page states as its title; the heading that agrees with one of them is the headline.
    """
    page = _Page(pieces, titles)
    kept = page.kept(page.frames())
    if not kept:
        kept = [piece for piece in pieces.items if piece.link_chars * 2 < len(piece.text)]
    return kept


@lru_cache(maxsize=16384)
def _named_aside(names: str) -> bool:
    return _ASIDE.search(names) is not None


@lru_cache(maxsize=16384)
def _named_discussion(names: str) -> bool:
    return _DISCUSSION.search(names) is not None


@lru_cache(maxsize=16384)
def _named_text(names: str) -> bool:
    return _TEXT.search(names) is not None


class _Page:
    def __init__(self, pieces: Pieces, titles: Sequence[str]) -> None:
        self.pieces = pieces.items
        self.holders = pieces.holders
        self.weights = [_weight(piece) for piece in self.pieces]
        self.headline = _headline(self.pieces, titles)
        self.above = self._around(self.headline)
        self.aside = self._asides()

    def _around(self, place: int) -> set[int]:
        """The holders around a piece."""
        holders = set()
        index = self.pieces[place].holder if place >= 0 else -1
        while index >= 0:
            holders.add(index)
            index = self.holders[index].parent
        return holders

    def _summed(self, values: list[float]) -> list[float]:
        """Per holder, the sum over the pieces in it, however deep."""
        sums = [0.0] * len(self.holders)
        for piece, value in zip(self.pieces, values, strict=True):
            if piece.holder >= 0:
                sums[piece.holder] += value
        for index in range(len(sums) - 1, 0, -1):
            if (parent := self.holders[index].parent) >= 0:
                sums[parent] += sums[index]
        return sums

    def _asides(self) -> list[bool]:
        """Holders that are, or lie in, what is called a side matter and doesn't hold most of the page's prose."""
        prose = self._summed(self.weights)
        links = self._summed([float(piece.link_chars) for piece in self.pieces])
        chars = self._summed([float(len(piece.text)) for piece in self.pieces])
        total = max(prose[0] if prose else 0.0, 1.0)
        aside = [False] * len(self.holders)
        for index, holder in enumerate(self.holders):
            if holder.parent >= 0 and aside[holder.parent]:
                aside[index] = True
            elif holder.tag in ("html", "body", "main", "article"):
                continue
            elif holder.tag in _LAYOUT_ASIDE or _named_aside(holder.names):
                aside[index] = prose[index] < 0.4 * total or (
                    _named_discussion(holder.names) and index not in self.above and total - prose[index] > 300
                )
            elif chars[index] and links[index] > 0.5 * chars[index]:
                aside[index] = prose[index] < 0.1 * total
        self._mark_teasers(aside, links, prose, total)
        return aside

    def _mark_teasers(self, aside: list[bool], links: list[float], prose: list[float], total: float) -> None:
        """Three or more siblings that look alike, each short and with a link, announce other pages."""
        alike: dict[tuple[int, str, str], list[int]] = {}
        for index, holder in enumerate(self.holders):
            if holder.names != " " and not aside[index]:
                alike.setdefault((holder.parent, holder.tag, holder.names), []).append(index)
        for members in alike.values():
            linked = [index for index in members if links[index] >= 12]
            if len(members) < 3 or len(linked) * 3 < len(members) * 2:
                continue
            sums = [prose[index] for index in members]
            if max(sums) < 500 and sum(sums) < 0.4 * total:
                for index in members:
                    aside[index] = True
        for index, holder in enumerate(self.holders):
            if holder.parent >= 0 and aside[holder.parent]:
                aside[index] = True

    def frames(self) -> set[int]:
        """The holder with the best balance and those beside it that go on with its text; empty where there is none."""
        balance = self._balances()
        frame = self._best(balance)
        return {frame, *self._continuations(frame, balance)} if frame >= 0 else set()

    def _balances(self) -> list[float]:
        """Of each piece: prose counts for it, links and scraps against it, more just behind the headline."""
        balances = []
        for place, (piece, weight) in enumerate(zip(self.pieces, self.weights, strict=True)):
            if piece.holder >= 0 and self.aside[piece.holder]:
                balance = 0.0
            elif weight:
                balance = weight - piece.link_chars
            else:
                balance = -15.0 - piece.link_chars - 0.3 * (len(piece.text) - piece.link_chars)
            if balance > 0 and self.headline >= 0:
                behind = place - self.headline
                balance *= 0.3 if behind < 0 else 1.0 + max(0.0, 1.0 - behind / 30)
            balances.append(balance)
        return balances

    def _best(self, balances: list[float]) -> int:
        """The holder whose balance is best, what lies deeper in it counting less by each level.

        Of holders with equal balance the innermost wins, and one that is named or tagged as the text gets a bonus.
        """
        sums = [0.0] * len(self.holders)
        for piece, balance in zip(self.pieces, balances, strict=True):
            if piece.holder >= 0:
                sums[piece.holder] += balance
        for index in range(len(sums) - 1, 0, -1):
            holder = self.holders[index]
            if holder.parent >= 0:
                fades = sums[index] > 0 and holder.tag not in _NO_FRAMES
                sums[holder.parent] += sums[index] * (_FADING if fades else 1.0)
        best, best_value = -1, 0.0
        for index, value in enumerate(sums):
            holder = self.holders[index]
            if value > 0 and (holder.tag in ("article", "main") or _named_text(holder.names)):
                value *= 1.4
            if value > 0 and value >= best_value:
                best, best_value = index, value
        while best > 0 and self.holders[best].tag in _NO_FRAMES:
            best = self.holders[best].parent
        return best

    def _continuations(self, frame: int, balances: list[float]) -> Iterator[int]:
        """Holders beside the frame or those around it that are built like it and hold prose: further sections."""
        around = self._around_holder(frame)[:_SECTION_LEVELS]
        sums = self._summed(balances)
        for index, holder in enumerate(self.holders):
            if sums[index] < 60 or self.aside[index] or index in around:
                continue
            for branch in around:
                if self.holders[branch].parent == holder.parent >= 0 and (
                    holder.tag in ("p", "blockquote") or _alike(holder, self.holders[branch])
                ):
                    yield index

    def _around_holder(self, index: int) -> list[int]:
        """A holder and those around it, the innermost first."""
        around = []
        while index >= 0 and self.holders[index].tag not in ("body", "html"):
            around.append(index)
            index = self.holders[index].parent
        return around

    def kept(self, frames: set[int]) -> list[Piece]:
        """The pieces in the frames but captions, links, furniture of the site and headings with nothing below them."""
        inside = [False] * len(self.holders)
        for index, holder in enumerate(self.holders):
            inside[index] = index in frames or (holder.parent >= 0 and inside[holder.parent] and not self.aside[index])
        kept: list[Piece] = []
        entered = announced = False  # whether a frame has begun; whether the last piece announced links
        for place, piece in enumerate(self.pieces):
            if piece.holder < 0 or piece.kind == "caption":
                continue
            if inside[piece.holder]:
                entered = True
            elif entered or not self._is_lead(place):
                continue
            if is_furniture(piece.text):
                announced = True
            elif _only_links(piece):
                # what only introduces links goes with them
                while kept and kept[-1].kind == "heading" and kept[-1].level > 1:
                    kept.pop()
            elif not announced or 2 * piece.link_chars <= len(piece.text):
                kept.append(piece)
                announced = False
        while kept and kept[-1].kind == "heading":
            kept.pop()
        return kept

    def _is_lead(self, place: int) -> bool:
        """Whether a piece is prose close below the headline: a summary that stands apart from the text."""
        return (
            self.headline >= 0
            and self.headline < place <= self.headline + _LEAD_PIECES
            and self.weights[place] >= 40
            and not self.aside[self.pieces[place].holder]
        )


def _headline(pieces: Sequence[Piece], titles: Sequence[str]) -> int:
    """The place of the heading that most titles of the page hold, else of the first h1; -1 where there is none."""
    best, most = -1, 0
    for place, piece in enumerate(pieces):
        if piece.kind == "heading" and piece.level <= 2:
            votes = sum(piece.text in title for title in titles) if len(piece.text) >= 12 else 0
            votes = 3 * votes + (piece.level == 1)
            if votes > most:
                best, most = place, votes
    return best


def _alike(one: Holder, other: Holder) -> bool:
    """Whether two holders are of one kind: the same tag, and the same names but for numbers or most of them."""
    if one.tag != other.tag:
        return False
    names, others = (_DIGITS.sub("", holder.names).split() for holder in (one, other))
    if not names or not others:
        return not names and not others
    return names[0] == others[0] or 2 * len({*names} & {*others}) >= max(len(names), len(others))


_DIGITS = re.compile(r"\d+")


def _weight(piece: Piece) -> float:
    """How much prose a piece holds."""
    own = len(piece.text) - piece.link_chars
    if piece.text[len(piece.text) // 2] >= "\u3040":  # a Chinese or Japanese sentence takes fewer letters
        own *= 3
    if own < 25 or piece.link_chars > own:
        return 0.0
    if piece.kind == "heading":
        return 0.0
    weight = float(own)
    if not _SENTENCE.search(piece.text):
        weight *= 0.3
    if piece.kind in ("list-item", "table-row", "caption"):
        weight *= 0.5
    return weight


def _only_links(piece: Piece) -> bool:
    return piece.link_chars > 0.7 * len(piece.text)
