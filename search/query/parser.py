"""Tokens to the tree of what is asked. Any string is a question; how an odd one was read goes into the notes.

any   = all words side by side ; OR joins the two beside it before anything else
item  = [-] [field:] ( word | "phrase"[~n] | [range] | "(" any ")" )
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from search.errors import BadRequest
from search.query import limits
from search.query.dates import Span, read_span
from search.query.lexer import Token, tokens
from search.query.syntax import All, Any, DateRange, Everything, Fuzzy, In, Node, Not, Pattern, Phrase, Word

_NO_DATE = (
    "What follows date: could not be read as a date; it takes 2023, 2023-02, february 2023, last month, "
    "[2023-02 to 2023-05]."
)
_SHORT_PATTERN = (
    f"A word with * or ? needs {limits.LETTERS} letters, {limits.LETTERS_BEHIND} where it begins with one; "
    "a shorter one was read as a plain word."
)
_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked: the items that stand side by side, and how what was odd was read."""

    nodes: tuple[Node, ...]
    notes: tuple[str, ...]


def parse(q: str, today: date) -> Question:
    """The question that a string is. Raises BadRequest only where it is longer than a question may be."""
    if len(q) > limits.LENGTH:
        raise BadRequest("q", f"a question may have {limits.LENGTH} characters, this one has {len(q)}.")
    notes: list[str] = []
    found = _first(list(tokens(q, notes)), notes)
    parser = _Parser(q, found, notes, today)
    nodes = parser.items(0)
    while parser.at < len(found):  # closing parentheses without an opening one
        parser.at += 1
        parser.note("A closing parenthesis has no partner and was read as punctuation.")
        nodes += parser.items(0)
    return Question(tuple(nodes), tuple(dict.fromkeys(notes)))


def _first(found: list[Token], notes: list[str]) -> list[Token]:
    """The tokens up to as many words as a question may have."""
    words = [place for place, token in enumerate(found) if token.kind in ("word", "phrase", "range")]
    if len(words) <= limits.CLAUSES:
        return found
    notes.append(f"Only the first {limits.CLAUSES} words of {len(words)} are looked for.")
    return found[: words[limits.CLAUSES - 1] + 1]


@dataclass(slots=True)
class _Parser:
    q: str
    tokens: list[Token]
    notes: list[str]
    today: date
    at: int = 0
    patterns: int = field(default=0)

    def note(self, text: str) -> None:
        self.notes.append(text)

    def peek(self) -> Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def items(self, depth: int) -> list[Node]:
        """Items side by side up to a closing parenthesis or the end."""
        nodes: list[Node] = []
        joins = False
        while (token := self.peek()) is not None and token.kind != "close":
            if token.kind in ("or", "and"):
                self.at += 1
                joins = token.kind == "or" and bool(nodes)
                if token.kind == "or" and not (nodes and self.peek()):
                    self.note("An OR without a word on either side was read as punctuation.")
                continue
            node = self.item(depth)
            if node is None:
                continue
            if joins:
                before = nodes.pop()
                node = Any((*before.nodes, node)) if isinstance(before, Any) else Any((before, node))
            nodes.append(node)
            joins = False
        return nodes

    def item(self, depth: int) -> Node | None:
        token = self.tokens[self.at]
        self.at += 1
        if token.kind == "not":
            while (following := self.peek()) is not None and following.kind == "not":
                self.at += 1
            if following is None or following.kind in ("close", "or", "and"):
                return None
            node = self.item(depth)
            return None if node is None else node.node if isinstance(node, Not) else Not(node)
        if token.kind == "open":
            return self.group(depth)
        if token.kind == "field":
            return self.field(token, depth)
        return self.phrase(token) if token.kind == "phrase" else self.word(token)

    def group(self, depth: int) -> Node | None:
        """What stands between parentheses; beyond the deepest level they are only punctuation."""
        if depth >= limits.DEPTH:
            self.note(f"Parentheses more than {limits.DEPTH} deep were read as punctuation.")
            return None
        nodes = self.items(depth + 1)
        if self.peek() is None:
            self.note("An opening parenthesis has no partner; the group was taken to end where the question does.")
        self.at += 1
        if len(nodes) == 1:
            return nodes[0]
        return All(tuple(nodes)) if nodes else None

    def word(self, token: Token) -> Node:
        if token.near is not None:
            self.patterns += max(1, len(re.findall(r"\w+", token.text)))
            if self.patterns <= limits.PATTERNS:
                distance = 1 if token.near < 0 else min(token.near, limits.DISTANCE)
                if token.near > limits.DISTANCE:
                    self.note(f"A fuzzy word may differ in at most {limits.DISTANCE} letters.")
                text = token.text.replace("*", "").replace("?", "")
                return Fuzzy(text, distance, token.start, token.end) if distance else _plain(token)
        elif "*" in token.text or "?" in token.text:
            if not token.text.strip("*?"):
                return Everything()
            letters = sum(map(str.isalnum, token.text))
            if letters < (limits.LETTERS_BEHIND if token.text[0] in "*?" else limits.LETTERS):
                self.note(_SHORT_PATTERN)
                return _plain(token)
            parts = re.findall(r"\w*[*?][\w*?]*", token.text)
            self.patterns += sum(2 if part[0] in "*?" else 1 for part in parts)  # 2: all words are gone through
            if self.patterns <= limits.PATTERNS:
                return Pattern(token.text, token.start, token.end)
        if self.patterns > limits.PATTERNS:
            self.note(
                f"Only {limits.PATTERNS} words with *, ? or ~ are looked up; the others were read as plain words."
            )
        return _plain(token)

    def phrase(self, token: Token) -> Node:
        slop = token.near
        if slop is not None and not 1 <= slop <= limits.SLOP:
            self.note(f"Near words are looked for within 1 to {limits.SLOP} positions.")
            slop = 5 if slop < 0 else max(1, min(slop, limits.SLOP))
        return Phrase(token.text, slop, token.start, token.end)

    def field(self, token: Token, depth: int) -> Node | None:
        following = self.peek()
        if following is None or following.kind in ("close", "or", "and", "field"):
            self.note(f"{token.text}: has nothing behind it and was read as a word.")
            return Word(token.text, token.start, token.end)
        if token.text == "date":
            return self.date(token, depth)
        if following.kind == "not":
            while (behind := self.peek()) is not None and behind.kind == "not":
                self.at += 1
            node = self.field(token, depth)
            return Not(node) if node else None
        if following.kind == "range":
            self.at += 1
            return Word(following.text, following.start, following.end)
        node = self.item(depth)
        if isinstance(node, Everything):
            return In(token.text, node)
        return In(token.text, node) if node else None

    def date(self, token: Token, depth: int) -> Node | None:
        """The longest run of words behind ``date:`` that says a date; where none does, they stay words."""
        best: tuple[int, Span] | None = None
        for count in range(1, 7):
            run = self.tokens[self.at : self.at + count]
            if len(run) < count or run[-1].kind in ("open", "close", "field", "or", "not"):
                break
            span = read_span(self.q[token.end : run[-1].end], self.today)
            if span:
                best = (count, span)
            if run[-1].kind in ("phrase", "range"):
                break
        if best is None:
            self.note(_NO_DATE)
            return self.item(depth)
        self.at += best[0]
        span = best[1]
        if span.assumed:
            self.note(f"Date read: {span.assumed}.")
        return DateRange(_day(span.first), _day(span.last))


def _plain(token: Token) -> Word:
    return Word(token.text.replace("*", " ").replace("?", " ").strip(), token.start, token.end)


def _day(day: date | None) -> int | None:
    return None if day is None else day.toordinal() - _EPOCH
