"""``source.toml``: what the publisher of a folder's releases is, and how its files name things."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

FILE_NAME = "source.toml"
DATE_ORDERS = ("dmy", "mdy", "ymd")


@dataclass(frozen=True, slots=True)
class Source:
    """The settings that hold for a folder and those below it; an inner source.toml overrides key by key."""

    publisher: str | None = None
    country: str | None = None  # what "our country" and "the ministry" mean there, ISO 3166-1 alpha-2
    language: str | None = None
    timezone: str | None = None  # IANA name
    date_order: Literal["dmy", "mdy", "ymd"] | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(
        default_factory=lambda: MappingProxyType({})
    )  # record field -> key of the file, dotted

    def fingerprint(self) -> str:
        """Equal for equal settings, over runs and machines: what was read under other ones has to be read again."""
        values = (*self.__reduce__()[1][:-1], sorted(self.fields.items()))
        return hashlib.sha256(repr(values).encode()).hexdigest()

    def __reduce__(self) -> tuple[Any, ...]:
        """Sources travel to worker processes; a mapping proxy can't be pickled."""
        values = (
            self.publisher,
            self.country,
            self.language,
            self.timezone,
            self.date_order,
            self.include,
            self.exclude,
        )
        return _rebuilt, (*values, dict(self.fields))


class SourceError(ValueError):
    """A source.toml that can't be used; the message names the file, the key and what is accepted."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(f"{path}: {message}")
        self.path = path


def load_source(folder: Path, root: Path) -> Source:
    """The settings that hold in ``folder``: those of every source.toml from ``root`` down to it, the nearest winning.

    ``folder`` is ``root`` or below it; a folder elsewhere has only its own source.toml.
    Raises SourceError for TOML that can't be parsed, an unknown key, or a value of another type.
    """
    folder, root = Path(folder).absolute(), Path(root).absolute()
    chain = [folder, *(parent for parent in folder.parents if parent == root or root in parent.parents)]
    source = Source()
    for level in reversed(chain if root in chain else [folder]):
        source = overridden(source, level / FILE_NAME)
    return source


def overridden(outer: Source, file: Path) -> Source:
    """``outer`` with the keys of ``file`` in place of its own; ``outer`` itself where there is no such file.

    Raises SourceError as ``load_source`` does.
    """
    try:
        status = file.stat()
    except (FileNotFoundError, NotADirectoryError):
        return outer
    except OSError as error:
        raise SourceError(str(file), f"can't be read: {error.strerror}") from error
    keys = dict(_parsed(file, status.st_mtime_ns, status.st_size))
    if "fields" in keys:
        keys["fields"] = MappingProxyType({**outer.fields, **keys["fields"]})
    return replace(outer, **keys)


@lru_cache(maxsize=4096)
def _parsed(file: Path, mtime_ns: int, size: int) -> Mapping[str, Any]:
    import tomllib

    try:
        table = tomllib.loads(file.read_bytes().decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SourceError(str(file), f"is not TOML: {error}") from error
    except OSError as error:
        raise SourceError(str(file), f"can't be read: {error.strerror}") from error
    unknown = [key for key in table if key not in _CHECKS]
    if unknown:
        raise SourceError(str(file), f"unknown key {unknown[0]!r}; known are {', '.join(_CHECKS)}")
    return {key: _CHECKS[key](str(file), key, value) for key, value in table.items()}


def _text(file: str, key: str, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise SourceError(file, f"{key} must be a text in quotes, not {value!r}")
    return value.strip()


def _country(file: str, key: str, value: Any) -> str:
    code = _text(file, key, value)
    if len(code) != 2 or not code.isascii() or not code.isalpha():
        raise SourceError(file, f'{key} must be a two-letter code of ISO 3166 such as "AZ", not {value!r}')
    return code.upper()


def _language(file: str, key: str, value: Any) -> str:
    code = _text(file, key, value).lower().replace("_", "-").split("-")[0]
    if len(code) not in (2, 3) or not code.isascii() or not code.isalpha():
        raise SourceError(file, f'{key} must be a code of ISO 639 such as "en", not {value!r}')
    return code


def _timezone(file: str, key: str, value: Any) -> str:
    from zoneinfo import ZoneInfo

    name = _text(file, key, value)
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError) as error:
        raise SourceError(file, f'{key} must be a name like "Europe/Zurich", not {value!r}') from error
    return name


def _date_order(file: str, key: str, value: Any) -> str:
    if value not in DATE_ORDERS:
        raise SourceError(file, f"{key} must be one of {', '.join(DATE_ORDERS)}, not {value!r}")
    return str(value)


def _globs(file: str, key: str, value: Any) -> tuple[str, ...]:
    patterns = [value] if isinstance(value, str) else value
    if not isinstance(patterns, list) or not all(isinstance(pattern, str) and pattern for pattern in patterns):
        raise SourceError(file, f'{key} must be a list of patterns such as ["*.html"], not {value!r}')
    return tuple(patterns)


def _fields(file: str, key: str, value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        raise SourceError(file, f"[{key}] must be a table of record field = key of the files, not {value!r}")
    return {name: _text(file, f"{key}.{name}", path) for name, path in value.items()}


_CHECKS = {
    "publisher": _text, "country": _country, "language": _language, "timezone": _timezone,
    "date_order": _date_order, "include": _globs, "exclude": _globs, "fields": _fields,
}  # fmt: skip


def _rebuilt(*values: Any) -> Source:
    return replace(Source(*values[:7]), fields=MappingProxyType(values[7]))
