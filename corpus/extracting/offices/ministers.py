"""Ministers and secretaries of portfolios, one or several, and the ministries they stand for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from corpus.authority.tables import ministry_words, portfolio_names
from corpus.extracting.bodies.states import names_of_ministries, regional_body
from corpus.extracting.lexicon import Is, lexicon
from corpus.extracting.naming import slug, state_of, titled
from corpus.extracting.nations import Nations, adjective_between, nations_after, nations_before, nations_of_office
from corpus.extracting.offices.fields import charge_after, field_after, field_before
from corpus.extracting.offices.listed import listed_office
from corpus.extracting.offices.of_bodies import body_after, body_with_acronym, further_bodies_after, of_body
from corpus.extracting.offices.states import country_of, owner_of
from corpus.extracting.offices.text import Text
from corpus.extracting.offices.wording import worded
from corpus.extracting.phrases import GROUPS
from corpus.extracting.portfolios import (
    Run,
    Segment,
    compound_portfolio,
    hanging_before,
    name_of_one,
    run_after,
    run_before,
)
from corpus.extracting.tokens import BodyMention, Hit, OfficePhrase

_HEADS_OF_COMPOUNDS = {"sv": "departementet", "da": "ministeriet", "nb": "departementet", "nl": "ministerie",
                      "fi": "ministeriö", "hu": "minisztérium"}  # fmt: skip
# Languages that say "the interior minister" with an adjective, and the word before the portfolio of his ministry.
_OF_ADJECTIVES = {"bg": "на", "mk": "за", "sl": "za"}
_CAPITAL_HEADS = frozenset(("en", "de", "tr", "az", "hu"))  # of the names of ministries behind their portfolios
# States where several ministers share a department, so that what a table does not know names none.
_MINISTERS_WITHOUT_MINISTRIES = frozenset(("AU", "CA", "GB"))
_SERVING = frozenset(("to", "beim", "bei"))  # between a secretary and the minister he serves
_OF_SECRETARIES = frozenset(("AO", "GB", "HN", "MX", "PH", "PT", "US"))  # states whose ministers are secretaries
_OF_EVERY_STATE = frozenset((
    "interior", "foreign-affairs", "justice", "defence", "finance", "health", "education", "economy", "energy",
    "transport", "agriculture", "environment", "culture", "labour",
))  # fmt: skip
_PERSONAL = Is.GIVEN | Is.SURNAME | Is.HONORIFIC | Is.RANK
_Reader = Callable[[Text, Hit], OfficePhrase | None]


def minister(text: Text, hit: Hit, read: _Reader) -> OfficePhrase | None:
    """ "Minister of X", "X Secretary", "Minister". ``read`` reads the office that a secretary serves."""
    phrases = text.phrases
    inner = phrases.starting.get((hit.last - 1, "holder"))
    if inner is not None and inner.last > hit.last > hit.first + 1:  # "Deputy Secretary of State"
        deputy = listed_office(text, Hit(hit.first, inner.last, "holder", inner.value), inner.first)
        if deputy is not None:
            return deputy
    plural = hit.value.endswith("+")
    between = adjective_between(phrases, hit.last)
    begin = _parentheses_after(text, between.last if between else _qualified(text, hit.last))
    run = run_after(phrases, begin, plural)
    if run is not None and run.portfolio is None and run.first == hit.last:
        run = None  # "министр Лавров": no word says that it is of something
    first, last = hit.first, hit.last
    at_body = body_after(text, hit.last)
    charged = _charged(text, hit, at_body)
    if charged is not None:
        return charged
    if run is not None and at_body is not None and at_body.first == run.first:
        return of_body(text, hit, at_body, first, max(run.last, at_body.last))
    if run is not None and (at_body is None or run.portfolio is not None):
        last = run.last
    elif at_body is not None:
        return of_body(text, hit, at_body, first, at_body.last)
    elif (served := _serving(text, hit, read)) is not None:
        return served
    elif (run := _portfolios_before(text, first)) is not None:
        first = run.first
    elif (before_body := text.body_to.get(first) or body_with_acronym(text, first)) is not None and not text.breaks(
        before_body.last - 1, first
    ):
        return of_body(text, hit, before_body, before_body.first, last)
    else:
        first = field_before(text, first)
    last = text.trailing(last)
    first = text.with_modifiers(first)
    before, after = nations_of_office(phrases, first, last, by_holder=not (between or plural))
    code = after.codes[0] if after else between.value if between else before.codes[0] if before else None
    end = after.last if after else last
    if plural and run is not None and (len(run.segments) > 1 or (after and len(after.codes) > 1)):
        return _several(text, hit, run, first, last, end, after or before)
    wording = worded(text, hit, first, last)
    secretary = hit.value.startswith("secretary")
    further = (
        body_after(text, last)
        if secretary and run is not None and text.tokens.texts[last : last + 1] != [","]
        else None
    )
    if further is not None:  # "secretary of Health Surveillance of the Ministry of Health"
        end = further_bodies_after(text, further.last)
        return OfficePhrase(first, end, wording, further.id, further.country, plural, "of-body", (), further.name)
    if run is None or (plural and code is None and _of_group(text, last)):
        return OfficePhrase(first, end, wording, None, country_of(text, code, first), plural, "minister")
    rule = "secretary" if secretary else "minister"
    whole = Segment(run.first, run.last, run.portfolio)
    office = ministerial(text, hit, run, whole, first, end, wording, code, plural=plural, rule=rule)
    several = _several_ministries(text, run, office) if not plural else ()
    return replace(office, parts=several) if several else office


def _of_group(text: Text, at: int) -> bool:
    """ "foreign ministers of the G7" """
    folds = text.tokens.folds
    behind = text.phrases.skip_small(at) if at < len(folds) and folds[at] in text.phrases.links else len(folds)
    return behind < len(folds) and folds[behind] in GROUPS


def _several_ministries(text: Text, run: Run, office: OfficePhrase) -> tuple[OfficePhrase, ...]:
    """One part for each ministry of a minister of several, where the tables list them and none of the joint name."""
    words, country = text.tokens.words, office.country
    if len(run.segments) < 2 or office.body_name is None or text.naming.listed((office.body_name,), country):
        return ()
    named = ((words(each.first, each.last), each) for each in run.segments)
    forms = [names_of_ministries(name) for name, _ in named]
    listed = [text.naming.listed(names, country) for names in forms]
    if None in listed or len(set(listed)) < len(listed):
        return ()
    return tuple(
        replace(office, body=ident, body_name=text.naming.bodies[ident].name) for ident in listed if ident is not None
    )


def _charged(text: Text, hit: Hit, at_body: BodyMention | None) -> OfficePhrase | None:
    """ "Minister in the Presidency responsible for Women": what he answers for makes no ministry of its own."""
    last = further_bodies_after(text, at_body.last) if at_body is not None else hit.last
    at = charge_after(text, last)
    if at is None:
        return None
    run = run_after(text.phrases, at - 1) if text.tokens.folds[at - 1] in text.phrases.links else None
    end = run.last if run is not None else field_after(text, at - 1)
    if end <= at - 1 or (run is None and end == at):
        return None
    first = text.with_modifiers(hit.first)
    before = nations_before(text.phrases, first)
    country = country_of(text, before.codes[0] if before else None, first)
    wording, plural = worded(text, hit, first, end), hit.value.endswith("+")
    if at_body is None:
        return OfficePhrase(first, end, wording, None, country, plural, "minister")
    wording = worded(text, hit, first, at_body.last) + " " + text.tokens.words(last, end)
    return OfficePhrase(first, end, wording, at_body.id, at_body.country, plural, "of-body", (), at_body.name)


def _serving(text: Text, hit: Hit, read: _Reader) -> OfficePhrase | None:
    """ "Parliamentary Secretary to the Minister of Health": the office is of the one it serves, body and state."""
    at, folds = hit.last + 1, text.tokens.folds
    if not hit.value.startswith("secretary") or hit.last >= len(folds) or folds[hit.last] not in _SERVING:
        return None
    while at < len(folds) and folds[at] in text.phrases.articles:
        at += 1
    spots = ((end, kind) for end in (at, at + 1) for kind in ("holder", "minister", "office"))
    found = next((text.phrases.starting[spot] for spot in spots if spot in text.phrases.starting), None)
    found = found or text.phrases.starting.get((at, "minister-of"))
    if found is None or text.breaks(hit.first, found.first) or text.with_modifiers(found.first) > at:
        return None
    chief = read(text, found)
    if chief is None:
        return None
    first = text.with_modifiers(hit.first)
    wording = text.tokens.words(first, chief.last)
    return OfficePhrase(first, chief.last, wording, chief.body, chief.country, hit.value.endswith("+"), "secretary",
                        (), chief.body_name)  # fmt: skip


def _portfolios_before(text: Text, first: int) -> Run | None:
    """ "Foreign" before Minister, "Public Service" before Deputy Minister, "Emergency Management and Recovery"."""
    run = run_before(text.phrases, first)
    start = text.with_modifiers(first)
    if run is None and start < first:
        run = run_before(text.phrases, start)
    if run is not None or text.naming.languages[0] != "en" or text.phrases.headline(start):
        return run
    at, listed = start, False
    while at > 0 and start - at < 10 and not text.breaks(at - 1, first) and not text.phrases.nation_ending(at):
        joins = at < start and (text.tokens.folds[at - 1] in text.phrases.ands or text.tokens.texts[at - 1] == ",")
        flags = lexicon("en")[text.tokens.folds[at - 1]]
        capital = text.tokens.shapes[at - 1] in ("Xx", "X") and bool(flags & Is.WORD) and not flags & _PERSONAL
        if not (capital or (joins and at > 1 and text.tokens.shapes[at - 2] in ("Xx", "X"))):
            break
        listed = listed or (joins and text.tokens.texts[at - 1] != ",")
        at -= 1
    while at < start and (text.tokens.folds[at] in text.phrases.ands or text.tokens.texts[at] == ","):
        at += 1
        listed = any(fold in text.phrases.ands for fold in text.tokens.folds[at:start])
    if not listed:
        return None
    return Run(at, start, (Segment(at, start, None),))


def _qualified(text: Text, at: int) -> int:
    """Behind what may stand between an office and its portfolio: "assessore regionale al Bilancio", "secretário de
    Estado Adjunto e da Saúde"."""
    phrases, folds = text.phrases, text.tokens.folds
    end = text.trailing(at)
    while end < len(folds) and folds[end] in phrases.qualifiers and phrases.languages[0] != "en":
        end += 1
    if phrases.repeated and end + 1 < len(folds) and folds[end] in phrases.ands and folds[end + 1] in phrases.links:
        further = run_after(phrases, end + 1)
        if further is not None and further.portfolio is not None:
            return end + 1
    linked = end < len(folds) and (folds[end] in phrases.links or folds[end] in phrases.charges)
    return end if linked else at


def _parentheses_after(text: Text, at: int) -> int:
    """ "Minister of State (Independent Charge) for Science" """
    texts = text.tokens.texts
    if at < len(texts) and texts[at] == "(":
        for end in range(at + 1, min(at + 6, len(texts))):
            if texts[end] == ")":
                return end + 1
    return at


def _several(text: Text, hit: Hit, run: Run, first: int, last: int, end: int, nations: Nations | None) -> OfficePhrase:
    """Ministers of several portfolios, or of the same in several states: a part for each."""
    phrases, singular = text.phrases, worded(text, hit, first, last)
    word = text.naming.singular(hit.kind, hit.value, text.tokens.words(hit.first, hit.last))
    codes: tuple[str | None, ...] = nations.codes if nations else (None,)
    segments = (
        run.segments if len(run.segments) > 1 and len(codes) == 1 else (Segment(run.first, run.last, run.portfolio),)
    )
    parts = []
    for code in codes:
        for segment in segments:
            wording = singular
            if len(segments) > 1:
                one = name_of_one(phrases, word, hit.last, segment)
                wording = one or f"{word} of {text.tokens.words(segment.first, segment.last)}"
            parts.append(ministerial(text, hit, run, segment, first, end, wording, code, plural=False, rule="part"))
    return OfficePhrase(
        first, end, singular, parts[0].body, parts[0].country, True, "ministers", tuple(parts), parts[0].body_name
    )


def compound(text: Text, hit: Hit) -> OfficePhrase:
    """A minister in one word: "Außenminister"."""
    hanging = hanging_before(text.phrases, hit.first)
    joined = text.phrases.ending.get((hanging - 1, "portfolio")) if text.phrases.behind else None
    if joined is not None and text.tokens.folds[hanging - 1] in text.phrases.ands:
        hanging = joined.first  # "külgazdasági és külügyminiszter"
    hit = Hit(hanging, hit.last, hit.kind, hit.value)
    first = text.with_modifiers(hit.first)
    before, after = nations_before(text.phrases, first), nations_after(text.phrases, hit.last)
    code = after.codes[0] if after else before.codes[0] if before else None
    word = text.tokens.words(hit.first, hit.last)
    portfolio = None if hit.value.startswith("?") else hit.value
    if portfolio is None and hit.last - hit.first > 1:
        portfolio = compound_portfolio(text.phrases, text.tokens.folds[hit.first])
    country = state_of(code) if code else owner_of(text, portfolio, first, True)
    stem = word[: word.lower().rfind("minister")] if "minister" in word.lower() else word
    name = stem + _HEADS_OF_COMPOUNDS.get(text.naming.languages[0], "ministerium") if stem != word else word
    end = after.last if after else hit.last
    if code is not None and "-" in code:
        ministry = regional_body(text, first, end, name, code)
        wording = worded(text, hit, first, hit.last)
        return OfficePhrase(first, end, wording, ministry.id, country, False, "minister", (), ministry.name)
    ident = text.naming.listed((name,), country) or f"{(country or '-').lower()}/{portfolio or slug(name)}"
    known = text.naming.bodies.get(ident)
    if stem == word:
        named = ministry_words(text.naming.languages[0]).get(portfolio or "", word)
        name = known.name_in(text.naming.languages[0]) if known is not None else named
    if portfolio is None:
        return OfficePhrase(first, end, worded(text, hit, first, hit.last), None, country, False, "minister")
    return OfficePhrase(first, end, worded(text, hit, first, hit.last), ident, country, False, "minister", (), name)


def ministerial(
    text: Text, hit: Hit, run: Run, segment: Segment, first: int, end: int, wording: str, code: str | None,
    *, plural: bool, rule: str,
) -> OfficePhrase:  # fmt: skip
    """The office of one portfolio of a run, with its ministry; ``hit`` ends before the link to the portfolio."""
    country = state_of(code) if code else owner_of(text, segment.portfolio, first, hit.value.startswith("minister"))
    if code is not None and "-" in code:
        if segment.portfolio is None or not hit.value.startswith("minister"):
            return OfficePhrase(first, end, wording, None, country, plural, rule)
        ministry = regional_body(text, first, end, _ministry_name(text, hit, run, segment, country), code)
        return OfficePhrase(first, end, wording, ministry.id, country, plural, rule, (), ministry.name)
    apart = _authority_apart(text, hit, country)
    if apart is not None and run.portfolio is None:
        return OfficePhrase(first, end, wording, None, country, plural, rule)
    if apart is not None:
        name = f"{apart} {text.tokens.words(hit.last, run.last)}"
        ident = text.naming.listed((name,), country) or f"{(country or '-').lower()}/{slug(name)}"
        return OfficePhrase(first, end, wording, ident, country, plural, rule, (), name)
    name = _ministry_name(text, hit, run, segment, country)
    ident = (
        text.naming.listed((name, *names_of_ministries(text.tokens.words(segment.first, segment.last))), country)
        or f"{(country or '-').lower()}/{segment.portfolio or slug(name)}"
    )
    known = text.naming.bodies.get(ident)
    english = text.naming.languages[0] == "en" and "Ministry" not in known.name if known is not None else False
    if known is not None and english and text.naming.listed((name,), country) != ident:
        name = known.name  # a minister's department
    elif known is not None and country == "CH":
        name = known.name_in(text.naming.languages[0])
    partial = segment.portfolio is None or country not in _OF_SECRETARIES or country == "PT"
    if rule == "secretary" and partial and not (segment.portfolio in _OF_EVERY_STATE or known is not None):
        return OfficePhrase(first, end, wording, None, country, plural, rule)  # a part of some ministry
    if segment.portfolio is None and known is None and country in _MINISTERS_WITHOUT_MINISTRIES:
        return OfficePhrase(first, end, wording, None, country, plural, rule)
    return OfficePhrase(first, end, wording, ident, country, plural, rule, (), name)


def _authority_apart(text: Text, hit: Hit, country: str | None) -> str | None:
    """What a region's or president's secretary heads that is no ministry: "Consejería" of a "consejero"."""
    apart = text.phrases.starting.get((hit.first, "authority of"))
    word = text.phrases.starting.get((hit.first, "minister"))
    if apart is None or word is None or apart.last != word.last or country in _OF_SECRETARIES:
        return None
    return apart.value.rstrip("+")


def _ministry_name(text: Text, hit: Hit, run: Run, segment: Segment, country: str | None) -> str:
    """ "Ministry of X" for "Minister of X", in the words of the text's language."""
    words, folds = text.tokens.words, text.tokens.folds
    head = text.phrases.head_word(_head_behind(text, hit, country)) or "Ministry"
    if text.naming.languages[0] == "de" and folds[hit.first].startswith(("bundesmin", "staatsmin")):
        head = words(hit.first, hit.first + 1)[:6].capitalize() + "ministerium"  # "Bundesministerin"
    portfolio = words(segment.first, segment.last)
    whole = segment.first == run.first and segment.last == run.last
    if hit.first >= run.last:
        language = text.naming.languages[0]
        whole_names = portfolio_names(language).get(segment.portfolio or "", ())
        if language in _OF_ADJECTIVES and whole_names:  # "Notranji minister"
            return f"{head} {_OF_ADJECTIVES[language]} {whole_names[0]}"
        return f"{_capitalised(portfolio, language)} {head if language in _CAPITAL_HEADS else head.lower()}"
    if len(run.segments) > 1 and not whole:
        one = name_of_one(text.phrases, head, hit.last, segment)
        return one or text.naming.ministry_name("ministry", segment.portfolio, portfolio)
    at = hit.last
    while at < run.first and folds[at] not in text.phrases.links and folds[at] not in text.phrases.charges:
        at += 1
    if at == run.first:
        return f"{head} {portfolio}"
    linked = words(at, run.last)
    charged = folds[at] in text.phrases.charges  # "agli Esteri": of the ministry "degli Esteri"
    return f"{head} de{linked[1:]}" if charged else f"{head} {linked}"


def _capitalised(words: str, language: str) -> str:
    if language == "en":
        return titled(words)
    return ("İ" if words[0] == "i" and language in ("tr", "az") else words[0].upper()) + words[1:]


def _head_behind(text: Text, hit: Hit, country: str | None) -> str:
    """What the authority of such a minister is called in his country."""
    language = text.naming.languages[0]
    if hit.value.startswith("secretary") and (country == "CH" or (country == "MX" and language == "es")):
        return "secretariat"
    return "department" if country in ("US", "AU", "ZA", "IE", "PH") and language == "en" else "ministry"
