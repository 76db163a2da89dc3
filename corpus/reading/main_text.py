"""The main text of a web page, found by how the page is built."""

from __future__ import annotations

from corpus.reading.markup import Piece, Pieces
from corpus.release import Problem


def main_pieces(pieces: Pieces) -> tuple[list[Piece], tuple[Problem, ...]]:
    """The pieces that are the release, and a problem where that is doubtful."""
    dropped = {"footer", "aside", "header"}
    out = []
    for piece in pieces.items:
        holder = piece.holder
        while holder >= 0:
            if pieces.holders[holder].tag in dropped:
                break
            holder = pieces.holders[holder].parent
        else:
            out.append(piece)
    return out, ()
