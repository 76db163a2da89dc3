"""Mail: one message (.eml) or a mailbox of them (.mbox)."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator
from email.header import decode_header
from email.message import Message
from typing import Any

from corpus.document import Block, Metadatum, Rejected
from corpus.reading.encoding import decode
from corpus.reading.furniture import is_furniture
from corpus.reading.limits import LIMITS, MIB
from corpus.reading.markup import fragment_blocks
from corpus.reading.payload import Found, Item, Payload
from corpus.reading.text import blocks_of, encoding_problems

_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]{1,40}:[ \t]?\S?")
_MACHINE = re.compile(
    r"^(?:received|message-id|mime-version|return-path|delivered-to|content-type|content-transfer-encoding|x-[a-z-]+):",
    re.IGNORECASE | re.MULTILINE,
)
_ADDRESSED = re.compile(r"^(?:from|to|subject|date):", re.IGNORECASE | re.MULTILINE)
_MAILBOX = re.compile(r"From \S+.{0,80}\d\d:\d\d.{0,40}\r?\n>?[A-Za-z-]+:")
_ATTACHED = re.compile(
    r"\battach(?:ed|ment)|\benclosed\b|ci-joint|pièce jointe|en annexe|im anhang|beigefügt|anbei"
    r"|in allegato|allegat[oa]|adjunt[oa]|\bem anexo|anexad|załącz|приложени|во вложении|прикреплен|додат"
    r"|bijlage|bifoga|vedhæft|vedlegg|ekte\b|ekli|添付|附件|첨부",
    re.IGNORECASE,
)
_HEADERS = {
    "Subject": "title",
    "Date": "date",
    "From": "author",
    "Organization": "publisher",
    "List-Id": "publisher",
    "Content-Language": "language",
    "Archived-At": "url",
    "Message-ID": "identity",
}
_HEADER_CHARS = 8_000
_COVER_CHARS = 1200
_READABLE = (".docx", ".pdf", ".txt", ".html", ".htm", ".md")


def looks_like(payload: Payload, start: str) -> bool:
    start = start.lstrip()
    if _MAILBOX.match(start):
        return True
    if not _HEADER.match(start):
        return False
    header = re.split(r"\r?\n\r?\n", start, maxsplit=1)[0]
    return bool(_ADDRESSED.search(header)) and (
        payload.suffix in (".eml", ".mbox", ".mht") or bool(_MACHINE.search(header))
    )


def read(payload: Payload) -> Iterator[Found]:
    """An item a message: its text, or that of its attachment where the text only covers it; headers as metadata."""
    if _MAILBOX.match(payload.head[:2000].decode("latin-1").lstrip()):
        for place, message in enumerate(_messages(payload)):
            yield _guarded(message, payload, "mbox", place)
    else:
        yield _guarded(payload.data(), payload, "eml", 0)


def _guarded(data: bytes, payload: Payload, format: str, place: int) -> Found:
    try:
        return _item(data, payload, format)
    except Rejected as rejected:
        return Rejected(payload.path, f"mail {place + 1}: {rejected.reason}" if format == "mbox" else rejected.reason)


def _messages(payload: Payload) -> Iterator[bytes]:
    """The messages of a mailbox: each begins with a "From " line behind a blank one."""
    payload.stream.seek(0)
    lines: list[bytes] = []
    size, blank = 0, True
    while line := payload.stream.readline(LIMITS.record_bytes):
        if blank and line.startswith(b"From "):
            if lines:
                yield b"".join(lines)
            lines, size = [], 0
            blank = False
            continue
        blank = not line.strip()
        size += len(line)
        if size > LIMITS.record_bytes:
            raise Rejected(
                payload.path, f"has a mail of more than {LIMITS.record_bytes // MIB} MiB; what follows was left out"
            )
        lines.append(line[1:] if re.match(rb">+From ", line) else line)
    if lines:
        yield b"".join(lines)


def _item(data: bytes, payload: Payload, format: str) -> Item:
    from email import message_from_bytes

    if data.lower().count(b"boundary=") > LIMITS.mail_nesting:
        raise Rejected(payload.path, f"has more than {LIMITS.mail_nesting} parts in parts; give its text alone")
    message = message_from_bytes(data)
    parts = []
    for part in message.walk():
        parts.append(part)
        if len(parts) > LIMITS.mail_parts:
            raise Rejected(payload.path, f"has more than {LIMITS.mail_parts} parts; give its text alone")
    blocks, inner, encoding, mended = _body(parts, payload)
    metadata = (*inner, *_headers(message))
    attached = _attachment(parts, payload, blocks)
    if attached is not None:
        blocks, metadata = attached.blocks, (*metadata, *attached.metadata)
    identity = next((m.value for m in metadata if m.key == "identity"), None)
    metadata = tuple(m for m in metadata if m.key != "identity")
    return Item(format, encoding, blocks, metadata, identity, encoding_problems(mended))


def _headers(message: Message) -> tuple[Metadatum, ...]:
    found = []
    for name, key in _HEADERS.items():
        for raw in (message.get_all(name) or [])[:1]:
            if value := _header_text(raw):
                found.append(Metadatum(key, _without_reply_mark(value) if key == "title" else value, f"mail {name}"))
    return tuple(found)


def _without_reply_mark(subject: str) -> str:
    return re.sub(r"^(?:\s*(?:fwd?|re|aw|wg|tr|rv)\s*:)+\s*", "", subject, flags=re.IGNORECASE) or subject


def _header_text(raw: Any) -> str:
    """A header's words, those in encoded words too (RFC 2047); undeclared bytes are told by their look."""
    pieces = []
    try:
        parts = decode_header(str(raw)[:_HEADER_CHARS])
    except (ValueError, LookupError, IndexError):
        parts = [(str(raw)[:_HEADER_CHARS], None)]
    for value, charset in parts:
        if isinstance(value, bytes):
            pieces.append(decode(value, declared=charset).text)
        else:
            pieces.append(decode(value.encode("utf-8", "surrogateescape")).text)
    return " ".join("".join(pieces).split())


def _decoded(part: Message, payload: Payload) -> tuple[str, str, bool]:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return "", "ascii", False
    charset = part.get_param("charset")
    declared = charset[2] if isinstance(charset, tuple) else charset
    decoded = decode(data, declared=declared, language=payload.source.language)
    return decoded.text, decoded.encoding, decoded.repaired


def _body(parts: list[Message], payload: Payload) -> tuple[tuple[Block, ...], tuple[Metadatum, ...], str | None, bool]:
    """The HTML part where there is one with text, else the plain one; what the headers of a forwarded mail state."""
    for wanted in ("text/html", "text/plain"):
        for part in parts:
            if part.get_content_type() == wanted and not _is_attachment(part):
                text, encoding, mended = _decoded(part, payload)
                read = _of_html if wanted == "text/html" else _of_plain
                blocks, inner = read(text, part)
                if blocks:
                    return blocks, inner, encoding, mended
    return (), (), None, False


def _of_html(text: str, part: Message) -> tuple[tuple[Block, ...], tuple[Metadatum, ...]]:
    blocks = tuple(block for block in fragment_blocks(text) if not is_furniture(block.text))
    inner, headers = _forwarded([line for block in blocks for line in block.text.split("\n")])
    behind = 0
    while headers > 0:
        headers -= blocks[behind].text.count("\n") + 1
        behind += 1
    return blocks[behind:], inner


def _of_plain(text: str, part: Message) -> tuple[tuple[Block, ...], tuple[Metadatum, ...]]:
    text = _own_words(_unflowed(text, part))
    lines = text.split("\n")
    inner, headers = _forwarded(lines)
    return blocks_of("\n".join(lines[headers:])), inner


def _forwarded(lines: list[str]) -> tuple[tuple[Metadatum, ...], int]:
    """What the headers of a forwarded mail state, and the lines up to their end, a covering note included; 0: none."""
    places = [place for place, line in enumerate(lines[:_COVER_LINES]) if _FORWARDED_HEADER.match(line)]
    if len(places) < 3 or places[-1] - places[0] > len(places) + 2:
        return (), 0
    found = []
    for place in places:
        name, _, value = lines[place].partition(":")
        if (key := _FORWARDED_KEYS.get(name.strip(" *").lower())) and value.strip(" *\r"):
            found.append(Metadatum(key, value.strip(" *\r"), f"forwarded mail {name.strip(' *')}"))
    return tuple(found), places[-1] + 1


_COVER_LINES = 20
_FORWARDED_NAMES = {
    "date": "date sent gesendet datum envoyé fecha enviado data дата отправлено",
    "title": "subject betreff objet asunto assunto oggetto тема",
    "author": "from von de da от",
}
_FORWARDED_KEYS = {name: key for key, names in _FORWARDED_NAMES.items() for name in names.split()}
_FORWARDED_HEADER = re.compile(rf"\s*\*?(?:to|an|à|para|a|cc|кому|{'|'.join(_FORWARDED_KEYS)})\s*\*?:", re.IGNORECASE)


def _own_words(text: str) -> str:
    """A plain mail without the signature behind its mark and, where there is other text, without quoted lines."""
    text = _SIGNATURE.split(text, maxsplit=1)[0] or text
    own = "\n".join(line for line in text.split("\n") if not line.startswith(">"))
    return own if own.strip() else text


_SIGNATURE = re.compile(r"^-- ?\r?$", re.MULTILINE)


def _unflowed(text: str, part: Message) -> str:
    """Lines of format=flowed (RFC 3676) that end in a blank run on."""
    if str(part.get_param("format", "")).lower() != "flowed":
        return text
    return re.sub(r"(?<!^--) \r?\n(?=\S)", " ", text, flags=re.MULTILINE)


def _is_attachment(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or (
        bool(part.get_filename()) and part.get_content_maintype() != "multipart"
    )


def _attachment(parts: list[Message], payload: Payload, body: tuple[Block, ...]) -> Item | None:
    """The release in an attachment, where the mail's own text is missing or only points to it."""
    text = " ".join(block.text for block in body)
    if text and not (len(text) <= _COVER_CHARS and _ATTACHED.search(text)):
        return None
    from corpus.reading.sniffing import reader_of

    for part in parts:
        name = _header_text(part.get_filename() or "")
        data = part.get_payload(decode=True)
        if not _is_attachment(part) or not name.lower().endswith(_READABLE) or not isinstance(data, bytes) or not data:
            continue
        inner = Payload(
            f"{payload.path}!/{name}", io.BytesIO(data), len(data), payload.source,
            hashlib.sha256(data).hexdigest(), len(data), payload.depth + 1,
        )  # fmt: skip
        try:
            found = next(
                (item for item in reader_of(inner).read(inner) if isinstance(item, Item) and item.blocks), None
            )
        except (Rejected, ValueError, OSError):
            continue
        if found is not None and sum(len(block.text) for block in found.blocks) > len(text) / 2:
            return found
    return None
