"""Archives (zip, tar): the payloads of their members, unpacked within bounds and never onto the disk by their names."""

from __future__ import annotations

import hashlib
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, BinaryIO, cast

from corpus.document import Rejected
from corpus.reading.limits import LIMITS, MIB
from corpus.reading.payload import Found, Payload
from corpus.walking import SETTINGS

_CHUNK = 256 * 1024


def looks_like(payload: Payload, start: str) -> bool:
    if payload.head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return not _office_document(payload)
    return payload.head[257:262] == b"ustar" or (payload.suffix == ".tar" and len(payload.head) >= 512)


def read(payload: Payload) -> Iterator[Found]:
    """A payload for each member that is a file, hidden ones and settings left out, in the archive's order."""
    if payload.depth >= LIMITS.nesting:
        raise Rejected(payload.path, f"is packed more than {LIMITS.nesting} times over")
    payload.stream.seek(0)
    if payload.head.startswith(b"PK"):
        yield from _Members(payload).of_zip()
    else:
        yield from _Members(payload).of_tar()


def _office_document(payload: Payload) -> bool:
    """A zip that is one document of an office suite: its first members say so."""
    return any(mark in payload.head for mark in (b"[Content_Types].xml", b"mimetypeapplication/", b"word/document.xml"))


class _Members:
    """Counts what the members of one archive unpack to, and gives each a path of its own."""

    def __init__(self, payload: Payload) -> None:
        self.payload = payload
        self.total = 0
        self.limit = min(LIMITS.expanded_bytes, max(16 * MIB, payload.size * LIMITS.expansion))
        self.names: dict[str, int] = {}

    def of_zip(self) -> Iterator[Found]:
        try:
            with zipfile.ZipFile(self.payload.stream) as archive:
                members = archive.infolist()
                self._check_count(len(members))
                for member in members:
                    if member.is_dir() or (path := self._path(member.filename)) is None:
                        continue
                    if member.flag_bits & 1:
                        yield Rejected(path, "is encrypted; pack it without a password")
                        continue
                    try:
                        with archive.open(member) as stream:
                            yield from self._payload(path, stream)
                    except (
                        zipfile.BadZipFile,
                        zlib.error,
                        NotImplementedError,
                        EOFError,
                        RuntimeError,
                        ValueError,
                    ) as error:
                        yield Rejected(path, f"is damaged within its archive: {error}")
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise Rejected(self.payload.path, f"is a damaged zip archive: {error}; pack it again") from error

    def of_tar(self) -> Iterator[Found]:
        try:
            with tarfile.open(fileobj=self.payload.stream, mode="r:") as archive:
                for place, member in enumerate(archive):
                    self._check_count(place)
                    if not member.isfile() or (path := self._path(member.name)) is None:
                        continue
                    if (stream := archive.extractfile(member)) is not None:
                        yield from self._payload(path, stream)
                    archive.members.clear()  # type: ignore[attr-defined]  # else all headers read so far stay in memory
        except (tarfile.TarError, EOFError, ValueError) as error:
            raise Rejected(self.payload.path, f"is a damaged tar archive: {error}; pack it again") from error

    def _check_count(self, count: int) -> None:
        if count > LIMITS.members:
            raise Rejected(self.payload.path, f"has more than {LIMITS.members:,} members; split it")

    def _path(self, name: str) -> str | None:
        """The member's path behind the archive's, a mere label; None for hidden files and settings."""
        parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
        if not parts or parts[-1] in SETTINGS or any(part.startswith(".") or part == "__MACOSX" for part in parts):
            return None
        label = "/".join(parts).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
        count = self.names[label] = self.names.get(label, 0) + 1
        return f"{self.payload.path}!/{label}" + (f"~{count}" if count > 1 else "")

    def _payload(self, path: str, stream: IO[bytes]) -> Iterator[Found]:
        digest, size = hashlib.sha256(), 0
        with tempfile.SpooledTemporaryFile(max_size=LIMITS.record_bytes) as spool:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                self.total += len(chunk)
                if self.total > self.limit:
                    raise Rejected(
                        self.payload.path,
                        f"unpacks to more than {self.limit // MIB} MiB from {path} on; the rest was left out",
                    )
                digest.update(chunk)
                spool.write(chunk)
            yield Payload(
                path, cast(BinaryIO, spool), size, self.payload.source, digest.hexdigest(), size, self.payload.depth + 1
            )
