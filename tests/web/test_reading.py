"""How a text is cut for reading, how two are compared, and how one is cited."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from corpus.release import Ministry, Person
from search.results import Histogram, HistogramBucket
from tests.search.releases import release
from tests.web.corpus import HOSTILE, releases
from web.charts import columns, heat_map
from web.citing import bibtex, plain
from web.comparing import compare
from web.marking import Paragraph, match_count, paragraphs

texts = st.text(st.sampled_from("ab .\n"), max_size=60)
spans = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=6)


def shown(blocks: list[Paragraph]) -> str:
    return "\n\n".join(
        "\n".join("".join(text for piece in line for text, _ in piece.parts) for line in block.lines)
        for block in blocks
    )


@given(texts, spans, spans)
def test_whatever_is_marked_the_text_is_what_was_written(
    text: str, people: list[tuple[int, int]], matches: list[tuple[int, int]]
) -> None:
    apart, at = [], 0
    for start, end in sorted(matches):
        if at <= start < end <= len(text):
            apart.append((start, end))
            at = end
    made = replace(
        release("r", text, countries=("AZ",)),
        people=(Person("p", "P", (), (), tuple(people)),),
        ministries=(Ministry("az/m", "M", "AZ", tuple((start, end + 3) for start, end in people)),),
    )
    blocks = paragraphs(made, apart)
    bare = [re.sub(r"\s", "", part) for part in (shown(blocks), text)]
    assert bare[0] == bare[1]
    numbers = [n for b in blocks for line in b.lines for piece in line for _, n in piece.parts if n > 0]
    assert numbers == sorted(set(numbers))
    assert match_count(blocks) <= len(apart)


def test_of_two_bodies_named_in_one_breath_each_has_its_part() -> None:
    text = "the ministries of internal affairs of Azerbaijan and Kazakhstan met"
    made = replace(
        release("r", text),
        ministries=(
            Ministry("az/interior", "M", "AZ", ((4, text.index(" and")),)),
            Ministry("kz/interior", "M", "KZ", ((4, text.index(" met")),)),
        ),
    )
    (block,) = paragraphs(made, ())
    linked = [(piece.mention.id, piece.parts[0][0]) for piece in block.lines[0] if piece.mention]
    assert linked == [
        ("az/interior", "ministries of internal affairs of Azerbaijan"),
        ("kz/interior", " and Kazakhstan"),
    ]


def test_a_text_is_the_same_as_itself() -> None:
    same = compare("One thing. Another thing.\n\nA third.", "One thing. Another thing.\n\nA third.")
    assert [row.kind for row in same.rows] == ["same", "same", "same"]


def test_what_is_said_in_other_words_stands_beside_it() -> None:
    found = compare(
        "The minister signed three agreements in Baku. Trade was discussed.",
        "The minister signed four agreements in Baku. A lunch followed.",
    )
    assert [row.kind for row in found.rows] == ["changed", "left", "right"]
    assert [words for words, alone in found.rows[0].left if alone] == ["three"]
    assert [words for words, alone in found.rows[0].right if alone] == ["four"]


def test_the_dot_of_an_initial_ends_no_sentence() -> None:
    found = compare("President Joseph R. Biden met Sen. Smith. They spoke.", "President Joseph R. Biden left.")
    assert [row.kind for row in found.rows] == ["changed", "left"]


@given(st.text(st.sampled_from("ab. \n"), max_size=80), st.text(st.sampled_from("ab. \n"), max_size=80))
def test_a_comparison_leaves_no_word_out(left: str, right: str) -> None:
    rows = compare(left, right).rows
    for side, text in (("left", left), ("right", right)):
        words = " ".join(words for row in rows for words, _ in getattr(row, side)).split()
        assert words == text.split()


def test_the_end_of_a_sentence_without_end_is_kept() -> None:
    row = compare("a b c " + "word " * 300 + "here.", "a b c " + "word " * 300 + "there.").rows[0]
    assert row.left[-1][0].endswith("here.")
    assert row.right[-1][0].endswith("there.")


def test_a_long_comparison_says_that_it_is_cut() -> None:
    text = " ".join(f"Sentence number {n} is here." for n in range(500))
    assert compare(text, text).is_cut


def test_a_citation_names_publisher_title_place_and_day() -> None:
    assert plain(releases()[0], "https://d.example/releases/meeting-1") == (
        "Azerbaijan. “Ministers sign memorandum of cooperation”. Readout, Baku, 23 February 2023. No. 17/2023. "
        "https://example.org/news/17."
    )


def test_bibtex_keeps_its_braces_whatever_a_title_holds() -> None:
    entry = bibtex(
        release("x-1", "t", title="50% {of} $5 & #1_a\\b^~", date="2023-02", publisher=HOSTILE), "http://d/x"
    )
    assert entry.startswith("@misc{x-1,\n")
    assert "month = feb" in entry
    bare = re.sub(r"\\[{}]", "", entry)
    assert bare.count("{") == bare.count("}")
    assert r"50\% \{of\} \$5 \& \#1\_a" in entry


def test_a_heat_map_has_a_row_a_publisher_and_a_cell_a_year() -> None:
    years, rows = heat_map({"A": {"2021-01": 9, "2023-12": 1}, "B": {"2023-06": 20}})
    assert years == ["2021", "2022", "2023"]
    assert [(row.name, row.total) for row in rows] == [("B", 20), ("A", 10)]
    assert [total for _, total, _ in rows[1].years] == [9, 0, 1]


def test_a_column_alone_is_no_histogram_and_two_are_no_walls() -> None:
    days = [HistogramBucket(date(2023, month, 1), date(2023, month, 28), 3) for month in (1, 2)]
    assert columns(None) is None
    assert columns(Histogram("month", tuple(days[:1]))) is None
    drawn = columns(Histogram("month", tuple(days)))
    assert drawn is not None
    assert [bar.label for bar in drawn.bars] == ["January 2023: 3", "February 2023: 3"]
    assert "h48.0" in drawn.path
