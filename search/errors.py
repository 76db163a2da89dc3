"""What can be wrong with a question or an index, as values the front ends can render."""

from __future__ import annotations


class SearchError(Exception):
    """Base of the errors that a caller may show to a user."""


class BadRequest(SearchError):
    """A parameter that can't be served.

    ``parameter`` is the request's field, ``message`` a sentence saying what is accepted.
    """

    def __init__(self, parameter: str, message: str) -> None:
        super().__init__(f"{parameter}: {message}")
        self.parameter = parameter
        self.message = message


class CursorExpired(BadRequest):
    """A relevance cursor whose generation is gone; the search has to start again."""


class IndexMissing(SearchError):
    """No index at the given folder."""


class IndexCorrupt(SearchError):
    """A file of the index is not what was written; ``path`` names it."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(f"{path}: {message}")
        self.path = path


class IndexLocked(SearchError):
    """Another process is writing the index."""


class IndexUnwritable(SearchError):
    """The index folder can't be written: full disk, read-only, permission; the message says which."""
