"""Each format: which releases come out of a file, with which blocks and metadata."""

import gzip
import io
import json
import tarfile
import zipfile
from email.message import EmailMessage

import pytest

from corpus.document import Document, Rejected
from corpus.source import Source


def texts(document):
    return [block.text for block in document.blocks]


def stated(document, key):
    return [metadatum.value for metadatum in document.metadata_values(key)]


# Plain text


def test_blank_lines_set_paragraphs_apart_and_wrapped_lines_run_on(reading):
    wrapped = (
        "The ministers of the two countries met on Monday in the capital to\n"
        "discuss the railway that is to join their ports, and agreed upon the\n"
        "route, the gauge and the share that either side will have to pay.\n"
        "\n"
        "They will meet again.\n"
    )
    (document,) = reading("a.txt", wrapped)
    assert document.source.format == "text"
    assert texts(document)[0].startswith(
        "The ministers of the two countries met on Monday in the capital to discuss the railway"
    )
    assert texts(document)[1] == "They will meet again."


def test_runs_of_blanks_stay_since_they_may_be_lost_line_ends(reading):
    (document,) = reading("a.txt", "SENATOR WELCOMES BRIDGE        WASHINGTON  The senator said")
    assert texts(document) == ["SENATOR WELCOMES BRIDGE        WASHINGTON  The senator said"]


def test_short_lines_are_blocks_of_their_own(reading):
    (document,) = reading("a.txt", "Ministry of Ports\n3 May 2024\nNew pier opens\n\nThe pier opened.")
    assert texts(document) == ["Ministry of Ports", "3 May 2024", "New pier opens", "The pier opened."]


def test_an_end_mark_between_two_labels_makes_two_releases(reading):
    one = "FOR IMMEDIATE RELEASE\n\nThe pier opened.\n\n###\n\n"
    first, second = reading("a.txt", one + one.replace("pier", "dock"))
    assert texts(first)[:2] == ["FOR IMMEDIATE RELEASE", "The pier opened."]
    assert texts(second)[:2] == ["FOR IMMEDIATE RELEASE", "The dock opened."]
    assert (first.source.item, second.source.item) == (0, 1)


def test_an_end_mark_before_the_contacts_ends_no_file(reading):
    (document,) = reading("a.txt", "FOR IMMEDIATE RELEASE\n\nThe pier opened.\n\n### Press Contact\n\nJane Roe")
    assert texts(document)[-1] == "Jane Roe"


# Markdown


def test_front_matter_is_metadata_and_marks_are_gone(reading):
    page = (
        "---\ntitle: Pier: a first look\npermalink: /news/pier/\ndate: 2024-05-03\n---\n"
        "## The pier\n\nIt **opened** on [Monday](/m).\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    )
    (document,) = reading("a.md", page)
    assert stated(document, "title") == ["Pier: a first look"]
    assert stated(document, "date") == ["2024-05-03"]
    assert [(block.kind, block.text) for block in document.blocks] == [
        ("heading", "The pier"),
        ("paragraph", "It opened on Monday."),
        ("list-item", "one"),
        ("list-item", "two"),
        ("table-row", "a | b"),
        ("table-row", "1 | 2"),
    ]


# JSON, JSON lines, CSV


@pytest.mark.parametrize(
    "wrapped",
    [
        [{"title": "Pier", "body": "<p>It opened.</p>", "url": "https://x.example/1"}],
        {"items": [{"headline": "Pier", "content_html": "<p>It opened.</p>", "url": "https://x.example/1"}],
        "title": "Feed"},
        {"response": {"results": [{"title": {"rendered": "Pier"}, "content": {"rendered": "<p>It opened.</p>"},
        "link": "https://x.example/1"}]}},
        {"data": [{"type": "node", "id": "7", "attributes": {"title": "Pier", "body": {"value": "It opened."},
        "url": "https://x.example/1"}}]},
        {"hits": {"hits": [{"_id": "7", "_source": {"title": "Pier", "text": "It opened.",
        "url": "https://x.example/1"}}]}},
    ],
)  # fmt: skip
def test_json_is_read_whatever_wraps_its_releases(reading, wrapped):
    (document,) = reading("a.json", json.dumps(wrapped))
    assert (stated(document, "title"), texts(document)) == (["Pier"], ["It opened."])
    assert document.identity == "https://x.example/1"


def test_source_toml_maps_dotted_keys(reading):
    source = Source(fields={"text": "details.body", "date": "first_published_at"})
    record = {"title": "Pier", "first_published_at": "2024-05-03", "details": {"body": "It opened."}, "summary": "no"}
    (document,) = reading("a.json", json.dumps(record), source)
    assert texts(document) == ["It opened."]
    assert document.metadata_values("date")[0].where == "key first_published_at"


def test_days_that_are_not_the_day_of_issue_have_keys_of_their_own(reading):
    record = {
        "title": "Speech",
        "body": "Good day.",
        "delivered_on": "2016-05-24",
        "updated_at": "2017-01-01",
        "published_at": "2016-05-26",
    }
    (document,) = reading("a.json", json.dumps(record))
    assert stated(document, "date") == ["2016-05-26"]
    assert stated(document, "date-event") == ["2016-05-24"]
    assert stated(document, "date-modified") == ["2017-01-01"]


def test_a_broken_line_of_json_lines_costs_only_itself(reading):
    lines = '{"title": "A", "text": "One."}\n{"title": \n{"title": "B", "text": "Two."}\n'
    first, broken, second = reading("a.jsonl", lines)
    assert isinstance(broken, Rejected) and "line 2" in broken.reason
    assert (first.source.item, second.source.item) == (0, 2)


def test_an_object_that_is_no_release_is_told_from_one_that_is_empty(reading):
    other, empty = reading("a.jsonl", '{"x": 1}\n{"title": "", "body": ""}\n')
    assert isinstance(other, Rejected) and "its keys: x" in other.reason
    assert isinstance(empty, Rejected) and "body is empty" in empty.reason


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_of_any_delimiter_with_line_ends_in_cells(reading, delimiter):
    table = 'id,title,content\n1,Pier,"It opened.\n\nPeople came."\n2,Dock,\n'.replace(",", delimiter)
    first, second = reading("a.csv", table)
    assert texts(first) == ["It opened.", "People came."]
    assert stated(second, "title") == ["Dock"]
    assert second.blocks == () and [problem.code for problem in second.problems] == ["no-text"]


def test_lines_above_the_names_of_the_columns_are_passed_over(reading):
    (document,) = reading("a.csv", "Releases of May 2024\n\ntitle,date,text\nPier,2024-05-03,It opened.\n")
    assert (stated(document, "title"), texts(document)) == (["Pier"], ["It opened."])


def test_what_an_unquoted_delimiter_cuts_off_the_last_cell_is_put_back(reading):
    (document,) = reading("a.csv", "title;text\nDock;Closed; until further notice\n")
    assert texts(document) == ["Closed; until further notice"]


# Feeds


def test_rss_prefers_the_full_text_over_the_summary(reading):
    feed = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
      xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Ministry of Ports</title>
      <item><title>Pier &amp; dock</title><link>https://x.example/1</link><pubDate>Fri,
      03 May 2024 09:00:00 GMT</pubDate>
      <description>Short.</description>
      <content:encoded><![CDATA[<p>It opened.</p><p>People came.</p>]]></content:encoded></item>
      <item><title>Dock</title>
      <description>&lt;p&gt;It closed.&lt;/p&gt;</description><dc:date>2024-05-04</dc:date></item>
      </channel></rss>"""
    first, second = reading("feed.xml", feed)
    assert texts(first) == ["It opened.", "People came."]
    assert (stated(first, "title"), stated(first, "publisher")) == (["Pier & dock"], ["Ministry of Ports"])
    assert first.identity == "https://x.example/1"
    assert (texts(second), stated(second, "date")) == (["It closed."], ["2024-05-04"])


def test_atom_takes_the_alternate_link_and_xhtml_content(reading):
    feed = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Ports</title><entry><title>Pier</title>
      <link rel="edit" href="https://x.example/edit"/><link href="https://x.example/1"/><published>2024-05-03T09:00:00Z</published>
      <content type="xhtml">
      <div xmlns="http://www.w3.org/1999/xhtml"><p>It <b>opened</b>.</p></div></content></entry></feed>"""
    (document,) = reading("feed.atom", feed)
    assert (texts(document), stated(document, "url")) == (["It opened."], ["https://x.example/1"])


def test_a_list_in_a_vocabulary_of_its_own(reading):
    (first, second) = reading(
        "list.xml",
        "<news><release><headline>Pier</headline><body>It opened.</body></release>"
        "<release><headline>Dock</headline><body>It closed.</body></release></news>",
    )
    assert (texts(first), texts(second)) == (["It opened."], ["It closed."])


# Mail


def mail(body, **headers):
    message = EmailMessage()
    message["Subject"] = "Pier opens"
    message["From"] = "Ministry of Ports <press@ports.example>"
    message["Date"] = "Fri, 03 May 2024 09:00:00 +0200"
    message["Message-ID"] = "<1@ports.example>"
    message.set_content(body)
    return message


def test_a_mail_is_a_release_with_its_headers_as_metadata(reading):
    (document,) = reading("a.eml", mail("The pier opened.\n").as_bytes())
    assert (document.source.format, texts(document)) == ("eml", ["The pier opened."])
    assert stated(document, "title") == ["Pier opens"]
    assert stated(document, "date") == ["Fri, 03 May 2024 09:00:00 +0200"]


def test_a_mail_that_only_covers_an_attachment_has_the_attachments_text(reading):
    message = mail("Please see attached.\n")
    message.add_attachment(
        docx("The pier opened after two years of work on the quay."), maintype="application", subtype="octet-stream",
        filename="release.docx",
    )  # fmt: skip
    (document,) = reading("a.eml", message.as_bytes())
    assert texts(document) == ["The pier opened after two years of work on the quay."]
    assert stated(document, "author") == ["Ministry of Ports <press@ports.example>"]


def test_a_forwarded_mail_is_the_release_it_forwards(reading):
    forwarded = (
        "For your archive.\n\n---------- Forwarded message ---------\nFrom: Press office <press@ports.example>\n"
        "Date: Thu, 2 May 2024 18:00:00 +0200\nSubject: Dock closes\nTo: <all@x.example>\n\nThe dock was closed.\n"
    )
    (document,) = reading("a.eml", mail(forwarded).as_bytes())
    assert texts(document) == ["The dock was closed."]
    assert stated(document, "title")[0] == "Dock closes"
    assert stated(document, "date")[0] == "Thu, 2 May 2024 18:00:00 +0200"


def test_labels_at_the_top_of_a_release_are_no_forwarded_headers(reading):
    (document,) = reading("a.eml", mail("Date: 3 May 2024\n\nThe pier was opened.\n").as_bytes())
    assert texts(document) == ["Date: 3 May 2024", "The pier was opened."]


def test_signature_and_quoted_lines_of_a_mail_are_no_text(reading):
    (document,) = reading("a.eml", mail("The pier was opened.\n\n> Is it open?\n\n-- \nPress office\n").as_bytes())
    assert texts(document) == ["The pier was opened."]


def test_a_mailbox_holds_many(reading):
    box = b"".join(
        b"From press@ports.example Fri May  3 09:00:00 2024\n" + mail(f"Release {n}.\n").as_bytes() + b"\n"
        for n in (1, 2)
    )
    assert [texts(document) for document in reading("a.mbox", box)] == [["Release 1."], ["Release 2."]]


# Documents


def docx(*paragraphs, styles=(), footnote=""):
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'
        for text, style in zip(paragraphs, [*styles, *["Normal"] * len(paragraphs)], strict=False)
    )
    cells = "".join(f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in "ab")
    table = f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("[Content_Types].xml", "<Types/>")
        parts.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{word}"><w:body>{body}{table if styles else ""}</w:body></w:document>',
        )
        if footnote:
            rule = '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>rule</w:t></w:r></w:p></w:footnote>'
            note = f'<w:footnote w:id="1"><w:p><w:r><w:t>{footnote}</w:t></w:r></w:p></w:footnote>'
            parts.writestr("word/footnotes.xml", f'<w:footnotes xmlns:w="{word}">{rule}{note}</w:footnotes>')
    return out.getvalue()


def test_docx_keeps_headings_and_tables(reading):
    (document,) = reading("a.docx", docx("Pier opens", "It opened.", styles=("Heading1",)))
    assert [(block.kind, block.text) for block in document.blocks] == [
        ("heading", "Pier opens"),
        ("paragraph", "It opened."),
        ("table-row", "a | b"),
    ]


def test_footnotes_of_a_docx_stand_behind_its_text(reading):
    (document,) = reading("a.docx", docx("It opened.", "People came.", footnote="By the count of the port."))
    assert texts(document) == ["It opened.", "People came.", "By the count of the port."]


def pdf(*pages):
    """Pages of Helvetica. A page is a list of lines, 14 points apart, or of (x, y, text)."""
    kids, objects = [], []
    for place, page in enumerate(pages):
        number = 10 + 2 * place
        placed = [line if isinstance(line, tuple) else (72, 720 - 14 * at, line) for at, line in enumerate(page)]
        text = "BT /F1 12 Tf " + " ".join(f"1 0 0 1 {x} {y} Tm ({line}) Tj" for x, y, line in placed) + " ET"
        kids.append(f"{number} 0 R")
        objects.append(
            (number, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 5 0 R>>>>"
            f"/Contents {number + 1} 0 R>>")
        )  # fmt: skip
        objects.append((number + 1, f"<</Length {len(text)}>>stream\n{text}\nendstream"))
    objects += [
        (1, "<</Type/Catalog/Pages 2 0 R>>"), (2, f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>"),
        (5, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"),
        (6, "<</Title(Pier opens)/CreationDate(D:20240503090000+02'00')>>"),
    ]  # fmt: skip
    body = "%PDF-1.4\n" + "".join(f"{number} 0 obj\n{content}\nendobj\n" for number, content in objects)
    return (body + "trailer<</Root 1 0 R/Info 6 0 R>>\n%%EOF").encode("latin-1")


def test_pdf_lines_become_paragraphs_and_broken_words_whole(reading):
    (document,) = reading(
        "a.pdf",
        pdf([
            "The ministers of both countries have signed the agree-",
            "ment on the railway between the ports of the two coasts.",
            "", "",
            "It is open to other states that wish to take part in the work.",
        ]),
    )  # fmt: skip
    assert texts(document) == [
        "The ministers of both countries have signed the agreement on the railway between the ports of the two coasts.",
        "It is open to other states that wish to take part in the work.",
    ]
    assert (stated(document, "title"), stated(document, "date-created")) == (
        ["Pier opens"],
        ["2024-05-03T09:00:00+02:00"],
    )


LEFT = [
    "The ministers of both states have", "signed the agreement on the railway", "that joins the ports of the coasts,",
    "after talks that had lasted for years.", "It is open to all states that wish to",
    "take part in the work and its costs.",
]  # fmt: skip
RIGHT = [
    "The first train is to run in the", "spring of next year, the minister", "said on Monday in the capital, and",
    "thanked the engineers for their work.", "Tickets will be sold from autumn on,", "at all the stations of the line.",
]  # fmt: skip


@pytest.mark.parametrize("drawn", ["column by column", "line by line"])
def test_columns_of_a_pdf_are_read_one_behind_the_other(reading, drawn):
    left = [(72, 700 - 14 * at, line) for at, line in enumerate(LEFT)]
    right = [(330, 700 - 14 * at, line) for at, line in enumerate(RIGHT)]
    lines = left + right if drawn == "column by column" else [x for pair in zip(left, right, strict=True) for x in pair]
    (document,) = reading(
        "a.pdf", pdf([(72, 740, "A railway that is to join the two coasts of the continent at last"), *lines])
    )
    assert " ".join(texts(document)[1:]) == " ".join(LEFT + RIGHT)


def test_rows_of_a_table_in_a_pdf_are_told_from_columns(reading):
    rows = [("Port", "Ships", "2023"), ("Baku", "112", "98"), ("Aktau", "87", "91"), ("Kuryk", "45", "40")]
    placed = [
        (72 + 150 * column, 700 - 14 * row, cell) for row, cells in enumerate(rows) for column, cell in enumerate(cells)
    ]
    (document,) = reading("a.pdf", pdf([*placed, (72, 600, "The table is of the ministry.")]))
    assert [(block.kind, block.text) for block in document.blocks] == [
        *(("table-row", " | ".join(cells)) for cells in rows),
        ("paragraph", "The table is of the ministry."),
    ]


def test_running_heads_of_left_and_right_pages_and_their_numbers_are_no_text(reading):
    heads = ["Bulletin of the year", "Ministry of Ports"]
    openings = [
        f"{what} was opened on Monday, with music." for what in ("Pier", "Dock", "Quay", "Lock", "Mole", "Berth")
    ]
    pages = [
        [(72, 760, heads[number % 2]), (72, 700, line), (300, 40, f"Page {number} of 6")]
        for number, line in enumerate(openings, 1)
    ]
    (document,) = reading("a.pdf", pdf(*pages))
    assert " ".join(texts(document)) == " ".join(openings)


# Compressed files and archives


def test_gz_is_read_as_what_is_inside(reading):
    (document,) = reading("a.json.gz", gzip.compress(b'{"title": "Pier", "text": "It opened."}'))
    assert (document.source.path, document.source.format) == ("a.json.gz", "json")


def test_members_of_archives_are_files_of_their_own(reading):
    zipped, tarred = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("de/a.txt", "Der Pier ist offen.")
        archive.writestr("__MACOSX/x", "no")
        archive.writestr("../../fr.txt", "La jetée est ouverte.")
    with tarfile.open(fileobj=tarred, mode="w:gz") as archive:
        member = tarfile.TarInfo("b.txt")
        member.size = 15
        archive.addfile(member, io.BytesIO(b"The pier is up."))
    german, french = reading("a.zip", zipped.getvalue())
    assert (german.source.path, french.source.path) == ("a.zip!/de/a.txt", "a.zip!/fr.txt")
    (english,) = reading("a.tar.gz", tarred.getvalue())
    assert (english.source.path, texts(english)) == ("a.tar.gz!/b.txt", ["The pier is up."])


# What a file is, is decided by its content


@pytest.mark.parametrize(
    ("name", "content", "format"),
    [
        ("a.txt", '{"title": "Pier", "text": "It opened."}', "json"),
        ("a.json", "<!doctype html><p>The pier opened to the public on Monday, with music.</p>", "html"),
        ("a.csv", "<html><body><p>The pier opened to the public on Monday, with music.</p></body></html>", "html"),
        ("a", "title,text\nPier,It opened.\n", "csv"),
        ("a.dat", "---\ntitle: Pier\n---\nIt opened.", "markdown"),
        ("a.bin", "The pier opened.", "text"),
        ("a.html", "The pier opened.", "text"),
    ],
)
def test_the_suffix_is_a_hint_only(reading, name, content, format):
    (document,) = reading(name, content)
    assert isinstance(document, Document)
    assert document.source.format == format
