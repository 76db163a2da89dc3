"""The work that a text makes grows with its length, whatever it is made of."""

import sys
from types import FrameType
from typing import Any

import pytest

from corpus.document import Block, Document
from corpus.extracting import extract
from corpus.release import SourceFile
from corpus.source import Source

SOURCE = Source(country="US", publisher="Ministry of Energy")


def document_of(text: str) -> Document:
    return Document(SourceFile("a/b.txt", "text", "utf-8", "0" * 64, 1), (Block("paragraph", text),))


def calls(document: Document) -> int:
    """How many functions are called to extract a document, the interpreter's own among them."""
    count = 0

    def counted(frame: FrameType, event: str, arg: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        extract(document, SOURCE)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize(
    "unit",
    ["Jane Doe, ", "Senator John Smith met Minister of Health Jane Doe. ", "Departments of Health, of Energy and ",
     "the Republic of Kazakhstan and ", "Ministry (MOH) ", "Dr.", "on 3 May 2021 ", "today ", "I. ", "the ", "大",
     "大 · ", "министр Иван Петров, ", "\n\nContact: "],
)  # fmt: skip
def test_twice_the_text_is_at_most_twice_the_work(unit: str) -> None:
    once, twice = document_of(unit * (6_000 // len(unit))), document_of(unit * (12_000 // len(unit)))
    extract(twice, SOURCE)  # every word has been met
    assert calls(twice) < 2.2 * calls(once) + 500


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "unit",
    ["a", "A", "(", "[(", '"', "'", "-", "--", "#", "1", "1/", "@", "a.", "A.", "_", "  ", "\n ", "Ab", "e\u0301"],
)
def test_no_pattern_searches_again_and_again(unit: str) -> None:
    # Were the time of any of them quadratic, this would take minutes.
    assert extract(document_of(unit * (300_000 // len(unit))), SOURCE).release.source.path == "a/b.txt"
