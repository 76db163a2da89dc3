"""Offices as a text words them, each with the body behind it and its country.

An office is a word for one ("Minister", "Director", "Ambassador") with what stands around it: "acting", "deputy"
before, its portfolio or body on either side, its state. Joined offices ("Deputy Prime Minister and Minister for
Finance") are phrases of their own; a plural office ("ministers for foreign affairs of Sweden and Finland") has one
part for each.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.authority.wordlists import word_lists
from corpus.extracting.lexicon import Is, flags_of
from corpus.extracting.naming import Naming, slug, state_of
from corpus.extracting.phrases import Nations, Phrases, Run, Segment
from corpus.extracting.tokens import BodyMention, Hit, OfficePhrase, Tokens

_HEADS_OF_COMPOUNDS = {"sv": "departementet", "da": "ministeriet", "nb": "departementet", "nl": "ministerie"}
_OBLIQUE = re.compile(r"(?<=minister)(?:s|n)$")
_DIVISIONS = frozenset(("division", "section", "unit", "branch", "directorate", "group", "office"))
_ROMANCE = frozenset(("fr", "it", "es", "pt"))
_ORGANISATIONS = frozenset("会會局院署厅廳委司校行团團社组組部省庁党協协")
_PRESIDING = frozenset(("speaker", "president", "chairman", "leader", "chair"))
_GENITIVES = frozenset(("ru", "uk", "be", "pl", "cs", "sk", "kk", "ky"))
# Ends of verbs that may follow an office, in those languages.
_VERBS = (
    "л", "лся", "лась", "ться", "ет", "ит", "ют", "ут", "ив", "ав", "вся", "ється", "ується", "yl", "il", "al", "el",
    "ł", "ła", "la", "li", "uje", "sie", "się", "że", "ze",
)  # fmt: skip
_BESIDE = frozenset(
    (
        "at",
        "in",
        ",",
        "with",
        "im",
        "beim",
        "bei",
        "no",
        "na",
        "en",
        "au",
        "nel",
        "nella",
        "presso",
        "w",
        "в",
        "при",
        "i",
        "på",
    )
)
_OUR = frozenset(("our", "notre", "nostro", "nuestro", "unseres", "unser", "нашей", "нашего"))
_NO_BODY = frozenset(("head", "governor", "legislator", "judge", "in-charge"))
_WITH_RUN = frozenset(("director", "role", "in-charge", "prosecutor"))
_BEFORE_NOUNS = frozenset(
    (",", "the", "The", "a", "an", "A", "An", "its", "their", "our", "her", "his", "and", "(", "–", "-", "as")
)
_LOCAL_PROSECUTORS = frozenset(("district attorney", "state's attorney", "county attorney", "city attorney"))
_OF_ONE_STATE = dict(pair.split("=") for pair in word_lists("authorities")["offices of one state"])
_NO_NOUNS = word_lists("authorities")["no nouns of posts"]
_PERSONAL = Is.GIVEN | Is.SURNAME | Is.HONORIFIC | Is.RANK
_JUSTICE = frozenset(("assistant attorney general", "deputy attorney general", "associate attorney general"))


def find_offices(
    tokens: Tokens,
    hits: Sequence[Hit],
    bodies: Sequence[BodyMention],
    *,
    country: str | None = None,
    languages: Sequence[str] = ("en",),
    publisher: str | None = None,
) -> list[OfficePhrase]:
    """Office phrases in order of place. ``bodies`` are those of ``find_bodies``, the rest as there."""
    phrases, naming = Phrases(tokens, hits, languages), Naming(hits, country, languages, publisher)
    return _Finder(phrases, naming, bodies).find()


def bodies_behind(offices: Sequence[OfficePhrase]) -> list[BodyMention]:
    """The bodies that offices speak for: a ministry is named by its minister."""
    return [
        BodyMention(part.first, part.last, part.body, part.body_name, part.country, "behind-office")
        for office in offices
        for part in (office.parts or (office,))
        if part.body is not None and part.body_name is not None
    ]


class _Finder:
    def __init__(self, phrases: Phrases, naming: Naming, bodies: Sequence[BodyMention]) -> None:
        self.phrases = phrases
        self.naming = naming
        self.tokens = phrases.tokens
        self.body_at = {mention.first: mention for mention in reversed(bodies)}
        self.body_to = {mention.last: mention for mention in bodies}
        self.inside = {at for mention in bodies for at in range(mention.first, mention.last)}
        self.owners: dict[str, set[str | None]] = {}  # portfolio -> states whose ministry the text names
        for mention in bodies:
            self.owners.setdefault(mention.id.partition("/")[2], set()).add(mention.country)
        self.ministers: dict[str, set[str | None]] = {}  # portfolio -> states whose minister the text names
        self.found: list[OfficePhrase] = []

    def find(self) -> list[OfficePhrase]:
        by_kind = self.phrases.by_kind
        spots = [hit for kind in ("holder", "minister-of", "minister", "office") for hit in by_kind.get(kind, ())]
        spots.sort(key=lambda hit: (hit.first, -hit.last))
        taken_to = 0
        for hit in spots:
            if hit.first < taken_to or (hit.first in self.inside and hit.last - 1 in self.inside):
                continue
            phrase = self._read(hit)
            if phrase is not None:
                self.found.append(phrase)
                if phrase.body is not None and hit.kind in ("minister", "minister-of"):
                    self.ministers.setdefault(phrase.body.partition("/")[2], set()).add(phrase.country)
                taken_to = max(phrase.last, hit.last)
        return self.found

    def _read(self, hit: Hit) -> OfficePhrase | None:
        value = hit.value.rstrip("+")
        if hit.kind == "holder":
            return self._holder(hit)
        if hit.kind == "minister-of":
            return self._compound(hit)
        if hit.kind == "minister":
            return self._minister(hit)
        if value == "us-attorney":
            return self._us_attorney(hit)
        if value == "envoy":
            return self._envoy(hit)
        return self._post(hit, value)

    # Ministers

    def _minister(self, hit: Hit) -> OfficePhrase | None:
        phrases = self.phrases
        inner = phrases.starting.get((hit.last - 1, "holder"))
        if inner is not None and inner.last > hit.last > hit.first + 1:  # "Deputy Secretary of State"
            deputy = self._holder(Hit(hit.first, inner.last, "holder", inner.value), inner.first)
            if deputy is not None:
                return deputy
        plural = hit.value.endswith("+")
        between = phrases.adjective_between(hit.last)
        run = phrases.run_after(self._behind_parentheses(between.last if between else hit.last), plural)
        first, last = hit.first, hit.last
        at_body = self._body_after(hit.last)
        if run is not None and at_body is not None and at_body.first == run.first:
            return self._of_body(hit, at_body, first, max(run.last, at_body.last))
        if run is not None and (at_body is None or run.portfolio is not None):
            last = run.last
        elif at_body is not None:
            return self._of_body(hit, at_body, first, at_body.last)
        elif (served := self._served(hit)) is not None:
            return served
        elif (run := self._run_before(first)) is not None:
            first = run.first
        elif first in self.body_to:
            return self._of_body(hit, self.body_to[first], self.body_to[first].first, last)
        else:
            first = self._field_before(first)
        last = self._trailing(last)
        first = self._with_modifiers(first)
        before, after = phrases.nations_before(first), phrases.nations_after(last)
        code = after.codes[0] if after else between.value if between else before.codes[0] if before else None
        end = after.last if after else last
        if plural and run is not None and (len(run.segments) > 1 or (after and len(after.codes) > 1)):
            return self._several(hit, run, first, last, end, after or before)
        wording = self._wording(hit, first, last)
        secretary = hit.value.startswith("secretary")
        further = (
            self._body_after(last)
            if secretary and run is not None and self.tokens.texts[last : last + 1] != [","]
            else None
        )
        if further is not None:  # "secretary of Health Surveillance of the Ministry of Health"
            end = self._chained(further.last)
            return OfficePhrase(first, end, wording, further.id, further.country, plural, "of-body", (), further.name)
        if run is None:
            return OfficePhrase(first, end, wording, None, self._country(code, first), plural, "minister")
        return self._ministerial(hit, run, Segment(run.first, run.last, run.portfolio), first, end, wording, code,
                                 plural=plural, rule="secretary" if secretary else "minister")  # fmt: skip

    def _served(self, hit: Hit) -> OfficePhrase | None:
        """ "Parliamentary Secretary to the Minister of Health": the office is of the one it serves, body and state."""
        at, folds = hit.last + 1, self.tokens.folds
        if not hit.value.startswith("secretary") or hit.last >= len(folds) or folds[hit.last] != "to":
            return None
        while at < len(folds) and folds[at] in self.phrases.articles:
            at += 1
        spots = ((end, kind) for end in (at, at + 1) for kind in ("holder", "minister", "office"))
        found = next((self.phrases.starting[spot] for spot in spots if spot in self.phrases.starting), None)
        if found is None or self._breaks(hit.first, found.first) or self._with_modifiers(found.first) > at:
            return None
        chief = self._read(found)
        if chief is None:
            return None
        first = self._with_modifiers(hit.first)
        wording = self.tokens.words(first, chief.last)
        return OfficePhrase(first, chief.last, wording, chief.body, chief.country, hit.value.endswith("+"), "secretary",
                            (), chief.body_name)  # fmt: skip

    def _run_before(self, first: int) -> Run | None:
        """ "Foreign" before Minister, "Public Service" before Deputy Minister, "Emergency Management and Recovery"."""
        run = self.phrases.run_before(first)
        start = self._with_modifiers(first)
        if run is None and start < first:
            run = self.phrases.run_before(start)
        if run is not None or self.naming.languages[0] != "en" or self.phrases.headline(start):
            return run
        at, listed = start, False
        while at > 0 and start - at < 10 and not self._breaks(at - 1, first) and not self.phrases.nation_ending(at):
            joins = at < start and (self.tokens.folds[at - 1] in self.phrases.ands or self.tokens.texts[at - 1] == ",")
            capital = self.tokens.shapes[at - 1] in ("Xx", "X") and not flags_of(self.tokens.folds[at - 1]) & _PERSONAL
            if not (capital or (joins and at > 1 and self.tokens.shapes[at - 2] in ("Xx", "X"))):
                break
            listed = listed or (joins and self.tokens.texts[at - 1] != ",")
            at -= 1
        if not listed:
            return None
        return Run(at, start, (Segment(at, start, None),))

    def _behind_parentheses(self, at: int) -> int:
        """ "Minister of State (Independent Charge) for Science" """
        texts = self.tokens.texts
        if at < len(texts) and texts[at] == "(":
            for end in range(at + 1, min(at + 6, len(texts))):
                if texts[end] == ")":
                    return end + 1
        return at

    def _ministerial(
        self, hit: Hit, run: Run, segment: Segment, first: int, end: int, wording: str, code: str | None,
        *, plural: bool, rule: str,
    ) -> OfficePhrase:  # fmt: skip
        country = state_of(code) if code else self._owner(segment.portfolio, first, hit.value.startswith("minister"))
        if code is not None and "-" in code:
            return OfficePhrase(first, end, wording, None, country, plural, rule)
        name = self._ministry_name(hit, run, segment, country)
        ident = (
            self.naming.listed((name, f"Department of {self.tokens.words(segment.first, segment.last)}"), country)
            or f"{(country or '-').lower()}/{segment.portfolio or slug(name)}"
        )
        known = self.naming.bodies.get(ident)
        english = self.naming.languages[0] == "en" and "Ministry" not in known.name if known is not None else False
        if known is not None and english and self.naming.listed((name,), country) != ident:
            name = known.name  # a minister's department
        elif known is not None and country == "CH":
            name = known.name_in(self.naming.languages[0])
        if segment.portfolio is None and rule == "secretary":
            return OfficePhrase(first, end, wording, None, country, plural, rule)
        return OfficePhrase(first, end, wording, ident, country, plural, rule, (), name)

    def _ministry_name(self, hit: Hit, run: Run, segment: Segment, country: str | None) -> str:
        """ "Ministry of X" for "Minister of X", in the words of the text's language."""
        words, folds = self.tokens.words, self.tokens.folds
        head = self.phrases.head_word(self._head_behind(hit, country)) or "Ministry"
        portfolio = words(segment.first, segment.last)
        whole = segment.first == run.first and segment.last == run.last
        if hit.first >= run.last:
            return f"{portfolio} {head}"
        if len(run.segments) > 1 and not whole:
            return self.naming.ministry_name("ministry", segment.portfolio, portfolio)
        at = hit.last
        while at < run.first and folds[at] not in self.phrases.links:
            at += 1
        if at == run.first:
            return f"{head} {portfolio}"
        return head + " " + words(at, run.last)

    def _head_behind(self, hit: Hit, country: str | None) -> str:
        """What the authority of such a minister is called in his country."""
        language = self.naming.languages[0]
        if hit.value.startswith("secretary") and (country == "CH" or (country == "MX" and language == "es")):
            return "secretariat"
        return "department" if country in ("US", "AU", "ZA", "IE", "PH") and language == "en" else "ministry"

    def _several(self, hit: Hit, run: Run, first: int, last: int, end: int, nations: Nations | None) -> OfficePhrase:
        singular = self._wording(hit, first, last)
        word = self.naming.singular(hit.kind, hit.value, self.tokens.words(hit.first, hit.last))
        codes: tuple[str | None, ...] = nations.codes if nations else (None,)
        segments = (
            run.segments
            if len(run.segments) > 1 and len(codes) == 1
            else (Segment(run.first, run.last, run.portfolio),)
        )
        parts = []
        for code in codes:
            for segment in segments:
                wording = singular
                if len(segments) > 1:
                    wording = f"{word} of {self.tokens.words(segment.first, segment.last)}"
                parts.append(self._ministerial(hit, run, segment, first, end, wording, code, plural=False, rule="part"))
        return OfficePhrase(
            first, end, singular, parts[0].body, parts[0].country, True, "ministers", tuple(parts), parts[0].body_name
        )

    def _compound(self, hit: Hit) -> OfficePhrase:
        """ "Außenminister" """
        hanging = self.phrases.hanging_before(hit.first)
        hit = Hit(hanging, hit.last, hit.kind, hit.value)
        first = self._with_modifiers(hit.first)
        before, after = self.phrases.nations_before(first), self.phrases.nations_after(hit.last)
        code = after.codes[0] if after else before.codes[0] if before else None
        word = self.tokens.words(hit.first, hit.last)
        portfolio = None if hit.value.startswith("?") else hit.value
        if portfolio is None and hit.last - hit.first > 1:
            portfolio = self.phrases.compound_portfolio(self.tokens.folds[hit.first])
        country = state_of(code) if code else self._owner(portfolio, first, True)
        stem = word[: word.lower().rfind("minister")] if "minister" in word.lower() else word
        name = stem + _HEADS_OF_COMPOUNDS.get(self.naming.languages[0], "ministerium") if stem != word else word
        ident = self.naming.listed((name,), country) or f"{(country or '-').lower()}/{portfolio or slug(name)}"
        end = after.last if after else hit.last
        known = self.naming.bodies.get(ident)
        if known is not None and stem == word:
            name = known.name_in(self.naming.languages[0])
        if portfolio is None:
            return OfficePhrase(first, end, self._wording(hit, first, hit.last), None, country, False, "minister")
        return OfficePhrase(
            first, end, self._wording(hit, first, hit.last), ident, country, False, "minister", (), name
        )

    def _holder(self, hit: Hit, named: int | None = None) -> OfficePhrase | None:
        """An office that the tables know by name: "Home Secretary", "Secretary of Defense"; the name may begin at
        ``named`` only, behind "Deputy"."""
        first, last = self._with_modifiers(hit.first), hit.last
        before, after = self.phrases.nations_before(first), self.phrases.nations_after(last)
        stated = after.codes[0] if after else before.codes[0] if before else None
        if stated is not None and "-" in stated:
            return self._regional(hit, first, last, stated)
        if stated is None and self.naming.home_region is not None:
            return self._regional(hit, first, last, self.naming.home_region)
        ids = self.phrases.values(hit.first if named is None else named, hit.last, "holder")
        ident = self.naming.choose(ids, stated, head="ministry")
        if ident is None:
            return None
        body = self.naming.bodies[ident]
        last = self._for_what(last)
        end = after.last if after else last
        return OfficePhrase(
            first,
            end,
            self._wording(hit, first, last),
            ident,
            body.country,
            hit.value.endswith("+"),
            "holder",
            (),
            body.name_in(self.naming.languages[0]),
        )

    def _field_after(self, last: int) -> int:
        """Behind what a post is of, where that is no body: "chair of Women in Nuclear UK"."""
        folds, shapes = self.tokens.folds, self.tokens.shapes
        at, total = last, len(folds)
        while at < total and at - last < 3 and (folds[at] in self.phrases.links or folds[at] in self.phrases.articles):
            at += 1
        if at == last or at >= total or shapes[at] not in ("Xx", "X", "m") or self._breaks(last - 1, at):
            return self._listed_field(last)
        if self.phrases.nation_at(at):
            return last
        end = at
        while end < total and end - at < 12 and not self._breaks(at, end):
            if self.phrases.name_begins(end):
                break
            if (
                self.phrases.plain_capital(end)
                or (shapes[end] in ("Xx", "X") and (end, "head") in self.phrases.starting)
                or (
                    (
                        folds[end] in self.phrases.ands
                        or folds[end] in self.phrases.links
                        or folds[end] in ("in", "'s")
                        or folds[end] in self.phrases.articles
                    )
                    and end + 1 < total
                    and (
                        (shapes[end + 1] in ("Xx", "X", "m") and not self._begins_office(end + 1))
                        or folds[end + 1] in self.phrases.articles
                    )
                )
            ):
                end += 1
            else:
                break
        while end > at and shapes[end - 1] not in ("Xx", "X", "m"):
            end -= 1
        return end

    def _organisation_before(self, first: int) -> int:
        """Before what a post is of, written without blanks and from the sentence's mark on: "中华总商会会长"."""
        texts, shapes = self.tokens.texts, self.tokens.shapes
        if first == 0 or texts[first - 1] not in _ORGANISATIONS:
            return first
        at = first
        while at > 0 and first - at < 24 and shapes[at - 1] == "c" and not self._breaks(at - 1, first):
            at -= 1
        opens = at == 0 or shapes[at - 1] == "." or self._breaks(at - 1, first)
        return at if opens and first - at < 24 else first

    def _genitive_after(self, last: int) -> int:
        """Behind what an office is of where a case alone says so: "губернатор Московской области", before a name."""
        tokens, at = self.tokens, last
        if self.naming.languages[0] not in _GENITIVES or self.phrases.nations_after(last) is not None:
            return last
        while at < len(tokens) and at - last < 9 and not self._breaks(last - 1, at):
            if self.phrases.name_begins(at) or self._begins_office(at):
                break
            shape, fold = tokens.shapes[at], tokens.folds[at]
            if shape not in ("x", "Xx", "X", "m") or fold.endswith(_VERBS) or flags_of(fold) & (Is.RANK | Is.HONORIFIC):
                break
            at += 1
        named = at < len(tokens) and (
            self.phrases.name_begins(at) or flags_of(tokens.folds[at]) & (Is.RANK | Is.HONORIFIC)
        )
        return at if at > last and named and not self._breaks(last - 1, at) else last

    def _listed_field(self, last: int) -> int:
        run = self.phrases.run_after(last)
        if run is not None and run.portfolio is not None:
            return run.last
        # "responsabile delle pubblicazioni"
        folds, shapes, at = self.tokens.folds, self.tokens.shapes, last
        while (
            at < len(folds)
            and at - last < 3
            and (folds[at] in self.phrases.links or folds[at] in self.phrases.articles)
        ):
            at += 1
        noun = last < at < len(folds) and shapes[at] == "x" and len(folds[at]) > 4 and not self._breaks(last - 1, at)
        return at + 1 if noun and self.naming.languages[0] in _ROMANCE else last

    def _field_before(self, first: int) -> int:
        """Before the common nouns of a post: "waste management director"."""
        folds, shapes, texts = self.tokens.folds, self.tokens.shapes, self.tokens.texts
        if self.naming.languages[0] != "en":
            return first
        if shapes[first] != "x":
            code_like = first > 1 and shapes[first - 1] in ("m", "X") and not self.phrases.nation_ending(first)
            return first - 1 if code_like and self.phrases.nation_ending(first - 1) else first
        at = first
        while (
            at > 0
            and first - at < 4
            and shapes[at - 1] == "x"
            and folds[at - 1] not in _NO_NOUNS
            and folds[at - 1].isalpha()
        ):
            at -= 1
        before = texts[at - 1] if at > 0 else ""
        return at if before in _BEFORE_NOUNS or (shapes[at - 1] == "Xx" and before) else first

    def _breaks(self, first: int, last: int) -> bool:
        return self.tokens.sentences[first] != self.tokens.sentences[last]

    def _for_what(self, last: int) -> int:
        """Behind the field of an office that has one: "Undersecretary of Commerce for Oceans and Atmosphere"."""
        if last < len(self.tokens) and self.tokens.folds[last] == "for":
            run = self.phrases.run_after(last)
            if run is not None and self.tokens.shapes[run.first] != "x":
                return run.last
        return last

    def _regional(self, hit: Hit, first: int, last: int, code: str) -> OfficePhrase:
        region = self.naming.region_name(code)
        words = self.tokens.words(hit.first, hit.last)
        name = f"Office of the {words} of {region}"
        ident = f"{state_of(code).lower()}/{slug(region + ' ' + words)}"
        return OfficePhrase(
            first,
            last,
            self._wording(hit, first, last),
            ident,
            state_of(code),
            hit.value.endswith("+"),
            "regional",
            (),
            name,
        )

    # Posts

    def _post(self, hit: Hit, value: str) -> OfficePhrase | None:
        first, last = hit.first, hit.last
        envoy = self.tokens.folds[hit.first : last] == ["representative"]  # of a body, or a legislator
        body = self._body_after(last) if envoy or value not in ("legislator", "judge") else None
        ends = [at for at in range(first, last) if at in self.body_to]  # "Federal Police Commissioner"
        before_body = self.body_to[ends[0]] if ends else self._body_with_acronym(first)
        if body is not None:
            return self._of_body(hit, body, first, body.last)
        if before_body is not None and value not in ("legislator", "judge"):
            return self._of_body(hit, before_body, before_body.first, last)
        if value == "prosecutor":
            return self._prosecutor(hit)
        if value in _WITH_RUN and self.tokens.folds[last - 1] != "charge":
            superior = self._superior(last)
            last = self._field_after(last) if superior == last else superior
            first = self._field_before(first)
        elif value in ("head", "legislator", "governor"):
            further = self._constituency(last)
            chamber = value != "legislator" or not _PRESIDING.isdisjoint(self.tokens.folds[hit.first : hit.last])
            last = self._field_after(last) if further == last and chamber else further
            first = self._town_before(first) if value == "governor" else first
        last = self._genitive_after(last)
        if self.naming.languages[0] in ("zh", "ja"):
            first = self._organisation_before(first)
        last = self._trailing(last)
        first = self._with_modifiers(first)
        before, after = self.phrases.nations_before(first), self.phrases.nations_after(last)
        code = after.codes[0] if after else before.codes[0] if before else None
        country = self._country(code or self._of_one_state(hit), first)
        wording = self._wording(hit, first, last)
        body_id = None
        if country == "US" and " ".join(self.tokens.folds[hit.first : hit.last]) in _JUSTICE and code in (None, "US"):
            body_id = "us/justice"
        name = self.naming.bodies[body_id].name if body_id in self.naming.bodies else None
        end = after.last if after else last
        return OfficePhrase(first, end, wording, body_id, country, hit.value.endswith("+"), value, (), name)

    def _body_with_acronym(self, first: int) -> BodyMention | None:
        """ "Canadian Space Agency (CSA) President" """
        texts = self.tokens.texts
        introduced = first > 3 and texts[first - 1] == ")" and texts[first - 3] == "("
        return self.body_to.get(first - 3) if introduced else None

    def _of_one_state(self, hit: Hit) -> str | None:
        """The state that alone has such an office, where the release has no home: "Taoiseach"."""
        if self.naming.home is not None:
            return None
        return _OF_ONE_STATE.get("_".join(self.tokens.folds[hit.first : hit.last]))

    def _superior(self, last: int) -> int:
        """Behind whom an adviser serves, and on what: "to the President on Information and Strategy"."""
        if self.tokens.folds[last : last + 2] != ["to", "the"]:
            return last
        hits = [self.phrases.starting.get((last + 2, kind)) for kind in ("office", "holder", "minister", "minister-of")]
        ends = [hit.last for hit in hits if hit is not None]
        if not ends:
            return last
        end = max(ends)
        if end < len(self.tokens) and self.tokens.folds[end] in ("on", "for", "of"):
            run = self.phrases.run_after(end)
            end = run.last if run is not None else self._constituency(end)
        return end

    def _constituency(self, last: int) -> int:
        """Behind what a seat or charge is for: "Member of Parliament for Malpeque", "Mayor of the City of Windsor"."""
        folds, shapes, total = self.tokens.folds, self.tokens.shapes, len(self.tokens)
        if last + 1 >= total or self.naming.languages[0] != "en":
            return last
        city = folds[last : last + 4] == ["of", "the", "city", "of"]
        at = last + 4 if city else last + 1
        named = at < total and shapes[at] in ("Xx", "X") and not self._breaks(last - 1, at)
        if not named or not (city or folds[last] == "for"):
            return last
        end = at
        while (
            end < total
            and shapes[end] in ("Xx", "X")
            and not self._breaks(at, end)
            and not self.phrases.name_begins(end)
        ):
            end += 1
            if (
                end + 1 < total
                and folds[end] in (*self.phrases.ands, "—", "–", "of")
                and shapes[end + 1] in ("Xx", "X")
            ):
                end += 0 if self._begins_office(end + 1) else 1
        return end if end - at < 12 else last

    def _town_before(self, first: int) -> int:
        """Before the town of its mayor: "Kāpiti Coast Mayor"."""
        if self.tokens.folds[first] != "mayor" or self.phrases.headline(first) or self.naming.languages[0] != "en":
            return first
        at = self.phrases.capitals_before(first)
        titled = any(flags_of(self.tokens.folds[k]) & (Is.HONORIFIC | Is.GIVEN) for k in range(at, first))
        return first if titled else at

    def _of_body(self, hit: Hit, body: BodyMention, first: int, last: int) -> OfficePhrase:
        """ "FBI Director", "Director of the FBI", "Minister of State at the Ministry of Health"."""
        begin = self._with_modifiers(min(first, hit.first))
        after = self.phrases.nations_after(last)
        end = after.last if after is not None and last == body.last else last
        if last == body.last and after is None:
            end = last = self._division(last)
        if end >= body.last:
            end = self._chained(end)
            sent = hit.value.rstrip("+") == "role" or self.tokens.folds[hit.first] == "representative"
            host = self.phrases.place_after(end) if sent else None
            end = host[1] if host is not None else end  # "representative of the Ministry of X in the Republic of Y"
        beside = hit.last < last and self.tokens.folds[hit.last] in (
            "at",
            ",",
            "with",
            "im",
            "beim",
            "bei",
            "nel",
            "presso",
        )
        return OfficePhrase(
            begin,
            end,
            self._wording(hit, begin, hit.last if beside else last),
            body.id,
            body.country,
            hit.value.endswith("+"),
            "of-body",
            (),
            body.name,
        )

    def _chained(self, end: int) -> int:
        """Behind the acronym in parentheses and the further bodies that a body's name goes on with."""
        texts, folds = self.tokens.texts, self.tokens.folds
        while end < len(texts):
            if texts[end] == "(" and end + 2 < len(texts) and texts[end + 2] == ")":
                end += 3
                continue
            at = end
            while (
                at < len(texts)
                and at - end < 3
                and (folds[at] in self.phrases.links or folds[at] in self.phrases.articles)
            ):
                at += 1
            further = self.body_at.get(at) if at > end or self.phrases.bare else None
            if further is None or self._breaks(end - 1, at):
                break
            end = further.last
        return end

    def _division(self, last: int) -> int:
        """Behind the part of a body: "the Justice Department's Civil Rights Division"."""
        folds, shapes = self.tokens.folds, self.tokens.shapes
        at = last + 1 if last < len(folds) and folds[last] == "'s" else last
        for end in range(at, min(at + 5, len(folds))):
            if shapes[end] not in ("Xx", "X") or self.phrases.name_begins(end):
                return last
            if folds[end] in _DIVISIONS:
                return end + 1
        return last

    def _body_after(self, last: int) -> BodyMention | None:
        if self.phrases.before:
            return None
        at = last
        folds = self.tokens.folds
        while (
            at < len(folds)
            and at - last < 3
            and (folds[at] in self.phrases.links or folds[at] in self.phrases.articles or folds[at] in _BESIDE)
        ):
            at += 1
        found = self.body_at.get(at)
        if found is None or (at == last and self.tokens.folds[at : at + 1] and not self.phrases.bare):
            return None
        if self.tokens.sentences[last - 1] != self.tokens.sentences[at]:
            return None
        return found

    def _prosecutor(self, hit: Hit) -> OfficePhrase:
        first, last = self._with_modifiers(hit.first), self._trailing(hit.last)
        before, after = self.phrases.nations_before(first), self.phrases.nations_after(last)
        code = after.codes[0] if after else before.codes[0] if before else None
        words = " ".join(self.tokens.folds[hit.first : hit.last])
        if "attorney general" in words or "attorneys general" in words:
            code = code or self.naming.home_region
            if code is not None and "-" in code:
                return self._regional(Hit(hit.first, hit.last, hit.kind, hit.value), first, last, code)
        country = self._country(code, first)
        end = after.last if after else last
        wording = self._wording(hit, first, last)
        known = {"US": "us/justice", "GB": "gb/attorney-general"}.get(country or "")
        local = self._local_prosecutor(hit, words) if country in (None, "US") else None
        if local is not None:
            return local
        if "general" not in words and "генер" not in words:
            return OfficePhrase(first, end, wording, None, country, hit.value.endswith("+"), "prosecutor")
        if known is not None:
            return OfficePhrase(
                first,
                end,
                wording,
                known,
                country,
                hit.value.endswith("+"),
                "prosecutor",
                (),
                self.naming.bodies[known].name,
            )
        key = "attorney-general" if "attorney" in words else "prosecutor-general"
        name = "Office of the Attorney General" if "attorney" in words else "Prosecutor General's Office"
        ident = f"{(country or '-').lower()}/{key}"
        if ident in self.naming.bodies:
            name = self.naming.bodies[ident].name_in(self.naming.languages[0])
        return OfficePhrase(first, end, wording, ident, country, hit.value.endswith("+"), "prosecutor", (), name)

    def _local_prosecutor(self, hit: Hit, words: str) -> OfficePhrase | None:
        """ "Brooklyn District Attorney", "Cook County State's Attorney": of the county or town before."""
        if words not in _LOCAL_PROSECUTORS or self.phrases.headline(hit.first):
            return None
        first = self.phrases.capitals_before(hit.first)
        plural = hit.value.endswith("+")
        if first == hit.first or any(flags_of(self.tokens.folds[k]) & Is.HONORIFIC for k in range(first, hit.first)):
            first = self._with_modifiers(hit.first)
            wording = self._wording(hit, first, hit.last)
            return OfficePhrase(first, hit.last, wording, None, "US", plural, "prosecutor")
        office = self.tokens.words(first, hit.last)
        ident, name = f"us/{slug(office)}", f"{office}'s Office"
        return OfficePhrase(first, hit.last, office, ident, "US", plural, "prosecutor", (), name)

    def _us_attorney(self, hit: Hit) -> OfficePhrase:
        """ "U.S. Attorney Jane Doe of the Southern District of Florida": the district may stand behind the name."""
        first, last = self._with_modifiers(hit.first), hit.last
        district = self.phrases.us_district(last)
        if district is None:
            return OfficePhrase(
                first, last, self._wording(hit, first, last), None, "US", hit.value.endswith("+"), "us-attorney"
            )
        begin, end, ident, name = district
        behind = end if begin - last <= 2 else last
        return OfficePhrase(
            first,
            behind,
            self._wording(hit, first, last),
            ident,
            "US",
            hit.value.endswith("+"),
            "us-attorney",
            (),
            name,
        )

    def _envoy(self, hit: Hit) -> OfficePhrase:
        """An envoy's country is the sender's: before the office, or behind "of"; behind "to" stands the host's."""
        first, last = self._with_modifiers(hit.first), self._constituency(hit.last)
        folds = self.tokens.folds
        before = self.phrases.nations_before(first)
        after = self.phrases.nations_after(last)
        end = last
        if after is not None:
            code: str | None = after.codes[0]
            end = after.last
        elif before is not None:
            # "Moldovanın Estoniyadakı səfiri": the sender stands before the host.
            sender = self.phrases.nations_before(before.first) if self.phrases.before else None
            code = (sender or before).codes[-1]
        else:
            code = None
            at = last
            while at < len(folds) and at - last < 3 and (folds[at] in self.phrases.links or folds[at] in _OUR):
                at += 1
            if at < len(folds) and any(fold in _OUR for fold in folds[last:at]):
                code, end = self.naming.home, at + 1
        host = self.phrases.place_after(end)
        if host is not None:
            end = host[1]
            guest = self.phrases.starting.get((host[0], "country"))
            if guest is None:
                return OfficePhrase(first, end, self._wording(hit, first, end), None, state_of(code) if code else
                                    self.naming.home, hit.value.endswith("+"), "envoy")  # fmt: skip
            if code is None and guest is not None and guest.value == self.naming.home:
                return OfficePhrase(
                    first, end, self._wording(hit, first, last), None, None, hit.value.endswith("+"), "envoy"
                )
        country = state_of(code) if code else self.naming.home
        return OfficePhrase(
            first, end, self._wording(hit, first, last), None, country, hit.value.endswith("+"), "envoy"
        )

    # How an office is worded

    def _wording(self, hit: Hit, first: int, last: int) -> str:
        """The office's words in the singular, and in the nominative where the tables tell it."""
        words = self.tokens.words
        office = words(hit.first, hit.last)
        deputy = first < hit.first and self.naming.languages[0] in _GENITIVES  # "заместитель министра"
        written = None if self.phrases.before or deputy else self.phrases.written(hit.first, hit.last, hit.kind)
        if hit.value.endswith("+"):
            office = self.naming.singular(hit.kind, hit.value, office)
        elif hit.kind == "minister-of":
            office = _OBLIQUE.sub("", office)
        elif written is not None:
            office = written[0].upper() + written[1:] if office[:1].isupper() else written
        before = self._modifiers_written(first, hit.first)
        after = " " + words(hit.last, last) if hit.last < last else ""
        return before + office + after

    def _modifiers_written(self, first: int, last: int) -> str:
        written = ""
        while first < last:
            hit = self.phrases.starting.get((first, "modifier"))
            end = hit.last if hit is not None and hit.last <= last else first + 1
            listed = self.phrases.written(first, end, "modifier") if hit is not None else None
            apart = first == 0 or self.tokens.ends[first - 1] < self.tokens.starts[first]
            word = self.tokens.words(first, end)
            if listed is not None:
                word = listed[0].upper() + listed[1:] if word[:1].isupper() else listed
            written += (" " if apart and written else "") + word
            first = end
        return written + " " if written and self.tokens.ends[last - 1] < self.tokens.starts[last] else written

    # What stands around an office

    def _with_modifiers(self, first: int) -> int:
        while (hit := self.phrases.ending.get((first, "modifier"))) is not None:
            if self.tokens.sentences[hit.first] != self.tokens.sentences[first]:
                break
            first = hit.first
        return first

    def _trailing(self, last: int) -> int:
        hit = self.phrases.starting.get((last, "modifier"))
        if (
            hit is not None
            and hit.last - last < 4
            and hit.value in ("deputy", "designate", "acting")
            and not self._begins_office(hit.last)
        ):
            return hit.last
        return last

    def _begins_office(self, at: int) -> bool:
        return any((at, kind) in self.phrases.starting for kind in ("office", "minister", "holder"))

    def _country(self, code: str | None, first: int) -> str | None:
        if code is not None:
            return state_of(code)
        previous = self.found[-1] if self.found else None
        if (
            previous is not None
            and previous.rule != "envoy"
            and 0 <= first - previous.last <= 2
            and previous.country is not None
        ):
            between = self.tokens.folds[previous.last : first]
            if any(fold in self.phrases.ands or fold in ("-", "–", "—") for fold in between):
                return previous.country
        return self.naming.main or self.phrases.nearest_nation(first, without=None)

    def _owner(self, portfolio: str | None, first: int, minister: bool) -> str | None:
        """Whose a ministry is that its minister's title does not say."""
        stated = self.owners.get(portfolio or "", set())
        if len(stated) == 1:
            return next(iter(stated))
        if minister and self.naming.home in ("US", "CH"):
            known = self.ministers.get(portfolio or "", set())
            if len(known) == 1:
                return next(iter(known))
            return self.phrases.nearest_nation(first, without=self.naming.home) or self.naming.home
        return self._country(None, first)
