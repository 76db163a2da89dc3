"""References to a release, as text and for BibTeX."""

from __future__ import annotations

import re

from corpus.release import Release
from web.presenting import MONTHS, kind_name, long_date

_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


def plain(release: Release, address: str) -> str:
    """One line: publisher, title, kind, place and date, address."""
    place = release.dateline.place if release.dateline else None
    facts = [kind_name(release.kind), place, long_date(release.date)]
    stated = ", ".join(fact for fact in facts if fact)
    said = [release.publisher, f"“{release.headline}”", stated, release.reference, release.url or address]
    return ". ".join(part.rstrip(".") for part in said if part) + "."


def bibtex(release: Release, address: str) -> str:
    """A ``@misc`` entry whose key is the release's id."""
    year, _, rest = (release.date or "").partition("-")
    month = rest[:2]
    rows = {
        "author": f"{{{_tex(release.publisher)}}}" if release.publisher else None,
        "title": f"{{{_tex(release.headline)}}}",
        "howpublished": _tex(kind_name(release.kind)) or None,
        "address": _tex(release.dateline.place) if release.dateline and release.dateline.place else None,
        "year": year or None,
        "month": MONTHS[int(month) - 1][:3].lower() if month else None,
        "number": _tex(release.reference) if release.reference else None,
        "url": re.sub(r"[{}\\\s]", "", release.url or address),
    }
    lines = [f"  {name} = {value if name == 'month' else f'{{{value}}}'}" for name, value in rows.items() if value]
    key = re.sub(r"[^\w-]", "", release.id)
    return f"@misc{{{key},\n" + ",\n".join(lines) + "\n}"


def _tex(text: str | None) -> str:
    return "".join(_SPECIAL.get(letter, letter) for letter in " ".join((text or "").split()))
