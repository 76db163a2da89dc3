from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.errors import BadRequest
from search.query.parser import parse
from search.query.syntax import All, Any, DateRange, Everything, Fuzzy, In, Node, Not, Pattern, Phrase, Word

TODAY = date(2026, 11, 24)


def written(node: Node) -> str:
    """A node as a question that is read unambiguously."""
    if isinstance(node, Phrase):
        return f'"{node.text}"' + (f"~{node.slop}" if node.slop is not None else "")
    if isinstance(node, Fuzzy):
        return f"{node.text}~{node.distance}"
    if isinstance(node, In):
        return f"{node.field}:{written(node.node)}"
    if isinstance(node, Not):
        return f"-{written(node.node)}"
    if isinstance(node, All):
        return "(" + " ".join(map(written, node.nodes)) + ")"
    if isinstance(node, Any):
        return "(" + " OR ".join(map(written, node.nodes)) + ")"
    if isinstance(node, DateRange):
        return f"date:[{node.first} to {node.last}]"
    return "*" if isinstance(node, Everything) else node.text


def read(q: str) -> list[str]:
    return [written(node) for node in parse(q, TODAY).nodes]


@pytest.mark.parametrize(
    ("q", "nodes"),
    [
        ("memorandum baku", ["memorandum", "baku"]),
        ('"exact phrase" word', ['"exact phrase"', "word"]),
        ("“curly” „German“ «French» 「日本」", ['"curly"', '"German"', '"French"', '"日本"']),
        ("a OR b c", ["(a OR b)", "c"]),
        ("a OR b OR c", ["(a OR b OR c)"]),
        ("-a b", ["-a", "b"]),
        ("NOT a b", ["-a", "b"]),
        ("-(a b)", ["-(a b)"]),
        ("(a b) OR (c d)", ["((a b) OR (c d))"]),
        ("a AND b", ["a", "b"]),
        ("pre* wo?ld *tion", ["pre*", "wo?ld", "*tion"]),
        ("fuzzy~ word~2", ["fuzzy~1", "word~2"]),
        ('"near words"~5', ['"near words"~5']),
        ("title:word text:(a OR b)", ["title:word", "text:(a OR b)"]),
        ("person:eyvazov ministry:az/interior", ["person:eyvazov", "ministry:az/interior"]),
        ('ministry:"internal affairs"', ['ministry:"internal affairs"']),
        ("-person:eyvazov person:-x", ["-person:eyvazov", "-person:x"]),
        ("U.S. COP-27 17-1128 F&B x", ["U.S.", "COP-27", "17-1128", "F&B", "x"]),
        ("date:2023", ["date:[19358 to 19722]"]),
        ("date:february 2023 talks", ["date:[19389 to 19416]", "talks"]),
        ('date:"last month"', ["date:[20727 to 20757]"]),
        ("date:[2023-02 to 2023-05]", ["date:[19389 to 19508]"]),
        ("date:>=2023", ["date:[19358 to None]"]),
        ("*", ["*"]),
        ("", []),
        ("() \"\" . - —", []),
    ],
)  # fmt: skip
def test_the_language_of_questions(q: str, nodes: list[str]) -> None:
    assert read(q) == nodes


@pytest.mark.parametrize(
    ("q", "nodes", "note"),
    [
        ('"no end', ["no", "end"], "quotation mark has no partner"),
        ("(no end", ["(no end)"], "opening parenthesis has no partner"),
        ("a) b", ["a", "b"], "closing parenthesis has no partner"),
        ("a - b", ["a", "b"], "minus sign that stands alone"),
        ("what?", ["what"], "question mark that ends a word"),
        ("ministy:x", ["ministy", "x"], "did you mean ministry:?"),
        ("date:rubbish", ["rubbish"], "could not be read as a date"),
        ("date:february", ["date:[20485 to 20512]"], "february as February 2026"),
        ("a OR", ["a"], "OR without a word"),
        ('"a b"~999', ['"a b"~50'], "within 1 to 50 positions"),
        ("word~7", ["word~2"], "at most 2 letters"),
        ("a* *on", ["a", "on"], "needs 2 letters, 3 where it begins with one"),
        ("title: ", ["title"], "nothing behind it"),
    ],
)
def test_what_is_odd_is_read_leniently_and_said(q: str, nodes: list[str], note: str) -> None:
    assert read(q) == nodes
    assert any(note in said for said in parse(q, TODAY).notes)


def test_a_question_that_is_plain_has_no_notes() -> None:
    assert parse('memorandum "internal affairs" -draft (a OR b) date:2023', TODAY).notes == ()


def test_questions_are_bounded() -> None:
    with pytest.raises(BadRequest, match="4000 characters"):
        parse("x" * 4001, TODAY)
    long = parse(" ".join(f"w{n}" for n in range(600)), TODAY)
    assert (len(long.nodes), long.notes) == (500, ("Only the first 500 words of 600 are looked for.",))
    assert sum(isinstance(node, Pattern) for node in parse("ab* " * 20, TODAY).nodes) == 4
    assert sum(isinstance(node, Pattern) for node in parse("*abc* " * 20, TODAY).nodes) == 2
    assert not any(isinstance(node, Pattern) for node in parse("ab*-" * 20, TODAY).nodes)
    assert not any(isinstance(node, Fuzzy) for node in parse("abc~" * 20, TODAY).nodes)
    parse("(" * 4000, TODAY)
    parse("-" * 4000, TODAY)
    parse("title:" * 150, TODAY)
    parse("NOT " * 999 + "a", TODAY)
    parse("title:-" * 150 + "a", TODAY)


QUESTION = st.text(alphabet='ab"“”() :-~*?[]0 ORtitledat', max_size=60) | st.text(max_size=60)


@given(QUESTION)
def test_nothing_that_can_be_typed_is_an_error(q: str) -> None:
    parse(q, TODAY)


@given(QUESTION)
def test_what_was_read_reads_the_same_again(q: str) -> None:
    nodes = [node for node in parse(q, TODAY).nodes if not isinstance(node, DateRange)]
    plain = [node for node in nodes if isinstance(node, (Phrase, Word)) and node.text.isalnum()]
    plain = [node for node in plain if node.text not in ("AND", "OR", "NOT")]  # "OR~": a word once
    assert read(" ".join(map(written, plain))) == list(map(written, plain))


@given(st.text(alphabet="abc ", min_size=1).filter(str.strip))
def test_quoted_words_come_back_as_they_were(words: str) -> None:
    (phrase,) = parse(f'"{words}"', TODAY).nodes
    assert isinstance(phrase, Phrase)
    assert phrase.text == words


@given(QUESTION)
def test_words_know_where_they_stand(q: str) -> None:
    def words(nodes: tuple[Node, ...]) -> list[Word]:
        found = []
        for node in nodes:
            if isinstance(node, (All, Any)):
                found += words(node.nodes)
            elif isinstance(node, (In, Not)):
                found += words((node.node,))
            elif isinstance(node, Word):
                found.append(node)
        return found

    for word in words(parse(q, TODAY).nodes):
        assert word.text.split(" ")[0] in q[word.start : word.end]
