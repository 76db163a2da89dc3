"""What the index remembers of the files it was built from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.indexing.manifest import FileEntry, Manifest

entries = st.builds(
    FileEntry,
    path=st.text(st.characters(codec="utf-8"), min_size=1, max_size=30),
    size=st.integers(0, 2**62),
    mtime_ns=st.integers(-(2**62), 2**62),
    sha256=st.binary(min_size=32, max_size=32).map(bytes.hex),
    fingerprint=st.integers(0, 2**64 - 1),
    releases=st.integers(0, 2**31 - 1),
    rejects=st.lists(
        st.tuples(st.text(st.characters(codec="utf-8")), st.text(st.characters(codec="utf-8"))), max_size=2
    ).map(tuple),
)


@given(st.lists(entries, unique_by=lambda entry: entry.path), st.integers(0, 2**62))
def test_a_manifest_comes_back_from_its_bytes(files: list[FileEntry], started_ns: int) -> None:
    back = Manifest.from_bytes(Manifest(files, started_ns).to_bytes())
    assert sorted(back, key=lambda entry: entry.path) == sorted(files, key=lambda entry: entry.path)
    assert back.started_ns == started_ns


def test_a_manifest_cut_short_is_an_error() -> None:
    data = Manifest([FileEntry("a.txt", 1, 2, "ab" * 32, 3, 1)]).to_bytes()
    with pytest.raises(ValueError, match="cut short"):
        Manifest.from_bytes(data[:-1])


def test_rejects_are_listed_by_path() -> None:
    manifest = Manifest(
        [
            FileEntry("b.csv", 1, 2, "ab" * 32, 3, 1, (("b.csv#4", "no text"),)),
            FileEntry("a.pdf", 1, 2, "cd" * 32, 3, 0, (("a.pdf", "holds no text"),)),
        ]
    )
    assert manifest.rejects() == [("a.pdf", "holds no text"), ("b.csv#4", "no text")]
