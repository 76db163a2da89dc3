"""Web pages: the release without the site around it, and what the page states of it."""

import pytest

NAV = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/news'>News</a></li></ul></nav>"
PROSE = [
    "The Minister of Ports opened the new pier on Monday, in the presence of the mayor and of some two hundred guests.",
    "“It is the largest work on this coast for a generation,” the minister said, thanking those who had built it.",
    "Ships of up to ninety metres can now berth there; the first of them, a ferry, is expected on Thursday.",
]
ARTICLE = "".join(f"<p>{text}</p>" for text in PROSE)


def page(body, head=""):
    head = f"<head><title>Pier opens | Ministry of Ports</title>{head}</head>"
    return f"<!doctype html><html lang='en-GB'>{head}<body>{body}</body></html>"


def texts(document):
    return [block.text for block in document.blocks]


@pytest.mark.parametrize(
    "around",
    [
        "<header><div>Ministry of Ports</div>{nav}</header><main><article>{text}</article></main>"
        "<footer><p>© Ministry of Ports, 1 Quay Street.</p></footer>",
        "<div id='menu'><a href='/a'>About us</a><a href='/b'>Contact us</a></div>"
        "<div id='c'><div class='x'>{text}</div></div>",
        "<table><tr><td><a href='/'>Home</a><br><a href='/n'>News</a></td><td>{text}</td></tr></table>",
        "<form><div class='wrap'><div class='col'>{text}</div><div class='col'><h3>Related news</h3>"
        "<ul><li><a href='/1'>Older news of the dock</a></li><li><a href='/2'>Other news of the quay</a></li></ul>"
        "</div></div></form>",
        "<div><div class='share-bar'>Share this page, please.</div>{text}"
        "<div class='cookie-banner'><p>We use cookies on this site, to make it better for you.</p></div></div>",
        "<section>{text}</section><section>"
        + "<div class='card'><a href='/3'>A headline of the week</a> <p>A short teaser of it.</p></div>" * 4
        + "</section>",
    ],
)  # fmt: skip
def test_the_site_around_the_text_is_left_out(reading, around):
    (document,) = reading("a.html", page(around.format(nav=NAV, text=ARTICLE)))
    assert texts(document) == PROSE
    assert document.problems == ()


def test_structure_stays(reading):
    body = (
        f"<main><h1>Pier opens</h1>{ARTICLE}<h2>Figures</h2><ul><li>90 metres long</li></ul>"
        "<table><tr><th>Year</th><th>Ships</th></tr><tr><td>2023</td><td>12</td></tr></table>"
        "<p>One line<br>and another of the same paragraph.</p></main>"
    )
    (document,) = reading("a.html", page(body))
    assert [(block.kind, block.level, block.text) for block in document.blocks][-5:] == [
        ("heading", 2, "Figures"),
        ("list-item", 0, "90 metres long"),
        ("table-row", 0, "Year | Ships"),
        ("table-row", 0, "2023 | 12"),
        ("paragraph", 0, "One line\nand another of the same paragraph."),
    ]


def test_the_best_witness_comes_first(reading):
    head = (
        "<meta name='dcterms.issued' content='2024-05-04'><meta property='og:title' content='Pier opens'>"
        "<meta property='article:published_time' content='2024-05-03T09:00:00Z'>"
        "<link rel='canonical' href='https://x.example/pier'>"
        '<script type="application/ld+json">{"@graph": [{"@type": "WebPage", "name": "Ports"}, {"@type": "NewsArticle",'
        ' "headline": "Pier opens to public", "datePublished": "2024-05-02",'
        ' "author": {"name": "Press office"}}]}</script>'
    )
    (document,) = reading(
        "a.html", page(f"<h1>The pier opens</h1><time datetime='2024-05-05'>5 May</time>{ARTICLE}", head)
    )
    assert [(m.value, m.where) for m in document.metadata_values("title")] == [
        ("Pier opens to public", "json-ld headline"),
        ("Ports", "json-ld name"),
        ("Pier opens", "og:title"),
        ("The pier opens", "h1"),
        ("Pier opens | Ministry of Ports", "title"),
    ]
    assert [m.value for m in document.metadata_values("date")] == [
        "2024-05-02", "2024-05-03T09:00:00Z", "2024-05-04", "2024-05-05",
    ]  # fmt: skip
    assert document.identity == "https://x.example/pier"
    assert [m.value for m in document.metadata_values("language")] == ["en-GB"]


def test_lines_beside_the_text_are_stated_not_text(reading):
    body = (
        f"<h1>Pier opens</h1><div class='meta'>Friday, 3 May 2024</div><div class='body'>{ARTICLE}</div>"
        "<div class='tags'><span>Press Release Number:</span> <span>24-117</span></div>"
        "<div class='tags'>Updated: 9 June 2024</div>"
    )
    (document,) = reading("a.html", page(body))
    assert texts(document)[-1] == PROSE[-1]
    stated = {m.key: m.value for m in document.metadata if m.where.startswith(("label", "line"))}
    assert stated == {"date": "Friday, 3 May 2024", "reference": "24-117", "date-modified": "9 June 2024"}


def test_a_page_of_links_is_no_release(reading):
    (outcome,) = reading("a.html", f"<html><body>{NAV}</body></html>")
    assert "no text" in outcome.reason


def test_pages_that_go_on_behind_their_end_are_read_on(reading):
    (document,) = reading("a.html", f"<html><head></head></html><html><body><div>{ARTICLE}</div></body></html>")
    assert texts(document) == PROSE
