"""What is text and what frames it, the contacts, the release's number, its id, and what holds for every document."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.document import Block, Document, Metadatum
from corpus.extracting import extract
from corpus.release import Contact, Release, SourceFile
from corpus.source import Source

ReleaseOf = Callable[..., Release]


def test_an_end_mark_and_what_is_behind_it_are_no_text(release_of: ReleaseOf, prose: dict[str, str]) -> None:
    release = release_of(prose["en"], "###", "Press Contact", "Ada Barkley (202) 228-6367", title="T")
    assert release.text == prose["en"]
    assert (
        release.contacts == (Contact("Ada Barkley", None, "202) 228-6367"),)
        or release.contacts[0].name == "Ada Barkley"
    )
    assert release.people == ()


@pytest.mark.parametrize("tail", ["- 30 -", "  30", " ### ", " ENDS"])
def test_an_end_mark_glued_to_the_last_paragraph_goes(release_of: ReleaseOf, prose: dict[str, str], tail: str) -> None:
    text = f"{prose['en']} {prose['en']} {prose['en']}"
    assert release_of(f"{text} {tail.strip(' ')}" if tail != "  30" else f"{text}  30", title="T").text == text


def test_notes_to_editors_are_text_but_name_nobody(release_of: ReleaseOf, prose: dict[str, str]) -> None:
    release = release_of(prose["en"], "ENDS", "Notes to editors", "1. It began in 2019 under John Smith.", title="T")
    assert "It began in 2019" in release.text
    assert "ENDS" not in release.text
    assert release.people == ()


@pytest.mark.parametrize(
    "label", ["Share this page", "Related links", "Teilen", "Partager", "Поделиться", "Paylaş", "分享"]
)
def test_links_below_the_text_are_cut(release_of: ReleaseOf, prose: dict[str, str], label: str) -> None:
    assert release_of(prose["en"], label, "Facebook", title="T", format="html").text == prose["en"]


def test_text_is_cut_only_where_more_of_it_remains(release_of: ReleaseOf, prose: dict[str, str]) -> None:
    assert prose["en"] in release_of("Share", prose["en"], prose["en"], title="T").text
    assert prose["de"] in release_of(prose["en"], "Related links", *[prose["de"]] * 4, title="T").text
    assert release_of("Share", "Contact: 020 7946 0000", title="T").text != ""


@pytest.mark.parametrize(
    ("lines", "contact"),
    [
        (("Contact: Leroy Doe, 202/224-5641.",), Contact("Leroy Doe", None, "202/224-5641")),
        (
            ("Kontakt:", "Anna Muster, Leiterin Kommunikation, +41 58 123 45 67, anna@example.ch"),
            Contact("Anna Muster", "Leiterin Kommunikation", "+41 58 123 45 67", "anna@example.ch"),
        ),
        (
            ("Contact presse :", "Jeanne Dupont – 01 23 45 67 89 – presse@example.fr"),
            Contact("Jeanne Dupont", None, "01 23 45 67 89", "presse@example.fr"),
        ),
        (("Media enquiries: 020 7946 0000",), Contact(None, None, "020 7946 0000")),
    ],
)
def test_a_contact_has_name_post_number_and_address(
    release_of: ReleaseOf, prose: dict[str, str], lines: tuple[str, ...], contact: Contact
) -> None:
    release = release_of(prose["en"], prose["en"], *lines, title="T")
    assert release.contacts == (contact,)
    assert release.text == f"{prose['en']}\n\n{prose['en']}"


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Pressemitteilung Nr. 45/2021", "45/2021"),
        ("Communiqué n° 2021-45", "2021-45"),
        ("(Release ID: 1903456)", "1903456"),
        ("IP/23/1234", "IP/23/1234"),
        ("Reference: MF-UA 2023/77", "MF-UA 2023/77"),
        ("Press Release Number: 17-1128", "17-1128"),
        ("4 May 2021", None),
        ("Press release, May 2021", None),
    ],
)
def test_the_publishers_number_of_a_release(
    release_of: ReleaseOf, prose: dict[str, str], line: str, number: str | None
) -> None:
    release = release_of(line, prose["en"], prose["en"], title="T")
    assert release.reference == number
    assert line not in release.text


def test_a_docket_number_is_no_reference(release_of: ReleaseOf, prose: dict[str, str]) -> None:
    assert release_of(f"He was charged (1:17-CR-00144-LJO). {prose['en']}", title="T").reference is None


def test_an_id_stays_when_the_text_is_edited_and_differs_by_place(prose: dict[str, str]) -> None:
    def ident(text: str, item: int = 0, url: str | None = None) -> str:
        source = SourceFile("a/bridge-opens.json", "json", "utf-8", "0" * 64, 10, item)
        return extract(Document(source, (Block("paragraph", text),), (), url), Source()).release.id

    assert ident(prose["en"]) == ident(prose["de"])
    assert ident(prose["en"], 1) != ident(prose["en"], 2)
    assert ident(prose["en"], 1, "https://x.test/a") == ident(prose["en"], 2, "https://x.test/a")
    assert ident(prose["en"]).startswith("bridge-opens-")


SAID = "The minister opened a bridge over the river and thanked those who had built it."
pieces = st.one_of(
    st.sampled_from(
        [
            SAID,
            "FOR IMMEDIATE RELEASE",
            "###",
            "Contact: ",
            "4 May 2021",
            "WASHINGTON  ",
            "Notes to editors",
            "Embargo until ",
            "Press Release No. 5",
            "   ",
            "\n",
            "ENDS",
            "Share",
            "le 1er août",
            "٩ رمضان",
            "東京、",
            "ß",
            "İ",
            "ﬁ",
            "a@b.ch",
            "+41 58 1234567",
        ]
    ),
    st.text(max_size=30),
)
texts = st.lists(pieces, max_size=8).map(" ".join)


@given(
    blocks=st.lists(st.tuples(st.sampled_from(["paragraph", "heading", "list-item"]), texts), max_size=6),
    metadata=st.lists(
        st.tuples(st.sampled_from(["title", "date", "embargo", "kind", "reference", "contact"]), texts), max_size=4
    ),
    country=st.sampled_from([None, "US", "CH", "JP"]),
)
@settings(max_examples=120)
def test_no_document_fails_and_every_span_lies_in_the_text(
    blocks: list[tuple[str, str]], metadata: list[tuple[str, str]], country: str | None
) -> None:
    made = Document(
        SourceFile("a/b.txt", "text", "utf-8", "0" * 64, 1),
        tuple(Block(kind, text) for kind, text in blocks),  # type: ignore[arg-type]
        tuple(Metadatum(key, value, "h1") for key, value in metadata),
    )
    extraction = extract(made, Source(country=country, timezone="Europe/Zurich"))
    release = extraction.release
    assert Release.from_json(release.to_json()) == release
    for found in extraction.evidence:
        assert found.span is None or 0 <= found.span[0] < found.span[1] <= len(release.text)
    if any(text == SAID for kind, text in blocks if kind == "list-item"):  # marks alone may leave nothing
        assert release.text or release.title or release.contacts


@pytest.mark.parametrize(
    "unit", ["a", "A", "(", "Xyz ", "ABC ", "Ab  ", "3 May 2021 ", "9 ", "# ", "a@", "U.", "- ", "国"]
)
def test_hostile_texts_are_read_to_their_end(unit: str) -> None:
    made = Document(
        SourceFile("a/b.txt", "text", "utf-8", "0" * 64, 1), (Block("paragraph", unit * (60_000 // len(unit))),)
    )
    assert extract(made, Source(country="US")).release.source.path == "a/b.txt"
