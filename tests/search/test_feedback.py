from __future__ import annotations

from search.request import SearchRequest
from tests.search.releases import engine, release

CORPUS = engine(
    release("a", "Turbine blades lose lift when ice forms on aerofoils."),
    release("b", "Turbine blades and aerofoils were tested for lift and ice."),
    release("c", "Blades of a saw."),
    release("d", "Ice on aerofoils; lift was lost, and a blade."),
    *(release(f"x{n}", "The committee met on other matters and adjourned.") for n in range(12)),
)


def test_what_the_best_answers_speak_of_ranks_the_rest() -> None:
    answer = CORPUS.search(SearchRequest(q="turbine blades were tested once", match="any"))
    found = [result.release.id for result in answer.results]
    assert set(found) == {"a", "b", "c", "d"}, "feedback orders the matches and adds none"
    assert found.index("d") < found.index("c"), "d shares aerofoils, lift and ice with the best answers"


def test_what_feedback_changed_of_a_score_is_told() -> None:
    answer = CORPUS.search(SearchRequest(q="turbine blades were tested once", match="any", explain=True))
    for result in answer.results:
        told = result.explanation
        assert told is not None
        assert abs(told["feedback"] + sum(word["score"] for word in told["words"]) - told["score"]) < 1e-3
        assert told["score"] == result.score


def test_words_that_stand_together_in_the_question_count_for_more_where_they_do_in_a_release() -> None:
    near = engine(
        release("apart", "The budget of the town was read out, and then a deficit was denied by the treasurer of it."),
        release("near", "The treasurer of the town was read out, and then a budget deficit was denied by the rest."),
        *(release(f"x{n}", "The committee met on other matters and adjourned.") for n in range(12)),
    )
    answer = near.search(SearchRequest(q="our large budget deficit", match="any"))
    assert [result.release.id for result in answer.results][:2] == ["near", "apart"]


def test_words_a_question_is_built_with_weigh_less_than_those_it_is_about() -> None:
    corpus = engine(
        release("which", "A list of which nobody knew."),
        release("about", "A list of pipelines, nobody knew."),
        release("x1", "Pipelines were met on and adjourned."),
        release("x2", "Pipelines were met on and adjourned."),
    )
    answer = corpus.search(SearchRequest(q="which pipelines", match="any"))
    assert answer.results[0].release.id != "which"


def test_a_pasted_paragraph_is_asked_for_by_its_rarest_words() -> None:
    common = [f"common{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(90)]
    corpus = engine(release("all", " ".join(["heron", *common])), release("but", " ".join(common)))
    answer = corpus.search(SearchRequest(q=" ".join([*common, "heron"]), match="any"))
    assert answer.results[0].release.id == "all"
    assert answer.notes == ("Only the 64 rarest words are looked for, 27 are left out.",)
