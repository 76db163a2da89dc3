"""source.toml: what holds in a folder, and what is said of one that can't be used."""

import pickle

import pytest

from corpus.source import SourceError, load_source


def write(folder, text):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "source.toml").write_text(text)


def test_the_nearest_file_wins_key_by_key(tmp_path):
    write(tmp_path, 'publisher = "Ports"\ncountry = "gb"\n[fields]\ntext = "body"\nurl = "link"\n')
    write(tmp_path / "a" / "b", 'publisher = "Docks"\ntimezone = "Europe/London"\n[fields]\ntext = "details.body"\n')
    source = load_source(tmp_path / "a" / "b", tmp_path)
    assert (source.publisher, source.country, source.timezone) == ("Docks", "GB", "Europe/London")
    assert source.fields == {"text": "details.body", "url": "link"}
    assert load_source(tmp_path / "a", tmp_path).publisher == "Ports"


def test_a_folder_without_any_has_no_settings(tmp_path):
    assert load_source(tmp_path, tmp_path).publisher is None


def test_an_edit_is_seen_and_changes_the_fingerprint(tmp_path):
    write(tmp_path, 'publisher = "Ports"')
    before = load_source(tmp_path, tmp_path)
    write(tmp_path, 'publisher = "Harbours"')
    after = load_source(tmp_path, tmp_path)
    assert after.publisher == "Harbours"
    assert before.fingerprint() != after.fingerprint()


def test_sources_travel_to_other_processes(tmp_path):
    write(tmp_path, 'publisher = "Ports"\n[fields]\ntext = "body"\n')
    source = load_source(tmp_path, tmp_path)
    assert pickle.loads(pickle.dumps(source)) == source


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("publisher = ", "is not TOML"),
        ('publischer = "Ports"', "unknown key 'publischer'"),
        ("publisher = 7", "publisher must be a text"),
        ('country = "Azerbaijan"', "two-letter code"),
        ('timezone = "Europe/Atlantis"', "timezone must be"),
        ('date_order = "dym"', "one of dmy, mdy, ymd"),
        ("exclude = 3", "list of patterns"),
        ('fields = "body"', "table of record field"),
        ("[fields]\ntext = 1", "fields.text must be a text"),
    ],
)
def test_what_is_wrong_is_said_with_file_and_key(tmp_path, text, says):
    write(tmp_path, text)
    with pytest.raises(SourceError) as error:
        load_source(tmp_path, tmp_path)
    assert "source.toml" in str(error.value) and says in str(error.value)
