"""The write lock of an index folder. The system gives it back when its holder ends, however that ends."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from threading import Lock
from typing import IO

from search.errors import IndexLocked, IndexUnwritable

NAME = "write.lock"
_here: set[Path] = set()  # folders locked by this process: the system's lock does not tell its threads apart
_guard = Lock()


class WriteLock:
    """Held from ``acquire`` to ``release``. A process forked meanwhile does not hold it."""

    def __init__(self, folder: Path) -> None:
        self._path = (folder / NAME).resolve()
        self._file: IO[str] | None = None

    def acquire(self) -> None:
        """Raises IndexLocked naming the process that holds it, IndexUnwritable where there can be none."""
        with _guard:
            if self._path in _here:
                raise IndexLocked(f"{self._path.parent}: this process ({os.getpid()}) is already writing the index")
            try:
                file = self._path.open("a+", encoding="ascii")
            except OSError as error:
                raise IndexUnwritable(f"{self._path.parent}: can't be written ({error.strerror or error})") from error
            if not _try_lock(file):
                file.seek(0)
                holder = file.read(20).strip() or "unknown"
                file.close()
                raise IndexLocked(f"{self._path.parent}: process {holder} is writing the index; try again when it ends")
            file.truncate(0)
            file.write(f"{os.getpid()}\n")
            file.flush()
            self._file = file
            _here.add(self._path)

    def release(self) -> None:
        with _guard:
            if self._file is not None:
                self._file.close()
                self._file = None
                _here.discard(self._path)


if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: IO[str]) -> bool:
        # A byte far behind the content, which others may then read.
        file.seek(1 << 20)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(file: IO[str]) -> bool:
        # Of the record kind: a forked worker that outlives its parent does not inherit it.
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
