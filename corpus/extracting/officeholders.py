"""Who holds which office: office phrases given to names by where they stand to each other.

Nearness decides, in this order: an office right before a name ("X Minister Jane Doe"), with all that "and" joins to it;
a plural office before or behind a list of names; an office behind a name ("Jane Doe, the Minister of X"); an office and
a comma before a name. Each phrase goes to one holder, or one list of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.authority.tables import grammar
from corpus.authority.wordlists import word_lists
from corpus.extracting.lexicon import Is, flags_of
from corpus.extracting.names import NameMention
from corpus.extracting.tokens import BodyMention, Hit, OfficePhrase, Tokens

_WORDS = word_lists("people")
_AND = _WORDS["and"]
_LINKS = _WORDS["office links"]  # words that may stand between a name and the office behind it
_ARTICLES = _WORDS["office articles"]
_DASHES = frozenset(("–", "—", "-", ",", "،", "/", "(", "・"))
_NOMINEE = _WORDS["nominee"]
_DEPUTIES = _WORDS["deputies"]
_POSSESSIVES = _WORDS["possessives"]
_FUNCTION_WORDS = _WORDS["function words"]
_DEGREES = frozenset(("dr", "dr.", "prof", "prof.", "h", "h.", "c", "c.", "h.c.", "mult", "mult.", "e.h.", "."))
_DASHED = frozenset(("–", "—", "-", "("))  # between a name and what is said of it
_GIVEN_OFFICE = frozenset(("appointed", "named", "elected", "sworn", "designated", "nominated", "promoted"))
_PASSIVE = frozenset(("been", "was", "were", "is", "are", "being", "be"))
_LONGEST_CHARGE = 12  # tokens of what a Hungarian secretary is responsible for
_FURTHEST = 6  # tokens between a name and its office
_NATION = frozenset(("country", "adjective", "region"))


class Officeholders:
    """Gives the offices of one passage to the names found in it."""

    def __init__(
        self,
        tokens: Tokens,
        hits: Sequence[Hit],
        offices: Sequence[OfficePhrase],
        names: Sequence[NameMention],
        bodies: Sequence[BodyMention] = (),
        language: str | None = None,
    ) -> None:
        self.tokens = tokens
        own = grammar(language or "").and_
        self.ands = _AND | own
        self.articles = _ARTICLES - own  # "et" is "and" or "a"
        self.names = names  # in order of place, disjoint
        self.by_end = {o.last: o for o in offices}
        self.by_start = {o.first: o for o in offices}
        self.body_ends = {b.last: b.first for b in bodies}
        self.nations = {h.first: h.last for h in hits if h.kind in _NATION}
        self.nation_starts = {h.last: h.first for h in hits if h.kind in _NATION}
        self.name_ends = {name.last for name in names}
        self.taken: set[int] = set()  # first tokens of phrases given away
        self.told = self._all_told()
        self.held: list[tuple[int, OfficePhrase, str]] = []

    def holders(self) -> list[tuple[int, OfficePhrase, str]]:
        """(number of the name, office, rule), offices of a name in the order of the text."""
        for step in (self._before, self._behind, self._comma_before):
            for number in range(len(self.names)):
                step(number)
        for number in range(1, len(self.names)):
            self._deputy(number)
        self.held.sort(key=lambda holding: (holding[0], holding[1].first))
        return self.held

    def _give(self, number: int, office: OfficePhrase, rule: str) -> None:
        self.taken.add(office.first)
        self.held.append((number, office, rule))

    def _free(self, office: OfficePhrase | None) -> bool:
        return office is not None and office.first not in self.taken

    # An office right before a name

    def _before(self, number: int) -> None:
        place = self.names[number].before
        if place not in self.by_end:  # "le ministre français N", "komendant gen. dyw. SG N"
            place = self.nation_starts.get(place, self._before_ranks(place))
        office = self.by_end.get(place)
        if office is not None and office.behind and office.first in self.name_ends:
            return
        while office is not None and self._free(office):
            if office.plural:
                self._share(list(self._list_from(number)), office, "offices-before-list")
                return
            self._give(number, office, "office-before")
            joined = self.by_end.get(self._joined_before(office.first))
            # Offices of two countries are two people's: "the ambassador of X and the deputy minister of Y N".
            mine = joined is not None and _one_country(joined, office) and not self._follows_name(joined)
            office = joined if mine else None

    def _before_ranks(self, place: int) -> int:
        """Before abbreviated ranks and the letters of a force that stand between an office and a name."""
        tokens, at = self.tokens, place
        while at > 0 and place - at < 5:
            before, shape = tokens.texts[at - 1], tokens.shapes[at - 1]
            rank = flags_of(tokens.folds[at - 1]) & Is.RANK
            mark = rank or before == "." or (shape == "X" and len(before) < 4)
            if not mark or tokens.sentences[at - 1] != tokens.sentences[min(place, len(tokens) - 1)]:
                break
            at -= 1
        return at if at in self.by_end else place

    def _follows_name(self, office: OfficePhrase) -> bool:
        """Whether an office stands behind a name and a comma, and so is that one's."""
        i = office.first - 1
        while i > 0 and self.tokens.folds[i] in self.articles:
            i -= 1
        return i in self.name_ends and self.tokens.texts[i] in (",", "،")

    def _joined_before(self, first: int) -> int:
        """Where an office ends that "and", a comma, a dash or nothing joins to the one that starts at ``first``."""
        i = first - 1
        while i >= 0 and first - i < 4 and self._joins(i):
            i -= 1
        return i + 1

    def _joins(self, i: int) -> bool:
        return (
            self.tokens.folds[i] in self.ands
            or self.tokens.texts[i] in _DASHES
            or self.tokens.folds[i] in self.articles
        )

    def _deputy(self, number: int) -> None:
        """ "il ministro N e il suo vice M": the deputy of the office that the last name before holds."""
        folds, i = self.tokens.folds, self.names[number].before
        if i < 2 or folds[i - 1] not in _DEPUTIES or folds[i - 2] not in _POSSESSIVES:
            return
        of_other = [office for holder, office, _ in self.held if holder == number - 1]
        if of_other and all(holder != number for holder, _, _ in self.held):
            office = replace(of_other[0], office=f"{self.tokens.texts[i - 1]} {of_other[0].office}")
            self.held.append((number, office, "deputy-of"))

    def _addresses(self, i: int, number: int) -> bool:
        """Whether a token before a name is of how its bearer is addressed: degrees, "the Most", a rank's letters."""
        fold, text = self.tokens.folds[i], self.tokens.texts[i]
        if fold in _DEGREES or (self.names[number].titles and (fold in _ARTICLES or fold == "most")):
            return True
        return self.tokens.shapes[i] == "X" and 1 < len(text) < 5 and i - 1 > 0 and self.tokens.texts[i - 1] == ","

    # A list of names

    def _list_from(self, number: int) -> Iterator[int]:
        yield number
        while number + 1 < len(self.names) and self._listed(number, number + 1):
            number += 1
            yield number

    def _list_to(self, number: int) -> list[int]:
        members = [number]
        while number > 0 and self._listed(number - 1, number):
            number -= 1
            members.append(number)
        return members[::-1]

    def _listed(self, one: int, other: int) -> bool:
        """Whether only commas, "and" and parentheses stand between two names."""
        i, end = self.names[one].last, self.names[other].before
        texts, folds = self.tokens.texts, self.tokens.folds
        if i == end:  # a comma may be lost and leave a wide gap
            return self.tokens.starts[i] - self.tokens.ends[i - 1] > 1
        if end - i > 24:
            return False
        depth = 0
        for k in range(i, end):
            if texts[k] == "(":
                depth += 1
            elif texts[k] == ")":
                depth -= 1
            elif depth == 0 and not (texts[k] in (",", ";", "،", "؛") or folds[k] in self.ands):
                return False
        return depth == 0

    def _share(self, members: list[int], office: OfficePhrase, rule: str) -> None:
        """A plural office to a list: its parts respectively where there are as many, else the office to each."""
        parts: Sequence[OfficePhrase] = office.parts
        for place, number in enumerate(members):
            part = parts[place] if len(parts) == len(members) else parts[0] if len(parts) == 1 else office
            self._give(number, replace(part, first=office.first, last=office.last), rule)

    # An office behind a name

    def _behind(self, number: int) -> None:
        name = self.names[number]
        place = self._linked_behind(name.last)
        office = self.by_start.get(place) or self._described(place) or self.by_start.get(self._line_below(name))
        if office is None or not self._free(office) or self._opens_next(number, office):
            return
        dashed = self.tokens.texts[name.last] in _DASHED
        joined = self.tokens.folds[name.last] in self.ands and self.tokens.texts[name.last] not in _DASHES
        if joined or self._proposed(name):
            return
        if not dashed and self._tells_next(number, office):
            return
        if office.plural:
            members = self._list_to(number)
            if len(members) > 1:
                self._share(members, office, "offices-behind-list")
            return
        while office is not None and self._free(office) and not office.plural:
            if self._opens_next(number, office):
                return
            self._give(number, office, "office-behind")
            place = self._joined_behind(office.last)
            office = self.by_start.get(place)
            # "…, chief of staff, and the ambassador to X, M": the next one's.
            apart = number + 1 < len(self.names) and place > 0 and self.tokens.folds[place - 1] in self.articles
            if office is not None and apart and self.names[number + 1].before == office.last + 1:
                return

    def _line_below(self, name: NameMention) -> int:
        """Where an office begins that stands on a line of its own below a line of nothing but the name; else -1."""
        tokens, first, last = self.tokens, name.before, name.last
        while last < len(tokens) and tokens.shapes[last] in ("X", "X.") and last - name.last < 3:
            last += 1  # "N MP"
        while first > 0 and name.before - first < 3 and not self._new_line(first) and tokens.shapes[first - 1] != "x":
            first -= 1  # "The Hon N"
        if last not in self.by_start or not self._new_line(first) or not self._new_line(last):
            return -1
        return last if tokens.texts[last - 1] not in (".", ":") else -1

    def _new_line(self, i: int) -> bool:
        return i == 0 or "\n" in self.tokens.text[self.tokens.ends[i - 1] : self.tokens.starts[i]]

    def _proposed(self, name: NameMention) -> bool:
        """Whether a person is a nominee: "the nomination of N as X"."""
        return any(self.tokens.folds[k] in _NOMINEE for k in range(max(0, name.before - 4), name.before))

    def _opens_next(self, number: int, office: OfficePhrase) -> bool:
        """Whether the office stands right before the next name and so is that one's."""
        return number + 1 < len(self.names) and self.names[number + 1].before == office.last

    def _tells_next(self, number: int, office: OfficePhrase) -> bool:
        """Whether an office between two names and their commas is the second's."""
        following = self.names[number + 1] if number + 1 < len(self.names) else None
        if number < 0 or following is None or self._before_comma(number + 1) is not office:
            return False
        if office.first in self.told or self._office_stands_before(number):
            return True
        if self._linked_behind(following.last) in self.by_start:
            return False
        # "Roe, the Prime Minister, Doe": Roe has an office already.
        family = self.names[number].words[-1]
        return any(self.names[holder].words[-1] == family for holder, _, _ in self.held if holder <= number)

    def _office_stands_before(self, number: int) -> bool:
        """Whether a name has an office right before it, or before a comma that is before it."""
        if self.names[number].before in self.by_end:
            return True
        before = self._before_comma(number)
        return before is not None and before.first in self.told

    def _linked_behind(self, last: int) -> int:
        """Where an office may start that ", the", "as", "who is" or an age links to a name that ends at ``last``."""
        tokens, i = self.tokens, last
        n = len(tokens)
        while (
            i < n
            and i - last < 2
            and tokens.shapes[i] in ("X", "X.")
            and len(tokens.texts[i]) < 7
            and i not in self.by_start
        ):
            i += 1  # "N TD," "N O.B.E.,"
        last = i
        # A wide gap is a comma that was lost.
        linked = i < n and tokens.starts[i] - tokens.ends[i - 1] > 1 and tokens.sentences[i] == tokens.sentences[i - 1]
        adjacent = self.by_start.get(i)  # "N head of FEMA": the comma was lost
        if adjacent is not None and (
            tokens.shapes[i] == "c" or (tokens.shapes[i] == "x" and (adjacent.rule == "of-body" or adjacent.behind))
        ):
            linked = True  # "李显龙总理", "Jane Roe head of FEMA"
        while i < n and i - last < _FURTHEST and i not in self.by_start:
            fold, text = tokens.folds[i], tokens.texts[i]
            if text in _DASHES or fold in _LINKS:
                linked = True
            elif i in self.nations and linked:
                i = self.nations[i]
                continue
            elif not (fold in self.articles or fold == "'s" or (linked and text.isdigit() and len(text) == 2)):
                break
            i += 1
        return i if linked else -1

    def _described(self, place: int) -> OfficePhrase | None:
        """ "the waste management director": an office with nouns in lower case between it and its article."""
        tokens, i = self.tokens, place
        if place < 1 or tokens.folds[place - 1] not in self.articles:
            return None
        while i < len(tokens) and i - place < 4 and i not in self.by_start:
            if tokens.shapes[i] != "x" or tokens.folds[i] in _FUNCTION_WORDS:
                i = self._charged(place)  # Hungarian: "a tájékoztatásért felelős államtitkár"
                break
            i += 1
        office = self.by_start.get(i)
        if office is None or i == place:
            return None
        described = replace(office, office=f"{tokens.words(place, i)} {office.office}")
        return described if office.first not in self.taken else None

    def _charged(self, place: int) -> int:
        """Where the office stands behind "responsible for" and what for; -1 where there is no such word."""
        texts = self.tokens.texts
        for i in range(place, min(place + _LONGEST_CHARGE, len(texts) - 1)):
            if texts[i] in (",", ".", ";"):
                return -1
            if self.tokens.folds[i] == "felelos":
                return i + 1
        return -1

    def _joined_behind(self, last: int) -> int:
        i, n = last, len(self.tokens)
        while i < n and i - last < 4 and i not in self.by_start and self._joins(i):
            i += 1
        return i if i > last else -1

    # An office and a comma before a name

    def _before_comma(self, number: int) -> OfficePhrase | None:
        place = furthest = self.names[number].before
        sentences = self.tokens.sentences
        while place > 1 and furthest - place < _FURTHEST and self._addresses(place - 1, number):
            if sentences[place - 1] != sentences[furthest]:
                return None
            place -= 1  # "the president, Dr. h. c. N", "the Minister of X, the Honourable N"
        place = self.body_ends.get(place, place)  # "the commander, U.S. Marine Corps Gen. N"
        place = self.nation_starts.get(place, place)
        if place > 1 and place < self.names[number].first and self.tokens.folds[place - 1] in self.articles:
            place -= 1  # "la ministre de la Santé, le docteur N"
        if not place or self.tokens.texts[place - 1] not in (",", "،", ":", "–", "—"):
            return None
        acronym = place > 3 and self.tokens.shapes[place - 2] == "X" and self.tokens.texts[place - 3] == ","
        office = self.by_end.get(place - 1) or (self.by_end.get(place - 3) if acronym else None)
        if office is not None and (
            self._given_to_another(office) or (office.behind and office.first in self.name_ends)
        ):
            return None
        return office

    def _given_to_another(self, office: OfficePhrase) -> bool:
        """Whether a verb before an office says who got it: "N has been appointed the Minister of X, M"."""
        folds, at = self.tokens.folds, office.first - 1
        while at > 0 and (folds[at] in _ARTICLES or folds[at] in ("as", "in")):
            at -= 1
        return at > 0 and folds[at] in _GIVEN_OFFICE and folds[at - 1] in _PASSIVE

    def _all_told(self) -> set[int]:
        """First tokens of the offices told before their holders, each behind a comma: "office, N, office, M"."""
        told: set[int] = set()
        last: OfficePhrase | None = None
        for number in range(len(self.names)):
            office = self._before_comma(number)
            if office is not None and self._follows_name(office) and (last is None or office.last <= last.last):
                office = None
            if office is not None:
                told.add(office.first)
            last = office
        return told

    def _comma_before(self, number: int) -> None:
        office = self._before_comma(number)
        if office is None or not self._free(office):
            return
        if self._follows_name(office) and office.first not in self.told and not self._tells_next(number - 1, office):
            return
        if office.plural:
            members = list(self._list_from(number))
            if len(members) > 1 or " " in office.office:  # "los directores de X, N, y de Y, M"
                self._share(members, office, "offices-comma-list")
            return
        self._give(number, office, "office-comma-name")
        joined = self.by_end.get(self._joined_before(office.first))
        if joined is None or joined.plural or not self._free(joined) or self._follows_name(joined):
            return
        if _one_country(joined, office):
            self._give(number, joined, "office-comma-name")


def _one_country(one: OfficePhrase, other: OfficePhrase) -> bool:
    return one.country == other.country or one.country is None or other.country is None
