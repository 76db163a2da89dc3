"""Which results come first: selection of a page by sort keys, and cursors that continue after one."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.errors import BadRequest, CursorExpired
from search.folding import UNKNOWN_DAY
from search.request import SearchRequest
from search.snapshot import DocIds, Scores, Snapshot

Keys = Sequence[Callable[[NDArray[np.intp]], NDArray[Any]]]  # of results at these places; the smallest come first


def sort_keys(sort: str, snapshot: Snapshot, docs: DocIds, scores: Scores | None) -> Keys:
    """The keys of a sort, the most significant first; the release id's hash last makes the order total."""

    def relevance(at: NDArray[np.intp]) -> NDArray[Any]:
        assert scores is not None
        return -scores[at]

    def newest(at: NDArray[np.intp]) -> NDArray[Any]:
        return -snapshot.days(docs[at]).astype(np.int64)  # an unknown day is the smallest, so it comes last

    def oldest(at: NDArray[np.intp]) -> NDArray[Any]:
        days = snapshot.days(docs[at]).astype(np.int64)
        days[days == UNKNOWN_DAY] = 2**31
        return days

    def by_id(at: NDArray[np.intp]) -> NDArray[Any]:
        return snapshot.keys(docs[at])

    if sort == "oldest":
        return oldest, by_id
    return (relevance, newest, by_id) if sort == "relevance" else (newest, by_id)


def smallest(keys: Keys, among: NDArray[np.intp], count: int) -> NDArray[np.intp]:
    """The ``count`` places that come first by ``keys``, in order; later keys are asked for only where earlier tie."""
    count = min(count, len(among))
    if count == 0:
        return among[:0]
    key, *rest = keys
    values = key(among)
    if len(among) > count:
        bound = np.partition(values, count - 1)[count - 1]
        certain, tied = values < bound, values == bound
        if rest and tied.sum() > count:
            short = int(certain.sum())
            among = np.concatenate((among[certain], smallest(rest, among[tied], count - short)))
        else:
            among = among[certain | tied]
    columns = [key(among) for key in keys]
    return among[np.lexsort(columns[::-1])][:count]


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page ended: the sort keys of its last result, the question, and the generation they were made in."""

    question: str
    generation: int
    position: tuple[float | int, ...]

    def text(self) -> str:
        data = json.dumps([self.question, self.generation, *self.position], separators=(",", ":"))
        return base64.urlsafe_b64encode(data.encode()).decode().rstrip("=")


def read_cursor(request: SearchRequest, sort: str, generation: int) -> Cursor:
    """The request's cursor. Raises BadRequest for one that is not of this question, CursorExpired for one too old."""
    text = request.cursor or ""
    try:
        data = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        question, made, *position = data
        numbers = isinstance(made, int) and all(type(value) in (int, float) for value in position)
        fits = all(abs(value) < 2**64 for value in position)
    except (ValueError, TypeError, binascii.Error, RecursionError):
        raise BadRequest("cursor", "is not one that a search has given.") from None
    if not numbers or not fits or len(position) != (3 if sort == "relevance" else 2):
        raise BadRequest("cursor", "is not one that a search has given.")
    if question != question_hash(request, sort):
        raise BadRequest("cursor", "belongs to another question; start again without it.")
    if sort == "relevance" and made != generation:
        raise CursorExpired("cursor", "the index has changed since; start the search again without it.")
    return Cursor(question, made, tuple(position))


def question_hash(request: SearchRequest, sort: str) -> str:
    """What must be the same for a cursor to go on: all that decides which results there are and in what order."""
    filters = [sorted((k, sorted(v)) for k, v in m.items()) for m in (request.any_of, request.all_of, request.none_of)]
    asked = [request.q, request.match, filters, str(request.date_from), str(request.date_to), sort, request.fold]
    return blake2b(json.dumps(asked).encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def beyond(keys: Keys, among: NDArray[np.intp], position: Sequence[float | int]) -> NDArray[np.intp]:
    """The places whose keys come after a cursor's position."""
    if not position or not len(among):
        return among[:0]
    values = keys[0](among)
    bound = np.array(position[0]).astype(values.dtype)
    tied = beyond(keys[1:], among[values == bound], position[1:])
    return np.sort(np.concatenate((among[values > bound], tied)))


def position_of(keys: Keys, place: np.intp) -> tuple[float | int, ...]:
    return tuple(key(np.array([place]))[0].item() for key in keys)
