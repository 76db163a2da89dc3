"""The people of a release: names found, mentions resolved, titles and offices attached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.authority.wordlists import word_lists
from corpus.extracting import suffixed
from corpus.extracting.coreference import Bearer, Bearers, name_parts
from corpus.extracting.identity import person_id
from corpus.extracting.inflection import inflected_given, nominative
from corpus.extracting.lexicon import Is, flags_of
from corpus.extracting.names import NameFinder, NameMention
from corpus.extracting.officeholders import Officeholders
from corpus.extracting.romanising import romanised
from corpus.extracting.tokens import BodyMention, Hit, OfficePhrase, Tokens, fold, tokenise
from corpus.extracting.uncased import find_uncased
from corpus.extracting.well_known import leader_state
from corpus.extracting.written import covers, name_written, office_written
from corpus.release import Office, Person, Span


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a release that people are looked for in: the text, or its title."""

    tokens: Tokens
    hits: Sequence[Hit]
    offices: Sequence[OfficePhrase]
    bodies: Sequence[BodyMention]


@dataclass(frozen=True, slots=True)
class PersonFound:
    person: Person
    rules: tuple[tuple[Span, str], ...]  # for each mention in the text, what it was found by
    office_rules: tuple[str, ...] = ()  # for each office, how it was attached


_OFFICES_OF_MEN = word_lists("people")["offices of men"]  # in the genitive
_OBLIQUE_OFFICES = (
    "а", "я", "у", "ю", "ом", "ем", "ого", "его", "ым", "им", "em", "om", "ovi", "owi", "kiem", "giem",
)  # fmt: skip
_PLACE_HITS = frozenset(("country", "adjective", "capital", "region"))
_BLOCKING_HITS = frozenset(("body", "no-country"))
_AND = word_lists("people")["and"]
# Where the word for the office ends the phrase, so that no holder is in it; where its words are given names too.
_OFFICES_WHOLE = frozenset(("az", "tr", "vi"))
_UNSPACED = frozenset(("ja", "zh"))  # where a whole name is one word: the longest first
_NEVER_LAST = _AND | frozenset(("of", "the", "for", "under", "at", "in"))


def find_people(
    text: Passage,
    title: Passage | None,
    language: str | None,
    *,
    above: Passage | None = None,
    speakers: Sequence[str] = (),
) -> list[PersonFound]:
    """The people named in a release's text and title, in the order of their first mention.

    ``speakers`` are names that the metadata states: a lone family name in the text or title that is one of theirs
    stands for the whole one. ``above`` are lines between title and text that sign it. Spans of mentions are of the
    text; a person whom only the title or those name has none.
    """
    people = _People(language, speakers)
    people.read(_untangled(text, language))
    if title is not None:
        people.read_title(_untangled(title, language))
    if above is not None:
        people.read_title(_untangled(above, language), headline=False)
    return people.found()


class _People:
    def __init__(self, language: str | None, speakers: Sequence[str]) -> None:
        self.language = language
        self.stated = dict(_stated(speaker) for speaker in speakers)  # family name -> whole name
        self.bearers = Bearers()
        self.offices: dict[int, list[tuple[Office, str]]] = {}
        self.heads: set[Office] = set()  # offices at the head of a state or its government
        self.spans: dict[int, list[tuple[Span, str]]] = {}

    def read(self, passage: Passage) -> None:
        finder = _finder(passage, self.language, headline=_all_capitals(passage.tokens))
        mentions = self._mentions(passage, finder)
        known = [(m, self.bearers.add(m)) for m in mentions if len(m.words) > 1]
        for m in sorted(mentions, key=lambda m: -len(m.words[0])) if self.language in _UNSPACED else mentions:
            if len(m.words) == 1:
                known.append((m, self._bearer_of(m) or self.bearers.add(self._after_eponym(m, finder))))
        for m in self._lone(finder, mentions):
            bearer = self._bearer_of(m)
            if bearer is not None:
                known.append((m, bearer))
        known.sort(key=lambda pair: pair[0].first)
        for m, bearer in known:
            self.spans.setdefault(id(bearer), []).append((passage.tokens.span(m.first, m.last), m.rule))
        self._attach(passage, known)

    def read_title(self, passage: Passage, *, headline: bool = True) -> None:
        finder = _finder(passage, self.language, headline=headline)
        known: list[tuple[NameMention, Bearer]] = []
        for m in self._mentions(passage, finder):
            known.append((m, (self._bearer_of(m) if len(m.words) == 1 else None) or self.bearers.add(m)))
        known.sort(key=lambda pair: pair[0].first)
        self._attach(passage, known)

    def _mentions(self, passage: Passage, finder: NameFinder) -> list[NameMention]:
        """Names in the nominative, in order of place."""
        mentions = _shared_surnames(passage.tokens, finder.find())
        _mend_possessives(passage.tokens, mentions)
        if self.stated:
            mentions = self._stated_too(finder, mentions)
        uncased = find_uncased(passage.tokens, finder.blocked, finder.office_starts, finder.office_ends, self.language)
        if uncased:
            mentions = sorted([*mentions, *uncased], key=lambda m: m.first)
        heads = {o.last: passage.tokens.folds[o.first] for o in passage.offices}
        for m in mentions:
            if len(m.words) > 1:
                if self.language in suffixed.LANGUAGES:
                    behind = passage.tokens.folds[m.last] if m.last < len(passage.tokens) else ""
                    genitive = behind in suffixed.AFTER_GENITIVE or heads.get(m.before, "").endswith("in")
                    m.words = suffixed.nominative(m.words, self.language, finder.printed, genitive=genitive)
                else:
                    office = heads.get(m.before, "")
                    oblique, of_man = office.endswith(_OBLIQUE_OFFICES), office in _OFFICES_OF_MEN
                    m.words = nominative(m.words, self.language, oblique=oblique, of_man=of_man)
        return mentions

    def _stated_too(self, finder: NameFinder, mentions: list[NameMention]) -> list[NameMention]:
        """With the lone family names that mean somebody the metadata names: "May addresses audience", not "in May"."""
        tokens, found = finder.tokens, list(mentions)
        taken = {k for m in mentions for k in range(m.first, m.last)}
        for i, word in enumerate(tokens.folds):
            if word not in self.stated or tokens.shapes[i] == "x" or i in taken:
                continue
            month = flags_of(word) & Is.MONTH
            before, behind = tokens.folds[i - 1] if i else ".", tokens.shapes[i + 1] if i + 1 < len(tokens) else "."
            if month and not (behind == "x" and (not before[0].isalnum() or i in finder.office_ends)):
                continue
            found.append(NameMention(i, i + 1, self.stated[word], (), i, 3.0, "speaker-stated"))
        for m in mentions:
            if len(m.words) == 1 and fold(m.words[0]) in self.stated:
                m.words = self.stated[fold(m.words[0])]
        return sorted(found, key=lambda m: m.first)

    def _after_eponym(self, mention: NameMention, finder: NameFinder) -> NameMention:
        """ "Attorney General Kennedy" after "the Robert F. Kennedy Building": the building tells the whole name."""
        words = finder.eponyms.get(fold(mention.words[0]))
        if words is not None:
            mention.words, mention.rule = words, mention.rule + " eponym"
        return mention

    def _bearer_of(self, mention: NameMention) -> Bearer | None:
        word = fold(mention.words[0])
        bearer = self.bearers.of_word(word, mention.first) or self._unspaced_bearer(mention.words[0])
        if bearer is None and len(word) > 4 and word[-1] == "s" and not flags_of(word) & Is.SURNAME:
            bearer = self.bearers.of_word(word[:-1], mention.first)
        if bearer is not None and mention.titles:
            bearer.mentions.append(mention)
        return bearer

    def _unspaced_bearer(self, word: str) -> Bearer | None:
        """The bearer of a name in Han or Kana that begins with a family name, or ends with it behind a dot."""
        if not "\u3041" <= word[0] <= "\u9fff":
            return None
        whole = (b for b in self.bearers.all if len(b.words) == 1 and len(b.words[0]) > len(word))
        return next((b for b in whole if b.words[0].startswith(word) or b.words[0].endswith("・" + word)), None)

    def _lone(self, finder: NameFinder, mentions: list[NameMention]) -> list[NameMention]:
        """Lone words that are a known person's family or given name."""
        tokens, flags = finder.tokens, finder.flags
        taken = bytearray(len(tokens))
        for m in mentions:
            taken[m.before : m.last] = b"\1" * (m.last - m.before)
        found: list[NameMention] = []
        for i in tokens.capitals:
            shape, word = tokens.shapes[i], tokens.folds[i]
            if shape == "X." or taken[i] or finder.blocked[i] or finder.eponym[i]:
                continue
            if flags[i] & (Is.MONTH | Is.WORD | Is.EPONYM) or (shape == "X" and len(word) < 3):
                continue
            lost = False
            if self.bearers.of_word(word, i) is None:
                if not word.endswith("s") or self.bearers.of_word(word[:-1], i) is None or flags[i]:
                    continue
                lost = True
            text = tokens.texts[i][:-1] if lost else tokens.texts[i]
            end = i + 1
            while end < len(tokens) and self._same_bearer(tokens, i, end) and not taken[end]:
                end += 1
            taken[i:end] = b"\1" * (end - i)
            found.append(NameMention(i, end, (text,), (), i, 1.0, "lone-name" if end == i + 1 else "known-name"))
        return found

    def _same_bearer(self, tokens: Tokens, i: int, next_one: int) -> bool:
        """Whether the word right behind another is of the same person's name."""
        if tokens.shapes[next_one] not in ("Xx", "X") or tokens.starts[next_one] - tokens.ends[next_one - 1] != 1:
            return False
        bearer = self.bearers.of_word(tokens.folds[next_one], i)
        return bearer is not None and bearer is self.bearers.of_word(tokens.folds[i], i)

    def _attach(self, passage: Passage, known: list[tuple[NameMention, Bearer]]) -> None:
        names = [m for m, _ in known]
        for number, office, rule in Officeholders(
            passage.tokens, passage.hits, passage.offices, names, passage.bodies, self.language
        ).holders():
            word = fold(office.office)
            if flags_of(word) & Is.HONORIFIC and not word.startswith("prof"):  # "Lord", "King"
                continue
            new = Office(office_written(office.office), office.body, office.country)
            if office.rule == "head":
                self.heads.add(new)
            held = self.offices.setdefault(id(known[number][1]), [])
            if not any(covers(o, new) for o, _ in held):
                held[:] = [(o, r) for o, r in held if not covers(new, o)]
                held.append((new, rule))

    def found(self) -> list[PersonFound]:
        found: list[PersonFound] = []
        for bearer in sorted(self.bearers.all, key=self._first_place):
            spans = self.spans.get(id(bearer), [])
            offices = self.offices.get(id(bearer), [])
            name = name_written(bearer.words)
            held = tuple(self._of_own_state(o, name) for o, _ in offices)
            person = Person(
                person_id(bearer.words, self.language, frozenset(office.country for office in held)),
                name,
                _titles(bearer),
                held,
                tuple(dict.fromkeys(s for s, _ in spans)),
            )
            found.append(PersonFound(person, tuple(spans), tuple(r for _, r in offices)))
        return found

    def _of_own_state(self, office: Office, name: str) -> Office:
        """ "President Nicolás Maduro" in another state's release: his own, not the publisher's."""
        latin = romanised(name, self.language)
        common = " " not in name and flags_of(latin) & (Is.GIVEN | Is.GIVEN_OR_WORD | Is.SURNAME | Is.SURNAME_OR_WORD)
        if office not in self.heads or office.country == "EU" or common:  # "President Brown" may be any
            return office
        return replace(office, country=leader_state(latin) or office.country)

    def _first_place(self, bearer: Bearer) -> float:
        spans = self.spans.get(id(bearer))
        return spans[0][0][0] if spans else float("inf")


def _stated(speaker: str) -> tuple[str, tuple[str, ...]]:
    """Family name and words of a name in the metadata, titles and letters behind it left out."""
    tokens = tokenise(speaker)
    finder = NameFinder(tokens, bytes(len(tokens)), set(), set())
    words = max((m.words for m in finder.find()), key=len, default=tuple(tokens.texts[-1:]) or ("",))
    return fold(words[-1]), words


def _untangled(passage: Passage, language: str | None) -> Passage:
    """The passage with office phrases cut short where a whole name begins in them ("министром Арманом Сейтовым")."""
    tokens = passage.tokens
    ends = {office.last for office in passage.offices}
    portfolios = {at for hit in passage.hits if hit.kind == "portfolio" for at in range(hit.first, hit.last)}
    offices = [
        office if language in _OFFICES_WHOLE else _without_name(office, tokens, portfolios)
        for office in passage.offices
        if not (_is_surname(office, tokens, ends) or _is_given_name(office, tokens))
    ]
    return replace(passage, offices=offices) if offices != list(passage.offices) else passage


def _is_surname(office: OfficePhrase, tokens: Tokens, ends: set[int]) -> bool:
    """Whether an office begins with what is a family name to the given name before it: "Bruno Le Maire a parlé"."""
    i = office.first
    if i - 1 in ends and office.last - i == 1 and tokens.shapes[i - 1 : i + 2] == ["Xx", "Xx", "x"]:
        return bool(flags_of(tokens.folds[i - 1]) & Is.GIVEN)  # "Prezidenti İbrahim Rəisinin iştirakı"
    if not flags_of(tokens.folds[i]) & (Is.SURNAME | Is.SURNAME_OR_WORD):
        return False
    k = i - 1
    while k > 0 and tokens.shapes[k] == "Xx" and flags_of(tokens.folds[k]) & Is.PARTICLE:
        k -= 1
    if k < 0 or tokens.shapes[k] != "Xx" or tokens.starts[i] - tokens.ends[i - 1] != 1:
        return False
    if k == i - 1 and office.last - i != 1:  # no particle tells
        return False
    return tokens.sentences[i] == tokens.sentences[k] and bool(flags_of(tokens.folds[k]) & Is.GIVEN)


def _is_given_name(office: OfficePhrase, tokens: Tokens) -> bool:
    """Whether an office of one capitalised word is a given name: "the Minister of Works, Dean Macpherson"."""
    i, behind = office.first, office.last
    if behind - i != 1 or behind >= len(tokens) or not flags_of(tokens.folds[i]) & (Is.GIVEN | Is.GIVEN_OR_WORD):
        return False
    family = tokens.shapes[behind] == "Xx" and not flags_of(tokens.folds[behind]) & (Is.GIVEN | Is.HONORIFIC)
    if flags_of(tokens.folds[behind]) & Is.PARTICLE and tokens.shapes[behind : behind + 2] == ["Xx", "Xx"]:
        return tokens.shapes[behind + 2 : behind + 3] != ["Xx"]  # "Sultan Al Jaber", no sultan
    return (
        family and tokens.shapes[i] == "Xx" and i > 0 and tokens.texts[i - 1] in (",", "Mr", "Ms", "Mrs", "Dr", "Hon")
    )


def _without_name(office: OfficePhrase, tokens: Tokens, portfolios: set[int]) -> OfficePhrase:
    last = office.last
    for i in range(office.first + 1, office.last - 1):
        if i in portfolios or tokens.shapes[i] != "Xx" or tokens.shapes[i + 1] not in ("Xx", "X.", "X"):
            continue
        given = flags_of(tokens.folds[i]) & Is.GIVEN or inflected_given(tokens.folds[i])
        if given and not flags_of(tokens.folds[i + 1]) & (Is.EPONYM | Is.NO_NAME):
            last = i
            break
    while last - 1 > office.first and (tokens.texts[last - 1] == "," or tokens.folds[last - 1] in _NEVER_LAST):
        last -= 1
    return office if last == office.last else replace(office, last=last, office=tokens.words(office.first, last))


def _finder(passage: Passage, language: str | None, headline: bool = False) -> NameFinder:
    blocked = bytearray(len(passage.tokens))
    for hit in passage.hits:
        long = hit.last - hit.first > 1 and passage.tokens.shapes[hit.first] != "c"
        mark = 1 if hit.kind in _BLOCKING_HITS or (long and hit.kind == "country") else 2 * (hit.kind in _PLACE_HITS)
        if hit.kind == "portfolio" and language == "nl" and hit.first and passage.tokens.folds[hit.first - 1] == "van":
            mark = 1  # "minister Hugo de Jonge van Volkshuisvesting"
        if mark:
            for k in range(hit.first, hit.last):
                blocked[k] = max(blocked[k], mark)
    for body in passage.bodies:
        blocked[body.first : body.last] = b"\1" * (body.last - body.first)
    ends: set[int] = set()
    starts: set[int] = set()
    for office in passage.offices:
        blocked[office.first : office.last] = b"\1" * (office.last - office.first)
        ends.add(office.last)
        starts.add(office.first)
    return NameFinder(passage.tokens, blocked, ends, starts, language=language, headline=headline)


def _all_capitals(tokens: Tokens) -> bool:
    """Whether a text is printed in capitals, where they tell nothing."""
    return tokens.shapes.count("X") > len(tokens) // 2


def _mend_possessives(tokens: Tokens, mentions: list[NameMention]) -> None:
    """ "Gale Nortons choice … Norton chose": the "s" of a lost apostrophe is not hers, as the short form shows."""
    capitals: set[str] | None = None
    for m in mentions:
        last = m.words[-1]
        if len(m.words) > 1 and len(last) > 4 and last[-1] == "s" and last[-2] != "s" and last.isascii():
            capitals = capitals if capitals is not None else set(tokens.texts)
            if last[:-1] in capitals:
                m.words = (*m.words[:-1], last[:-1])


def _shared_surnames(tokens: Tokens, mentions: list[NameMention]) -> list[NameMention]:
    """ "Lance and Ronald Madison": the given name before "and" takes the family name behind it."""
    out: list[NameMention] = []
    end = 0
    for m in mentions:
        i = m.before - 2
        if (
            len(m.words) > 1
            and i >= end
            and tokens.folds[i + 1] in _AND
            and tokens.shapes[i] == "Xx"
            and flags_of(tokens.folds[i]) & Is.GIVEN
            and flags_of(tokens.folds[m.first]) & (Is.GIVEN | Is.GIVEN_OR_WORD)
            and (i == 0 or tokens.shapes[i - 1] not in ("Xx", "X."))
        ):
            out.append(NameMention(i, i + 1, (tokens.texts[i], *m.words[1:]), m.titles, i, m.score, "shared-surname"))
        out.append(m)
        end = m.last
    return out


_FORMS_OF_ADDRESS = word_lists("people")["forms of address"]


def _titles(bearer: Bearer) -> tuple[str, ...]:
    """Titles printed with the full name, and those of short mentions that are more than a form of address."""
    titles: dict[str, str] = {}
    for m in bearer.mentions:
        for title in m.titles:
            key = fold(title)
            if len(name_parts(fold(w) for w in m.words)) > 1 or key not in _FORMS_OF_ADDRESS:
                titles.setdefault(key, title)
    return tuple(titles.values())
