"""From the words of a body's name to its id: listed bodies by their names, ministries by portfolio, others by a slug."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from anyascii import anyascii

from corpus.authority.tables import bodies, table
from corpus.extracting.tokens import Hit

_WORD = re.compile(r"[a-z0-9]+")
_SMALL = frozenset(
    ("of", "the", "for", "and", "on", "in", "to", "de", "la", "le", "des", "du", "der", "die", "das", "und")
)


@lru_cache(maxsize=1 << 14)
def slug(name: str) -> str:
    """A readable id of a name: ASCII, small words left out, at most ten words."""
    words = _WORD.findall(anyascii(name.replace("ə", "a").replace("Ə", "A").replace("’", "").replace("'", "")).lower())
    kept = [word for word in words if word not in _SMALL] or words
    return "-".join(kept[:10]) or "unnamed"


def state_of(code: str) -> str:
    """The state of a code that may be a region's: "US-MN" is in "US"."""
    return code.partition("-")[0]


class Naming:
    """Ids and countries for the names of one text.

    ``home`` is the publisher's country; what states the text names tells where else a body may be.
    """

    def __init__(self, hits: Iterable[Hit], home: str | None, languages: Sequence[str]) -> None:
        self.home = home
        self.named = Counter(state_of(hit.value) for hit in hits if hit.kind in ("country", "adjective", "region"))
        self.languages = tuple(dict.fromkeys((*languages, "en")))
        self.bodies = bodies()

    @property
    def main(self) -> str | None:
        """The publisher's country, else the one state that the text speaks of most."""
        if self.home:
            return self.home
        most = self.named.most_common(2)
        if not most or len(most) > 1 and most[0][1] == most[1][1]:
            return None
        return most[0][0]

    def choose(self, ids: Sequence[str], stated: str | None, acronym: bool = False) -> str | None:
        """Which of the bodies that share a name is meant: the stated state's, the publisher's, one the text names.

        An acronym, which may stand for anything, must be of a state that the text or its publisher vouches for.
        """
        by_country: dict[str | None, str] = {}
        for ident in ids:
            by_country.setdefault(self.bodies[ident].country, ident)
        if stated is not None:
            return by_country.get(state_of(stated))
        if self.home in by_country:
            return by_country[self.home]
        likely = [country for country, _ in self.named.most_common() if country in by_country]
        if likely:
            return by_country[likely[0]]
        if "EU" in by_country or not acronym and len(by_country) == 1:
            return next(iter(by_country.values()))
        return None

    def listed(self, names: Iterable[str], country: str | None) -> str | None:
        """A listed body of the country under one of the names."""
        for name in names:
            for language in self.languages:
                for entry in table(language).named(name, "body"):
                    if self.bodies[entry.value].country == country:
                        return entry.value
        return None
