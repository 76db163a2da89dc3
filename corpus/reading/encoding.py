"""Bytes -> text: which encoding it is, and the undoing of what earlier conversions broke."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

SAMPLE_BYTES = 48 * 1024

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Labels that the web uses for their supersets (Encoding Standard, "names and labels").
_SUPERSETS = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "latin_1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874",
    "tis-620": "cp874", "gb2312": "gb18030", "gbk": "gb18030", "euc_kr": "cp949", "shift_jis": "cp932",
    "big5": "big5hkscs", "utf-16": "utf-8", "utf-16-le": "utf-8", "utf-16-be": "utf-8",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decoded:
    text: str
    encoding: str  # Python's name of it: "utf-8", "cp1252", "koi8-r"
    repaired: bool = False  # bytes of another encoding were among them, or the text was encoded twice
    utf8: bytes | None = None  # the text in UTF-8, where the bytes were just that


def decode(data: bytes, *, declared: str | None = None, language: str | None = None) -> Decoded:
    """The text of ``data``: by byte order mark, as UTF-8, as declared, else by what its letters look like.

    Valid UTF-8 wins over a declaration, since text of another encoding is all but never valid UTF-8. ``language``
    (ISO 639-1) breaks ties between encodings that differ in a few letters. Never raises.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _finished(data.removeprefix(codecs.BOM_UTF8).decode(encoding, "replace"), encoding)
    if wide := _unmarked_utf16(data):
        return _finished(data.decode(wide, "replace"), wide)
    if b"\x1b" in data and b"\x1b$" in data[:SAMPLE_BYTES] and (text := _strictly(data, "iso2022_jp")) is not None:
        return _finished(text, "iso2022_jp")
    try:
        text = data.decode("utf-8")
        return _finished(text, "utf-8") if _suspect(data) else Decoded(text, "utf-8", utf8=data)
    except UnicodeDecodeError as error:
        if _mostly_utf8(data):
            return Decoded(_without_controls(repaired(_patched_utf8(data))), "utf-8", True)
        first_odd = error.start
    if declared and (codec := _known(declared)) and (text := _strictly(data, codec)) is not None and _plausible(text):
        return _finished(text, codec)
    codec = _guessed(data[max(0, first_odd - 2048) :][:SAMPLE_BYTES], language)
    return _finished(data.decode(codec, "replace"), codec)


def named_in_markup(head: bytes) -> str | None:
    """The encoding that HTML or XML says to be in."""
    match = _NAMED.search(head)
    return (match[1] or match[2]).decode("ascii", "replace") if match else None


_NAMED = re.compile(
    rb"""<meta[^>]{0,300}?charset\s*+=\s*+(?:["']\s*+)?([\w.:-]{2,40})"""
    rb"""|<\?xml[^>]{0,100}?encoding\s*+=\s*+["']([\w.:-]{2,40})""",
    re.IGNORECASE,
)


def _finished(text: str, encoding: str) -> Decoded:
    mended = repaired(text)
    return Decoded(_without_controls(mended), encoding, mended is not text)


def _known(label: str) -> str | None:
    try:
        name = codecs.lookup(label.strip().strip("\"'").lower()).name
        "".encode(name)
    except (LookupError, ValueError, TypeError):
        return None
    return _SUPERSETS.get(name, name)


def _strictly(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeDecodeError, ValueError):
        return None


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: in Latin text every other byte is zero, always on the same side."""
    sample = data[:2048]
    if len(sample) < 8 or b"\0" not in sample:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _mostly_utf8(data: bytes) -> bool:
    """Whether most bytes above ASCII form UTF-8 sequences: such a text was pasted together or cut."""
    odd = len(data) - len(data.decode("utf-8", "ignore").encode())
    return len(data.translate(None, _ASCII)) > 4 * odd


_ASCII = bytes(range(0x80))


def _patched_utf8(data: bytes) -> str:
    """UTF-8 with each byte that is out of place read as Windows-1252, the usual stowaway."""
    return data.decode("utf-8", "surrogateescape").translate(_STOWAWAYS)


_STOWAWAYS = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)}

# What is read as the Windows code page, by the byte it stood for: for undoing a second encoding.
_BYTE_OF = {
    char: byte for byte in range(0x80, 0x100) for char in (chr(byte), bytes([byte]).decode("cp1252", "ignore")) if char
}
_TRAIL = "[" + "".join(re.escape(char) for char, byte in _BYTE_OF.items() if byte < 0xC0) + "]"
# The letter that begins the first sequence stands before all else, so that the search leaps from one such to the next.
_TWICE = re.compile(
    f"[\xc2-\xf4](?:(?<=[\xc2-\xdf]){_TRAIL}|(?<=[\xe0-\xef]){_TRAIL}{{2}}|(?<=[\xf0-\xf4]){_TRAIL}{{3}})"
    f"(?:[\xc2-\xdf]{_TRAIL}|[\xe0-\xef]{_TRAIL}{{2}}|[\xf0-\xf4]{_TRAIL}{{3}})*"
)
_TWICE_HINT = re.compile(f"[\xc2-\xf4]{_TRAIL}")
_EXPECTED = re.compile(
    "[\u0080-\u06ff\u0900-\u0dff\u0e00-\u0e7f\u1e00-\u27bf\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3\ufb00-\ufb4f\ufeff\uff00-\uffef\U0001f000-\U0001faff]+"
)


def repaired(text: str) -> str:
    """``text`` with sequences that are UTF-8 read as Windows-1252 or Latin-1 turned back; itself where there are none.

    A single two-letter sequence might be meant ("À »") unless it follows a small letter; two or a longer one are not.
    """
    if not _TWICE_HINT.search(text):
        return text
    matches = list(_TWICE.finditer(text))
    if not matches:
        return text
    if len(matches) == 1 and len(matches[0].group()) == 2 and not text[: matches[0].start()][-1:].islower():
        return text
    return _TWICE.sub(_once, text)


def _once(match: re.Match[str]) -> str:
    try:
        once = bytes(_BYTE_OF[char] for char in match.group()).decode("utf-8")
    except UnicodeDecodeError:
        return match.group()
    return once if _EXPECTED.fullmatch(once) else match.group()


# The controls of ISO 8859 are never meant; the Windows code page has quotes and dashes there.
_CONTROLS = {chr(code): bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}
_CONTROLS |= {chr(code): "" for code in range(0x20) if chr(code) not in "\t\n\r\f"}
_CONTROLS |= {"\x0b": "\n", "\x1c": "\n", "\x1d": "\n", "\x1e": "\n", "\x85": "…", "\x7f": "", "\ufeff": ""}
_CONTROL = re.compile("[" + "".join(map(re.escape, _CONTROLS)) + "\ud800-\udfff]")


def _without_controls(text: str) -> str:
    return _CONTROL.sub(lambda match: _CONTROLS.get(match[0], "\ufffd"), text)


def _suspect(data: bytes) -> bool:
    """Whether UTF-8 has anything that ``_finished`` would change.

    What nothing is to be feared of is taken out first, since that costs a nanosecond a byte and leaves little. The
    bytes of one letter stay together, so that only letters in a row have to be looked for where they stood.
    """
    rest = data.translate(None, _PLAIN)
    return _CONTROL_BYTES.search(rest) is not None or (
        _TWICE_BYTES.search(rest) is not None and _TWICE_BYTES.search(data) is not None
    )


_PLAIN = bytes(byte for byte in range(0x7F) if byte >= 0x20 or byte in b"\t\n\r\f")
_CONTROL_BYTES = re.compile(rb"[\x00-\x1f\x7f]|\xc2[\x80-\x9f]|\xef\xbb\xbf")
_TRAIL_BYTES = b"(?:%b)" % b"|".join(re.escape(char.encode()) for char, byte in _BYTE_OF.items() if byte < 0xC0)
_TWICE_BYTES = re.compile(
    rb"\xc3(?:[\x82-\x9f]%b|[\xa0-\xaf]%b{2}|[\xb0-\xb4]%b{3})" % (_TRAIL_BYTES, _TRAIL_BYTES, _TRAIL_BYTES)
)


def _plausible(text: str) -> bool:
    """A declaration is wrong where its letters come out as controls."""
    sample = text[:SAMPLE_BYTES]
    return 50 * len(_ISO_CONTROL.findall(sample)) <= len(sample)


_ISO_CONTROL = re.compile("[\x80-\x9f]")


_CANDIDATES = (
    "cp1252", "cp1251", "koi8-u", "cp1250", "cp1254", "cp1257", "cp1253", "cp1255", "cp1256", "iso8859-2",
    "iso8859-5", "iso8859-7", "cp866", "cp874", "cp1258",
)  # fmt: skip
_WIDE_CANDIDATES = ("gb18030", "cp932", "euc_jp", "cp949", "big5")
_BY_LANGUAGE = {
    **dict.fromkeys(("ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "mn"), ("cp1251", "koi8-u", "iso8859-5", "cp866")),
    **dict.fromkeys(("pl", "cs", "sk", "hu", "ro", "hr", "sl", "bs", "sq"), ("cp1250", "iso8859-2")),
    **dict.fromkeys(("lt", "lv", "et"), ("cp1257",)),
    "tr": ("cp1254",), "az": ("cp1254",), "el": ("cp1253", "iso8859-7"), "he": ("cp1255",), "ar": ("cp1256",),
    "fa": ("cp1256",),
    "th": ("cp874",), "vi": ("cp1258",), "zh": ("gb18030", "big5"), "ja": ("cp932", "euc_jp"), "ko": ("cp949",),
}  # fmt: skip


def _guessed(sample: bytes, language: str | None) -> str:
    """The encoding whose letters make the likeliest words; Windows-1252 where nothing speaks for another."""
    from corpus.reading.letters import likelihood

    favoured = _BY_LANGUAGE.get(language or "", ())
    best, best_score = "cp1252", float("-inf")
    for codec in (*_CANDIDATES, *_WIDE_CANDIDATES):
        text = _strictly(sample, codec)
        if text is None and codec in _WIDE_CANDIDATES:  # a character may be cut at either end
            text = next(
                (t for cut in (1, 2, 3) if (t := _strictly(sample[: len(sample) - cut], codec)) is not None), None
            )
        if text is None:
            if codec in _WIDE_CANDIDATES or len(sample.decode(codec, "ignore")) < len(sample) * 0.998:
                continue
            text = sample.decode(codec, "ignore")
        score = likelihood(text) + (0.15 if codec in favoured else 0.0)
        if score > best_score + 1e-9:
            best, best_score = codec, score
    return best if best_score >= _SURE else _second_opinion(sample, best, best_score)


_SURE = 0.9


def _second_opinion(sample: bytes, best: str, best_score: float) -> str:
    """The rarer encodings (of Macintosh, of DOS) where they read better than any of the usual ones."""
    from charset_normalizer import from_bytes

    from corpus.reading.letters import likelihood

    match = from_bytes(sample).best()
    return match.encoding if match is not None and likelihood(str(match)) > best_score else best
