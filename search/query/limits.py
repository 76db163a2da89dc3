"""How much one question may ask for, so that its cost is bounded whatever is typed."""

from __future__ import annotations

LENGTH = 4_000  # characters of q
CLAUSES = 500  # words and phrases; what is beyond is left out
WORDS = 64  # different ones that the corpus has; the rarest are looked for
COMMON_WORDS = 16  # that every release has; of rarer ones as many more as are in no more releases together
POSTINGS = 1_000_000  # releases that words are in together, and are not too many in any corpus
PATTERNS = 4  # words with * ? or ~; one that begins with a star counts twice
LETTERS = 2  # that a word with * or ? must have
LETTERS_BEHIND = 3  # where it begins with one of them
PHRASES = 4  # beyond, their words need not stand side by side; one of "of", "the" and such counts once for each
NEAR = 3  # phrases that near words cost as much as
NEAR_WORDS = 5  # different words near one another
NEAR_COMMON = 3  # where they are words that a sentence is built with
DEPTH = 12  # groups in groups
SLOP = 50  # positions between near words
DISTANCE = 2  # letters a fuzzy word may differ in
NAMES = 200  # values that a name may stand for
