"""What the index takes in: a release as texts to be analysed and values to be looked up, ready for inversion."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from search import analysis


@dataclass(frozen=True, slots=True)
class IndexDocument:
    id: str
    title: str
    text: str
    language: str | None  # by which the words of both are stemmed
    values: Mapping[str, tuple[str, ...]]  # keyword field -> values, each once
    day: int | None  # days since 1970-01-01
    embargo: int | None  # Unix seconds
    stored: bytes  # the record's JSON as UTF-8
    path: str  # of the source file, as in SourceFile.path without the archive member

    def terms(self) -> dict[str, list[str]]:
        """Text field -> its terms in order; a term's position is its place in the list.

        What is indexed of the document, said one word at a time: building a segment comes to the same for many at once.
        """
        title_exact, title, title_latin = analysis.terms(self.title, self.language)
        text_exact, text, text_latin = analysis.terms(self.text, self.language)
        return {
            "title": title,
            "text": text,
            "latin": title_latin + text_latin,
            "title_exact": title_exact,
            "text_exact": text_exact,
        }
