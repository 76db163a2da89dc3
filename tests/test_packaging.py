"""What Dateline depends on is said where it is documented."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_the_licence_of_every_locked_library_is_listed() -> None:
    page = (ROOT / "docs" / "trust.md").read_text("utf-8")
    table = page[page.index("| licence | libraries |") :].split("\n\n")[0]
    listed = {re.sub("[-_.]+", "-", name).lower() for name in re.findall(r"[A-Za-z][\w.-]+", table)}
    locked = set(re.findall(r"^([a-z0-9-]+)==", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE))
    assert len(locked) > 20
    assert locked <= listed
