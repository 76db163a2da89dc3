"""Names in the cases of Hungarian, Finnish and Greek, in the nominative."""

from collections.abc import Callable

import pytest

from corpus.release import Release
from corpus.source import Source

ReleaseOf = Callable[..., Release]


@pytest.mark.parametrize(
    ("language", "sentence", "names"),
    [
        ("hu", "A miniszter Tóth Péterrel és Kovács Annának is átadta.", ["Tóth Péter", "Kovács Anna"]),
        # an acronym with its case is no name
        ("hu", "Tájékoztatta az MTI-t Tóth Gábor, a minisztérium szóvivője.", ["Tóth Gábor"]),
        # the family name without its ending stands elsewhere in the text, or is a known one
        (
            "fi",
            "Ministeri Lasse Korpo tapasi Matti Virtasen. Lasse Korpon avustaja.",
            ["Lasse Korpo", "Matti Virtanen"],
        ),
        # an office in the genitive, or a word that asks for it
        ("fi", "Hän tapasi Viron ulkoministerin Margus Tsahknan.", ["Margus Tsahkna"]),
        ("fi", "Pääministeri Petteri Orpon mukaan työ jatkuu.", ["Petteri Orpo"]),
        # no case: the name ends so
        ("fi", "Paikalla olivat Jari Larsson ja ministeri Mari Rantanen ja muita.", ["Jari Larsson", "Mari Rantanen"]),
        (
            "el",
            "Συναντήθηκε με τον υπουργό Υγείας Νίκο Παππά και την υπουργό Παιδείας Νίκη Κεραμέως.",
            ["Νίκος Παππάς", "Νίκη Κεραμέως"],
        ),
        ("el", "Δηλώσεις του υπουργού Άμυνας Κυριάκου Δημητριάδη.", ["Κυριάκος Δημητριάδης"]),
    ],
)
def test_names_are_brought_to_the_nominative(
    release_of: ReleaseOf, language: str, sentence: str, names: list[str]
) -> None:
    release = release_of(sentence, title="T", source=Source(country="XK", language=language))
    assert [person.name for person in release.people] == names
