"""What an office is of or for where that is no body: "chair of Women in Nuclear UK", "Mayor of the City of Windsor".

Each function answers with the token behind the field (``_after``) or with its first (``_before``), and with the token
it was given where there is none.
"""

from __future__ import annotations

from corpus.authority.wordlists import word_lists
from corpus.extracting.lexicon import Is, flags_of, lexicon
from corpus.extracting.nations import nations_after
from corpus.extracting.offices.text import Text
from corpus.extracting.portfolios import run_after, run_before
from corpus.extracting.tokens import Hit

_WORDS = word_lists("offices")
_BEFORE_NOUNS = _WORDS["before common nouns"]
_NO_NOUNS = _WORDS["no nouns of posts"]
_ORGANISATIONS = _WORDS["last characters of organisations"]
_VERBS = tuple(_WORDS["ends of verbs"])  # of languages with a genitive
_CHARGES = frozenset(phrase.replace("_", " ") for phrase in _WORDS["charges"])
_CHARGE_OPENERS = frozenset(phrase.split()[0] for phrase in _CHARGES)
_ROMANCE = frozenset(("fr", "it", "es", "pt"))


def field_after(text: Text, last: int) -> int:
    """Behind what a post is of, where that is no body: "chair of Women in Nuclear UK"."""
    folds, shapes = text.tokens.folds, text.tokens.shapes
    at, total = text.small_words_after(last), len(folds)
    if at == last or at >= total or shapes[at] not in ("Xx", "X", "m") or text.breaks(last - 1, at):
        return _listed_field(text, last)
    nation = text.phrases.nation_at(at)
    named = text.naming.languages[0] == "de" and nation is not None and nation.kind == "adjective"
    if nation is not None and not named:  # "des Deutschen Bauernverbandes"
        return last
    end = nation.last if named and nation is not None else at
    while end < total and end - at < 12 and not text.breaks(at, end):
        if text.phrases.name_begins(end) and not (end > at and flags_of(folds[end - 1]) & (Is.EPONYM | Is.OPENER)):
            break
        if (
            text.phrases.plain_capital(end)
            or (shapes[end] in ("Xx", "X") and (end, "head") in text.phrases.starting)
            or (
                (
                    folds[end] in text.phrases.ands
                    or folds[end] in text.phrases.links
                    or folds[end] in ("in", "'s")
                    or folds[end] in text.phrases.articles
                )
                and end + 1 < total
                and (
                    (shapes[end + 1] in ("Xx", "X", "m") and not text.phrases.office_at(end + 1))
                    or folds[end + 1] in text.phrases.articles
                )
            )
        ):
            end += 1
        else:
            break
    while end > at and shapes[end - 1] not in ("Xx", "X", "m"):
        end -= 1
    return end


def _listed_field(text: Text, last: int) -> int:
    """Behind portfolios that the tables know, or one common noun: "responsabile delle pubblicazioni"."""
    run = run_after(text.phrases, last)
    if run is not None and run.portfolio is not None:
        return run.last
    folds, shapes, at = text.tokens.folds, text.tokens.shapes, text.small_words_after(last)
    noun = last < at < len(folds) and shapes[at] == "x" and len(folds[at]) > 4 and not text.breaks(last - 1, at)
    if not noun or text.naming.languages[0] not in _ROMANCE:
        return last
    named = text.small_words_after(at + 1)  # "gouverneur de la région de Dakar"
    capital = at + 1 < named < len(folds) and shapes[named] in ("Xx", "X", "m")
    return field_after(text, at + 1) if capital and not text.breaks(at, named) else at + 1


def field_before(text: Text, first: int) -> int:
    """Before the common nouns of a post: "waste management director"."""
    folds, shapes, texts = text.tokens.folds, text.tokens.shapes, text.tokens.texts
    if text.naming.languages[0] != "en":
        return first
    if shapes[first] != "x":
        run = run_before(text.phrases, first)
        if run is not None and shapes[run.first] == "Xx" and not text.phrases.headline(first):
            return run.first  # "Home Affairs Adviser"
        kind = text.phrases.ending.get((first, "head"))
        if kind is not None and shapes[kind.first] == "Xx" and not kind.value.endswith("+"):
            return kind.first  # "Commission Chair"
        code_like = first > 1 and shapes[first - 1] in ("m", "X") and not text.phrases.nation_ending(first)
        return first - 1 if code_like and text.phrases.nation_ending(first - 1) else first
    at = first
    while (
        at > 0
        and first - at < 4
        and shapes[at - 1] == "x"
        and folds[at - 1] not in _NO_NOUNS
        and folds[at - 1].isalpha()
    ):
        at -= 1
    before = texts[at - 1] if at > 0 else ""
    return at if before in _BEFORE_NOUNS or (shapes[at - 1] == "Xx" and before) else first


def possessor_before(text: Text, hit: Hit) -> int:
    """Before what a Turkic office in the possessive is of: "AK Parti Genel Başkanı", "parti sözcüsü"."""
    first = hit.first
    if text.naming.languages[0] not in ("az", "tr") or not text.phrases.possessed(hit):
        return first
    folds, shapes, at = text.tokens.folds, text.tokens.shapes, first
    if shapes[first] == "Xx" and _ends_office(text, first - 1) and flags_of(folds[first - 1]) & Is.GIVEN:
        return first  # "Prezidenti İbrahim Rəisi"
    while at > 0 and first - at < 8 and not text.breaks(at - 1, first) and not text.phrases.nation_ending(at):
        joins = at < first and at > 1 and folds[at - 1] in text.phrases.ands and shapes[at - 2] in ("Xx", "X")
        if _ends_office(text, at - 1 if joins else at) or not (joins or shapes[at - 1] in ("Xx", "X", "m")):
            break
        if joins and _name_ends(text, at - 1):
            break
        at -= 2 if joins else 1
    if at < first and text.phrases.opens_sentence(at) and folds[at].endswith(("da", "de", "ta", "te")):
        at += 1  # "Törende": where the sentence begins
    noun = at == first > 0 and shapes[at - 1] == "x" and len(folds[at - 1]) > 3 and not _ends_office(text, at)
    if noun and folds[at - 1] not in text.phrases.ands and not text.breaks(at - 1, first):
        return at - 1
    return at


def _name_ends(text: Text, at: int) -> bool:
    """Whether the capitalised words before a token are a person's: they follow an office, or hold a given name."""
    begin = at
    while begin > 0 and at - begin < 4 and text.tokens.shapes[begin - 1] in ("Xx", "X"):
        begin -= 1
    given = any(flags_of(text.tokens.folds[k]) & Is.GIVEN for k in range(begin, at))
    return given or any(_ends_office(text, k) for k in range(begin, at))


def _ends_office(text: Text, at: int) -> bool:
    return any((at, kind) in text.phrases.ending for kind in ("office", "minister", "minister-of", "holder"))


def organisation_before(text: Text, first: int) -> int:
    """Before what a post is of, written without blanks and from the sentence's mark on: "中华总商会会长"."""
    texts, shapes = text.tokens.texts, text.tokens.shapes
    if first == 0 or texts[first - 1] not in _ORGANISATIONS:
        return first
    at = first
    while at > 0 and first - at < 24 and shapes[at - 1] == "c" and not text.breaks(at - 1, first):
        at -= 1
    opens = at == 0 or shapes[at - 1] == "." or text.breaks(at - 1, first)
    return at if opens and first - at < 24 else first


def genitive_after(text: Text, last: int) -> int:
    """Behind what an office is of where a case alone says so: "губернатор Московской области", before a name."""
    tokens, at = text.tokens, last
    if not text.genitives or nations_after(text.phrases, last) is not None:
        return last
    while at < len(tokens) and at - last < 9 and not text.breaks(last - 1, at):
        if text.phrases.name_begins(at) or text.phrases.office_at(at):
            break
        shape, fold = tokens.shapes[at], tokens.folds[at]
        if shape not in ("x", "Xx", "X", "m") or fold.endswith(_VERBS) or flags_of(fold) & (Is.RANK | Is.HONORIFIC):
            break
        at += 1
    named = at < len(tokens) and (text.phrases.name_begins(at) or flags_of(tokens.folds[at]) & (Is.RANK | Is.HONORIFIC))
    return at if at > last and named and not text.breaks(last - 1, at) else last


def charge_after(text: Text, last: int) -> int | None:
    """Where "responsible for", "in charge of" or the like ends that goes on with an office, None where none does."""
    folds = text.tokens.folds
    at = last + 1 if last < len(folds) and folds[last] == "," else last
    if at >= len(folds) or folds[at] not in _CHARGE_OPENERS or text.breaks(last - 1, at):
        return None
    ends = [at + length for length in (4, 3, 2, 1) if " ".join(folds[at : at + length]) in _CHARGES]
    return ends[0] if ends else None


def apposed_field_after(text: Text, last: int) -> int:
    """Behind what a post is of where a comma or parentheses stand for "of": "Director, Press and Public Relations"."""
    tokens, shapes, total = text.tokens, text.tokens.shapes, len(text.tokens)
    if last + 1 >= total or tokens.texts[last] not in (",", "(") or shapes[last + 1] not in ("Xx", "X", "m"):
        return last
    end = at = last + 1
    while end < total and end - at < 6 and not text.breaks(last, end):
        small = tokens.folds[end] in text.phrases.ands or tokens.folds[end] in text.phrases.links
        joins = end > at and small and end + 1 < total and shapes[end + 1] == "Xx"
        if not (joins or (shapes[end] in ("Xx", "X") and lexicon("en")[tokens.folds[end]] & Is.WORD)):
            break
        if text.phrases.office_at(end) or text.phrases.nation_at(end) or text.phrases.name_begins(end):
            return last
        end += 1
    closes = end < total and tokens.texts[end] in ((",", ".", ";") if tokens.texts[last] == "," else (")",))
    if end == at or not closes:
        return last
    return end + 1 if tokens.texts[end] == ")" else end


def purpose_after(text: Text, last: int) -> int:
    """Behind the field of an office that has one: "Undersecretary of Commerce for Oceans and Atmosphere"."""
    if last < len(text.tokens) and text.tokens.folds[last] == "for":
        run = run_after(text.phrases, last)
        if run is not None and text.tokens.shapes[run.first] != "x":
            return run.last
    return last


def constituency_after(text: Text, last: int) -> int:
    """Behind what a seat or charge is for: "Member of Parliament for Malpeque", "Mayor of the City of Windsor"."""
    folds, shapes, total = text.tokens.folds, text.tokens.shapes, len(text.tokens)
    if last + 1 >= total or text.naming.languages[0] != "en":
        return last
    city = folds[last : last + 4] == ["of", "the", "city", "of"]
    at = last + 4 if city else last + 1
    named = at < total and shapes[at] in ("Xx", "X") and not text.breaks(last - 1, at)
    if not named or not (city or folds[last] == "for"):
        return last
    region = text.phrases.country_at(at)
    if region is not None and shapes[region.last : region.last + 1] == ["Xx"]:
        return last  # "Senator for New South Wales Jane Roe": where from is read as a state is
    end = at
    while end < total and shapes[end] in ("Xx", "X") and not text.breaks(at, end) and not text.phrases.name_begins(end):
        end += 1
        if end + 1 < total and folds[end] in (*text.phrases.ands, "—", "–", "of") and shapes[end + 1] in ("Xx", "X"):
            end += 0 if text.phrases.office_at(end + 1) else 1
    return end if end - at < 12 else last


def superior_after(text: Text, last: int) -> int:
    """Behind whom an adviser serves, and on what: "to the President on Information and Strategy"."""
    if text.tokens.folds[last : last + 2] != ["to", "the"]:
        return last
    hits = [text.phrases.starting.get((last + 2, kind)) for kind in ("office", "holder", "minister", "minister-of")]
    ends = [hit.last for hit in hits if hit is not None]
    if not ends:
        return last
    end = max(ends)
    if end < len(text.tokens) and text.tokens.folds[end] in ("on", "for", "of"):
        run = run_after(text.phrases, end)
        end = run.last if run is not None else constituency_after(text, end)
    return end


def town_before(text: Text, first: int) -> int:
    """Before the town of its mayor: "Kāpiti Coast Mayor"."""
    if text.tokens.folds[first] != "mayor" or text.phrases.headline(first) or text.naming.languages[0] != "en":
        return first
    at = text.phrases.capitals_before(first)
    titled = any(flags_of(text.tokens.folds[k]) & (Is.HONORIFIC | Is.GIVEN) for k in range(at, first))
    return first if titled else at
