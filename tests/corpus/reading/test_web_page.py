"""Web pages: the release without the site around it, and what the page states of it."""

import json

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


@pytest.mark.parametrize("ends", ["</body>", "</html>", "</body></html>", "</BODY >\n</HTML>"])
def test_pages_that_go_on_behind_their_end_are_read_on(reading, ends):
    first, *others = (f"<p>{text}</p>" for text in PROSE)
    html = f"<html><head></head>{ends}<html><body><div>{first}{ends}{''.join(others)}</div></body></html>"
    (document,) = reading("a.html", html)
    assert texts(document) == PROSE


@pytest.mark.parametrize("names", ["ads", "top-ads", "col-4 share-bar", "Author", "footer2", "tag-list", "abo"])
def test_what_is_named_as_a_side_matter_is_left_out(reading, names):
    aside = (
        f"<div class='{names}'><p>The ministry has a shop, in which pictures of ports are sold to everybody.</p></div>"
    )
    (document,) = reading("a.html", page(f"<main>{ARTICLE}{aside}</main>"))
    assert texts(document) == PROSE


@pytest.mark.parametrize("names", ["downloads", "about", "afoot", "unskipped"])
def test_a_name_with_such_a_word_inside_another_is_no_side_matter(reading, names):
    more = "Tickets for the first ferry can be had from Friday, at the pier and from the ministry."
    (document,) = reading("a.html", page(f"<main>{ARTICLE}<div class='{names}'><p>{more}</p></div></main>"))
    assert texts(document) == [*PROSE, more]


@pytest.mark.parametrize(
    "line",
    ["Share this article", "Advertisement", "Comments (12)", "» Related:", "Read more: Dock closes",
     "Foto: Hafenamt/Roe", "5 min read",
     "Czytaj także: Nabrzeże", "Читайте также: Причал закрыт", "Das könnte Sie auch interessieren",
     "© 2024 Ministry of Ports",
     "Suivez-nous sur Twitter", "评论"],
)  # fmt: skip
def test_furniture_of_the_site_among_the_paragraphs_is_left_out(reading, line):
    body = f"<main><p>{PROSE[0]}</p><p>{line}</p><p>{PROSE[1]}</p><p>{PROSE[2]}</p></main>"
    (document,) = reading("a.html", page(body))
    assert texts(document) == PROSE


@pytest.mark.parametrize(
    "line",
    ["Comments by the mayor were not available on Monday.", "Share prices of the port's operator rose by a tenth.",
     "Related costs are borne by the ministry.", "Foto was the first ship to berth."],
)  # fmt: skip
def test_sentences_that_begin_like_furniture_stay(reading, line):
    body = f"<main><p>{PROSE[0]}</p><p>{line}</p><p>{PROSE[1]}</p></main>"
    (document,) = reading("a.html", page(body))
    assert texts(document) == [PROSE[0], line, PROSE[1]]


def test_links_that_a_heading_announces_go_with_it(reading):
    links = "<ul><li><a href='/1'>Dock closed for repair</a></li><li><a href='/2'>Quay to be widened soon</a></li></ul>"
    body = f"<main><p>{PROSE[0]}</p><h3>Related articles</h3>{links}<p>{PROSE[1]}</p><p>{PROSE[2]}</p></main>"
    (document,) = reading("a.html", page(body))
    assert texts(document) == PROSE


def test_a_summary_between_headline_and_text_is_text(reading):
    lead = "A work of three years is done, and the coast has a harbour for ferries again."
    body = (
        f"<header><h1>Pier opens to the public</h1><p class='standfirst'>{lead}</p><p class='byline'>By Jane Roe</p>"
        f"</header><div class='story-body'>{ARTICLE}</div>"
    )
    (document,) = reading("a.html", page(body))
    assert texts(document) == [lead, *PROSE]


def test_a_text_in_several_sections_is_read_in_all_of_them(reading):
    sections = "".join(
        f"<section class='part part-{place}'><p>{text}</p></section>" for place, text in enumerate(PROSE)
    )
    teasers = "<div class='box'><a href='/1'>Dock closed for repair</a> A short teaser of it.</div>" * 3
    (document,) = reading("a.html", page(f"<div><h1>Pier opens to the public</h1>{sections}{teasers}</div>"))
    assert [text for text in texts(document) if text in PROSE] == PROSE
    assert not any("teaser" in text for text in texts(document))


def test_a_short_text_is_not_outweighed_by_a_long_discussion(reading):
    comments = "".join(
        f"<li><p>Visitor {n}: I went to see it, and must say, that it is longer than I thought; well done.</p></li>"
        for n in range(20)
    )
    body = f"<div><h1>Pier opens to the public</h1>{ARTICLE}</div><div><ol class='comments'>{comments}</ol></div>"
    (document,) = reading("a.html", page(body))
    assert [text for text in texts(document) if text not in PROSE] == ["Pier opens to the public"]


DESCRIBED = "<div id='app'></div><script type='application/ld+json'>{}</script>".format(
    json.dumps({"@graph": [{"@type": "NewsArticle", "articleBody": " ".join(PROSE)}]})
)


@pytest.mark.parametrize(
    "body",
    [f"<div style='display: none'>{ARTICLE}</div>", DESCRIBED, f"<nav><a href='/'>Home</a>{ARTICLE * 2}",
     f"<noscript>{ARTICLE * 2}", f"<!-- menu {ARTICLE * 2}"],
    ids=["hidden", "described", "menu never closed", "noscript never closed", "comment never closed"],
)  # fmt: skip
def test_text_that_a_page_does_not_show_is_found_and_said_to_be_doubtful(reading, body):
    (document,) = reading("a.html", f"<html><body>{body}</body></html>")
    assert PROSE[0] in " ".join(texts(document))
    assert [problem.code for problem in document.problems] == ["main-text-weak"]


def test_the_headline_is_the_heading_that_the_page_calls_itself_by(reading):
    body = f"<h1>Ministry of Ports</h1><p>{PROSE[2]}</p><h2>Pier opens for the public</h2><div>{PROSE[0]}</div>"
    head = "<meta property='og:title' content='Pier opens for the public'>"
    (document,) = reading("a.html", page(body, head))
    assert PROSE[0] in texts(document)
