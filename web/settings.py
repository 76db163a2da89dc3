"""What a deployment decides about the site."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    index: Path = Path("var/index")
    preview: bool = False  # show what is under embargo
    access_log: bool = False
    processes: int = 1  # that answer, forked after the application was made
