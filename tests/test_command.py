"""The command line: what it prints where, and with which status it ends."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dateline import main

RELEASE = "Pier opens in {place}\n\n{place}, 3 May 2023 – The Ministry of Transport of Ireland opened a pier.\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus of three releases, one of them under embargo for long, and a file that is none; and its index."""
    folder = tmp_path_factory.mktemp("command")
    (folder / "corpus").mkdir()
    for place in ("Cork", "Galway"):
        (folder / "corpus" / f"{place}.txt").write_text(RELEASE.format(place=place))
    held = {"title": "Zirconium found", "text": "Zirconium was found near Limerick.", "embargo": "2999-01-01T00:00:00Z"}
    (folder / "corpus" / "held.json").write_text(json.dumps(held))
    (folder / "corpus" / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    assert dateline(folder, "reindex").exit_code == 0
    return folder


def dateline(folder: Path, *arguments: str) -> Result:
    places = ["--corpus", str(folder / "corpus"), "--index", str(folder / "index")]
    return CliRunner().invoke(main, [*places, *arguments])


def test_results_go_to_standard_output_and_messages_beside_it(folder: Path) -> None:
    found = dateline(folder, "search", "pier", "--limit", "1")
    assert "Pier opens" in found.stdout
    assert "results" not in found.stdout
    assert "2 results, the first 1 shown" in found.stderr


@pytest.mark.parametrize(
    ("arguments", "key"),
    [
        (("search", "pier", "--json"), "results"),
        (("stats", "--json"), "rejects"),
        (("reindex", "--json"), "generation"),
        (("reindex", "--dry-run", "--json"), "dry_run"),
    ],
)
def test_json_is_one_document_and_nothing_else(folder: Path, arguments: tuple[str, ...], key: str) -> None:
    assert key in json.loads(dateline(folder, *arguments).stdout)


def test_a_record_is_the_same_shown_exported_and_inspected(folder: Path) -> None:
    lines = dateline(folder, "export").stdout.splitlines()
    record = next(record for record in map(json.loads, lines) if record["source"]["path"] == "Cork.txt")
    assert json.loads(dateline(folder, "show", record["id"], "--json").stdout) == record
    assert json.loads(dateline(folder, "inspect", str(folder / "corpus" / "Cork.txt"), "--json").stdout) == record


def test_what_is_under_embargo_is_in_none_of_what_the_commands_print(folder: Path) -> None:
    held = json.loads(dateline(folder, "inspect", str(folder / "corpus" / "held.json"), "--json").stdout)
    said = [
        dateline(folder, "search", "zirconium"),
        dateline(folder, "search", "zirconum", "--json"),
        dateline(folder, "export"),
        dateline(folder, "export", "--format", "csv"),
        dateline(folder, "stats"),
        dateline(folder, "stats", "--json"),
    ]
    assert all("Zirconium" not in answer.stdout and held["id"] not in answer.output for answer in said)
    assert dateline(folder, "show", held["id"]).output == dateline(folder, "show", "none").output.replace(
        "none:", f"{held['id']}:"
    )
    assert json.loads(said[-1].stdout)["releases"] == 2


def test_a_table_is_one_that_spreadsheets_read(folder: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(dateline(folder, "export", "--format", "csv").stdout)))
    assert sorted(row["place"] for row in rows) == ["Cork", "Galway"]


def test_a_dry_run_says_what_there_is_to_do_and_does_nothing(folder: Path) -> None:
    new = folder / "corpus" / "new.txt"
    new.write_text(RELEASE.format(place="Sligo"))
    try:
        assert "1 new" in dateline(folder, "reindex", "--dry-run").stdout
    finally:
        new.unlink()
    assert json.loads(dateline(folder, "stats", "--json").stdout)["releases"] == 2


def test_rejects_are_named_with_their_reason_and_are_a_failure_only_where_that_is_asked(folder: Path) -> None:
    run = dateline(folder, "reindex", "--strict")
    assert run.exit_code == 3
    assert "picture.txt: " in run.stdout
    assert dateline(folder, "reindex").exit_code == 0
    assert "picture.txt: " in dateline(folder, "stats").stdout


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (("--corpus", "nowhere", "reindex"), 1, "nowhere: no such folder; name the corpus with --corpus DIR"),
        (("--index", "nowhere", "search", "pier"), 1, "nowhere: no index here; build it with: dateline reindex"),
        (("--index", "nowhere", "stats"), 1, "no index here"),
        (("--index", "nowhere", "show", "x"), 1, "no index here"),
        (("--index", "nowhere", "export"), 1, "no index here"),
        (("--config", "nowhere.toml", "stats"), 1, "nowhere.toml: No such file"),
        (("show", "nothing"), 1, "nothing: no such release"),
        (("inspect", "nowhere.txt"), 1, "nowhere.txt: "),
        (("search", "pier", "--from", "someday"), 2, "--from: 'someday' is no date"),
        (("search", "pier", "--limit", "0"), 2, "--limit"),
        (("search", "pier", "--sort", "newst"), 2, "newest"),
        (("reindex", "nowhere"), 2, "nowhere: not in the corpus"),
        (("serve", "--preview", "--host", "0.0.0.0"), 1, "loopback"),
        (("nonsense",), 2, "No such command"),
    ],
)
def test_what_can_not_be_done_is_one_sentence_and_a_status(
    folder: Path, arguments: tuple[str, ...], status: int, says: str
) -> None:
    ended = dateline(folder, *arguments)
    assert ended.exit_code == status
    assert says in ended.stderr
    assert ended.stdout == ""
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    ("written", "says"),
    [("corpus = 3", "not corpus = 3"), ("corpus = ", "no TOML"), ('index_dir = "a"', "not index_dir = 'a'")],
)
def test_a_wrong_configuration_is_told_by_file_and_key(tmp_path: Path, written: str, says: str) -> None:
    (tmp_path / "dateline.toml").write_text(written)
    ended = CliRunner().invoke(main, ["--config", str(tmp_path / "dateline.toml"), "stats"])
    assert ended.exit_code == 1
    assert "dateline.toml: " in ended.stderr
    assert says in ended.stderr


def test_paths_of_a_configuration_are_from_where_it_lies(folder: Path) -> None:
    (folder / "dateline.toml").write_text('corpus = "corpus"\nindex = "index"\n')
    found = CliRunner().invoke(main, ["--config", str(folder / "dateline.toml"), "search", "pier"])
    assert found.exit_code == 0


def test_a_damaged_index_is_named_and_built_anew_in_full(folder: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    places = ["--corpus", str(folder / "corpus"), "--index", str(index)]
    assert CliRunner().invoke(main, [*places, "reindex"]).exit_code == 0
    (index / "contents.json").write_text("{}")
    for command in (["search", "pier"], ["stats"], ["reindex"], ["serve"]):
        ended = CliRunner().invoke(main, [*places, *command])
        assert ended.exit_code == 1
        assert "contents.json" in ended.stderr
        assert "reindex --full" in ended.stderr
    broken = CliRunner().invoke(main, [*places, "verify"])
    assert (broken.exit_code, "contents.json" in broken.stdout) == (1, True)
    assert CliRunner().invoke(main, [*places, "reindex", "--full"]).exit_code == 0
    assert CliRunner().invoke(main, [*places, "verify"]).stdout == "The index is sound.\n"


def test_a_reader_who_has_seen_enough_ends_an_export_without_a_word(folder: Path) -> None:
    command = [sys.executable, "-m", "dateline", "--index", str(folder / "index"), "export"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as export:
        assert export.stdout is not None
        assert export.stderr is not None
        export.stdout.close()
        assert export.stderr.read() == b""
