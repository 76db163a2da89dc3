"""Makes ``countries/<language>.tsv``: the names of states in each language, from CLDR.

Run by hand when CLDR changes, with babel installed (it is not needed otherwise):

    pip install babel && python corpus/authority/making/countries.py

A row is a code and its names. Adjectives, peoples, capitals and other names are in ``languages/`` and written by hand.
"""

from __future__ import annotations

from pathlib import Path

from babel import Locale  # type: ignore[import-not-found]

LANGUAGES = (
    "en de fr it es pt nl sv da nb fi is et lv lt pl cs sk sl hr sr bg mk ro hu el ru uk be kk ky uz az tr ka hy "
    "ar fa ur he hi bn ta si th vi id ms zh ja ko sw ca mn"
)
# What ISO 3166-1 lists beside states that releases speak of under their own names.
LEFT_OUT = {
    "AC",
    "CP",
    "CQ",
    "DG",
    "EA",
    "EU",
    "EZ",
    "IC",
    "QO",
    "TA",
    "UN",
    "XA",
    "XB",
    "ZZ",
    "AQ",
    "BV",
    "HM",
    "TF",
    "PR",
    "GU",
    "VI",
    "AS",
    "MP",
    "UM",
    "JE",
    "SJ",
    "BQ",
    "RE",
    "GP",
    "MQ",
    "GF",
    "YT",
    "PM",
    "BL",
    "MF",
    "NC",
    "WF",
}


def rows(language: str) -> list[str]:
    names = Locale(language).territories
    codes = sorted(code for code in names if len(code) == 2 and code.isalpha() and code not in LEFT_OUT)
    return [f"{code}\t{names[code]}" for code in codes]


def main() -> None:
    folder = Path(__file__).parent.parent / "countries"
    for language in LANGUAGES.split():
        (folder / f"{language}.tsv").write_text("\n".join(rows(language)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
