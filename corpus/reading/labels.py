"""Lines of a page that state something of the release beside its text: "Press Release Number: 17-1128",
"Published 3 May"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.document import Metadatum
from corpus.reading.markup import Piece

# What a label stands for; written without case, dots and blanks at its ends.
_LABELS = {
    "reference": (
        "press release number", "press release no", "press release", "release number", "release no", "release id",
        "pr number",
        "news release number", "reference", "reference number", "reference no", "ref", "ref no", "our ref", "number",
        "no",
        "référence", "réf", "numéro", "n°", "communiqué n°", "pressemitteilung nr", "pressemeldung nr", "nummer", "nr",
        "numero", "número", "comunicado nº", "comunicado no", "boletín no", "nota nº", "nota informativa nº", "номер",
        "№", "sayı",
    ),
    "date": (
        "date", "published", "published on", "publication date", "date published", "posted", "posted on",
        "release date",
        "released", "date of release", "issued", "issued on", "date issued", "first published", "publié le",
        "publiée le",
        "date de publication", "mis en ligne le", "date", "le", "veröffentlicht", "veröffentlicht am", "datum",
        "erscheinungsdatum",
        "erschienen am", "meldung vom", "pubblicato", "pubblicato il", "data", "data pubblicazione",
        "data di pubblicazione", "fecha",
        "fecha de publicación", "publicado", "publicado el", "publicado em", "publicada em", "data de publicação",
        "gepubliceerd",
        "gepubliceerd op", "publicerad", "publisert", "udgivet", "julkaistu", "data publikacji", "opublikowano",
        "datum zveřejnění",
        "megjelent", "publicat", "дата", "дата публикации", "опубликовано", "дата публікації", "опубліковано",
        "жарияланған күні",
        "yayın tarihi", "yayınlanma tarihi", "tarih", "tarix", "dərc olunub", "発表日", "掲載日", "公開日",
        "发布时间", "发布日期", "日期",
        "發布日期", "등록일", "작성일", "게시일", "تاريخ النشر", "التاريخ",
    ),
    "date-modified": (
        "updated", "updated on", "last updated", "last modified", "modified", "last reviewed", "mis à jour le",
        "dernière mise à jour",
        "aktualisiert", "aktualisiert am", "letzte änderung", "aggiornato", "ultimo aggiornamento", "actualizado",
        "última actualización",
        "atualizado em", "última modificação", "laatst bijgewerkt", "обновлено", "дата обновления", "оновлено",
        "güncelleme",
        "güncelleme tarihi", "更新日", "更新时间", "수정일", "آخر تحديث",
    ),
    "embargo": ("embargo", "embargoed until", "embargo until", "sperrfrist", "sous embargo jusqu'au", "embargo hasta"),
}  # fmt: skip
_FIELD_OF = {label: field for field, labels in _LABELS.items() for label in labels}
_LONGEST = max(map(len, _FIELD_OF))
_LABELLED = re.compile(rf"(\S.{{0,{_LONGEST}}}?)\s*[:：]\s*(.*)")
_OPENING = re.compile(
    "({}) ".format(
        "|".join(
            sorted(
                (re.escape(label) for label, field in _FIELD_OF.items() if field.startswith("date") and len(label) > 4),
                key=len,
                reverse=True,
            )
        )
    )
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|(?<!\d)\d{1,2}[./]\d{1,2}[./]\d\d(?!\d)|[٠-٩]{4}|[०-९]{4}")
_LINE_CHARS = 80


def stated_beside(pieces: Sequence[Piece], kept: Sequence[Piece]) -> Iterator[Metadatum]:
    """What lines around the text say that are not part of it: labelled values, and dates by the headline."""
    if not kept:
        return
    first, last = pieces.index(kept[0]), pieces.index(kept[-1])
    headline = max(
        (place for place in range(first) if pieces[place].kind == "heading" and pieces[place].level == 1), default=first
    )
    within = set(kept)
    for place in range(max(0, headline - 6), min(len(pieces), last + 16)):
        piece = pieces[place]
        if len(piece.text) > _LINE_CHARS or piece in within:
            continue
        found = _labelled(piece.text, pieces[place + 1] if place + 1 < len(pieces) else None)
        if found is None and place <= first + 4 and piece.link_chars == 0 and _dates_only(piece.text):
            found = Metadatum("date", piece.text, "line by the headline")
        if found is not None:
            yield found


def _labelled(line: str, following: Piece | None) -> Metadatum | None:
    """The value on the line behind its label, or on the next line where the label stands alone."""
    if match := _LABELLED.fullmatch(line):
        label, value = match[1].strip(" .").lower(), match[2].strip()
        if not value and following is not None and following.link_chars == 0 and len(following.text) <= _LINE_CHARS:
            value = following.text
    else:
        folded = line.lower()
        opening = _OPENING.match(folded)
        label = opening[1] if opening else ""
        value = line[len(label) :].strip()
    field = _FIELD_OF.get(label)
    if field is None or not any(char.isdigit() for char in value):
        return None
    return Metadatum(field, value, f"label {label}")


def _dates_only(line: str) -> bool:
    """A year, and no more words than a date with its weekday, hour and place has."""
    return _YEAR.search(line) is not None and len(line.split()) <= 9
