"""The numbers of a run as Markdown."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from statistics import median

from bench.measuring import Measured
from bench.peers.dateline import Rereading
from bench.questions import QUESTIONS, Question

MANY = 5_000  # results
_LEFT = (
    "What is left to gain, profiled apart from this run: of the 0.24 ms that `medicare` takes, 0.14 go into matching, "
    "choosing the page and counting facets, of the 1.58 ms of `senate` 1.24. A question with few results is some 640 "
    "calls, 71 of them numpy's, each on arrays so short that the call is the cost; one with many is a dozen passes of "
    "numpy over all its documents where a compiled engine makes one. A compiled kernel that scored, chose and counted "
    "in one pass could save most of those shares and nothing of the rest (records, labels, values handed over). It "
    "would have to be built for every platform, and there is none: Dateline installs without a compiler."
)


def report(releases: int, engines: Sequence[Measured]) -> str:
    """``engines[0]`` is Dateline; ratios are its time or size over that of the others."""
    return _page(
        "# Speed",
        "",
        "Made by `python -m bench RELEASES --write docs/speed.md`, where RELEASES is a file of JSON lines with `id`, "
        "`date`, `ministry`, `title` and `body`. All engines index the same releases in one thread and store the same "
        "record of each; then each question is put to all of them in turn, warm, for the total, the decoded records "
        "of one page and the ten most frequent values of its facets. All times are of the processor. Dateline answers "
        "through the call that pages and API make; its two text fields are indexed twice, stemmed and as written. As "
        "in a running server it keeps the questions it has read and the records it has decoded last; its second line "
        "is asked with no record kept. All but Dateline count each facet under all filters; Dateline's counts ignore "
        "the facet's own, so that a second value can be chosen.",
        "",
        f"{releases:,} releases, {platform.machine()}, Python {platform.python_version()}, "
        f"{datetime.now(UTC):%Y-%m-%d}.",
        "",
        *_summary(releases, engines),
        "",
        *_remarks(engines),
        "",
        *_questions(engines),
        "",
        _LEFT,
    )


def curve_report(curve: Sequence[tuple[int, Sequence[Measured]]]) -> str:
    """Dateline beside tantivy at several numbers of releases."""
    lines = [
        "| releases | engine | build, releases/s | memory, MB | index, MB | question, median ms | worst ms "
        "| Dateline's time to its: median | worst |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for releases, engines in curve:
        for engine in engines:
            times = engine.milliseconds.values()
            ratios = sorted(_ratio(engines[0], engine, question) for question in engine.milliseconds)
            memory = "" if engine.memory is None else f"{engine.memory / 1e6:,.0f}"
            lines.append(
                f"| {releases:,} | {engine.peer.name} | {releases / engine.seconds:,.0f} | {memory} "
                f"| {engine.bytes / 1e6:,.0f} | {median(times):.2f} | {max(times):.1f} | {median(ratios):.3f} "
                f"| {ratios[-1]:.2f} |"
            )
    return _page(
        "# Speed by number of releases",
        "",
        f"Made by `python -m bench RELEASES --curve {' '.join(str(releases) for releases, _ in curve)} --write "
        "docs/speed-by-size.md`; what is asked and how is said in [speed](speed.md). More releases than RELEASES has "
        "are made by drawing sentences of the real ones, seeded; the time that takes is not counted. Memory is what "
        "the process grew by at most while it built, mapped files included. The other engines of that page are left "
        "out: with a million releases they would take hours to build or seconds to answer.",
        "",
        f"{platform.machine()}, Python {platform.python_version()}, {datetime.now(UTC):%Y-%m-%d}.",
        "",
        *lines,
    )


def _page(*lines: str) -> str:
    return "\n".join(lines) + "\n"


def _summary(releases: int, engines: Sequence[Measured]) -> list[str]:
    first = engines[0]
    lines = [
        "| engine | build, releases/s | Dateline's speed to its | index, MB | Dateline's size to its | "
        "question, median ms | Dateline's time to its: median | worst | prefix, wildcard, fuzzy: median | worst |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for engine in engines:
        ratios = sorted(_ratio(first, engine, question) for question in engine.milliseconds)
        expanded = sorted(_ratio(first, engine, question) for question in engine.milliseconds if question.is_expanded)
        cells = [
            engine.peer.name,
            f"{releases / engine.seconds:,.0f}",
            f"{engine.seconds / first.seconds:.2f}",
            f"{engine.bytes / 1e6:,.0f}",
            f"{first.bytes / engine.bytes:.2f}",
            f"{median(engine.milliseconds.values()):.2f}",
            f"{median(ratios):.4g}"[:7],
            f"{ratios[-1]:.4g}"[:7],
            f"{median(expanded):.4g}"[:7] if expanded else "",
            f"{expanded[-1]:.4g}"[:7] if expanded else "",
        ]
        lines.append("| " + " | ".join(cells) + " |")
    return lines


def _remarks(engines: Sequence[Measured]) -> list[str]:
    """What the medians hide: questions with many results, and records that are at hand decoded."""
    first, *others = engines
    many = [question for question in first.milliseconds if first.totals[question] >= MANY]
    lines = []
    for engine in others:
        ratios = [_ratio(engine, first, question) for question in many if question in engine.milliseconds]
        if ratios:
            lines.append(
                f"On the {len(ratios)} questions with {MANY:,} results or more {engine.peer.name} takes "
                f"{median(ratios):.3g} times as long as Dateline (median; {min(ratios):.3g} to {max(ratios):.3g})."
            )
    anew = next((engine for engine in others if isinstance(engine.peer, Rereading)), None)
    for engine in others:
        if anew is not None and engine is not anew:
            ratios = sorted(_ratio(anew, engine, question) for question in engine.milliseconds)
            lines.append(
                f"With no record kept, Dateline takes {median(ratios):.3g} times as long as {engine.peer.name} "
                f"(median; at most {ratios[-1]:.3g})."
            )
    return [f"- {line}" for line in lines]


def _questions(engines: Sequence[Measured]) -> list[str]:
    lines = [
        "Milliseconds a question. Totals differ where engines cut words or stem them differently, and where they look "
        "for a pattern among stems rather than words.",
        "",
        "| question | results | " + " | ".join(engine.peer.name for engine in engines) + " |",
        "|---|---|" + "---|" * len(engines),
    ]
    for question in QUESTIONS:
        cells = [
            f"{engine.milliseconds[question]:.2f}" if question in engine.milliseconds else "" for engine in engines
        ]
        label = question.label.replace("*", "\\*")
        lines.append(f"| {label} | {engines[0].totals.get(question, 0):,} | " + " | ".join(cells) + " |")
    return lines


def _ratio(first: Measured, other: Measured, question: Question) -> float:
    return first.milliseconds[question] / other.milliseconds[question]
