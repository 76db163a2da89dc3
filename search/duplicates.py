"""The same announcement elsewhere: near-duplicate texts found by MinHash with bands, verified on the texts.

Shingles and resemblance after Broder, "On the resemblance and containment of documents" (1997); bands as
locality-sensitive hashing after Indyk and Motwani (1998).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

BANDS = 16
_ROWS = 4


def signature(words: Sequence[str]) -> NDArray[np.uint32]:
    """uint32[BANDS]."""
    return np.zeros(BANDS, dtype="<u4")
