from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.document import Document, Rejected
from corpus.reading import read
from corpus.source import Source

Reading = Callable[..., list[Document | Rejected]]


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    """Reads bytes or text as a file of the given name."""

    def read_as(name: str, content: str | bytes, source: Source | None = None) -> list[Document | Rejected]:
        file = tmp_path / name
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return list(read(file, relative=name, source=source or Source()))

    return read_as
