"""Files that are broken or made to do harm: each is a reject that says why, or a release where there is one."""

import gzip
import io
import json
import os
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.document import Document, Rejected
from corpus.reading import read
from corpus.reading.limits import LIMITS
from corpus.source import Source

SUFFIXES = [
    ".txt",
    ".md",
    ".html",
    ".json",
    ".jsonl",
    ".csv",
    ".xml",
    ".eml",
    ".mbox",
    ".pdf",
    ".docx",
    ".gz",
    ".zip",
    ".tar",
]
STARTS = [
    b"",
    b"{",
    b"[{",
    b"<rss>",
    b"<html>",
    b"%PDF-1.4\n",
    b"PK\x03\x04",
    b"\x1f\x8b\x08",
    b"From a 10:00\nA: b\n",
    b"---\ntitle: x\n",
    b"BZh9",
    b"\xfd7zXZ\x00",
]


def reason(outcomes):
    (rejected,) = outcomes
    assert isinstance(rejected, Rejected)
    return rejected.reason


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t \n", "empty"),
        ("a.txt", bytes(range(256)) * 20, "binary"),
        ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(100), "picture"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ".docx"),
        ("a.json", b'["one", "two"]', "array of strings"),
        ("a.json", b"[]", "no release"),
        ("a.json", b'{"title": ', "not valid JSON"),
        ("a.json", b'{"a": 1, "b": 2}', "its keys: a, b"),
        ("a.json", b"[" * 100_000, "nested"),
        ("a.json", b'{"title":' * 50_000, "nested"),
        ("a.csv", b"a,b\n1,2\n", "columns (a, b)"),
        ("a.txt.gz", gzip.compress(b"The pier opened. " * 100, mtime=0)[:-20], "cut short"),
        ("a.gz", b"\x1f\x8b\x08\x00garbage that is no deflate data", "damaged"),
        ("a.zip", b"PK\x03\x04" + bytes(60), "damaged"),
        ("a.pdf", b"%PDF-1.7\nnothing that follows is one", "damaged"),
        ("a.xml", b"<urlset><url><loc>https://x.example/</loc></url></urlset>", "sitemap"),
        ("a.html", b"<html><body></body></html>", "no text"),
    ],
)  # fmt: skip
def test_what_is_no_release_is_refused_with_a_reason(reading, name, content, says):
    assert says in reason(reading(name, content))


def test_a_gzip_bomb_is_cut_off(reading):
    assert "unpacks to more than" in reason(reading("a.gz", gzip.compress(bytes(40_000_000), 9, mtime=0)))


def test_a_zip_bomb_is_cut_off(reading):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(5):
            archive.writestr(f"{number}.txt", b"a " * 5_000_000)
    outcomes = reading("a.zip", out.getvalue())
    assert "unpacks to more than" in outcomes[-1].reason


def test_archives_in_archives_end_somewhere(reading):
    content, name = b"The pier opened.", "a.txt"
    for _ in range(12):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr(name, content)
        content, name = out.getvalue(), "a.zip"
    assert "times over" in reason(reading("a.zip", content))


def test_text_in_markup_too_deep_for_a_tree_is_read_and_said_to_be_doubtful(reading):
    (document,) = reading("a.html", b"<div>" * 100_000 + b"The pier was opened to the public on Monday, with music.")
    assert [block.text for block in document.blocks] == ["The pier was opened to the public on Monday, with music."]
    assert [problem.code for problem in document.problems] == ["main-text-weak"]


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    ("name", "piece"),
    [("a.txt", b"["), ("a.txt", b"# "), ("a.txt", b"\n "), ("a.md", b"_a_"), ("a.md", b"*a "), ("a.md", b"[a]("),
     ("a.html", b"<"),
     ("a.html", b"<b>"), ("a.html", b"<nav>"), ("a.html", b"<nav>a</nav>"), ("a.html", b"<nav><p>a"),
     ("a.eml", b"Subject: =?utf-8?q?a?=\n "), ("a.csv", b'"'), ("a.xml", b"<item>")],
)  # fmt: skip
def test_a_megabyte_of_one_mark_is_no_work(reading, name, piece):
    assert reading(name, b"title,text\n" * (name == "a.csv") + piece * (1_000_000 // len(piece)))


@pytest.mark.timeout(20)
@pytest.mark.parametrize("start", [b"<meta charset=", b"<?xml encoding="])
def test_an_encoding_is_not_looked_for_beyond_a_megabyte_of_blanks(reading, start):
    assert reading("a.html", start + b" " * 1_000_000 + b"<p>The pier was opened to the public on Monday.")


@pytest.mark.timeout(20)
def test_titles_and_headings_by_the_thousand_are_no_work(reading):
    titles = "".join(f"<meta property='og:title' content='Title number {number}'>" for number in range(20_000))
    headings = "".join(f"<h2>Heading number {number}</h2>" for number in range(20_000))
    assert reading("a.html", f"<html><head>{titles}</head><body>{headings}</body></html>")


def test_entities_are_not_expanded_and_files_not_fetched(reading, tmp_path):
    (tmp_path / "secret.txt").write_text("the secret")
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    for declaration, entity in (
        (f'<!ENTITY l0 "ha">{laughs}', "l9"),
        (f'<!ENTITY x SYSTEM "file://{tmp_path}/secret.txt">', "x"),
    ):
        item = f"<item><title>Pier</title><description>It opened. &{entity};</description></item>"
        feed = f"<?xml version='1.0'?><!DOCTYPE rss [{declaration}]><rss><channel>{item}</channel></rss>"
        for outcome in reading("a.xml", feed):
            if isinstance(outcome, Document):
                shown = " ".join(block.text for block in outcome.blocks)
                assert "secret" not in shown and len(shown) < 200


def test_a_mail_of_a_thousand_parts_is_refused(reading):
    parts = "".join("--b\nContent-Type: text/plain\n\nx\n" for _ in range(1000))
    mail = (
        f"From: a@x.example\nSubject: s\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n{parts}--b--\n"
    )
    assert "parts" in reason(reading("a.eml", mail))


def test_one_line_of_ten_megabytes_is_refused(reading):
    assert "characters" in reason(reading("a.txt", b"word " * 2_000_000))


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "zip"])
def test_rows_without_end_are_read_up_to_a_number(reading, monkeypatch, packed):
    monkeypatch.setattr("corpus.reading.LIMITS", replace(LIMITS, releases=500))
    table, out = "title,text\n" + "Pier,It opened.\n" * 400, io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in ("a.csv", "b.csv"):
            archive.writestr(name, table)
    outcomes = reading("a.zip", out.getvalue()) if packed else reading("a.csv", table * 2)
    assert [isinstance(outcome, Document) for outcome in outcomes] == [True] * 500 + [False]
    assert "more than 500 releases" in outcomes[-1].reason


def test_an_unclosed_quotation_mark_in_csv_is_said(reading):
    outcomes = reading("a.csv", 'title,text\n"Pier,It opened.\n' + "x" * 20_000_000)
    assert any(isinstance(outcome, Rejected) for outcome in outcomes)


def test_a_folder_a_pipe_and_a_vanished_file_are_said(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for name in ("", "pipe", "gone.txt"):
        (outcome,) = read(tmp_path / name, relative=name or ".", source=Source())
        assert isinstance(outcome, Rejected)


def test_scripts_styles_and_hidden_parts_are_no_text(reading):
    (document,) = reading(
        "a.html",
        "<html><body><h1>Pier opens</h1><script>alert(1)</script><style>p{}</style><p style='display:none'>Hidden "
        "words here, many.</p>"
        "<p>The pier was opened to the public on Monday, with music.</p></body></html>",
    )
    assert [block.text for block in document.blocks] == [
        "Pier opens",
        "The pier was opened to the public on Monday, with music.",
    ]


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=600), start=st.sampled_from(STARTS), suffix=st.sampled_from(SUFFIXES))
def test_no_bytes_make_reading_raise(tmp_path: Path, data, start, suffix):
    file = tmp_path / f"a{suffix}"
    file.write_bytes(start + data)
    for outcome in read(file, relative=file.name, source=Source()):
        assert isinstance(outcome, (Document, Rejected))


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["title", "text", "items", "date",
    "url", "x", ""]), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=_JSON)
def test_any_json_gives_releases_or_reasons(tmp_path: Path, value):
    file = tmp_path / "a.json"
    file.write_text(json.dumps(value))
    for outcome in read(file, relative="a.json", source=Source(fields={"text": "items.text", "title": "x"})):
        assert isinstance(outcome, Document) or "reader does not know" not in outcome.reason
