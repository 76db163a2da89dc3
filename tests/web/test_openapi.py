"""The description of the API is true: requests made from it are answered as it says."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import jsonschema_rs
import pytest
import schemathesis
from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase, settings
from lxml import html

from tests.web.corpus import corpus
from web import Settings, create_app
from web.openapi import description
from web.openapi.responses import PROBLEMS
from web.parameters import PARAMETERS

APP = create_app(corpus(), Settings())
API = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", APP)
PLAIN = {"Accept-Encoding": "identity"}  # in-process answers are not unpacked on the way
SHORT = settings(max_examples=8, suppress_health_check=list(HealthCheck), phases=[Phase.generate])


def schema(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}", "components": description()["components"]}


@API.parametrize()
@SHORT
def test_requests_made_from_the_description_are_answered_as_it_says(case: schemathesis.Case) -> None:
    case.call_and_validate(headers=PLAIN)


class Links(API.as_state_machine()):  # type: ignore[misc]
    def get_call_kwargs(self, case: schemathesis.Case) -> dict[str, Any]:
        return {"headers": PLAIN}


Links.TestCase.settings = settings(SHORT, max_examples=4, stateful_step_count=4)
TestAnswersLeadToOthersAsTheLinksSay = Links.TestCase


def test_every_address_of_the_api_is_described_and_no_other() -> None:
    routes = {
        rule.rule.replace("<path:id>", "{id}").replace("<", "{").replace(">", "}")
        for rule in APP.url_map.iter_rules()
        if rule.rule.startswith("/api/")
    }
    assert routes == set(description()["paths"])


@pytest.mark.parametrize(
    "address",
    ["facets/%2Fministry", "facets/ministry%2F", "facets//ministry", "releases/%2Fmeeting-1", "/stats", "stats/"],
)
def test_an_address_written_otherwise_is_none(client: FlaskClient, address: str) -> None:
    answer = client.get(f"/api/v1/{address}")
    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")


def test_every_parameter_of_a_search_is_described() -> None:
    described = description()["paths"]["/api/v1/search"]["get"]["parameters"]
    assert {parameter["name"] for parameter in described if parameter["in"] == "query"} == set(PARAMETERS)


@pytest.mark.parametrize("path", sorted(set(description()["paths"]) - {"/api/v1/openapi.json", "/api/v1/docs"}))
def test_every_answer_has_an_example_that_its_schema_allows(path: str) -> None:
    media = description()["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]
    jsonschema_rs.validate(schema(media["schema"]["$ref"].rpartition("/")[2]), media["example"])


@pytest.mark.parametrize("name", description()["components"]["responses"])
def test_example_problems_are_ones_that_the_schema_allows(name: str) -> None:
    content = description()["components"]["responses"][name].get("content", {})
    for media in content.values():
        jsonschema_rs.validate(schema("Problem"), media["example"])


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/api/v1/search?q=memorandum&explain=true", "SearchAnswer"),
        ("/api/v1/search?fields=text,source,contacts,problems,dateline", "SearchAnswer"),
        ("/search.json?q=energy&fold=false&per_page=100", "SearchAnswer"),
        ("/api/v1/facets/person?prefix=off", "FacetValues"),
        ("/api/v1/suggest?q=min", "Suggestions"),
        ("/api/v1/releases/meeting-1", "ReleaseAnswer"),
        ("/api/v1/people/vilayat-eyvazov", "Entity"),
        ("/api/v1/ministries/az/interior", "Entity"),
        ("/api/v1/countries/kz", "Entity"),
        ("/api/v1/stats", "Stats"),
        ("/api/v1/search?ministy=az/interior", "Problem"),
        ("/api/v1/releases/nothing", "Problem"),
    ],
)
def test_an_answer_has_the_described_keys_and_no_others(client: FlaskClient, address: str, name: str) -> None:
    jsonschema_rs.validate(schema(name), client.get(address).json)


def test_the_page_explains_every_address_parameter_and_problem(client: FlaskClient) -> None:
    page = html.fromstring(client.get("/api/v1/docs").text)
    text = page.text_content()
    assert all(path in text for path in description()["paths"])
    assert all(name in text for name in PARAMETERS)
    assert all(page.get_element_by_id(kind) is not None for kind in PROBLEMS)
    assert not page.xpath("//script[not(@src)] | //style | //*[@style] | //*[starts-with(@src, 'http')]")


def test_headings_of_the_page_do_not_skip_a_level_and_no_id_comes_twice(client: FlaskClient) -> None:
    page = html.fromstring(client.get("/api/v1/docs").text)
    levels = [int(heading.tag[1]) for heading in page.xpath("//h1 | //h2 | //h3 | //h4")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
