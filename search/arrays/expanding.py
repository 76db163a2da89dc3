"""From a pattern to the terms of a dictionary that fit it: beginnings, wildcards, ranges, similar words."""

from __future__ import annotations

import re
from fnmatch import translate

import numpy as np
from numpy.typing import NDArray

from search.arrays.terms import END, TermDictionary, decode, encode, letter_class

Numbers = NDArray[np.int64]
_NONE: Numbers = np.zeros(0, dtype=np.int64)


def prefix_numbers(dictionary: TermDictionary, prefix: str) -> range:
    return range(*dictionary.range(encode(prefix))) if dictionary.count else range(0)


def range_numbers(
    dictionary: TermDictionary, start: str | None, end: str | None, start_excluded: bool, end_excluded: bool
) -> range:
    """Terms from ``start`` to ``end``, both within unless excluded; None for no bound."""
    if not dictionary.count:
        return range(0)
    first, last = 0, dictionary.count
    if start is not None:
        bound = encode(start)
        first = dictionary.place(bound)
        if start_excluded and first < last and dictionary.at(first) == bound:
            first += 1
    if end is not None:
        bound = encode(end)
        last = dictionary.place(bound)
        if not end_excluded and last < dictionary.count and dictionary.at(last) == bound:
            last += 1
    return range(first, max(first, last))


def wildcard_numbers(dictionary: TermDictionary, pattern: str) -> Numbers | range:
    """Terms that match a pattern of ``*``, ``?`` and ``[…]`` as a whole.

    Only terms that hold the pattern's longest literal are looked at one by one; one scan of the dictionary finds them.
    """
    if not dictionary.count:
        return range(0)
    literals = re.split(r"[*?]+|\[.*", pattern)
    beginning = literals[0]
    if pattern == beginning + "*":
        return prefix_numbers(dictionary, beginning)
    first, last = dictionary.range(encode(beginning)) if beginning else (0, dictionary.count)
    if first == last:
        return range(0)
    longest = max(literals[1:], key=len, default="")
    fits = re.compile(translate(pattern)).match
    if longest:
        needle = encode(longest) + (END if pattern.endswith(longest) and "[" not in pattern else b"")
        candidates = _holding(dictionary, needle, first, last)
        return np.array([place for place in candidates.tolist() if fits(dictionary.text(place))], dtype=np.int64)
    terms = dictionary.slice(first, last)
    return np.array([first + i for i, term in enumerate(terms) if fits(decode(term))], dtype=np.int64)


def _holding(dictionary: TermDictionary, needle: bytes, first: int, last: int) -> Numbers:
    """Numbers of the terms between that hold the bytes."""
    offsets = dictionary.offsets
    low, high = int(offsets[first]), int(offsets[last])
    found = [match.start() for match in re.finditer(re.escape(needle), dictionary.blob[low:high])]
    if not found:
        return _NONE
    places = np.searchsorted(offsets[first : last + 1], np.array(found, dtype=np.int64) + low, side="right") - 1
    return np.unique(places) + first


def regex_numbers(dictionary: TermDictionary, pattern: str) -> Numbers:
    fits = re.compile(pattern).match
    terms = dictionary.slice(0, dictionary.count)
    return np.array([number for number, term in enumerate(terms) if fits(decode(term))], dtype=np.int64)


def similar_numbers(
    dictionary: TermDictionary, word: str, distance: int, prefix: int
) -> tuple[Numbers, NDArray[np.int64]]:
    """Terms within a Damerau-Levenshtein distance that share the first ``prefix`` characters; and their distances.

    Transpositions as in "optimal string alignment": no letter is moved twice. The table of the classic algorithm is
    filled for all candidates at once, a cell at a time.
    """
    if not dictionary.count:
        return _NONE, _NONE
    first, last = dictionary.range(encode(word[:prefix]))
    if first == last:
        return _NONE, _NONE
    offsets = dictionary.offsets[first : last + 1]
    lengths = offsets[1:] - offsets[:-1] - 1
    # A character is one to four bytes: what is too long or too short in bytes is so in characters.
    shortest, longest = max(0, len(word) - distance), 4 * (len(word) + distance)
    if word.isascii():
        longest = len(word) + 4 * distance
    # An edit changes two classes of letters at most.
    differences = np.bitwise_count(dictionary.letter_classes[first:last] ^ np.uint32(letter_class(encode(word))))
    fitting = ((differences <= 2 * distance) & (lengths >= shortest) & (lengths <= longest)).nonzero()[0]
    if not len(fitting):
        return _NONE, _NONE
    matrix, sizes = _letters(dictionary, first, fitting, len(word) + distance)
    near = (sizes >= shortest) & (sizes <= len(word) + distance)
    fitting, matrix, sizes = fitting[near], matrix[near], sizes[near]
    if not len(fitting):
        return _NONE, _NONE
    distances = _distances(matrix, sizes, word, distance)
    held = distances <= distance
    return fitting[held] + first, distances[held]


def _letters(
    dictionary: TermDictionary, first: int, chosen: Numbers, width: int
) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """Code points of the chosen terms, a row each of ``width``, 0 after the end; and their lengths in characters."""
    offsets = dictionary.offsets
    starts = offsets[first + chosen].astype(np.int64)
    lengths = offsets[first + chosen + 1].astype(np.int64) - starts - 1
    blob = np.frombuffer(dictionary.blob, dtype=np.uint8)
    columns = np.arange(width)
    within = columns < lengths[:, None]
    matrix = blob[np.where(within, starts[:, None] + columns, 0)].astype(np.uint32)
    matrix[~within] = 0
    for row in np.flatnonzero((matrix > 127).any(axis=1)).tolist():
        text = dictionary.text(first + int(chosen[row]))
        lengths[row] = len(text)
        matrix[row] = [*map(ord, text[:width]), *[0] * (width - len(text))]
    return matrix, lengths


def _distances(matrix: NDArray[np.uint32], sizes: NDArray[np.int64], word: str, most: int) -> NDArray[np.int64]:
    """Distances up to ``most``; what is further may come out as any larger number.

    Only the band of the table where row and column are at most ``most`` apart can hold such.
    """
    count, width = matrix.shape
    letters = np.ascontiguousarray(matrix.T)
    codes = [ord(letter) for letter in word]
    far = np.full(count, most + 1, dtype=np.int8)
    before: dict[int, NDArray[np.int8]] = {}
    above = {j: np.full(count, j, dtype=np.int8) for j in range(min(most, width) + 1)}
    for i, code in enumerate(codes, 1):
        row: dict[int, NDArray[np.int8]] = {}
        if i <= most:
            row[0] = np.full(count, i, dtype=np.int8)
        for j in range(max(1, i - most), min(width, i + most) + 1):
            cell = np.minimum(above.get(j, far), row.get(j - 1, far))
            cell += 1
            np.minimum(cell, above.get(j - 1, far) + (letters[j - 1] != code), out=cell)
            if i > 1 and j > 1:
                swapped = (letters[j - 2] == code) & (letters[j - 1] == codes[i - 2])
                np.minimum(cell, before.get(j - 2, far) + 1, out=cell, where=swapped)
            row[j] = cell
        before, above = above, row
    table = np.stack([above.get(j, far) for j in range(width + 1)])
    return table[sizes, np.arange(count)].astype(np.int64)
