"""The headline of a release: what metadata tell, else the line that stands apart above the text."""

from collections.abc import Callable

import pytest

from corpus.release import Release

ReleaseOf = Callable[..., Release]


@pytest.mark.parametrize(
    ("metadata", "title"),
    [
        ({"title__title": "Bridge opened at Linz | Ministry of Transport | Government"}, "Bridge opened at Linz"),
        ({"title__title": "Bridge opened - Ministry of Transport", "title__h1": "Bridge opened"}, "Bridge opened"),
        ({"title__title": "Ministry of Transport :: Bridge opened", "title__h1": "Bridge opened"}, "Bridge opened"),
        ({"title__h1": "Ministry of Transport", "title": "Bridge opened - Ministry of Transport"}, "Bridge opened"),
        ({"title__h1": "Press release", "title": "Bridge opened"}, "Bridge opened"),
        ({"title__title": "May 3, 2021 Press Release", "title__h1": "State wins its case"}, "State wins its case"),
        ({"title__front": "Launch of the Scheme - Dr Ada Roe"}, "Launch of the Scheme - Dr Ada Roe"),
        ({"title__h1": "“Why so dear?“ - the minister  on prices"}, "“Why so dear?“ - the minister on prices"),
    ],
)
def test_metadata_give_the_headline_without_site_label_or_date(
    release_of: ReleaseOf, prose: dict[str, str], metadata: dict[str, str], title: str
) -> None:
    assert release_of(prose["en"], prose["en"], format="html", **metadata).title == title


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (("Ministry of Health", "PRESS RELEASE", "4 May 2021", "Clinic opens in Lyon"), "Clinic opens in Lyon"),
        (("Press Release No. 45/2021", "Minister meets farmers"), "Minister meets farmers"),
        (("PRÉSIDENCE DE LA RÉPUBLIQUE", "COMMUNIQUÉ DE PRESSE", "Sommet sur la dette"), "Sommet sur la dette"),
        (
            (
                "外務省",
                "協定の署名",
            ),
            "協定の署名",
        ),
        (("Reference: MF 2023/77", "Loan approved"), "Loan approved"),
        (("Will the bridge open?",), "Will the bridge open?"),
        (("Minister opens a bridge.",), "Minister opens a bridge."),
        (("SEN. ROE REACTS TO THE RULING",), "SEN. ROE REACTS TO THE RULING"),
        (("Press release: Minister opens the bridge",), "Minister opens the bridge"),
    ],
)
def test_lines_above_the_text_give_it_where_metadata_are_silent(
    release_of: ReleaseOf, prose: dict[str, str], lines: tuple[str, ...], title: str
) -> None:
    release = release_of(*lines, *[f"{prose['en']} {prose['en']}"] * 3)
    assert release.title == title
    assert title not in release.text


@pytest.mark.parametrize(
    ("start", "title", "place"),
    [
        (
            "Roe, Doe Urge Action On Arms  July 12, 2007  WASHINGTON, DC- Senators",
            "Roe, Doe Urge Action On Arms",
            "Washington",
        ),
        (
            "Roe Calls for Aid to Snow-Damaged Counties Washington-- In the wake of",
            "Roe Calls for Aid to Snow-Damaged Counties",
            "Washington",
        ),
        (
            "SENATOR ROE ON THE RESIGNATION OF        JOHN DOE AS DIRECTOR        WASHINGTON U S  Senator",
            "SENATOR ROE ON THE RESIGNATION OF JOHN DOE AS DIRECTOR",
            "Washington",
        ),
        (
            "Latest News      TOPICS      FOR IMMEDIATE RELEASE  April 13  2005 Roe Announces  2 000 For Museum"
            + " " * 200
            + "Funds will be used today",
            "Roe Announces 2 000 For Museum",
            None,
        ),
        ("FOR IMMEDIATE RELEASE  I commend the Justice for making clear", None, None),
    ],
)
def test_headers_are_told_apart_where_line_breaks_were_lost(
    release_of: ReleaseOf, prose: dict[str, str], start: str, title: str | None, place: str | None
) -> None:
    release = release_of(f"{start} {prose['en']} {prose['en']}")
    assert release.title == title
    assert (release.dateline.place if release.dateline else None) == place
    assert prose["en"] in release.text


def test_a_first_sentence_is_no_headline(release_of: ReleaseOf, prose: dict[str, str]) -> None:
    assert release_of(f"{prose['en']} {prose['en']}", prose["en"]).title is None


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (
            ("HARBOUR NEWSDESK", "News", "5 June 2021", "Port authorities agree on a common tariff"),
            "Port authorities agree on a common tariff",
        ),
        (
            (
                "MINISTRY OF PORTS AND WATERWAYS OF THE REPUBLIC OF ELBONIA For immediate release",
                "5 June 2021",
                "Port authorities agree on a common tariff",
            ),
            "Port authorities agree on a common tariff",
        ),
        (("PORTS AGREE ON TARIFF", "5 June 2021"), "PORTS AGREE ON TARIFF"),
    ],
)
def test_a_letterhead_is_told_from_a_headline_in_capitals(
    release_of: ReleaseOf, prose: dict[str, str], lines: tuple[str, ...], title: str
) -> None:
    assert release_of(*lines, *[f"LISBON – {prose['en']} {prose['en']}"] * 3).title == title
