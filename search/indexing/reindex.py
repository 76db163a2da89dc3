"""``reindex``: looks at what changed on disk, normalises only that, and publishes it as one new generation."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.release import Release
from corpus.walking import walk
from search.arrays import ArraySnapshot, IndexWriter, build_segment, open_snapshot
from search.duplicates import assign
from search.edits import edits_after, to_bytes
from search.errors import IndexMissing, SearchError
from search.fields import index_document
from search.indexing.manifest import FileEntry, Manifest
from search.indexing.plan import Plan, plan
from search.indexing.workers import FileOutcome, Pool
from search.snapshot import DocIds


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did. Files, but for ``indexed`` and ``total``, which are releases."""

    new: int
    changed: int
    removed: int
    moved: int
    unchanged: int
    indexed: int  # releases read in this run
    total: int  # releases in the index now, those under embargo included
    rejects: tuple[tuple[str, str], ...]  # (path, reason), all that the index knows of
    fresh_rejects: int  # of these, how many this run found
    seconds: float
    generation: int
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """Callbacks of a run: how many files there are to read, and how many more are done."""

    begin: Callable[[int], None] = lambda files: None
    advance: Callable[[int], None] = lambda files: None


def reindex(
    corpus: Path,
    index: Path,
    *,
    only: tuple[str, ...] = (),
    full: bool = False,
    workers: int | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Summary:
    """Brings the index in line with the corpus folder, in one commit; nothing is written where nothing changed.

    ``only`` restricts the run to files whose path, relative to ``corpus``, starts with one of the prefixes.
    Raises SearchError where the corpus folder is not there or its authority.toml is wrong, IndexLocked while another
    run writes the index,
    IndexUnwritable where it can't be written. A file that can't be read is a reject in the summary, never an error.
    """
    progress = progress or Progress()
    started, started_ns = time.monotonic(), time.time_ns()
    if not corpus.is_dir():
        raise SearchError(f"{corpus}: no such folder; name the corpus with --corpus DIR")
    if dry_run:
        snapshot = _existing(index)
        steps = plan(walk(corpus), _manifest(snapshot), corpus, full=full, only=only)
        return _summary(steps, [], snapshot, started, dry_run=True)
    authority = _checked_authority(corpus)
    with (
        IndexWriter(index, anew=full) as writer,
        Pool(writer.folder, authority=authority, workers=workers or os.cpu_count() or 1) as pool,
    ):
        manifest = _manifest(writer.snapshot)
        steps = plan(walk(corpus), manifest, corpus, full=full, only=only)
        if manifest and not steps.tasks and not steps.kept and not steps.unreadable and not full:
            raise SearchError(
                f"{corpus}: no file found, though the index holds {len(manifest)}; it was left as it was. "
                "If the corpus is meant to be empty, say --full."
            )
        progress.begin(len(steps.tasks))
        outcomes: list[FileOutcome] = []
        for part in pool.build(steps.tasks, progress.advance):
            if part.segment is not None:
                writer.add(part.segment)
            outcomes += part.outcomes
        _commit(writer, pool, manifest, steps, outcomes, started, started_ns)
        return _summary(steps, outcomes, writer.snapshot, started)


def watched(corpus: Path, index: Path, *, every: float = 2.0) -> None:
    """Returns when the corpus folder no longer is what the index was built from; looks every ``every`` seconds."""
    manifest = _manifest(_existing(index))
    while True:
        time.sleep(every)
        steps = plan(walk(corpus), manifest, corpus, full=False)
        if steps.tasks or steps.removed:
            return


def _checked_authority(corpus: Path) -> Path | None:
    """The corpus's own authority.toml, known to be sound before anything is read by it."""
    path = corpus / "authority.toml"
    if not path.is_file():
        return None
    from corpus.authority.own import InvalidAuthority, extend, forget

    try:
        extend(path)
    except InvalidAuthority as error:
        raise SearchError(str(error)) from error
    finally:
        forget()
    return path


def _existing(index: Path) -> ArraySnapshot | None:
    try:
        return open_snapshot(index)
    except IndexMissing:
        return None


def _manifest(snapshot: ArraySnapshot | None) -> Manifest:
    data = snapshot.extra("manifest") if snapshot is not None else None
    return Manifest.from_bytes(data) if data is not None else Manifest()


def _commit(
    writer: IndexWriter,
    pool: Pool,
    manifest: Manifest,
    steps: Plan,
    outcomes: list[FileOutcome],
    started: float,
    started_ns: int,
) -> None:
    replaced = [entry.path for entry in steps.removed]
    replaced += [
        o.task.relative for o in outcomes if not o.untouched and not o.unread and manifest.get(o.task.relative)
    ]
    before = writer.snapshot
    if before is not None:
        for path in replaced:
            writer.delete(before.docs_of_path(path))
    entries: list[FileEntry] = []
    lost = [(reject.path, reject.reason) for reject in steps.unreadable]
    for outcome in outcomes:
        entry = _entry(outcome, manifest.get(outcome.task.relative))
        if entry is not None:
            entries.append(entry)
        if outcome.unread:
            lost += outcome.rejects
    after = manifest.followed(steps.kept, entries, started_ns)
    rejects = sorted({*after.rejects(), *lost})
    dated = any(outcome.untouched for outcome in outcomes)
    idle = not replaced and not dated and not any(outcome.ids or outcome.rejects for outcome in outcomes)
    if before is not None and idle and _rejects(before) == rejects:
        return
    if any(outcome.ids for outcome in outcomes):
        _part_ids(writer)
    extras = {
        "manifest": after.to_bytes(),
        "edits": to_bytes(edits_after(before, writer.staged(), started_ns // 10**9)),
        "rejects": json.dumps(rejects, ensure_ascii=False).encode(),
        "built": json.dumps(
            {
                "built_at": datetime.now(UTC).isoformat(timespec="seconds"),
                "seconds": round(time.monotonic() - started, 3),
            }
        ).encode(),
    }
    writer.commit(extras, groups=_groups(writer, pool))


def _entry(outcome: FileOutcome, known: FileEntry | None) -> FileEntry | None:
    """The manifest's line for a file just read. What can't be opened keeps what was indexed of it before, if anything:
    that says nothing of its content, and the next run tries again."""
    task = outcome.task
    if outcome.unread:
        return known
    releases = known.releases if outcome.untouched and known is not None else len(outcome.ids)
    return FileEntry(
        task.relative, task.size, task.mtime_ns, outcome.sha256, task.fingerprint, releases, outcome.rejects
    )


def _rejects(snapshot: ArraySnapshot) -> list[tuple[str, str]]:
    data = snapshot.extra("rejects")
    return [(path, reason) for path, reason in json.loads(data)] if data else []


def _part_ids(writer: IndexWriter) -> None:
    """Gives releases of different files that came to the same id (one item in two feeds) an id of their own.

    The one that had the id in the index before keeps it, else the one whose path comes first; the others are taken
    out of their segment and indexed again.
    """
    staged = writer.staged()
    live = staged.live()
    keys = staged.keys(live)
    order = np.argsort(keys, kind="stable")
    repeats = np.flatnonzero(keys[order][1:] == keys[order][:-1])
    bearers: dict[str, list[tuple[int, Release]]] = {}
    for doc in np.unique(live[order[np.concatenate([repeats, repeats + 1])]]).tolist():
        release = Release.from_json(json.loads(staged.stored(doc)))
        bearers.setdefault(release.id, []).append((doc, release))
    again = []
    for release_id, rivals in bearers.items():
        owner = _place_of(writer.snapshot, release_id)
        rivals.sort(key=lambda rival: ((rival[1].source.path, rival[1].source.item) != owner, rival[1].source.path))
        for doc, release in rivals[1:]:
            writer.delete([doc])
            again.append(index_document(replace(release, id=_own_id(release))))
    if again:
        writer.add(build_segment(again, writer.folder, f"{os.getpid():x}-ids"))


def _groups(writer: IndexWriter, pool: Pool) -> NDArray[np.int32]:
    """Near-duplicate groups of what is about to be published; only new documents are compared with the others."""
    staged = writer.staged()
    known = writer.snapshot.size if writer.snapshot is not None else 0
    segments = [segment.info for segment in staged.segments]
    new: DocIds = np.arange(known, staged.size)
    return assign(staged, staged.all_groups(), new, compare=lambda pairs: pool.compare(segments, pairs))


def _place_of(snapshot: ArraySnapshot | None, release_id: str) -> tuple[str, int] | None:
    doc = snapshot.find(release_id) if snapshot is not None else None
    if snapshot is None or doc is None:
        return None
    source = json.loads(snapshot.stored(doc))["source"]
    return source["path"], source["item"]


def _own_id(release: Release) -> str:
    place = f"{release.id}\0{release.source.path}\0{release.source.item}"
    return f"{release.id.rpartition('-')[0]}-{sha256(place.encode()).hexdigest()[:8]}"


def _summary(
    steps: Plan, outcomes: list[FileOutcome], snapshot: ArraySnapshot | None, started: float, *, dry_run: bool = False
) -> Summary:
    tasks = steps.tasks if dry_run else [outcome.task for outcome in outcomes if not outcome.untouched]
    vanished = {entry.sha256 for entry in steps.removed}
    moved = sum(outcome.task.new and outcome.sha256 in vanished for outcome in outcomes)
    new = sum(task.new for task in tasks)
    return Summary(
        new=new - moved,
        changed=len(tasks) - new,
        removed=len(steps.removed) - moved,
        moved=moved,
        unchanged=len(steps.kept) + sum(outcome.untouched for outcome in outcomes),
        indexed=sum(len(outcome.ids) for outcome in outcomes),
        total=len(snapshot.live()) if snapshot is not None else 0,
        rejects=tuple(_rejects(snapshot)) if snapshot is not None else (),
        fresh_rejects=sum(len(outcome.rejects) for outcome in outcomes if not outcome.untouched)
        + len(steps.unreadable),
        seconds=time.monotonic() - started,
        generation=snapshot.generation if snapshot is not None else 0,
        dry_run=dry_run,
    )
