from __future__ import annotations

import tempfile
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def own_temporary_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Stock Whoosh names its temporary files at random, which hypothesis makes the same in every process."""
    before = tempfile.tempdir
    tempfile.tempdir = str(tmp_path_factory.mktemp("whoosh"))
    yield
    tempfile.tempdir = before
