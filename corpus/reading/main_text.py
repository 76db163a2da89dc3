"""The main text of a web page, found by how the page is built rather than by rules for one site.

Each piece of text weighs what it holds of prose: its letters outside links, where they are enough for a sentence. Side
matters are told by what their elements are called, by their links and by their repetition, and weigh nothing. The
weights, less links and scraps, are summed up the tree; the element with the best balance is the text's frame. Further
sections built like the frame and a summary below the headline belong to it; link lists, captions and the site's
furniture in it do not.

That links and short runs of text tell boilerplate is found in Kohlschütter, Fankhauser and Nejdl, "Boilerplate
Detection using Shallow Text Features" (WSDM 2010); that the text is the stretch with the best balance of what speaks
for and against it in Pasternack and Roth, "Extracting Article Text from the Web with Maximum Subsequence Segmentation"
(WWW 2009). Here the stretches are the elements of the page. All passes are over flat lists and linear in their length.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from corpus.reading.furniture import is_furniture
from corpus.reading.markup import Piece, Pieces

# What the class or id of an element holds, as regular expressions without blanks.
_ASIDE = r"""
    nav(?:bar|igation)?\b breadcrumb pagination \bpager share social addthis cookie consent gdpr advert \bads?\b sponsor
    promo related recommend \brec- more-?(?:news|stories|articles|from) read-?(?:more|next|also)
    most-?(?:read|popular|viewed) trending side-?bar side_ footer footnav \bfoot\b copyright comment kommentar disqus
    respond\b newsletter subscri sign-?up log-?in\b search toolbar tag-?(?:list|cloud|links) \btags\b node-tag
    \bpop-?up modal overlay \bskip\b author autor outbrain taboola rating \bmenu -menu _menu menu- \btoc\b masthead
    \bmeta\b postmeta byline sr-only screen-reader visually-?hidden noprint follow contact-?form form-item
    language-?switch accessib carousel slider slideshow widget-area caption credit image-?sub imagedesc legend\b
    interesting appendix citation donat flyout paywall \babo\b app-?store rss inline-?teaser header-desc \bimg feedback
    \bvote survey
"""
_DISCUSSION = r"""
    \bcomments?\b \buser-?comments?\b comment[-_]?(?:s|list|section|area|thread|wrap) \bkomment disqus \brespond\b
    \breplies\b opinie
"""
_TEXT = r"""
    article-?_?(?:body|content|text) entry[-_]*(?:content|body|text|detail) post[-_]*(?:content|body|text|detail)
    story[-_]*(?:content|body|text|detail) page[-_]*(?:content|body|text|detail) news[-_]*(?:content|body|text|detail)
    main[-_]*(?:content|body|text|detail) node[-_]*(?:content|body|text|detail) press[-_]*(?:content|body|text|detail)
    field-?-?(?:name-)?body content-?(?:body|text|main|area) richtext rich-text bodytext body-text maintext govspeak
    \bprose\b wysiwyg press-?release
"""
_SENTENCE = re.compile(r"[.!?…;:,](?:\s|$|[\"”’»)])|[。！？、，।؟،؛]")
_NO_FRAMES = frozenset({"p", "li", "dd", "dt", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "figure", "caption"})
_FADING = 0.96  # of prose by each level that it lies deeper
_SECTION_LEVELS = 4  # above the frame, on which further sections are looked for
_LEAD_PIECES = 6  # behind the headline, among which a summary may stand
_TITLES, _TITLE_CHARS = 30, 500  # of what the page states as its titles, compared with each heading
_LAYOUT_ASIDE = frozenset({"aside", "footer", "nav"})
_TEXT_TAGS = frozenset({"article", "main"})
_OUTER = frozenset({"html", "body", *_TEXT_TAGS})  # hold the text however they are named


def main_pieces(pieces: Pieces, titles: Sequence[str] = ()) -> list[Piece]:
    """The pieces that are the release in their order; where no element holds prose, all that are not mostly links.

    ``titles``: what the page states as its title; the heading that agrees with one of them is the headline.
    """
    page = _Page(pieces, titles)
    kept = page.kept(page.frames())
    if not kept:
        kept = [piece for piece in pieces.items if piece.link_chars * 2 < len(piece.text)]
    return kept


def _any_of(names: str) -> re.Pattern[str]:
    """Finds any of the expressions, told apart by their first letters, so that few are tried at any place."""
    by_letter: dict[str, list[str]] = {}
    for name in names.split():
        bare = name.removeprefix(r"\b")
        bound = "" if bare is name else rf"(?<=\b{bare[0]})"
        by_letter.setdefault(bare[0], []).append(bound + bare[1:])
    return re.compile("|".join(f"{letter}(?:{'|'.join(rests)})" for letter, rests in by_letter.items()))


def _remembered(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    """Whether the pattern is found in the names of a holder; most recur, on a page and on the pages of a site."""
    return lru_cache(maxsize=16384)(lambda names: pattern.search(names) is not None)


_named_aside, _named_discussion, _named_text = map(_remembered, map(_any_of, (_ASIDE, _DISCUSSION, _TEXT)))


class _Page:
    """The pieces of a page and its holders. What is known of the holders stands in lists, one value a holder and one
    more at the end: index -1, the parent of the outermost, finds nothing there."""

    def __init__(self, pieces: Pieces, titles: Sequence[str]) -> None:
        self.pieces = pieces.items
        self.parents, self.tags, self.names = pieces.parents, pieces.tags, pieces.names
        self.weights = [_weight(piece) for piece in self.pieces]
        self.headline = _headline(self.pieces, titles)
        self.above = self._around(self.pieces[self.headline].holder) if self.headline >= 0 else []
        self.aside = self._asides()

    def _around(self, index: int) -> list[int]:
        """A holder and those around it, the innermost first."""
        around = []
        while index >= 0:
            around.append(index)
            index = self.parents[index]
        return around

    def _summed(self, values: Iterable[float]) -> list[float]:
        """Per holder, the sum over the pieces in it, however deep."""
        sums = [0.0] * (len(self.parents) + 1)
        for piece, value in zip(self.pieces, values, strict=True):
            sums[piece.holder] += value
        for index in range(len(self.parents) - 1, 0, -1):
            if value := sums[index]:
                sums[self.parents[index]] += value
        return sums

    def _asides(self) -> list[bool]:
        """Holders that are, or lie in, what is called a side matter and doesn't hold most of the page's prose."""
        prose = self._summed(self.weights)
        links = self._summed([piece.link_chars for piece in self.pieces])
        chars = self._summed([len(piece.text) for piece in self.pieces])
        total = max(prose[0], 1.0)
        aside = [False] * len(prose)
        for index, (parent, tag, names) in enumerate(zip(self.parents, self.tags, self.names, strict=True)):
            if aside[parent]:
                aside[index] = True
            elif tag in _OUTER:
                continue
            elif tag in _LAYOUT_ASIDE or _named_aside(names):
                aside[index] = prose[index] < 0.4 * total or (
                    _named_discussion(names) and index not in self.above and total - prose[index] > 300
                )
            elif links[index] > 0.5 * chars[index]:
                aside[index] = prose[index] < 0.1 * total
        self._mark_teasers(aside, links, prose, total)
        return aside

    def _mark_teasers(self, aside: list[bool], links: list[float], prose: list[float], total: float) -> None:
        """Three or more siblings that look alike, each short and with a link, announce other pages."""
        linked = Counter(
            [parent for index, parent in enumerate(self.parents) if links[index] >= 12 and not aside[index]]
        )
        alike: dict[tuple[int, str, str], list[int]] = {}
        for index, parent in enumerate(self.parents):
            if linked[parent] > 1 and self.names[index] != " " and not aside[index]:
                alike.setdefault((parent, self.tags[index], self.names[index]), []).append(index)
        for members in alike.values():
            with_link = sum(links[index] >= 12 for index in members)
            if len(members) < 3 or with_link * 3 < len(members) * 2:
                continue
            sums = [prose[index] for index in members]
            if max(sums) < 500 and sum(sums) < 0.4 * total:
                for index in members:
                    aside[index] = True
        for index, parent in enumerate(self.parents):
            if aside[parent]:
                aside[index] = True

    def frames(self) -> set[int]:
        """The holder with the best balance and those beside it that go on with its text; empty where there is none."""
        balances = self._balances()
        frame = self._best(balances)
        return {frame, *self._continuations(frame, balances)} if frame >= 0 else set()

    def _balances(self) -> list[float]:
        """Of each piece: prose counts for it, links and scraps against it, more just behind the headline."""
        balances = []
        for place, (piece, weight) in enumerate(zip(self.pieces, self.weights, strict=True)):
            if self.aside[piece.holder]:
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
        """The holder whose balance is best, what lies deeper in it counting less by each level; -1 where none is good.

        Of holders with equal balance the innermost wins, and one that is named or tagged as the text gets a bonus.
        """
        sums = [0.0] * (len(self.parents) + 1)
        for piece, balance in zip(self.pieces, balances, strict=True):
            sums[piece.holder] += balance
        best, best_value = -1, 0.0
        for index in range(len(self.parents) - 1, -1, -1):
            value = sums[index]
            if not value:
                continue
            fades = value > 0 and self.tags[index] not in _NO_FRAMES
            sums[self.parents[index]] += value * (_FADING if fades else 1.0)
            if 1.4 * value > best_value and (self.tags[index] in _TEXT_TAGS or _named_text(self.names[index])):
                value *= 1.4
            if value > best_value:
                best, best_value = index, value
        while best > 0 and self.tags[best] in _NO_FRAMES:
            best = self.parents[best]
        return best

    def _continuations(self, frame: int, balances: list[float]) -> Iterator[int]:
        """Holders beside the frame or those around it that are built like it and hold prose: further sections."""
        around = [index for index in self._around(frame) if self.tags[index] not in ("body", "html")][:_SECTION_LEVELS]
        beside = {self.parents[branch]: branch for branch in around}
        for index, value in enumerate(self._summed(balances)[:-1]):
            if value < 60 or self.aside[index] or index in around:
                continue
            branch = beside.get(self.parents[index])
            if branch is not None and (self.tags[index] in ("p", "blockquote") or self._alike(index, branch)):
                yield index

    def _alike(self, one: int, other: int) -> bool:
        """Whether two holders are of one kind: the same tag, and the same names but for numbers or most of them."""
        if self.tags[one] != self.tags[other]:
            return False
        names, others = (_DIGITS.sub("", self.names[index]).split() for index in (one, other))
        if not names or not others:
            return not names and not others
        return names[0] == others[0] or 2 * len({*names} & {*others}) >= max(len(names), len(others))

    def kept(self, frames: set[int]) -> list[Piece]:
        """The pieces in the frames but captions, links, furniture of the site and headings with nothing below them."""
        inside = [False] * (len(self.parents) + 1)
        for index in range(min(frames, default=len(self.parents)), len(self.parents)):
            inside[index] = index in frames or (inside[self.parents[index]] and not self.aside[index])
        kept: list[Piece] = []
        entered = announced = False  # whether a frame has begun; whether the last piece announced links
        for place, piece in enumerate(self.pieces):
            if piece.kind == "caption":
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


_DIGITS = re.compile(r"\d+")


def _headline(pieces: Sequence[Piece], titles: Sequence[str]) -> int:
    """The place of the heading that most titles of the page hold, else of the first h1; -1 where there is none."""
    titles = [title[:_TITLE_CHARS] for title in titles[:_TITLES]]
    best, most = -1, 0
    for place, piece in enumerate(pieces):
        if piece.kind == "heading" and piece.level <= 2:
            votes = sum(piece.text in title for title in titles) if len(piece.text) >= 12 else 0
            votes = 3 * votes + (piece.level == 1)
            if votes > most:
                best, most = place, votes
    return best


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
