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

Places = NDArray[np.intp]
Keys = Sequence[Callable[[Places | None], NDArray[Any]]]  # of results at these places or all; the smallest come first

_FEW = 200  # values that are sorted faster than those to be sorted are found
_BLOCK = 16  # values of which the smallest stands for all


def sort_keys(sort: str, snapshot: Snapshot, docs: DocIds, scores: Scores | None) -> Keys:
    """The keys of a sort, the most significant first; the release id's hash last makes the order total."""

    def found(at: Places | None) -> DocIds:
        return docs if at is None else docs.take(at)

    def relevance(at: Places | None) -> NDArray[Any]:
        assert scores is not None
        return -(scores if at is None else scores.take(at))

    def newest(at: Places | None) -> NDArray[Any]:
        return -snapshot.days(found(at)).astype(np.int64)  # an unknown day is the smallest, so it comes last

    def oldest(at: Places | None) -> NDArray[Any]:
        days = snapshot.days(found(at)).astype(np.int64)
        days[days == UNKNOWN_DAY] = 2**31
        return days

    def by_id(at: Places | None) -> NDArray[Any]:
        return snapshot.keys(found(at))

    if sort == "oldest":
        return oldest, by_id
    return (relevance, newest, by_id) if sort == "relevance" else (newest, by_id)


def smallest(keys: Keys, total: int, count: int, among: Places | None = None) -> Places:
    """The ``count`` places that come first by ``keys``, in order, of all ``total`` or of those ``among``.

    Later keys are asked for only where earlier ones tie.
    """
    count = min(count, total if among is None else len(among))
    if count == 0:
        return np.zeros(0, dtype=np.intp)
    key, *rest = keys
    values = key(among)
    if len(values) > count:
        near = near_the_front(values, count)
        among = near if among is None else among.take(near)
        values = values.take(near)
    elif among is None:
        among = np.arange(total)
    if len(values) > max(count, _FEW):
        bound = np.partition(values, count - 1)[count - 1]
        certain, tied = among.compress(values < bound), among.compress(values == bound)
        short = count - len(certain)
        among = np.concatenate((certain, smallest(rest, total, short, tied) if rest else tied[:short]))
        values = key(among)
    order = values.argsort(kind="stable")
    values = values.take(order)
    if (values[1:] == values[:-1]).any():
        order = np.lexsort([key(among) for key in reversed(keys)])
    found: Places = among.take(order)[:count]
    return found


def near_the_front(values: NDArray[Any], count: int) -> Places:
    """Places of what may be among the ``count`` smallest of more: a few more than that, without sorting all."""
    whole = len(values) // _BLOCK
    if whole < 2 * count:
        return np.arange(len(values))
    # As many blocks as are asked for have a value up to this bound.
    least = values[: whole * _BLOCK].reshape(_BLOCK, whole).min(axis=0)
    near: Places = (values <= np.partition(least, count - 1)[count - 1]).nonzero()[0]
    return near


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page ended: the sort keys of its last result, the question, and the generation they were made in."""

    question: str
    generation: int
    position: tuple[float | int, ...]

    def text(self) -> str:
        data = json.dumps([self.question, self.generation, *self.position])
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
    return blake2b(repr(asked).encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def beyond(keys: Keys, position: Sequence[float | int], among: Places | None = None) -> Places:
    """The places of all, or of those ``among``, whose keys come after a cursor's position."""
    if not position:
        return np.zeros(0, dtype=np.intp)
    values = keys[0](among)
    bound = np.array(position[0]).astype(values.dtype)
    after, tied = (values > bound).nonzero()[0], (values == bound).nonzero()[0]
    if among is not None:
        after, tied = among.take(after), among.take(tied)
    return np.sort(np.concatenate((after, beyond(keys[1:], position[1:], tied))))


def position_of(keys: Keys, place: np.intp) -> tuple[float | int, ...]:
    at = np.array([place])
    return tuple(key(at)[0].item() for key in keys)
