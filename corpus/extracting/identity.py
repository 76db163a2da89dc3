"""Ids that stay: a release's, whatever is edited in its text, and a person's, however the name is printed."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import unquote, urlsplit

from anyascii import anyascii

from corpus.authority import cached
from corpus.authority.wordlists import word_lists
from corpus.document import Document
from corpus.extracting.romanising import romanised
from corpus.extracting.well_known import known_name

_WORDS = 8
_FORMAL = dict(pair.split("=", 1) for pair in word_lists("people")["formal given names"])


def id_of(document: Document) -> str:
    """A release's: ``2023-02-23-memorandum-9f2c41d7``: words of the item's address or of its file's name, and a hash.

    The hash is of the item's URL, guid or reference where it has one, else of its path and place in the file.
    """
    source = document.source
    identity = document.identity or f"{source.path}\0{source.item}"
    digest = hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    stem = source.path.rsplit("/", 1)[-1].split(".", 1)[0]
    name = f"{stem} {source.item}" if source.item and not document.identity else stem
    if document.identity and "/" in document.identity:
        last = unquote(urlsplit(document.identity).path.rstrip("/").rsplit("/", 1)[-1])
        name = re.sub(r"\.\w{2,5}\Z", "", last) if re.search(r"[^\W\d_]{3}", last) else name
    words = re.findall(r"[a-z0-9]+", anyascii(name).lower())
    return "-".join([*(word[:24] for word in words[:_WORDS]), digest])


@cached.until_added
def person_id(words: tuple[str, ...], language: str | None, states: frozenset[str | None] = frozenset()) -> str:
    """A person's: the slug of the name, one for all scripts, spellings and forms that are known to be the same.

    "Вилаят Эйвазов" is ``vilayat-eyvazov``, "Урсула фон дер Ляйен" ``ursula-von-der-leyen``, "Chuck E. Schumer" and
    "Charles Schumer" ``charles-schumer``. ``states`` are those of the person's offices.
    """
    text = " ".join(word for word in words if word[0].isalnum())
    known = known_name(text, language, states)
    slug = re.findall(r"[a-z0-9]+", romanised(known or text, None if known else language))
    if known is None and len(slug) > 1:
        initials = [at for at in range(1, len(slug) - 1) if len(slug[at]) == 1]
        if len(initials) == 1:  # "George H. W." is another than "George W."
            del slug[initials[0]]
        slug[0] = _FORMAL.get(slug[0], slug[0])
    return "-".join(slug) or "unnamed"
