"""The main text of a web page, found by how the page is built rather than by rules for one site.

Prose counts: letters outside links in runs long enough for a sentence. The element with the best balance of prose
against links and scraps is the text's frame; what the frame holds besides (link lists, teasers, share bars, captions)
goes by its links, its repetition and what its elements are called.
"""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.reading.markup import Piece, Pieces
from corpus.release import Problem

_ASIDE = re.compile(
    r"nav(?:bar|igation)?\b|breadcrumb|pagination|\bpager|share|social|addthis|cookie|consent|gdpr|advert|\bads?\b|sponsor|promo"
    r"|related|recommend|\brec-|more-?(?:news|stories|articles|from)|read-?(?:more|next|also)|most-?(?:read|popular|viewed)|trending"
    r"|side-?bar|side_|footer|footnav|\bfoot\b|copyright|comment|kommentar|disqus|respond\b|newsletter|subscri|sign-?up|log-?in\b|search"
    r"|toolbar|tag-?(?:list|cloud|links)|\btags\b|node-tag|\bpop-?up|modal|overlay|\bskip\b|author|autor|outbrain|taboola|rating"
    r"|\bmenu|-menu|_menu|menu-|\btoc\b|masthead|\bmeta\b|postmeta|byline|sr-only|screen-reader|visually-?hidden|noprint"
    r"|follow|contact-?form|form-item|language-?switch|accessib|carousel|slider|slideshow|widget-area|caption|credit|image-?sub|imagedesc|legend\b"
    r"|interesting|appendix|citation|donat|flyout|paywall|\babo\b|app-?store|rss|inline-?teaser|header-desc|\bimg|feedback|\bvote|survey"
)
_TEXT = re.compile(
    r"article-?_?(?:body|content|text)|(?:entry|post|story|page|news|main|node|press)[-_]*(?:content|body|text|detail)|field-?-?(?:name-)?body"
    r"|content-?(?:body|text|main|area)|richtext|rich-text|bodytext|body-text|maintext|govspeak|\bprose\b|wysiwyg|press-?release"
)
_SENTENCE = re.compile(r"[.!?…;:,](?:\s|$|[\"”’»)])|[。！？、，।؟،؛]")
_NO_FRAMES = frozenset({"p", "li", "dd", "dt", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "figure", "caption"})
_LAYOUT_ASIDE = frozenset({"aside", "footer", "nav"})


def main_pieces(pieces: Pieces) -> tuple[list[Piece], tuple[Problem, ...]]:
    """The pieces that are the release in their order, and a problem where that is doubtful."""
    page = _Page(pieces)
    kept = page.kept(page.frame())
    if not kept:
        kept = [piece for piece in pieces.items if piece.link_chars * 2 < len(piece.text)]
    return kept, page.doubts(kept)


@lru_cache(maxsize=16384)
def _named_aside(names: str) -> bool:
    return _ASIDE.search(names) is not None


@lru_cache(maxsize=16384)
def _named_text(names: str) -> bool:
    return _TEXT.search(names) is not None


class _Page:
    def __init__(self, pieces: Pieces) -> None:
        self.pieces = pieces.items
        self.holders = pieces.holders
        self.weights = [_weight(piece) for piece in self.pieces]
        self.aside = self._asides()

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
                aside[index] = prose[index] < 0.4 * total
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

    def frame(self) -> int:
        """The holder with the best balance: prose counts for it, links and scraps against it; -1 where there is none.

        Of holders with equal balance the innermost wins, and one that is named or tagged as the text gets a bonus.
        """
        balance = self._summed(
            [
                0.0
                if piece.holder >= 0 and self.aside[piece.holder]
                else weight - piece.link_chars
                if weight
                else -15.0 - piece.link_chars - 0.3 * (len(piece.text) - piece.link_chars)
                for piece, weight in zip(self.pieces, self.weights, strict=True)
            ]
        )
        best, best_value = -1, 0.0
        for index, value in enumerate(balance):
            holder = self.holders[index]
            if value > 0 and (holder.tag in ("article", "main") or _named_text(holder.names)):
                value *= 1.4
            if value > 0 and value >= best_value:
                best, best_value = index, value
        while best > 0 and self.holders[best].tag in _NO_FRAMES:
            best = self.holders[best].parent
        return best

    def kept(self, frame: int) -> list[Piece]:
        if frame < 0:
            return []
        inside = [False] * len(self.holders)
        for index in range(frame, len(self.holders)):
            parent = self.holders[index].parent
            inside[index] = index == frame or (parent >= 0 and inside[parent] and not self.aside[index])
        kept: list[Piece] = []
        for piece in self.pieces:
            if piece.holder < 0 or not inside[piece.holder] or piece.kind == "caption":
                continue
            if _only_links(piece):
                # what only introduces links goes with them
                while kept and kept[-1].kind == "heading" and kept[-1].level > 1:
                    kept.pop()
                continue
            kept.append(piece)
        while kept and kept[-1].kind == "heading":
            kept.pop()
        return kept

    def doubts(self, kept: list[Piece]) -> tuple[Problem, ...]:
        chars = sum(len(piece.text) for piece in kept)
        if chars >= 200:
            return ()
        return (Problem("text", "main-text-weak", "little of the page reads as the text of a release"),)


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
