"""Which files of a corpus folder are found."""

import os
from pathlib import Path

import pytest

from corpus.document import Rejected
from corpus.walking import FoundFile, walk


def plant(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("text")


def found(root: Path) -> list[str]:
    return [outcome.relative for outcome in walk(root) if isinstance(outcome, FoundFile)]


def rejected(root: Path) -> dict[str, str]:
    return {outcome.path: outcome.reason for outcome in walk(root) if isinstance(outcome, Rejected)}


def test_files_come_in_order_without_hidden_ones_and_settings(tmp_path):
    plant(tmp_path, "b/2.txt", "b/1.txt", "a.txt", ".git/x", "b/.hidden", "authority.toml")
    (tmp_path / "source.toml").write_text('publisher = "Ports"')
    assert found(tmp_path) == ["a.txt", "b/1.txt", "b/2.txt"]


def test_each_file_knows_its_settings_size_and_time(tmp_path):
    plant(tmp_path, "a/1.txt")
    (tmp_path / "a" / "source.toml").write_text('publisher = "Ports"')
    (file,) = walk(tmp_path)
    assert isinstance(file, FoundFile)
    assert (file.source.publisher, file.size, file.path) == ("Ports", 4, tmp_path / "a" / "1.txt")
    assert file.mtime_ns == file.path.stat().st_mtime_ns


@pytest.mark.parametrize(
    ("settings", "files"),
    [
        ('include = ["*.html"]', ["x.html", "sub/y.html", "sub/deep/z.html"]),
        ('include = ["sub/*.html"]', ["sub/y.html"]),
        ('include = ["sub/**/*.html"]', ["sub/y.html", "sub/deep/z.html"]),
        ('exclude = ["sub"]', ["x.html", "x.txt"]),
        ('exclude = ["*.html", "deep/"]', ["x.txt", "sub/y.txt"]),
        ('exclude = ["[xy].html"]', ["x.txt", "sub/y.txt", "sub/deep/z.html"]),
        ('exclude = ["[z-a]"]', ["x.html", "x.txt", "sub/y.html", "sub/y.txt", "sub/deep/z.html"]),
    ],
)
def test_globs_choose(tmp_path, settings, files):
    plant(tmp_path, "x.html", "x.txt", "sub/y.html", "sub/y.txt", "sub/deep/z.html")
    (tmp_path / "source.toml").write_text(settings)
    assert sorted(found(tmp_path)) == sorted(files)


def test_globs_of_an_inner_folder_start_there_and_replace_the_outer_ones(tmp_path):
    plant(tmp_path, "a.txt", "sub/a.txt", "sub/b.txt")
    (tmp_path / "source.toml").write_text('exclude = ["a.txt"]')
    (tmp_path / "sub" / "source.toml").write_text('exclude = ["/b.txt"]')
    assert found(tmp_path) == ["sub/a.txt"]


def test_links_are_followed_nowhere_twice_and_never_out(tmp_path):
    corpus = tmp_path / "corpus"
    plant(corpus, "a/1.txt")
    plant(tmp_path, "secret.txt")
    (corpus / "a" / "loop").symlink_to(corpus)
    (corpus / "again.txt").symlink_to(corpus / "a" / "1.txt")
    (corpus / "out.txt").symlink_to(tmp_path / "secret.txt")
    (corpus / "nowhere").symlink_to(corpus / "nowhere")
    assert found(corpus) == ["a/1.txt"]
    assert "out of the corpus" in rejected(corpus)["out.txt"]
    assert "in a circle" in rejected(corpus)["nowhere"]


def test_pipes_and_unreadable_folders_are_said(tmp_path):
    plant(tmp_path, "a.txt", "closed/b.txt")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "closed").chmod(0)
    try:
        assert "pipe" in rejected(tmp_path)["pipe"]
        assert os.geteuid() == 0 or "can't be read" in rejected(tmp_path)["closed/"]
        assert "a.txt" in found(tmp_path)
    finally:
        (tmp_path / "closed").chmod(0o755)


def test_names_that_are_no_utf_8_are_spelled_out(tmp_path):
    location = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    try:
        with Path(os.fsdecode(location)).open("w") as file:
            file.write("text")
    except OSError:
        pytest.skip("the file system takes UTF-8 names only")
    (file,) = walk(tmp_path)
    assert isinstance(file, FoundFile)
    assert file.relative == "caf\\xe9.txt"
    assert file.path.read_text() == "text"


def test_what_is_no_folder_is_an_error(tmp_path):
    with pytest.raises(NotADirectoryError):
        list(walk(tmp_path / "nothing"))
