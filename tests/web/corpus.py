"""A small corpus made for the tests of pages: every kind of release that a page has to show."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from corpus.release import Contact, Dateline, Ministry, Office, Person, Problem, Release
from search.engines.embedded import EmbeddedEngine
from tests.search.releases import engine, release

HOSTILE = "<script>window.pwned=1</script><img src=x onerror=window.pwned=1>\"'onmouseover=window.pwned=1"
PLACES = ("Baku", "Astana", "Bern")
MEETING = (
    "A memorandum of cooperation was signed by Vilayat Eyvazov and Marat Akhmetzhanov.\n\n"
    "Eyvazov thanked the Ministry of Internal Affairs of Kazakhstan. The memorandum covers training."
)


def _span(text: str, words: str, nth: int = 0) -> tuple[int, int]:
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    return at, at + len(words)


def meeting(id: str, publisher: str, text: str = MEETING) -> Release:
    """The one announcement that two publishers make, with mentions, offices, contacts and all."""
    made = release(
        id,
        text,
        title="Ministers sign memorandum of cooperation",
        subtitle="Training and exchange",
        date="2023-02-23",
        date_from="dateline",
        place="Baku",
        publisher=publisher,
        kind="readout",
        countries=("AZ", "KZ"),
        reference="No. 17/2023",
        url="https://example.org/news/17",
        path=f"{publisher.lower()}/{id}.txt",
    )
    return replace(
        made,
        people=(
            Person(
                "vilayat-eyvazov",
                "Vilayat Eyvazov",
                ("Colonel-General",),
                (Office("Minister of Internal Affairs", "az/interior", "AZ"),),
                (_span(text, "Vilayat Eyvazov"), _span(text, "Eyvazov", 1)),
            ),
            Person("marat-akhmetzhanov", "Marat Akhmetzhanov", (), (), (_span(text, "Marat Akhmetzhanov"),)),
        ),
        ministries=(
            Ministry("az/interior", "Ministry of Internal Affairs", "AZ"),
            Ministry(
                "kz/interior",
                "Ministry of Internal Affairs",
                "KZ",
                (_span(text, "Ministry of Internal Affairs of Kazakhstan"),),
            ),
        ),
        contacts=(Contact("Press Office", None, "+994 12 000 00 00", "press@example.org"),),
        problems=(Problem("date", "year-inferred", "the dateline has no year; taken from the header"),),
    )


def hostile() -> Release:
    """Markup wherever a release holds text."""
    made = release(
        "hostile",
        f"{HOSTILE} payload text",
        title=f"Hostile {HOSTILE}",
        subtitle=HOSTILE,
        date="2022-05-05",
        publisher=HOSTILE,
        url="javascript:alert(1)",
        reference=HOSTILE,
        place=HOSTILE,
        ministries=[("zz/hostile", f"Ministry {HOSTILE}")],
        countries=("AZ",),
        path=f"{HOSTILE}.txt",
    )
    office = Office(f"Minister {HOSTILE}", "zz/hostile", "AZ")
    return replace(
        made,
        dateline=Dateline(HOSTILE, HOSTILE, "AZ", None),
        people=(Person("mallory", f"Mallory {HOSTILE}", (HOSTILE,), (office,), ((0, 8),)),),
        contacts=(Contact(HOSTILE, HOSTILE, HOSTILE, HOSTILE),),
        problems=(Problem("date", "year-inferred", HOSTILE),),
    )


@cache
def releases() -> tuple[Release, ...]:
    """Sixty releases over five years, a joint announcement, and one each of what is hard to show."""
    joint = meeting("meeting-1", "Azerbaijan"), meeting("meeting-2", "Kazakhstan", MEETING + " It has ten articles.")
    steady = [
        release(
            f"energy-{n}",
            f"The energy agreement number {n} was discussed at length. Gas and power were on the agenda.",
            title=f"Energy talks, round {n}",
            date=f"{2019 + n % 5}-{n % 12 + 1:02}-{n % 27 + 1:02}",
            place=PLACES[n % 3],
            publisher=("Azerbaijan", "Kazakhstan", "Switzerland")[n % 3],
            kind=("press-release", "statement")[n % 2],
            countries=(("AZ", "KZ", "CH")[n % 3],),
            ministries=[(("az/energy", "kz/energy", "ch/energy")[n % 3], "Ministry of Energy")],
            people=[(f"official-{n % 14}", f"Official {'ABCDEFGHIJKLMN'[n % 14]}son")],
        )
        for n in range(60)
    ]
    odd = [
        hostile(),
        release("table", "Quarter\tExports\nFirst\t120\nSecond\t140", title="Exports by quarter", date="2022-04-01"),
        release("arabic", "وقع الوزير مذكرة تعاون.", title="توقيع مذكرة", language="ar", date="2022-03-01"),
        release("japanese", "大臣は覚書に署名した。", title="覚書の署名", language="ja", date="2022-03-02"),
        release("untitled", "No headline stands above this text. It goes on.", date=None),
        release("embargoed", "secretword announced", title="Not yet", date="2023-01-01", embargo="2999-01-01T00:00:00Z",
                people=[("hidden-person", "Hidden Person")]),
    ]  # fmt: skip
    return (*joint, *steady, *odd)


@cache
def corpus() -> EmbeddedEngine:
    """An engine over them; the two reports of the meeting are one announcement."""
    made = releases()
    return engine(*made, groups=[7 if one.id.startswith("meeting") else -1 for one in made])
