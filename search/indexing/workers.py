"""Files to segments, on all cores, where a file that hangs or crashes its worker costs nothing but itself.

Each worker is a process that asks for files, reads them, gathers their releases to a memory budget and writes a
segment each time it is full. It says which file it is at; the parent ends a worker that makes no progress for
``STUCK_AFTER`` seconds, rejects that file, and hands what the worker had not yet written to a fresh one. So it does
with a file at which a second worker dies.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import multiprocessing
import os
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, MutableSequence, Sequence
from dataclasses import dataclass
from itertools import count, zip_longest
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import TracebackType

from corpus.document import Rejected
from search.arrays import SegmentBuilder, SegmentInfo
from search.duplicates import Pair
from search.errors import IndexCorrupt, IndexUnwritable
from search.indexing.comparing import FEWEST, Compared, Comparison, shared_out
from search.indexing.plan import Task

STUCK_AFTER = 60.0  # seconds without an item
SEGMENT_MEMORY = 768 << 20  # bytes that all workers together may take for what they gather before they write segments
MEMORY_LIMIT = 3 << 30  # bytes of address space a worker may take beyond its start, where the system can limit it
BATCH = 32  # files handed out at once
UNEXPLAINED = 3  # deaths of workers between files that a run survives

Counts = MutableSequence[int]  # in memory shared with a worker
_NONE: tuple[int, ...] = (0, 0, 0, 0)
_BEGUN, _FINISHED, _ITEMS, _WRITING = range(4)  # files, files, releases and rejects, whether a segment is being written

UNREAD = "0" * 64  # in place of the hash of a file that could not be read


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of one file."""

    task: Task
    sha256: str
    ids: tuple[str, ...] = ()  # of its releases, in order
    rejects: tuple[tuple[str, str], ...] = ()  # (path with item, reason)
    untouched: bool = False  # its bytes are those already indexed
    unread: bool = False  # it could not be opened, which says nothing of its content


@dataclass(frozen=True, slots=True)
class Built:
    """A segment, if there was anything to write, and the files whose last release is in it or in an earlier one."""

    segment: SegmentInfo | None
    outcomes: tuple[FileOutcome, ...]


@dataclass(frozen=True, slots=True)
class _More:
    """The worker has nothing to do."""


@dataclass(frozen=True, slots=True)
class _Failed:
    """The worker can't write its segment."""

    message: str


@dataclass(frozen=True, slots=True)
class _Partial:
    """A segment that ends within a file."""

    segment: SegmentInfo


class Pool:
    """The worker processes of one run, from ``__enter__`` to ``__exit__``.

    The first one starts at once and loads what nearly every file needs, while its parent finds out which files to read.
    """

    def __init__(self, folder: Path, *, authority: Path | None, workers: int) -> None:
        """``folder`` is where segments are written, ``authority`` the corpus's own table of bodies."""
        self._folder = folder
        self._authority = authority
        self._most = workers
        self._workers: list[_Worker] = []
        self._serial = count()

    def __enter__(self) -> Pool:
        if (os.cpu_count() or 1) > 1:
            self._start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            worker.close()

    def _start(self) -> None:
        name = f"{os.getpid():x}-{next(self._serial)}"
        self._workers.append(_Worker(self._folder, name, self._authority, SEGMENT_MEMORY // self._most))

    def build(self, tasks: list[Task], progress: Callable[[int], None]) -> Iterator[Built]:
        """Segments of the tasks' releases, in no order; each file's outcome comes after all its releases.

        ``progress`` is told the number of files as they are finished. Never raises for what a file holds; raises
        IndexUnwritable where segments can't be written.
        """
        queue = deque(tasks)
        workers = self._workers
        unexplained = 0
        suspects: set[str] = set()  # at which a worker died; it may have been ended from outside
        # A process costs some milliseconds: a handful of files is read by one.
        wanted = max(1, min(self._most, len(tasks) // 8))
        if len(workers) < wanted:
            # Before the processes are made, so that where they are forked they share it.
            import corpus.extracting
            import corpus.reading  # noqa: F401
        while queue or any(worker.pending for worker in workers):
            while len(workers) < wanted:
                self._start()
            for worker in workers:
                if worker.idle:
                    worker.give(queue)
            ready = wait([worker.connection for worker in workers], timeout=0.5)
            for worker in list(workers):
                progress(worker.look())
                if worker.connection in ready:
                    yield from worker.receive()
                if worker.lost or worker.is_stuck:
                    workers.remove(worker)
                    culprit, rest = worker.abandon()
                    queue.extendleft(reversed(rest))
                    if culprit is not None and worker.lost and culprit.relative not in suspects:
                        suspects.add(culprit.relative)
                        queue.appendleft(culprit)
                    elif culprit is not None:
                        progress(1)
                        yield Built(None, (_given_up(culprit, crashed=worker.lost),))
                    else:
                        unexplained += 1
                        if unexplained > UNEXPLAINED:
                            raise IndexUnwritable("workers are being ended while they write segments; is memory short?")

    def compare(self, segments: Sequence[SegmentInfo], pairs: list[Pair]) -> list[Pair]:
        """As `duplicates.same`, of the documents of ``segments`` side by side. For when all is built."""
        workers = self._workers if len(pairs) >= FEWEST else []
        comparisons = [Comparison(self._folder, segments, part) for part in shared_out(pairs, len(workers) or 1)]
        for worker, comparison in zip(workers, comparisons, strict=False):
            worker.send(comparison)
        answers = [worker.compared() for worker, _ in zip(workers, comparisons, strict=False)]
        found: list[Pair] = []
        for comparison, answer in zip_longest(comparisons, answers):
            found += (answer or comparison.made()).same
        return found


def _given_up(task: Task, *, crashed: bool) -> FileOutcome:
    reason = (
        "the reader crashed on it or ran out of memory; open it with the program that made it and save it anew"
        if crashed
        else f"reading it made no progress for {STUCK_AFTER:.0f} seconds; split it, or leave it out in source.toml"
    )
    return FileOutcome(task, UNREAD, rejects=((task.relative, reason),))


class _Worker:
    """The parent's side of one worker process."""

    def __init__(self, folder: Path, name: str, authority: Path | None, memory: int) -> None:
        # Elsewhere forking is not safe beside the threads of system libraries.
        linux = sys.platform == "linux"
        context = multiprocessing.get_context("fork") if linux else multiprocessing.get_context("spawn")
        self.connection, child = context.Pipe()
        self._counts: Counts = context.RawArray("q", len(_NONE))
        inherited = self.connection if linux else None
        self._process = context.Process(
            target=_work, args=(child, inherited, self._counts, folder, name, authority, memory), daemon=True
        )
        self._process.start()
        child.close()
        self.idle = False
        self.lost = False
        self._given: list[Task] = []  # in order
        self._unwritten = 0  # files given that are not known to be in a segment: the last ones
        self._seen = _NONE
        self._heard = time.monotonic()
        self._used = 0.0  # seconds of processor time when it was last heard of
        self._partials: list[SegmentInfo] = []

    @property
    def pending(self) -> bool:
        """Whether there are files that are not known to be in a segment."""
        return self._unwritten > 0

    @property
    def is_stuck(self) -> bool:
        """Whether the file has had its time: by the clock, or where it waits for a processor, of that."""
        if self._at() is None or time.monotonic() - self._heard <= STUCK_AFTER:
            return False
        used = _used_while_ready(self._process.pid)
        return used is None or used - self._used > STUCK_AFTER

    def give(self, queue: deque[Task]) -> None:
        """Hands out files, or asks for what is gathered to be written. Only to be called while the worker listens."""
        tasks = [queue.popleft() for _ in range(min(BATCH, len(queue)))]
        if not tasks and not self.pending:
            return
        self._given += tasks
        self._unwritten += len(tasks)
        self.idle = False
        self.send(tasks)

    def send(self, message: list[Task] | Comparison) -> None:
        try:
            self.connection.send(message)
        except OSError:
            self.lost = True

    def compared(self) -> Compared | None:
        """The answer to a comparison; None where there will be none."""
        with contextlib.suppress(EOFError, OSError):
            while True:
                message = self.connection.recv()
                if isinstance(message, Compared):
                    return message
        return None

    def look(self) -> int:
        """How many files were finished since the last look."""
        counts = tuple(self._counts)
        if counts != self._seen:
            self._heard = time.monotonic()
            self._used = _used_while_ready(self._process.pid) or self._used
        more = counts[_FINISHED] - self._seen[_FINISHED]
        self._seen = counts
        return more

    def receive(self) -> Iterator[Built]:
        try:
            while self.connection.poll():
                message = self.connection.recv()
                if isinstance(message, Built):
                    for segment in self._partials:
                        yield Built(segment, ())
                    self._partials.clear()
                    self._unwritten -= len(message.outcomes)
                    yield message
                elif isinstance(message, _Partial):
                    self._partials.append(message.segment)
                elif isinstance(message, _More):
                    self.idle = True
                elif isinstance(message, _Failed):
                    raise IndexUnwritable(message.message)
        except (EOFError, OSError):
            self.lost = True

    def abandon(self) -> tuple[Task | None, list[Task]]:
        """Ends the process; the file it was at, and all others that are not yet written."""
        self.close()
        self.look()
        culprit = self._at()
        rest = self._given[len(self._given) - self._unwritten :]
        return culprit, [task for task in rest if task is not culprit]

    def _at(self) -> Task | None:
        """The file that is being read; None between files, and while a segment is written."""
        begun, finished = self._seen[_BEGUN], self._seen[_FINISHED]
        return self._given[begun - 1] if begun > finished and not self._seen[_WRITING] else None

    def close(self) -> None:
        self._process.kill()
        self._process.join()
        self.connection.close()


def _used_while_ready(pid: int | None) -> float | None:
    """Seconds of processor time that a process has used, if it could use more; None where it sleeps or has ended, and
    where the system does not tell."""
    try:
        state, *fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return (int(fields[10]) + int(fields[11])) / os.sysconf("SC_CLK_TCK") if state in ("R", "T") else None


def _work(
    connection: Connection,
    inherited: Connection | None,
    counts: Counts,
    folder: Path,
    name: str,
    authority: Path | None,
    memory: int,
) -> None:
    """A worker process: lists of tasks in (an empty one: write what you have), messages out.

    ``inherited``: the parent's end, which a forked process has too.
    """
    if inherited is not None:
        inherited.close()  # else a parent that was killed would never be missed
    _limit_memory()
    if authority is not None:
        from corpus.authority.own import extend

        extend(authority)
    gc.disable()  # nothing that is loaded is garbage, and the collector would go through it again and again
    _load(folder, name)
    gc.freeze()
    gc.enable()
    with contextlib.suppress(EOFError, BrokenPipeError, KeyboardInterrupt):
        try:
            _Shift(connection, counts, folder, name, memory).run()
        except (OSError, IndexUnwritable) as error:
            connection.send(_Failed(f"{folder}: {error}"))


def _load(folder: Path, name: str) -> None:
    """What the first file would wait for."""
    from corpus.normalising import prepare
    from search.fields import index_document

    SegmentBuilder(folder, name).add(index_document(prepare().release))


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        pages = int(Path("/proc/self/statm").read_text().split()[0])
        limit = pages * resource.getpagesize() + MEMORY_LIMIT
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


class _Shift:
    """The worker's side: what it has gathered since its last segment."""

    def __init__(self, connection: Connection, counts: Counts, folder: Path, name: str, memory: int) -> None:
        self.connection = connection
        self.counts = counts
        self.folder = folder
        self.name = name
        self.memory = memory
        self.builder = self.emptied()
        self.outcomes: list[FileOutcome] = []

    def emptied(self) -> SegmentBuilder:
        return SegmentBuilder(self.folder, self.name, memory=self.memory)

    def run(self) -> None:
        for number in count():
            self.connection.send(_More())
            tasks: list[Task] | Comparison = self.connection.recv()
            if isinstance(tasks, Comparison):
                try:
                    self.connection.send(tasks.made())
                    continue
                except (IndexCorrupt, MemoryError):
                    return  # the parent, who may map more, will see
            if number == 1:
                gc.freeze()  # the tables that the first files made it load stay: no need to go through them ever again
            for task in tasks:
                self.counts[_BEGUN] += 1
                self.outcomes.append(self.read(task))
                self.counts[_FINISHED] += 1
            if self.builder.is_full or not tasks:
                self.connection.send(Built(self.write(), tuple(self.outcomes)))
                self.outcomes = []

    def read(self, task: Task) -> FileOutcome:
        try:
            with task.path.open("rb") as file:
                sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            reason = f"can't be read: {error.strerror or error}"
            return FileOutcome(task, UNREAD, rejects=((task.relative, reason),), unread=True)
        if task.known is not None and task.known.sha256 == sha256:
            return FileOutcome(task, sha256, rejects=task.known.rejects, untouched=True)
        ids: list[str] = []
        rejects: list[tuple[str, str]] = []
        try:
            self.gather(task, ids, rejects)
        except IndexUnwritable:
            raise
        except MemoryError:
            rejects.append((task.relative, f"takes more memory than a file may, after {len(ids)} releases; split it"))
        except Exception as error:
            # A defect of ours must neither end the run nor pass unseen; what was read before it stands.
            rejects.append((task.relative, f"internal error, please report it: {type(error).__name__}: {error}"))
        if not ids and not rejects:
            rejects.append((task.relative, "holds no release"))
        return FileOutcome(task, sha256, tuple(ids), tuple(rejects))

    def gather(self, task: Task, ids: list[str], rejects: list[tuple[str, str]]) -> None:
        from corpus.normalising import normalise
        from search.fields import index_document

        for item in normalise(task.path, relative=task.relative, source=task.source):
            if isinstance(item, Rejected):
                rejects.append((item.path, item.reason))
            else:
                document = index_document(item.release)
                self.builder.add(document)
                ids.append(document.id)
            if self.builder.is_full:
                segment = self.write()
                assert segment is not None
                self.connection.send(_Partial(segment))
            self.counts[_ITEMS] += 1

    def write(self) -> SegmentInfo | None:
        """Writes what is gathered as a segment."""
        if not self.builder.documents:
            return None
        self.counts[_WRITING] = 1
        try:
            return self.builder.finish()
        finally:
            self.builder = self.emptied()
            self.counts[_WRITING] = 0
