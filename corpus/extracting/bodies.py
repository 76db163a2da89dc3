"""Executive bodies that a text names: listed ones by their names, others by the grammar of such names.

The grammar is "HEAD of PORTFOLIOS of STATES" and its turns: "STATE's PORTFOLIO HEAD", "PORTFOLIOS HEADS of STATE". A
plural head, or several states, gives a body each. What a text calls a body later ("the ministry", an acronym it
introduced) is a mention of that body.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.authority.wordlists import word_lists
from corpus.extracting.districts import us_district
from corpus.extracting.lexicon import Is, flags_of
from corpus.extracting.naming import Naming, slug, state_of
from corpus.extracting.nations import (
    Nations,
    adjective_between,
    nations_after,
    nations_before,
    nearest_nation,
    place_after,
)
from corpus.extracting.phrases import Phrases
from corpus.extracting.portfolios import Run, Segment, run_after, run_before
from corpus.extracting.tokens import BodyMention, Hit, Tokens

_PORTFOLIO_HEADS = frozenset(("ministry", "department"))
# Heads that make a body of any capitalised words before them, and those that do so beside a word of state.
_STRONG = frozenset((
    "agency", "authority", "administration", "bureau", "directorate", "inspectorate", "secretariat", "police", "forces",
    "sheriff", "prosecutor", "central-bank", "treasury", "command", "customs", "chancellery", "governor-office",
    "cabinet", "embassy", "mission",
))  # fmt: skip
_DIVISIONS = frozenset(("bureau", "directorate", "department", "office", "unit", "service"))
_OF_STATE = frozenset(("commission", "committee", "service", "board", "council", "institute", "office"))
_WORDS = word_lists("authorities")
_PUBLIC = _WORDS["words of state"]
_WEAK_ALONE = _WORDS["common before heads"]
_FACULTIES = _WORDS["faculties"]
_NEVER_FIRST = frozenset(("senate", "house", "joint", "international", "world", "african", "inter-american"))
_STATE_COMMITTEES = frozenset(("state", "interagency", "dovlet", "государственный", "государственного", "державний"))
_DEPARTMENT_STATES = frozenset(("US", "CH", "IE", "PH", "AU", "ZA", "HK"))  # states without ministries


def find_bodies(
    tokens: Tokens,
    hits: Sequence[Hit],
    *,
    country: str | None = None,
    languages: Sequence[str] = ("en",),
    publisher: str | None = None,
) -> list[BodyMention]:
    """Mentions of executive bodies in order of place.

    ``languages``: the text's, then others the publisher writes in. ``country`` and ``publisher`` say whose ministry
    "the Ministry of Health" is where the text doesn't. All mentions of a body carry its fullest name in the text.
    """
    return BodyFinder(Phrases(tokens, hits, languages), Naming(hits, country, languages, publisher)).find()


class BodyFinder:
    """One text's bodies. Each ``_`` method reads one turn of the grammar and answers with mentions, or none."""

    def __init__(self, phrases: Phrases, naming: Naming) -> None:
        self.phrases = phrases
        self.naming = naming
        self.tokens = phrases.tokens
        self.found: list[BodyMention] = []
        self.heads: dict[str, BodyMention] = {}  # head -> the body last named by it
        self.stated: dict[str, set[str | None]] = {}  # portfolio -> states whose ministry was named with the state

    def find(self) -> list[BodyMention]:
        by_kind = self.phrases.by_kind
        spots = [hit for kind in ("body", "ministry-of", "head") for hit in by_kind.get(kind, ())]
        spots.sort(key=lambda hit: (hit.first, -hit.last))
        taken_to = 0
        for hit in spots:
            if hit.first < taken_to:
                continue
            for mention in self._read(hit):
                self.found.append(mention)
                taken_to = max(taken_to, mention.last)
        self._read_acronyms()
        self.found.sort(key=lambda mention: (mention.first, mention.last))
        return _with_fullest_names(self.found)

    def _read(self, hit: Hit) -> list[BodyMention]:
        if (hit.first, "not-body") in self.phrases.starting:
            other = self.phrases.starting[hit.first, "not-body"]
            if other.last > hit.last or (other.last == hit.last and hit.kind == "head"):
                return []
        if hit.kind == "body":
            return self._listed(hit)
        return self._whole_word(hit) if hit.kind == "ministry-of" else self._headed(hit)

    # Listed bodies

    def _listed(self, hit: Hit) -> list[BodyMention]:
        first, last = hit.first, hit.last
        if self._part_of_other(first, last) or self._postal_code(first, last):
            return []
        ids = self.phrases.values(first, last, "body")
        before, after = nations_before(self.phrases, first), nations_after(self.phrases, last)
        if self._of_region(first, last, before):
            return []
        common = last - first == 1 and flags_of(self.tokens.folds[first]) & Is.EPONYM  # "the Presidency"
        if common and all(self.naming.bodies[ident].country != self.naming.home for ident in ids):
            return []
        acronym = last - first == 1 and self.tokens.shapes[first] not in ("Xx", "c", "x")
        stated = [nations.codes[0] for nations in (after, before) if nations is not None]
        ident = next((found for code in stated if (found := self.naming.choose(ids, code)) is not None), None)
        if ident is None and stated and (acronym or last - first < 3 or self._head_in(first, last) is not None):
            return []  # "Afghan National Army", "Ministry of Justice of Peru": not the listed one
        if ident is None:
            ident = self.naming.choose(ids, None, acronym, head=self._head_in(first, last))
        if ident is None:
            return []
        body = self.naming.bodies[ident]
        name = self.phrases.written(first, last, "body") or self.tokens.words(first, last)
        if last - first < 2:
            name = body.spelled_out(self.tokens.texts[first], self.naming.languages[0])
        mention = BodyMention(first, last, ident, name, body.country, "listed")
        for at in range(first, last):
            if (at, "head") in self.phrases.starting:
                self.heads[self.phrases.starting[at, "head"].value.rstrip("+")] = mention
        further = after.codes[1:] if after is not None and self._head_in(first, last) == "ministry" else ()
        return [mention, *(self._same_of(mention, ids, code) for code in further)]

    def _same_of(self, mention: BodyMention, ids: Sequence[str], code: str) -> BodyMention:
        """The like of a listed ministry in a further state: "the Ministry of Justice of A and B"."""
        country = state_of(code)
        ident = self.naming.choose(ids, country) or f"{country.lower()}/{mention.id.partition('/')[2]}"
        return replace(mention, id=ident, country=country, rule="listed, of several states")

    def _of_region(self, first: int, last: int, before: Nations | None) -> bool:
        """Whether a region's body is named: "Minnesota Department of Health", "New York State Department of Health"."""
        over = self.phrases.ending.get((first + 1, "region"))
        if over is not None and over.first < first:
            return True
        if before is None or "-" not in before.codes[0] or before.first == first:
            return False
        return any((at, kind) in self.phrases.starting for at in range(first, last) for kind in ("head", "ministry-of"))

    def _head_in(self, first: int, last: int) -> str | None:
        """ "ministry" where a name is made of such a head and a portfolio, or is so short that many states have it."""
        heads = [self.phrases.starting.get((at, "head")) for at in range(first, last)]
        values = [hit.value for hit in heads if hit is not None]
        if values and last - first < 3:
            return "ministry"
        return next((value for value in values if value in _PORTFOLIO_HEADS), None)

    def _postal_code(self, first: int, last: int) -> bool:
        """ "Richmond, VA" """
        return (
            last - first == 1
            and first > 0
            and self.tokens.texts[first - 1] == ","
            and len(self.tokens.texts[first]) == 2
        )

    def _part_of_other(self, first: int, last: int) -> bool:
        """Whether capitals go on after the name to that of a law, a firm or a school: "Department of Commerce Act"."""
        at = last
        shapes = self.tokens.shapes
        while (
            at < len(shapes) and at - last < 5 and (shapes[at] in ("Xx", "X") or self.tokens.folds[at] in ("and", "&"))
        ):
            hit = self.phrases.starting.get((at, "not-body"))
            if hit is not None and hit.value in ("law", "company", "university", "court"):
                certain = self.tokens.folds[at].startswith(("act", "bill", "appropriations", "law"))
                return certain or hit.value != "law" or not self.phrases.headline(at)
            at += 1
        return False

    # Whole words: "Innenministerium", "МВД"

    def _whole_word(self, hit: Hit) -> list[BodyMention]:
        first, last = hit.first, hit.last
        before, after = nations_before(self.phrases, first), nations_after(self.phrases, last)
        portfolio = hit.value
        key = slug(self.tokens.words(first, last)) if portfolio.startswith("?") else portfolio
        if portfolio == "?":
            return self._headed(Hit(first, last, "head", "ministry"))
        codes = self._codes(before, after)
        if codes[0] is not None and "-" in codes[0]:
            return [self._regional(first, last, self._word_name(hit), codes[0])]
        return [self._body_of(first, last, key, self._word_name(hit), code, "word") for code in codes]

    def _word_name(self, hit: Hit) -> str:
        return self.phrases.written(hit.first, hit.last, "ministry-of") or self.tokens.words(hit.first, hit.last)

    # Bodies by their heads

    def _headed(self, hit: Hit) -> list[BodyMention]:
        head, plural = hit.value.rstrip("+"), hit.value.endswith("+")
        if head in ("embassy", "mission"):
            return self._embassy(hit, head)
        if head == "prosecutor" and (district := us_district(self.phrases, hit.last)) is not None:
            return self._us_attorneys_office(hit, *district)
        first, last = self.phrases.with_qualifiers(hit.first, hit.last)
        between = adjective_between(self.phrases, last)
        last = between.last if between is not None else last
        run = run_after(self.phrases, last, plural) if head not in ("forces", "police", "cabinet") else None
        if run is not None and (head in _PORTFOLIO_HEADS or run.portfolio or self._capital(run.first)):
            begin, end = first, run.last
        elif (run := run_before(self.phrases, first)) is not None:
            begin, end = run.first, last
        else:
            return self._generic(hit, first, last) or self._again(hit)
        if head not in _PORTFOLIO_HEADS:
            return self._generic(hit, begin, end) or self._again(hit)
        if self._part_of_other(begin, end):
            return []
        before, after = nations_before(self.phrases, begin), nations_after(self.phrases, end)
        if run.portfolio is None and not self._credible(head, run, before, after):
            return []
        if between is not None:
            after = Nations(between.first, between.last, (between.value,))
        whole = (Segment(run.first, run.last, run.portfolio),)
        segments = run.segments if plural and len(run.segments) > 1 else whole
        mentions = [
            self._ministry(hit, run, segment, begin, end, code)
            for code in self._codes(before, after)
            for segment in segments
        ]
        self.heads[head] = mentions[-1]
        return mentions

    def _us_attorneys_office(self, hit: Hit, begin: int, end: int, ident: str, name: str) -> list[BodyMention]:
        first = hit.first
        while first > 0 and (hit_before := self.phrases.ending.get((first, "country"))) is not None:
            first = hit_before.first
        return [BodyMention(first, end if begin - hit.last <= 3 else hit.last, ident, name, "US", "us-attorney")]

    def _capital(self, at: int) -> bool:
        return self.tokens.shapes[at] in ("Xx", "X", "m", "c")

    def _credible(self, head: str, run: Run, before: Nations | None, after: Nations | None) -> bool:
        """Whether a portfolio that no table knows makes a body: a faculty has a department too."""
        if any((at, "not-body") in self.phrases.starting for at in range(run.first, run.last)):
            return False
        known = any(segment.portfolio for segment in run.segments) or before is not None or after is not None
        if known or (head == "ministry" and self._capital(run.first)):
            return True
        words = self.tokens.folds[run.first : run.last]
        return (
            self.naming.home is not None
            and self._capital(run.first)
            and _FACULTIES.isdisjoint(words)
            and (self.naming.languages[0]) == "en"
        )

    def _codes(self, before: Nations | None, after: Nations | None) -> tuple[str | None, ...]:
        if after is not None and (len(after.codes) > 1 or before is None):
            return after.codes
        return before.codes if before is not None else (None,)

    def _ministry(self, hit: Hit, run: Run, segment: Segment, first: int, last: int, code: str | None) -> BodyMention:
        words = self.tokens.words
        whole = segment.first == run.first and segment.last == run.last
        head = hit.value.rstrip("+")
        if whole and not hit.value.endswith("+"):
            name = self.phrases.nominative(hit, first, last)
        else:
            name = self.naming.ministry_name(head, segment.portfolio, words(segment.first, segment.last))
        key = segment.portfolio
        if code is not None and "-" in code:
            return self._regional(first, last, name, code)
        if head == "department" and key and self._home(code) == "US":
            key = None
        return self._body_of(first, last, key, name, code, "portfolio", words(segment.first, segment.last))

    def _home(self, code: str | None) -> str | None:
        return code or self.naming.home

    def _regional(self, first: int, last: int, name: str, code: str) -> BodyMention:
        region = self.naming.region_name(code)
        full = name if region in name else f"{region} {name}"
        country = state_of(code)
        ident = self.naming.listed((full,), country) or f"{country.lower()}/{slug(full)}"
        return BodyMention(first, last, ident, full, country, "region")

    def _body_of(
        self, first: int, last: int, key: str | None, name: str, code: str | None, rule: str, portfolio: str = ""
    ) -> BodyMention:
        if code is not None:
            self.stated.setdefault(key or name, set()).add(state_of(code))
        country = state_of(code) if code else self._unstated(first, key or name, name)
        ident = self.naming.listed((name, f"Department of {portfolio}", f"{portfolio} Department"), country)
        if ident is None:
            ident = f"{(country or '-').lower()}/{key or slug(name)}"
        return BodyMention(first, last, ident, name, country, rule)

    def _unstated(self, at: int, key: str, name: str) -> str | None:
        """Whose a ministry is that no state stands beside."""
        stated = self.stated.get(key, set())
        if len(stated) == 1:
            return next(iter(stated))
        home = self.naming.home
        foreign = home in _DEPARTMENT_STATES and "epart" not in name and "департ" not in name.lower()
        if home is None or foreign:
            return nearest_nation(self.phrases, at, without=home) or (None if foreign else self.naming.main)
        return home

    def _embassy(self, hit: Hit, head: str) -> list[BodyMention]:
        """ "the German Embassy in Singapore", "Embassy of Sweden in Kyiv": the sender's."""
        before, after = nations_before(self.phrases, hit.first), nations_after(self.phrases, hit.last)
        sender = before or after
        if sender is None:
            return []
        country = state_of(sender.codes[0])
        first = min(sender.first, hit.first)
        last = after.last if after is not None and before is None else hit.last
        words, folds = self.tokens.words, self.tokens.folds
        if first < hit.first and folds[first] in ("the", "'s"):
            first += 1
        host = place_after(self.phrases, last)
        end = host[1] if host else last
        kind = head if head == "embassy" else slug(words(hit.first, hit.last))
        key = f"{kind}-{slug(words(*host))}" if host else kind
        return [BodyMention(first, end, f"{country.lower()}/{key}", words(first, end), country, "embassy")]

    def _generic(self, hit: Hit, first: int, last: int) -> list[BodyMention]:
        """A body that no table lists, by a head that authorities have and the capitals of its name."""
        phrases = self.phrases
        by_itself = hit.last - hit.first > 1 and not self.tokens.texts[hit.first].isascii()
        if (self.tokens.shapes[hit.first] == "x" and not by_itself) or phrases.headline(hit.first):
            return []
        if (
            hit.value == "prosecutor"
            and phrases.nation_ending(hit.first) is not None
            and "attorney" in self.tokens.folds[hit.first]
        ):
            return []  # a U.S. Attorney's Office of no district
        county = ""
        if last == hit.last:
            first = phrases.capitals_before(first)
            if phrases.before and first < hit.first and phrases.opens_sentence(first):
                # "Tədbirdə Dövlət Agentliyi": the sentence begins with where it was.
                first += self.tokens.folds[first].endswith(("da", "de", "ta", "te"))
            begin = phrases.county_before(first)
            if begin < first:
                county = self.tokens.words(begin, first).split(",")[0] + " "
        head = hit.value.rstrip("+")
        if head in _DIVISIONS and last == hit.last and self._is_division(first, last):
            return []
        named = first > 0 and self.tokens.folds[first - 1] in phrases.determiners
        again = named or phrases.bare or phrases.before
        if (
            again
            and first < hit.first
            and _PUBLIC.issuperset(self.tokens.folds[first : hit.first])
            and head in self.heads
        ):
            # "the State Agency": the one named before.
            return [replace(self.heads[head], first=first, last=last, rule="again")]
        if hit.value.endswith("+") or not (county or self._executive(head, first, last)):
            return []
        before, after = nations_before(phrases, first), nations_after(phrases, last)
        alone = first == hit.first and last == hit.last and before is None and not by_itself and not county
        if alone and (after is None or head not in _STRONG):
            return []
        code = self._codes(before, after)[0]
        name = county + self.phrases.nominative(hit, first, last)
        begin = first
        if before is not None and self.tokens.folds[before.last - 1] not in ("'s", "'"):
            begin = before.first
        if code is not None and "-" in code:
            mention = self._regional(begin, last, name, code)
        else:
            european = self.tokens.folds[first] == "european"
            country = state_of(code) if code else "EU" if european else self.naming.main
            full = name if begin == first else f"{self.tokens.words(begin, first)} {name}"
            ident = self.naming.listed((name, full), country)
            ident = ident or f"{(country or '-').lower()}/{self._generic_key(head, name)}"
            mention = BodyMention(begin, last, ident, full, country, "generic")
        self.heads[head] = mention
        return [mention]

    def _is_division(self, first: int, last: int) -> bool:
        """Whether what is named like a body is part of one: "the Police's Vice Bureau", "X Bureau, Ministry"."""
        texts, folds, at = self.tokens.texts, self.tokens.folds, last
        if first > 0 and folds[first - 1] == "'s" and self.phrases.nation_ending(first - 1) is None:
            return True
        while at < len(texts) and at - last < 3 and (texts[at] == "," or folds[at] in ("of", "the", "at")):
            at += 1
        head = self.phrases.starting.get((at, "head")) if at > last else None
        return head is not None and head.value in _PORTFOLIO_HEADS

    def _goes_on(self, at: int) -> bool:
        """Whether capitals go on to a further head: "Police Complaints Authority"."""
        for end in range(at, min(at + 3, len(self.tokens))):
            if (end, "head") in self.phrases.starting:
                return end > at
            if self.tokens.shapes[end] != "Xx":
                return False
        return False

    def _regional_before(self, first: int) -> bool:
        nation = self.phrases.nation_ending(first)
        return nation is not None and nation.kind == "region"

    def _generic_key(self, head: str, name: str) -> str:
        return head if head == "central-bank" else slug(name)

    def _executive(self, head: str, first: int, last: int) -> bool:
        folds = self.tokens.folds[first:last]
        if self._part_of_other(first, last) or (head == "police" and self._goes_on(last)):
            return False
        if any((at, "not-body") in self.phrases.starting for at in range(first, last)):
            return False
        if folds[0] in _WEAK_ALONE and (len(folds) < 3 or folds[0] in _NEVER_FIRST):
            return False
        ranked = last < len(self.tokens) and bool(flags_of(self.tokens.folds[last]) & Is.RANK)
        if head in ("police", "forces") and ranked and (last, "office") not in self.phrases.starting:
            return False  # "Police Colonel"
        if head == "command" and self.phrases.nation_ending(first) is None:
            return False
        if head in _STRONG:
            return (
                len(folds) > 1
                or self.phrases.nation_ending(first) is not None
                or not self.tokens.folds[first].isascii()
            )
        if head == "committee" and _STATE_COMMITTEES.isdisjoint(folds):
            return False  # parliament's
        if head == "department":
            return len(folds) > 1 and (self._regional_before(first) or "county" in folds or "city" in folds)
        return head in _OF_STATE and len(folds) > 2 and any(fold in _PUBLIC for fold in folds)

    # Bodies named again

    def _again(self, hit: Hit) -> list[BodyMention]:
        """ "the ministry": the body last named by such a head."""
        last = self.heads.get(hit.value)
        if last is None or hit.first == 0 or (hit.last, "not-body") in self.phrases.starting:
            return []
        if self.tokens.folds[hit.first - 1] not in self.phrases.determiners and not self.phrases.bare:
            return []
        return [replace(last, first=hit.first, last=hit.last, rule="again")]

    def _read_acronyms(self) -> None:
        """Acronyms that the text introduces in parentheses behind a name, wherever they stand."""
        texts, shapes = self.tokens.texts, self.tokens.shapes
        introduced: dict[str, BodyMention] = {}
        taken = {at for mention in self.found for at in range(mention.first, mention.last)}
        for mention in self.found:
            at = mention.last
            if (
                mention.rule != "again"
                and at + 2 < len(texts)
                and texts[at] == "("
                and shapes[at + 1] in ("X", "m", "Xx")
            ):
                acronym = texts[at + 1]
                if texts[at + 2] in (")", ",") and sum(c.isupper() for c in acronym) > 1:
                    introduced.setdefault(acronym, mention)
        if introduced:
            for at, text in enumerate(texts):
                known = introduced.get(text)
                if known is not None and at not in taken:
                    self.found.append(replace(known, first=at, last=at + 1, rule="acronym"))


def _with_fullest_names(mentions: list[BodyMention]) -> list[BodyMention]:
    """Each mention with the longest name of several words that its body has in the text."""
    names: dict[str, str] = {}
    for mention in mentions:
        known = names.get(mention.id)
        if known is None or len(mention.name.split()) > len(known.split()):
            names[mention.id] = mention.name
    return [
        mention if mention.name == names[mention.id] else replace(mention, name=names[mention.id])
        for mention in mentions
    ]
