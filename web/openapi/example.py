"""An answer from the sample corpus, shortened: what the description shows of a search."""

from __future__ import annotations

from typing import Any

_MEMORANDUM = "2023-02-23-memorandum-with-kazakhstan-96599b2b"
_ASKED = "q=memorandum&ministry=az/interior&language=en&per_page=1"
EXAMPLE: dict[str, Any] = {
    "query": {
        "q": "memorandum",
        "match": "all",
        "filters": {"ministry": ["az/interior"], "language": ["en"]},
        "from": None,
        "to": None,
        "sort": "relevance",
        "fold": True,
    },
    "total": 3,
    "releases": 3,
    "took_ms": 0.9,
    "page": 1,
    "per_page": 1,
    "generation": 1,
    "results": [
        {
            "id": _MEMORANDUM,
            "title": "Interior ministers of Azerbaijan and Kazakhstan sign memorandum of cooperation",
            "date": "2023-02-23",
            "place": "Baku",
            "publisher": "Ministry of Internal Affairs of Azerbaijan",
            "kind": "press-release",
            "language": "en",
            "ministries": [
                {"id": "az/interior", "name": "Ministry of Internal Affairs"},
                {"id": "kz/interior", "name": "Ministry of Internal Affairs"},
            ],
            "people": [
                {"id": "vilayat-eyvazov", "name": "Vilayat Eyvazov"},
                {"id": "marat-akhmetzhanov", "name": "Marat Akhmetzhanov"},
            ],
            "countries": ["AZ", "KZ"],
            "score": 4.6895,
            "highlights": {
                "title": "Interior ministers of Azerbaijan and Kazakhstan sign <mark>memorandum</mark> of cooperation",
                "text": [
                    "… put their names to a <mark>Memorandum</mark> of Cooperation between their ministries in Baku."
                ],
            },
            "also": 0,
            "url": f"/releases/{_MEMORANDUM}",
        }
    ],
    "facets": {
        "country": {
            "buckets": [
                {"value": "AZ", "label": "Azerbaijan", "count": 3, "selected": False},
                {"value": "KZ", "label": "Kazakhstan", "count": 3, "selected": False},
            ],
            "more": 2,
            "missing": 0,
        }
    },
    "histogram": {
        "interval": "day",
        "buckets": [
            {"from": "2023-02-23", "to": "2023-02-23", "count": 1},
            {"from": "2023-02-24", "to": "2023-02-24", "count": 2},
        ],
    },
    "suggestion": None,
    "relaxed": False,
    "notes": [],
    "next_cursor": "WyJkNDRiZWI5YzQ5NjQiLDEsLTQuNjg5NDc2MDEzMTgzNTk0LC0xOTQxMSwxNDYxOTA0MDgwMzg0NzA2MzAwNl0",
    "links": {
        "self": f"/api/v1/search?{_ASKED}&facets=country&facet_size=2",
        "next": f"/api/v1/search?{_ASKED}&page=2&facets=country&facet_size=2",
        "prev": None,
        "page": f"/search?{_ASKED}",
        "atom": f"/search.atom?{_ASKED}",
    },
}
