"""Executive bodies that a text names: listed ones by their names, others by the grammar of such names.

The grammar is "HEAD of PORTFOLIOS of STATES" and its turns: "STATE's PORTFOLIO HEAD", "PORTFOLIOS HEADS of STATE".
A plural head, or several states, gives a body each.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.extracting.naming import Naming, slug, state_of
from corpus.extracting.phrases import Nations, Phrases, Run, Segment
from corpus.extracting.tokens import BodyMention, Hit, Tokens

_PORTFOLIO_HEADS = frozenset(("ministry", "department"))
_ALONE = frozenset(("agency", "authority", "administration", "bureau", "directorate", "inspectorate", "secretariat"))
_PUBLIC = frozenset((
    "national", "state", "federal", "central", "public", "royal", "general", "interagency", "government", "county",
    "city", "municipal", "republican", "metropolitan", "security", "u.s.", "united",
))  # fmt: skip
_COMMON = frozenset((
    "customer", "civil", "public", "social", "community", "self", "food", "worship", "support", "postal", "news",
    "business", "press", "foreign", "advisory", "school", "directors", "editorial", "organizing", "steering", "policy",
    "trump", "bush", "obama", "biden", "clinton", "reagan", "senior", "new", "current", "previous", "this", "our",
    "senate", "house", "joint", "travel", "credit", "rating", "news", "advertising", "box", "branch", "regional",
    "local", "field", "main", "front", "home",
))  # fmt: skip


def find_bodies(
    tokens: Tokens, hits: Sequence[Hit], *, country: str | None = None, languages: Sequence[str] = ("en",)
) -> list[BodyMention]:
    """Mentions of executive bodies in order of place; ``country`` is the publisher's."""
    return _Finder(Phrases(tokens, hits, languages), Naming(hits, country, languages)).find()


class _Finder:
    def __init__(self, phrases: Phrases, naming: Naming) -> None:
        self.phrases = phrases
        self.naming = naming
        self.tokens = phrases.tokens
        self.found: list[BodyMention] = []

    def find(self) -> list[BodyMention]:
        by_kind = self.phrases.by_kind
        taken_to = 0
        spots: list[Hit] = sorted(
            [*by_kind.get("body", ()), *by_kind.get("head", ())], key=lambda hit: (hit.first, -hit.last)
        )
        for hit in spots:
            if hit.first < taken_to:
                continue
            mentions = self._listed(hit) if hit.kind == "body" else self._headed(hit)
            for mention in mentions:
                self.found.append(mention)
                taken_to = max(taken_to, mention.last)
        return self.found

    # Listed bodies

    def _listed(self, hit: Hit) -> list[BodyMention]:
        first, last = hit.first, hit.last
        if self._part_of_other(first, last):
            return []
        ids = [h.value for h in self.phrases.by_kind["body"] if h.first == first and h.last == last]
        before = self.phrases.nations_before(first)
        after = self.phrases.nations_after(last)
        stated = before.codes[-1] if before else after.codes[0] if after else None
        acronym = last - first == 1 and self.tokens.shapes[first] not in ("Xx", "c")
        ident = self.naming.choose(ids, stated, acronym) if stated else None
        if ident is None:
            ident = self.naming.choose(ids, None, acronym)
        if ident is None:
            return []
        body = self.naming.bodies[ident]
        return [BodyMention(first, last, ident, body.name, body.country, "listed")]

    def _part_of_other(self, first: int, last: int) -> bool:
        """Whether the words go on to the name of a law, a court, a committee of parliament."""
        at = last
        folds, shapes = self.tokens.folds, self.tokens.shapes
        while at < len(folds) and at - last < 5 and shapes[at] in ("Xx", "X"):
            hit = self.phrases.starting.get((at, "not-body"))
            if hit is not None and hit.value in ("law", "company", "university"):
                return not self.phrases.headline(at)
            at += 1
        return False

    # Bodies by their heads

    def _headed(self, hit: Hit) -> list[BodyMention]:
        head = hit.value.rstrip("+")
        plural = hit.value.endswith("+")
        run = self.phrases.run_after(hit.last, plural)
        if run is not None and not self._acceptable(head, run.segments):
            run = None
        if run is not None:
            first, last = hit.first, run.last
            first = self._with_adjectives(first)
        else:
            run = self.phrases.run_before(hit.first)
            first = run.first if run else hit.first
            last = hit.last
            if head not in _PORTFOLIO_HEADS or run is None:
                return self._generic(hit, head)
        before = self.phrases.nations_before(first)
        after = self.phrases.nations_after(last)
        if head == "department" and run.portfolio is None and not (before or after):
            return []
        if self._part_of_other(first, last):
            return []
        if head not in _PORTFOLIO_HEADS:
            return self._generic(hit, head)
        segments = run.segments if plural and len(run.segments) > 1 else (Segment(run.first, run.last, run.portfolio),)
        return [
            self._ministry(hit, head, run, segment, first, last, code)
            for code in self._codes(before, after)
            for segment in segments
        ]

    def _acceptable(self, head: str, segments: Sequence[Segment]) -> bool:
        return head != "department" or any(segment.portfolio for segment in segments) or True

    def _with_adjectives(self, first: int) -> int:
        return first

    def _codes(self, before: Nations | None, after: Nations | None) -> tuple[str | None, ...]:
        if after and (len(after.codes) > 1 or not before):
            return after.codes
        if before:
            return before.codes
        return (None,)

    def _ministry(
        self, hit: Hit, head: str, run: Run, segment: Segment, first: int, last: int, code: str | None
    ) -> BodyMention:
        words = self.tokens.words
        portfolio_words = words(segment.first, segment.last)
        whole = segment.first == run.first and segment.last == run.last
        if whole or len(run.segments) == 1:
            name = words(first, last)
        elif hit.first < run.first:
            name = f"{_singular(words(hit.first, hit.last))} {words(hit.last, run.first)} {portfolio_words}".replace(
                "  ", " "
            )
        else:
            name = f"{_singular(words(hit.first, hit.last))} of {portfolio_words}"
        country = state_of(code) if code else self.naming.main
        if code and "-" in code:
            region = words(*self._region_span(code, first, last)) if self._region_span(code, first, last) else code
            ident = f"{country.lower() if country else '-'}/{slug(region + ' ' + name)}"
            full = name if region in name else f"{region} {name}"
            return BodyMention(first, last, ident, full, country, "region")
        ident = self.naming.listed((name, f"{portfolio_words} {head}", f"{head} of {portfolio_words}"), country)
        if ident is not None:
            return BodyMention(first, last, ident, self.naming.bodies[ident].name, country, "listed-portfolio")
        key = segment.portfolio or slug(name)
        return BodyMention(first, last, f"{(country or '-').lower()}/{key}", name, country, "portfolio")

    def _region_span(self, code: str, first: int, last: int) -> tuple[int, int] | None:
        for hit in self.phrases.by_kind.get("region", ()):
            if hit.value == code and first - 4 <= hit.first <= last + 4:
                return hit.first, hit.last
        return None

    def _generic(self, hit: Hit, head: str) -> list[BodyMention]:
        """A body that no table lists, by a head that authorities have and the capitals of its name."""
        phrases = self.phrases
        if phrases.tokens.shapes[hit.first] == "x" or phrases.headline(hit.first):
            return []
        first, last = phrases.capitals_before(hit.first), hit.last
        if first == hit.first:
            run = phrases.run_after(hit.last)
            if run is None:
                return []
            last = run.last
        folds = self.tokens.folds[first:last]
        if not self._executive(head, folds, first, last):
            return []
        before, after = phrases.nations_before(first), phrases.nations_after(last)
        code = self._codes(before, after)[0]
        country = state_of(code) if code else self.naming.main
        name = self.tokens.words(first, last)
        ident = self.naming.listed((name,), country)
        if ident:
            return [BodyMention(first, last, ident, self.naming.bodies[ident].name, country, "listed")]
        return [BodyMention(first, last, f"{(country or '-').lower()}/{slug(name)}", name, country, "generic")]

    def _executive(self, head: str, folds: Sequence[str], first: int, last: int) -> bool:
        if self._part_of_other(first, last):
            return False
        if any((at, "not-body") in self.phrases.starting for at in range(first, last)):
            return False
        if folds[0] in _COMMON and len(folds) < 3:
            return False
        if head in _ALONE or head in ("police", "forces", "sheriff", "prosecutor", "central-bank", "treasury"):
            return len(folds) > 1
        return head in ("commission", "committee", "service", "board", "council", "institute") and any(
            fold in _PUBLIC for fold in folds
        )


def _singular(head: str) -> str:
    if head.endswith("ies"):
        return head[:-3] + "y"
    return head[:-1] if head.endswith("s") else head
