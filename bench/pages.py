"""How well the main text of web pages is found: ``python -m bench.pages FOLDER`` prints a table of docs/extraction.md.

FOLDER holds pages as ``NAME.html``, each with its text as ``NAME.txt``. Text is compared by shingles of four words, as
in the article extraction benchmark of Zyte (scrapinghub/article-extraction-benchmark): precision and recall are means
over the pages, F1 is theirs. trafilatura, where it is installed, is asked for the same pages in the same run. Speed is
by processor time, once all tables are loaded.
"""

from __future__ import annotations

import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean

from corpus.document import Rejected
from corpus.normalising import normalise
from corpus.source import Source

_WORD = re.compile(r"\w+")
_SHINGLE = 4
# A page that needs every table: of towns for its dateline, of letters for its language, which has no list of words.
_FIRST = """<html><body><h1>Lorem ipsum</h1><p>ZUG, 3 May 2024 - Lorem ipsum dolor sit amet, consectetur adipiscing
elit, sed do eiusmod tempor incididunt ut labore et dolore magna aliqua, ut enim ad minim veniam, quis nostrud.</p>"""


@dataclass(slots=True)
class Finder:
    """One way to find the text of a page, and how it did."""

    name: str
    text_of: Callable[[Path], str]
    precision: list[float] = field(default_factory=list)
    recall: list[float] = field(default_factory=list)
    seconds: float = 0.0  # of processor time


def main(folder: Path) -> None:
    finders = [Finder("Dateline, all fields", _by_dateline), *_peers()]
    pages = [page for page in sorted(folder.glob("*.html")) if page.with_suffix(".txt").is_file()]
    with tempfile.TemporaryDirectory() as scratch:
        first = Path(scratch) / "first.html"
        first.write_text(_FIRST, encoding="utf-8")
        for finder in finders:
            finder.text_of(first)
    for page in pages:
        wanted = shingles(page.with_suffix(".txt").read_text(encoding="utf-8", errors="replace"))
        for finder in finders:
            started = time.process_time()
            text = finder.text_of(page)
            finder.seconds += time.process_time() - started
            found = shingles(text)
            common = (found & wanted).total()
            if found or wanted:
                finder.precision.append(common / found.total() if found else 0.0)
            if wanted:
                finder.recall.append(common / wanted.total())
    print("| finder | precision | recall | F1 | pages/s |\n|---|---|---|---|---|")
    for finder in finders:
        precision, recall = mean(finder.precision), mean(finder.recall)
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        print(f"| {finder.name} | {precision:.3f} | {recall:.3f} | {f1:.3f} | {len(pages) / finder.seconds:.0f} |")
    print(
        f"\n{len(pages):,} pages of {sum(page.stat().st_size for page in pages) / len(pages) / 1000:.0f} kB on average."
    )


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """All runs of four words, the whole text where it has fewer."""
    words = _WORD.findall(text)
    return Counter(tuple(words[at : at + _SHINGLE]) for at in range(max(1, len(words) - _SHINGLE + 1)) if words)


def _by_dateline(page: Path) -> str:
    items = normalise(page, relative=page.name, source=Source())
    return "\n\n".join(item.release.text for item in items if not isinstance(item, Rejected))


def _peers() -> list[Finder]:
    try:
        import trafilatura
    except ImportError:
        return []
    version = trafilatura.__version__
    return [
        Finder(
            f"trafilatura {version}, text alone",
            lambda page: trafilatura.extract(page.read_bytes(), include_comments=False) or "",
        )
    ]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
