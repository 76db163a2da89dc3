"""What stands around a release: the same announcement elsewhere, its translations and corrections, others like it."""

from __future__ import annotations

import re
from collections import Counter
from math import log

import numpy as np
from whoosh.query import And, AndNot, Every, NumericRange, Or, Query, Term

from corpus.release import Release
from search.analysis import exact_terms, terms
from search.engines.port import ReleaseView
from search.fields import day_number
from search.highlighting import Highlighter
from search.query.nodes import AtLeast, Words
from search.results import Result
from search.snapshot import DocIds
from search.snippets import highlights
from search.view import View

_RELATED = 6
_TELLING = 16  # words of a release by which others like it are found
_READ = 2_000  # words of its beginning that are looked at
_CANDIDATES = 60
_CORRECTING = frozenset(
    (
        "correction", "corrected", "corrects", "corrigendum", "erratum", "errata", "rectification", "rectificatif",
        "correctif", "berichtigung", "richtigstellung", "korrektur", "correccion", "rectificacion", "errata",
        "correzione", "rettifica", "correcao", "retificacao", "sprostowanie", "korekta", "duzeltme", "duzelis",
        "исправление", "уточнение", "поправка", "опровержение", "виправлення", "уточнення", "rectificare", "تصحيح",
        "تصويب", "訂正", "更正", "정정",
    )
)  # fmt: skip


def release_view(view: View, doc: int) -> ReleaseView:
    """The release of a visible document with its surroundings."""
    release = view.release(doc)
    siblings = view.generation.folding.siblings(doc)
    siblings = siblings[~np.isin(siblings, view.hidden)]
    translations = _translations(view, release, doc)
    corrections = _corrections(view, release, doc)
    apart = {doc, *siblings.tolist(), *translations, *corrections}
    return ReleaseView(
        release=release,
        generation=view.snapshot.generation,
        related=_related(view, release, apart),
        elsewhere=tuple(view.release(int(sibling)) for sibling in siblings),
        translations=tuple(view.release(other) for other in translations),
        corrections=tuple(view.release(other) for other in corrections),
    )


def _related(view: View, release: Release, apart: set[int]) -> tuple[Result, ...]:
    """Releases that share the words which tell this one from the rest, by tf-idf; one of each group."""
    telling = _telling(view, release)
    if not telling:
        return ()
    found = view.match(Or([Words([Term("text", stem), Term("title", stem)]) for stem in telling]), scored=True)
    if found.scores is None:
        return ()
    best = found.docs[np.argsort(-found.scores, kind="stable")[: _RELATED + len(apart) + 40]]
    seen, results = set(), []
    for doc in best.tolist():
        if doc in apart:
            continue
        group = int(view.snapshot.groups(np.array([doc]))[0])
        if group < 0 or group not in seen:
            seen.add(group)
            other = view.release(doc)
            results.append(Result(other, None, highlights(other, Highlighter(()))))
        if len(results) == _RELATED:
            break
    return tuple(results)


def _telling(view: View, release: Release) -> list[str]:
    heading = terms(release.title or "", release.language)[1]
    counts = Counter(terms(release.text, release.language)[1][:_READ])
    for stem in heading:
        counts[stem] += 2
    size = max(1, len(view.visible))
    weighed = []
    for stem, count in counts.most_common(200):
        frequency = view.frequency("text", stem)
        if 1 < frequency < size / 2 and len(stem) > 3:
            weighed.append((-(1 + log(count)) * log(size / frequency), stem))
    return [stem for _, stem in sorted(weighed)[:_TELLING]]


def _translations(view: View, release: Release, doc: int) -> list[int]:
    """Releases in another language that say the same: by reference, else same source and day, people and numbers."""
    day = day_number(release.date)
    if release.language is None or day is None:
        return []
    others = AndNot(Every("language"), Term("language", release.language))
    candidates = view.match(And([NumericRange("day", day - 1, day + 1), others])).docs
    folder = release.source.path.rpartition("/")[0]
    found = []
    for other_doc in _same_origin(view, release, candidates)[:_CANDIDATES].tolist():
        other = view.release(other_doc)
        if other_doc == doc or other.language in (None, release.language):
            continue
        if release.reference and release.reference == other.reference:
            found.append(other_doc)
        elif folder == other.source.path.rpartition("/")[0] or release.publisher == other.publisher:
            people = _shared({p.id for p in release.people}, {p.id for p in other.people})
            numbers = _shared(_numbers(release.text), _numbers(other.text))
            if ((people or 0) >= 0.5 and (numbers is None or numbers >= 0.4)) or (
                people is None and (numbers or 0) >= 0.7
            ):
                found.append(other_doc)
    return found


def _same_origin(view: View, release: Release, docs: DocIds) -> DocIds:
    """Of ``docs`` those of the release's publisher or countries, which is where its translations are."""
    origins: list[Query] = [Term("country", code) for code in release.countries[:3]]
    if release.publisher:
        origins.append(Term("publisher", release.publisher))
    if not origins:
        return docs
    return docs[np.isin(docs, view.match(Or(origins)).docs)]


def _numbers(text: str) -> set[str]:
    return set(re.findall(r"\d{2,}", text))


def _shared(a: set[str], b: set[str]) -> float | None:
    """Jaccard's coefficient; None where neither has any."""
    return len(a & b) / len(a | b) if a or b else None


def _corrections(view: View, release: Release, doc: int) -> list[int]:
    """What corrects this release, or what it corrects: the publisher's own, of nearly the same title."""
    words = [word for word in exact_terms(release.title or "") if word not in _CORRECTING and len(word) > 2]
    if len(words) < 3 or not release.publisher:
        return []
    correcting = _is_correction(release)
    wanted: list[Query] = [Term("publisher", release.publisher)]
    if not correcting:
        wanted.append(Or([_either(word) for word in sorted(_CORRECTING)]))
        if not len(view.match(And(wanted)).docs):
            return []
    alike = AtLeast([_either(word) for word in words], -(-len(words) * 3 // 4))
    found = view.match(And([alike, *wanted]), scored=True)
    if found.scores is None:
        return []
    others = []
    for other_doc in found.docs[np.argsort(-found.scores, kind="stable")[:20]].tolist():
        other = view.release(other_doc)
        earlier, later = (other, release) if correcting else (release, other)
        in_order = (earlier.date or "") <= (later.date or "")
        if other_doc != doc and _is_correction(other) != correcting and in_order and _titles_alike(release, other):
            others.append(other_doc)
    return others[:5]


def _either(word: str) -> Query:
    return Words([Term("title_exact", word), Term("text_exact", word)])


def _is_correction(release: Release) -> bool:
    beginning = exact_terms(f"{release.title or ''} {release.subtitle or ''} {release.text[:300]}")
    return not _CORRECTING.isdisjoint(beginning)


def _titles_alike(release: Release, other: Release) -> bool:
    ours, theirs = (set(exact_terms(r.title or r.text[:200])) - _CORRECTING for r in (release, other))
    return len(ours & theirs) >= 0.6 * min(len(ours), len(theirs)) > 0
