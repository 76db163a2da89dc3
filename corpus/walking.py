"""The files of a corpus folder: which there are, and which source.toml holds for each."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from corpus.document import Rejected
from corpus.source import FILE_NAME, Source, overridden

SETTINGS = frozenset({FILE_NAME, "authority.toml"})

_name = attrgetter("name")


class FoundFile(NamedTuple):
    """A regular file below the corpus folder."""

    location: str  # as the system names it; undecodable bytes as surrogates
    relative: str  # POSIX path within the corpus, always valid Unicode
    size: int  # bytes
    mtime_ns: int
    source: Source

    @property
    def path(self) -> Path:
        return Path(self.location)


class _Folder(NamedTuple):
    location: str
    relative: str  # "" for the corpus itself, else ends with "/"
    source: Source
    include: _Globs
    exclude: _Globs


class _Globs(NamedTuple):
    base: int  # length of the path of the folder whose source.toml says so
    pattern: re.Pattern[str] | None

    def match(self, relative: str) -> bool:
        return self.pattern is not None and self.pattern.fullmatch(relative, self.base) is not None


def walk(root: Path) -> Iterator[FoundFile | Rejected]:
    """Every file below ``root`` in the order of folders and names, hidden ones and settings left out.

    What can't be followed (an unreadable folder, a broken link, a link out of the corpus, a device) comes as a
    Rejected value and ends nothing. Links to places inside the corpus are passed over: their targets are found
    where they are. Raises SourceError where a source.toml is wrong, and NotADirectoryError where ``root`` is no folder.
    """
    top = os.path.realpath(root)
    if not Path(top).is_dir():
        raise NotADirectoryError(f"{root} is not a folder")
    outer = overridden(Source(), Path(top) / FILE_NAME)
    pending = [
        _Folder(top, "", outer, _Globs(0, _glob_pattern(outer.include)), _Globs(0, _glob_pattern(outer.exclude)))
    ]
    while pending:
        folder = pending.pop()
        try:
            with os.scandir(folder.location) as listing:
                entries = sorted(listing, key=_name)
        except OSError as error:
            yield Rejected(folder.relative or "./", f"the folder can't be read: {error.strerror}")
            continue
        inner: list[_Folder] = []
        above, excludes = folder.relative, folder.exclude.pattern is not None
        for entry in entries:
            name = entry.name
            if name[0] == "." or name in SETTINGS:
                continue
            relative = above + (name if name.isascii() else _readable(name))
            if excludes and folder.exclude.match(relative):
                continue
            try:
                if entry.is_dir(follow_symlinks=False):
                    inner.append(_entered(folder, entry.path, relative + "/"))
                    continue
                status = entry.stat(follow_symlinks=False)
            except OSError as error:
                yield Rejected(relative, f"vanished or can't be read: {error.strerror}")
                continue
            if stat.S_ISREG(status.st_mode):
                if folder.include.pattern is None or folder.include.match(relative):
                    yield FoundFile(entry.path, relative, status.st_size, status.st_mtime_ns, folder.source)
            elif reason := _reason_not_followed(entry, top):
                yield Rejected(relative, reason)
        pending.extend(reversed(inner))


def _entered(outer: _Folder, location: str, relative: str) -> _Folder:
    source = overridden(outer.source, Path(location) / FILE_NAME)
    include, exclude = outer.include, outer.exclude
    if source.include is not outer.source.include:
        include = _Globs(len(relative), _glob_pattern(source.include))
    if source.exclude is not outer.source.exclude:
        exclude = _Globs(len(relative), _glob_pattern(source.exclude))
    return _Folder(location, relative, source, include, exclude)


def _readable(name: str) -> str:
    """A name whose bytes are not UTF-8, those bytes written as \\xNN."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _reason_not_followed(entry: os.DirEntry[str], top: str) -> str | None:
    """Why an entry that is neither file nor folder is left out; None for a link to a place found anyway."""
    if not entry.is_symlink():
        return "is a device, pipe or socket, not a file; move it out of the corpus"
    try:
        target = os.path.realpath(entry.path, strict=True)
    except OSError:
        return "is a link that leads nowhere or in a circle; remove it"
    if target == top or target.startswith(top + os.sep):
        return None
    return "is a link out of the corpus folder; copy what it leads to into the corpus, or reindex that folder too"


def _glob_pattern(globs: tuple[str, ...]) -> re.Pattern[str] | None:
    """One pattern for all globs. ``*`` and ``?`` stay within a name, ``**/`` spans folders.

    A glob without a slash goes for names at any depth; one that names a folder goes for everything in it.
    """
    if not globs:
        return None
    return re.compile("|".join(_translated(glob) for glob in globs), re.DOTALL)


def _translated(glob: str) -> str:
    glob = glob.removeprefix("./")
    pattern = "" if "/" in glob.rstrip("/") else "(?:.*/)?"
    glob = glob.lstrip("/").rstrip("/")
    for piece in re.findall(r"\*\*/|\*\*|\*|\?|\[!?[^\]/]+\]|[^*?\[]+|\[", glob):
        if piece == "**/":
            pattern += "(?:.*/)?"
        elif piece == "**":
            pattern += ".*"
        elif piece == "*":
            pattern += "[^/]*"
        elif piece == "?":
            pattern += "[^/]"
        elif len(piece) > 1 and piece[0] == "[":
            pattern += _character_set(piece)
        else:
            pattern += re.escape(piece)
    return f"(?:{pattern}(?:/.*)?)"


def _character_set(piece: str) -> str:
    pattern = piece.replace("\\", "\\\\").replace("[!", "[^", 1)
    try:
        re.compile(pattern)
    except re.error:  # "[z-a]" names no character: taken literally
        return re.escape(piece)
    return pattern
