"""How much of one file is read before it is refused: what keeps a hostile or broken file from costing the run."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    held_bytes: int = 32 * MIB  # of a file that has to be held whole: all but lines of JSON, CSV and mailboxes
    markup_bytes: int = 8 * MIB  # of HTML and XML, whose trees are many times as large
    streamed_bytes: int = 8192 * MIB  # of a file read piece by piece
    record_bytes: int = 16 * MIB  # of one line of JSON, one row of CSV, one mail of a mailbox
    mended_tags: int = 50_000  # of HTML read again because it shows too little text
    broken_tags: int = 120_000  # of HTML nested too deeply for the fast parser
    release_chars: int = 2_000_000  # of one release's text
    releases: int = 2_000_000  # in one file, those of all that it packs
    rejects: int = 1_000  # items refused in one file before the rest of it is
    expanded_bytes: int = 2048 * MIB  # of all that one compressed file or archive unpacks to
    expansion: int = 200  # times its size that a compressed file may unpack to, beyond the first 16 MiB
    members: int = 100_000  # of one archive
    nesting: int = 4  # archives in archives, files in mails
    mail_parts: int = 200
    mail_nesting: int = 40  # parts that hold parts
    pdf_pages: int = 2_000


LIMITS = Limits()
