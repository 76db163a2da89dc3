"""From the words of a body's name to its id.

Listed bodies go by their names, ministries by portfolio ("kz/interior"), others by a slug ("us/yuba-county-water-
agency").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache

from anyascii import anyascii

from corpus.authority import cached
from corpus.authority.tables import bodies, portfolio_names, regions, table
from corpus.extracting.tokens import Hit, fold

_WORD = re.compile(r"[a-z0-9]+")
SMALL_WORDS = frozenset(
    ("of", "the", "for", "and", "on", "in", "to", "de", "la", "le", "des", "du", "der", "die", "das", "und")
)


@lru_cache(maxsize=1 << 14)
def slug(name: str) -> str:
    """A readable id of a name: ASCII, small words left out, at most ten words."""
    words = _WORD.findall(anyascii(name.replace("ə", "a").replace("Ə", "A").replace("’", "").replace("'", "")).lower())
    kept = [word for word in words if word not in SMALL_WORDS] or words
    return "-".join(kept[:10])[:120] or "unnamed"


def state_of(code: str) -> str:
    """The state of a code that may be a region's: "US-MN" is in "US"."""
    return code.partition("-")[0]


@cached.until_added
def _listed(name: str, country: str | None, languages: tuple[str, ...]) -> str | None:
    known = bodies()
    for language in languages:
        for entry in table(language).named(name, "body"):
            if known[entry.value].country == country:
                return entry.value
    return None


@cached.until_added
def _singular(kind: str, value: str, plural: str, languages: tuple[str, ...]) -> str:
    for language in languages:
        found = table(language).singular(plural, kind, value)
        if found is not None:
            if plural[:1].isupper():
                upper = len(plural.split()) > 1 and plural.split()[-1][:1].isupper()
                return titled(found) if upper else found[0].upper() + found[1:]
            return found
    return plural


class Naming:
    """Ids and countries for the names of one text.

    ``home`` is the publisher's country; what states the text names tells where else a body may be.
    """

    def __init__(
        self, hits: Sequence[Hit], home: str | None, languages: Sequence[str], publisher: str | None = None
    ) -> None:
        self.home = home
        self._hits = hits
        self.languages = tuple(dict.fromkeys((*languages, "en")))
        self.bodies = bodies()
        self.home_region = _region_in(publisher, home)

    @cached_property
    def named(self) -> Counter[str]:
        """How often the text names each state."""
        return Counter(state_of(hit.value) for hit in self._hits if hit.kind in ("country", "adjective", "region"))

    @property
    def main(self) -> str | None:
        """The publisher's country, else the one state that the text speaks of most."""
        if self.home:
            return self.home
        most = self.named.most_common(2)
        if not most or (len(most) > 1 and most[0][1] == most[1][1]):
            return None
        return most[0][0]

    def choose(
        self,
        ids: Sequence[str],
        stated: str | None,
        acronym: bool = False,
        head: str | None = None,
        generic: bool = False,
    ) -> str | None:
        """Which of the bodies that share a name is meant: the stated state's, the publisher's, one the text names.

        An acronym, which may stand for anything, must be of a state that the text or its publisher vouches for.
        A ministry's or department's plain name (``head``) is the publisher's, be that listed or not, and so is one
        that many states have for a body of theirs (``generic``), unless the text names the other state.
        """
        by_country: dict[str | None, str] = {}
        for ident in ids:
            by_country.setdefault(self.bodies[ident].country, ident)
        if stated is not None:
            return by_country.get(state_of(stated))
        if self.home in by_country:
            return by_country[self.home]
        if self.home not in (None, "EU") and head in ("ministry", "chancellery") and "EU" not in by_country:
            return None
        likely = [country for country, _ in self.named.most_common() if country in by_country]
        if likely:
            return by_country[likely[0]]
        if "EU" in by_country:
            return by_country["EU"]
        if generic and self.home is not None:
            return None
        if acronym or len(by_country) > 1 or head == "ministry" or (head is not None and self.home is not None):
            return None
        return next(iter(by_country.values()))

    def listed(self, names: Iterable[str], country: str | None) -> str | None:
        """A listed body of the country under one of the names."""
        return next((found for name in names if (found := _listed(name, country, self.languages))), None)

    def singular(self, kind: str, value: str, plural: str) -> str:
        """The singular of an office's plural, as the tables pair them: "Senator" for "Senators"."""
        return _singular(kind, value, plural, self.languages)

    def region_name(self, code: str) -> str:
        return regions()[code][0]

    def ministry_name(self, head: str, portfolio: str | None, words: str) -> str:
        """The full name of a ministry that a joint form names in part: "Ministry of Foreign Affairs" for "Foreign"."""
        names = portfolio_names(self.languages[0] if not words.isascii() else "en").get(portfolio or "", ())
        full = words
        if fold(words) not in map(fold, names[:1]) and names and fold(names[0]).startswith(fold(words) + " "):
            full = names[0]
        return f"{head.capitalize()} of {titled(full)}" if words.isascii() else words


def titled(words: str) -> str:
    """Words as English titles write them: "Foreign", "Economy and Finance"."""
    return " ".join(word if word in SMALL_WORDS else word[:1].upper() + word[1:] for word in words.split())


@lru_cache(maxsize=256)
def _region_in(publisher: str | None, home: str | None) -> str | None:
    """The region whose authority a publisher is, by its name: "Minnesota Attorney General"."""
    folded = f" {fold(publisher or '')} "
    for code, names in regions().items():
        if state_of(code) == home and f" {fold(names[0])} " in folded:
            return code
    return None
