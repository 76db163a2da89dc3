"""Answers from the sample corpus, shortened: what the description shows of each address.

``python -m tests.web.example_answers`` asks for them anew.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any


@cache
def examples() -> dict[str, Any]:
    """Operation -> an answer. Shared: not to be changed."""
    found: dict[str, Any] = json.loads(Path(__file__).with_name("examples.json").read_text("utf-8"))
    return found
