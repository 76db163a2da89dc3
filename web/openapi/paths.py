"""Where what is asked and answered: the addresses of the API, each with its parameters, statuses and links."""

from __future__ import annotations

from search.request import FACETS
from web.openapi.examples import examples
from web.openapi.forms import TEXT, Schema, ref
from web.openapi.parameters import IF_NONE_MATCH, in_path, number, query, question, shaping
from web.openapi.responses import headers
from web.parameters import MOST_SUGGESTIONS

_FIRST = "$response.body#/results/0/"
_MISSING = {"404": "NotFound"}
_DEEP = {"404": "NoSuchPage", "409": "CursorExpired"}
_HEADERS = headers("ETag", "Cache-Control", "Vary", "Link")


def paths() -> Schema:
    return {
        "/api/v1/search": _search(),
        "/api/v1/facets/{field}": _facet(),
        "/api/v1/suggest": _suggest(),
        "/api/v1/releases/{release_id}": _release(),
        "/api/v1/people/{id}": _entity(
            "person", "A person as all releases know them", in_path("id", "Id of the person", "vilayat-eyvazov")
        ),
        "/api/v1/ministries/{id}": _entity(
            "ministry",
            "A ministry or other public body",
            in_path("id", "Id of the ministry, with the country before it", "az/interior"),
        ),
        "/api/v1/countries/{id}": _entity(
            "country", "A country", in_path("id", "ISO 3166-1 alpha-2 code, in either case", "KZ")
        ),
        "/api/v1/stats": _get("stats", "About", "What the corpus holds, what was rejected and why", "Stats"),
        "/api/v1/openapi.json": _get("openapi", "About", "This description", "Description"),
        "/api/v1/docs": _docs(),
    }


def _search() -> Schema:
    return _get(
        "search",
        "Searching",
        "Releases that a question finds",
        "SearchAnswer",
        [*question(), *shaping()],
        failing=_DEEP,
        links={
            "release": _link("release", release_id=f"{_FIRST}id"),
            "person": _link("person", id=f"{_FIRST}people/0/id"),
            "ministry": _link("ministry", id=f"{_FIRST}ministries/0/id"),
            "country": _link("country", id=f"{_FIRST}countries/0"),
            "next": _link("search", cursor="$response.body#/next_cursor"),
        },
    )


def _facet() -> Schema:
    says = "What a word of the name begins with; its first 200 characters count."
    parameters = [
        in_path("field", "The facet", "ministry", {"enum": list(FACETS)}),
        *question(),
        query("prefix", TEXT, says, example="int"),
        query("limit", number(1000, 100), "Most values."),
    ]
    summary = "Values of one facet with their counts, for a question"
    return _get("facet", "Searching", summary, "FacetValues", parameters, failing=_MISSING)


def _suggest() -> Schema:
    parameters = [
        query("q", TEXT, "What has been typed; its first 200 characters count.", example="min"),
        query("limit", number(MOST_SUGGESTIONS, 10), "Most suggestions."),
    ]
    return _get("suggest", "Searching", "What a person who is typing may go on to mean", "Suggestions", parameters)


def _release() -> Schema:
    return _get(
        "release",
        "Reading",
        "A release with what is around it",
        "ReleaseAnswer",
        [in_path("release_id", "Id of the release", examples()["release"]["id"])],
        failing=_MISSING,
        links={"person": _link("person", id="$response.body#/people/0/id")},
    )


def _entity(name: str, summary: str, id: Schema) -> Schema:
    return _get(name, "Reading", summary, "Entity", [id], failing=_MISSING)


def _docs() -> Schema:
    answer = {"description": "The page", "headers": _HEADERS, "content": {"text/html": {"schema": TEXT}}}
    return {
        "get": {
            "operationId": "docs",
            "tags": ["About"],
            "summary": "This description as a page",
            "parameters": [IF_NONE_MATCH],
            "responses": {"200": answer, "304": ref("responses", "Unchanged")},
        }
    }


def _link(operation: str, **parameters: str) -> Schema:
    return {"operationId": operation, "parameters": parameters}


def _get(
    name: str,
    tag: str,
    summary: str,
    schema: str,
    parameters: list[Schema] | None = None,
    *,
    failing: dict[str, str] | None = None,
    links: Schema | None = None,
) -> Schema:
    """An address that is read. ``failing``: responses beside those that every address has, by status."""
    media: Schema = {"schema": ref("schemas", schema)} | ({"example": examples()[name]} if name in examples() else {})
    answer: Schema = {"description": summary, "headers": _HEADERS, "content": {"application/json": media}}
    if links:
        answer["links"] = links
    others = {"304": "Unchanged", "400": "BadRequest", **(failing or {}), "503": "Unavailable"}
    return {
        "get": {
            "operationId": name,
            "tags": [tag],
            "summary": summary,
            "parameters": [*(parameters or []), IF_NONE_MATCH],
            "responses": {"200": answer, **{status: ref("responses", part) for status, part in others.items()}},
        }
    }
