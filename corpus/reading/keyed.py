"""Records with named values, as JSON, CSV, feeds and front matter have them: which value is which field.

Names are compared without case, blanks and punctuation. A map of ``source.toml`` goes before the usual names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from corpus.document import Block, Metadatum
from corpus.reading.markup import fragment_blocks, looks_like_markup
from corpus.reading.payload import Item
from corpus.reading.text import blocks_of
from corpus.source import Source

# Field -> usual names, the best first. "date-…" are days that are not the day of issue.
USUAL_NAMES = {
    "title": "title headline heading titre titel titolo titulo título otsikko rubrik tytul tytuł naslov başlık "
    "baslik başlıq basliq "
    "заголовок название тақырып назва 标题 標題 タイトル 제목 العنوان news_title post_title press_release_title name "
    "subject",
    "subtitle": "subtitle sub_title subheadline subheading subhead standfirst dek untertitel sous_titre sottotitolo "
    "subtitulo "
    "подзаголовок",
    "date": "date_published datePublished published_at first_published_at first_public_at publication_date "
    "published_date "
    "publish_date publishDate pubDate pub_date published_on published publishedAt published_time publication_time "
    "first_published public_timestamp date_of_publication release_date released issued_at issue_date issued "
    "date_issued date_str date datum "
    "fecha data дата дата_публикации tarih tarix tarixi күні 日期 日付 날짜 التاريخ posted posted_at post_date "
    "posted_on datetime timestamp "
    "date_gmt display_date news_date press_release_date effective_date created_at created date_created creation_date",
    "date-modified": "date_modified dateModified modified modified_at updated updated_at public_updated_at "
    "last_modified lastmod "
    "last_updated modified_gmt changed",
    "date-event": "delivered_on event_date start_date delivered_at meeting_date",
    "text": "content_encoded body_html content_html full_text fulltext article_body articleBody body_text bodytext "
    "body content_text "
    "content text html article story inhalt contenu contenuto contenido cuerpo texto texte testo tekst metin mətn "
    "текст содержание мәтін "
    "内容 正文 本文 내용 النص post_content message raw_text main_text maintext plain_text decision_details details "
    "description summary "
    "abstract excerpt teaser lead",
    "description": "description summary abstract excerpt teaser lead lede intro",
    "url": "url link href permalink web_url canonical_url canonical source_url page_url external_url uri base_path "
    "web_path path "
    "address source_link",
    "identity": "guid uuid content_id id _id identifier key msg_id nid item_id release_id",
    "language": "language lang locale langcode sprache langue idioma lingua язык dil",
    "author": "author authors creator byline writer dc_creator",
    "publisher": "publisher organisation organization ministry agency department source_name source site_name outlet "
    "issuer",
    "kind": "document_type doc_type release_type content_type type kind category categories",
    "reference": "reference ref reference_number release_number press_release_number press_release_no number no nr "
    "decision_number",
    "embargo": "embargo embargo_until embargoed_until embargo_date",
    "contact": "contact contacts press_contact media_contact kontakt",
    "place": "place location city dateline",
    "speaker": "speaker speakers delivered_by",
}
_WRAPPERS = ("attributes", "details", "fields", "data", "node", "_source", "properties", "article", "metadata", "meta")
_INNER_TEXT = (
    "rendered",
    "processed",
    "value",
    "html",
    "#text",
    "text",
    "en",
    "name",
    "title",
    "href",
    "url",
    "content",
)
_NOT_LETTERS = re.compile(r"[\W_]+")


def folded(name: str) -> str:
    return _NOT_LETTERS.sub("", name).lower()


_FIELD_NAMES = {field: [folded(name) for name in names.split()] for field, names in USUAL_NAMES.items()}
_TITLES = frozenset(_FIELD_NAMES["title"])
_TEXTS = frozenset(_FIELD_NAMES["text"])
_KNOWN = frozenset(name for names in _FIELD_NAMES.values() for name in names)


def is_release(record: Any, source: Source) -> bool:
    """Whether a mapping has a text or a title under a mapped or a usual name."""
    if not isinstance(record, Mapping):
        return False
    mapped = [source.fields[field] for field in ("text", "title") if field in source.fields]
    if any(_at(record, path) not in (None, "") for path in mapped):
        return True
    names = {folded(str(key)) for key, value in _flattened(record) if value not in (None, "", [], {})}
    return bool(names & _TEXTS) and (bool(names & _TITLES) or len(names & _KNOWN) > 1)


def empty_text(record: Mapping[str, Any]) -> str | None:
    """The key under which a record that is no release would have its text, if it has one."""
    return next((str(key) for key in record if folded(str(key)) in _TEXTS and not record[key]), None)


def item_of(record: Mapping[str, Any], source: Source, *, format: str, encoding: str | None, word: str = "key") -> Item:
    """The item that a record describes. ``word`` is what its names are called there, for the trace: key, column,
    element."""
    metadata: list[Metadatum] = []
    blocks: tuple[Block, ...] = ()
    values = _by_name(record)
    for field, path in source.fields.items():
        value = _texts(_at(record, path))
        if field == "text":
            blocks = _blocks_of_texts(value)
        else:
            metadata += [Metadatum(field, text, f"{word} {path}") for text in value]
    used: str | None = None
    if not blocks:
        for name in _FIELD_NAMES["text"]:
            if name in values and (blocks := _blocks_of_texts(_texts(values[name][1]))):
                used = name
                break
    for field, names in _FIELD_NAMES.items():
        if field == "text":
            continue
        for name in names:
            if name in values and name != used:
                key, value = values[name]
                metadata += [
                    Metadatum(field, _one_line(text), f"{word} {key}") for text in _texts(value) if len(text) < 4000
                ]
    metadata = [m for m in dict.fromkeys(metadata) if m.value]
    identity = next((m.value for key in ("url", "identity", "reference") for m in metadata if m.key == key), None)
    return Item(format, encoding, blocks, tuple(m for m in metadata if m.key != "identity"), identity)


def _by_name(record: Mapping[str, Any]) -> dict[str, tuple[str, Any]]:
    """Folded name -> name as printed and value; of outer and inner values of one name the outer wins."""
    values: dict[str, tuple[str, Any]] = {}
    for key, value in _flattened(record):
        values.setdefault(folded(key.rpartition(".")[2]), (key, value))
    return values


def _flattened(record: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The record's values, then those of the objects in it that only wrap more of them, as dotted names."""
    wrapped = []
    for key, value in record.items():
        if (
            isinstance(value, Mapping)
            and key in _WRAPPERS
            and not any(inner in value for inner in ("rendered", "processed"))
        ):
            wrapped.append((key, value))
        else:
            yield str(key), value
    for key, value in wrapped:
        for name, inner in value.items():
            yield f"{key}.{name}", inner


def _at(record: Any, path: str) -> Any:
    """The value under a dotted path; a key that has dots itself is found too. Of a list, each member's."""
    if isinstance(record, list):
        found = [value for member in record if (value := _at(member, path)) is not None]
        return found or None
    if not isinstance(record, Mapping):
        return None
    if path in record:
        return record[path]
    head, dot, rest = path.partition(".")
    while dot:
        if head in record:
            return _at(record[head], rest)
        more, dot, rest = rest.partition(".")
        head = f"{head}.{more}"
    wanted = folded(path)
    return next((value for key, value in record.items() if folded(str(key)) == wanted), None)


def _texts(value: Any, depth: int = 0) -> list[str]:
    """The strings that a value comes down to: itself, the members of a list, the text in a wrapping object."""
    if isinstance(value, str):
        return [value.strip()] if value.strip() else []
    if isinstance(value, bool) or value is None or depth > 4:
        return []
    if isinstance(value, (int, float)):
        return [str(value)]
    if isinstance(value, list):
        return [text for member in value[:1000] for text in _texts(member, depth + 1)]
    if isinstance(value, Mapping):
        for key in _INNER_TEXT:
            if found := _texts(value.get(key), depth + 1):
                return found
    return []


def _blocks_of_texts(texts: list[str]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for text in texts:
        blocks += blocks_of_value(text)
    return tuple(blocks)


def blocks_of_value(text: str) -> tuple[Block, ...]:
    """The blocks of a text out of a data file, which may be HTML, HTML escaped once more, or plain."""
    if "&lt;" in text and not looks_like_markup(text):
        from html import unescape

        text = unescape(text)
    if looks_like_markup(text):
        return fragment_blocks(text)
    if "&" in text and re.search(r"&(?:\w{2,8}|#\d{2,6});", text):
        from html import unescape

        text = unescape(text)
    return blocks_of(text)


def _one_line(text: str) -> str:
    if "<" in text and looks_like_markup(text):
        text = re.sub(r"<[^<>]*>", " ", text)
    if "&" in text:
        from html import unescape

        text = unescape(text)
    return " ".join(text.split())


_FIELD_OF = {name: field for field, names in reversed(_FIELD_NAMES.items()) for name in names}


def known_name(name: str) -> str | None:
    """The field that a folded name usually stands for."""
    return _FIELD_OF.get(name)
