"""Markdown with or without front matter, as Jekyll, Hugo and their kin keep it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from corpus.document import Block, BlockKind
from corpus.reading.keyed import item_of
from corpus.reading.markup import fragment_blocks
from corpus.reading.payload import Found, Item, Payload
from corpus.reading.text import encoding_problems

_SUFFIXES = frozenset({".md", ".markdown", ".mdown", ".mkd", ".mdx"})
_FRONT = re.compile(r"\s*(---|\+\+\+)[ \t]*\r?\n(.*?)\r?\n\1[ \t]*(?:\r?\n|$)", re.DOTALL)
_KEY = re.compile(r"([\w][\w .-]{0,60}?)[ \t]*:(?:[ \t]+(.*)|[ \t]*)$")


def looks_like(payload: Payload, start: str) -> bool:
    if payload.suffix in _SUFFIXES:
        return True
    front = _FRONT.match(start)
    return bool(front) and any(_KEY.match(line) for line in front[2].split("\n")[:3]) if front else False


def read(payload: Payload) -> Iterator[Found]:
    """One item: the front matter's values as metadata, the rest as blocks."""
    decoded = payload.text()
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    record: dict[str, Any] = {}
    if front := _FRONT.match(text):
        record = _toml(front[2]) if front[1] == "+++" else _yaml(front[2])
        text = text[front.end() :]
    body = blocks_of_markdown(text)
    named = item_of(record, payload.source, format="markdown", encoding=decoded.encoding, word="front matter")
    metadata = [m for m in named.metadata if "://" in m.value or m.key != "url"] + [
        m for m in named.metadata if m.key == "url" and "://" not in m.value
    ]
    yield Item(
        "markdown",
        decoded.encoding,
        body or named.blocks,
        tuple(metadata),
        named.identity,
        encoding_problems(decoded.repaired),
    )


def _toml(text: str) -> dict[str, Any]:
    import tomllib

    try:
        return {
            key: str(value) if not isinstance(value, (str, dict, list)) else value
            for key, value in tomllib.loads(text).items()
        }
    except (tomllib.TOMLDecodeError, RecursionError):
        return _yaml(re.sub(r"^(\w+)\s*=\s*", r"\1: ", text, flags=re.MULTILINE))


def _yaml(text: str) -> dict[str, Any]:
    """The keys of YAML front matter, read leniently: a colon or quote in a bare value is part of it.

    Values are strings, lists of strings or one level of keys; what is nested deeper is left out.
    """
    record: dict[str, Any] = {}
    key, lines = "", list[str]()
    for line in [*text.split("\n"), "end:"]:
        line = line.rstrip()
        match = _KEY.match(line) if line and not line[0].isspace() and line[0] not in "-#" else None
        if match is None:
            lines.append(line)
            continue
        if key:
            record[key] = _yaml_value(lines)
        key, lines = match[1].strip().strip("\"'"), [match[2] or ""]
    return record


def _yaml_value(lines: list[str]) -> Any:
    first, rest = lines[0].strip(), [line for line in lines[1:] if line.strip()]
    if first[:1] in "|>" and first[1:].strip("+-0123456789") == "" and first:
        return ("\n" if first[0] == "|" else " ").join(line.strip() for line in rest)
    if first.startswith("[") and first.endswith("]"):
        return [value for part in first[1:-1].split(",") if (value := _scalar(part))]
    if first:
        return _scalar(" ".join([first, *(line.strip() for line in rest)]))
    if rest and rest[0].lstrip().startswith("- "):
        return [_scalar(line.strip()[2:]) for line in rest if line.strip().startswith("- ")]
    inner = {match[1].strip(): _scalar(match[2] or "") for line in rest if (match := _KEY.match(line.strip()))}
    return inner or _scalar(" ".join(line.strip() for line in rest))


def _scalar(text: str) -> str:
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] == '"':
        return re.sub(r"\\(.)", lambda m: {"n": "\n", "t": "\t"}.get(m[1], m[1]), text[1:-1])
    if len(text) > 1 and text[0] == text[-1] == "'":
        return text[1:-1].replace("''", "'")
    if text in ("~", "null", "Null", "NULL"):
        return ""
    return re.sub(r"\s+#\s.*$", "", text)


_FENCE = re.compile(r"\s{0,3}(```+|~~~+)")
_HEADING = re.compile(r"\s{0,3}(#{1,6})(?:\s+|(?=[^#\s]))(.*?)\s*#*\s*$")
_UNDERLINE = re.compile(r"\s{0,3}(=+|-{2,})\s*$")
_RULE = re.compile(r"\s{0,3}(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,})$")
_LIST_ITEM = re.compile(r"\s*(?:[-*+]|(\d{1,3}[.)]))\s+(.*)$")
_TABLE_LINE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_BLOCK_TAG = re.compile(
    r"\s{0,3}</?(?:div|p|table|ul|ol|li|h[1-6]|blockquote|section|article|center|iframe|figure|details|br|hr|script|style|img)\b",
    re.IGNORECASE,
)


def blocks_of_markdown(text: str) -> tuple[Block, ...]:
    """Blocks of CommonMark and the tables of GitHub's manner; emphasis, links and pictures as their text."""
    blocks: list[Block] = []
    lines: list[str] = []
    kind: BlockKind = "paragraph"
    fence = ""

    def close() -> None:
        nonlocal kind
        if lines:
            blocks.extend(_paragraph(lines, kind))
            lines.clear()
        kind = "paragraph"

    for line in text.split("\n"):
        if fence:
            if line.strip().startswith(fence):
                fence = ""
                close()
            else:
                lines.append(line)
        elif match := _FENCE.match(line):
            close()
            fence, kind = match[1][:3], "preformatted"
        elif not line.strip():
            close()
        elif kind == "paragraph" and lines and (match := _UNDERLINE.match(line)) and not _BLOCK_TAG.match(lines[0]):
            heading = _inline(" ".join(part.strip() for part in lines))
            lines.clear()
            blocks.append(Block("heading", heading, 1 if match[1][0] == "=" else 2))
        elif _RULE.match(line):
            close()
        elif match := _HEADING.match(line):
            close()
            if heading := _inline(match[2]):
                blocks.append(Block("heading", heading, len(match[1])))
        elif match := _LIST_ITEM.match(line):
            close()
            kind = "list-item"
            lines.append(f"{match[1]} {match[2]}" if match[1] else match[2])
        elif line.lstrip().startswith(">"):
            if kind != "quote":
                close()
                kind = "quote"
            lines.append(line.lstrip().lstrip("> "))
        elif "|" in line and (line.strip().startswith("|") or kind == "table-row" or (lines and "|" in lines[-1])):
            kind = "table-row"
            lines.append(line)
        else:
            lines.append(line)
    close()
    return tuple(block for block in blocks if block.text)


def _paragraph(lines: list[str], kind: BlockKind) -> Iterator[Block]:
    if kind == "preformatted":
        yield Block(kind, "\n".join(lines).strip("\n"))
    elif kind == "table-row":
        for line in lines:
            if not _TABLE_LINE.match(line):
                cells = [_inline(cell) for cell in line.strip().strip("|").split("|")]
                yield Block(kind, " | ".join(cell for cell in cells if cell))
    elif _BLOCK_TAG.match(lines[0]):
        yield from fragment_blocks("\n".join(lines))
    else:
        text = ""
        for line in lines:  # two blanks or a backslash at the end of a line break it
            broken = line.endswith("  ") or line.endswith("\\")
            text += _inline(line.strip().removesuffix("\\")) + ("\n" if broken else " ")
        for place, part in enumerate(text.strip().split("\n")):
            if part.strip():
                yield Block(kind if place == 0 else "paragraph", part.strip())


_IMAGE = re.compile(
    r"!\[[^\]\[]{0,500}\](?:\([^()\s]{0,2000}(?:\s[^()]{0,300})?\)|\[[^\]]{0,200}\])(?:\{[^{}]{0,200}\})?"
)
_LINK = re.compile(
    r"\[([^\]\[]{0,1000})\](?:\([^()\s]{0,2000}(?:\([^()]{0,200}\)[^()\s]{0,500})?(?:\s[^()]{0,300})?\)|\[[^\]]{0,200}\])(?:\{[^{}]{0,200}\})?"
)
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,2000})>")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,2000}>")
_EMPHASIS = re.compile(r"(\*{1,3}|_{1,3}|~~)(?=[^\s*_~])(.{0,400}?[^\s*_~]|[^\s*_~])\1(?!\w)")
_DEFINITION = re.compile(r"\s{0,3}\[[^\]]{1,200}\]:\s+\S+")
_MARKED_CHARS = 20_000  # of a line in which pairs of marks are looked for
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def _inline(text: str) -> str:
    """A line without the marks of Markdown."""
    if _DEFINITION.match(text):
        return ""
    if "![" in text:
        text = _IMAGE.sub("", text)
    if "](" in text or "][" in text:
        text = _LINK.sub(r"\1", text)
    if "<" in text:
        text = _AUTOLINK.sub(r"\1", text)
        text = _TAG.sub(lambda m: " " if m[0].lower().startswith("<br") else "", text)
    for _ in range(3 if len(text) <= _MARKED_CHARS else 0):
        if "*" not in text and "_" not in text and "~~" not in text:
            break
        text, changes = _EMPHASIS.subn(r"\2", text)
        if not changes:
            break
    if "\\" in text:
        text = _ESCAPED.sub(r"\1", text)
    if "&" in text:
        from html import unescape

        text = unescape(text)
    return re.sub(r"(?<!\w)`([^`]+)`(?!\w)", r"\1", text).strip()
