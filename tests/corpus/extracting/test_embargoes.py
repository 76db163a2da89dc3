"""Embargoes: the instant until which a release must not be seen."""

from collections.abc import Callable

import pytest

from corpus.release import Release
from corpus.source import Source

ReleaseOf = Callable[..., Release]


@pytest.mark.parametrize(
    ("line", "zone", "instant"),
    [
        ("EMBARGOED UNTIL 00:01 GMT, TUESDAY 4 JUNE 2024", "Europe/London", "2024-06-04T00:01:00+00:00"),
        ("Embargo: 6 p.m. EDT, Sept. 9, 2013", None, "2013-09-09T18:00:00-04:00"),
        ("HOLD UNTIL 10:00 AM ET, May 12, 2021", None, "2021-05-12T10:00:00-04:00"),
        ("NOT FOR PUBLICATION BEFORE 00:01 BST, 3 May 2023", None, "2023-05-03T00:01:00+01:00"),
        ("Strictly embargoed until 12 noon on Friday 5 May 2023", "Europe/London", "2023-05-05T12:00:00+01:00"),
        ("EMBARGO: 14:00 UTC+3, 12 May 2021", None, "2021-05-12T14:00:00+03:00"),
        ("Sperrfrist: 12. Mai 2021, 14.00 Uhr", "Europe/Zurich", "2021-05-12T14:00:00+02:00"),
        ("Sous embargo jusqu'au 12 mai 2021 à 14h00", "Europe/Paris", "2021-05-12T14:00:00+02:00"),
        ("Embargado hasta el 12 de mayo de 2021 a las 14:00 horas", "Europe/Madrid", "2021-05-12T14:00:00+02:00"),
        ("Sotto embargo fino alle ore 14.00 del 12 maggio 2021", "Europe/Rome", "2021-05-12T14:00:00+02:00"),
        ("Эмбарго до 14:00 12 мая 2021 года", "Europe/Moscow", "2021-05-12T14:00:00+03:00"),
        ("Embargoed until 14:00 on 12 May 2021", None, None),
        ("Check against delivery. Not for release before delivery.", "Europe/London", None),
        ("Their embargo has gone on since 12 May 2021 at 14:00, he said.", "Europe/London", None),
        ("The embargo of 12 May 2021 has hurt farmers.", "Europe/London", None),
    ],
)
def test_a_day_and_an_offset_set_an_embargo(
    release_of: ReleaseOf, prose: dict[str, str], line: str, zone: str | None, instant: str | None
) -> None:
    source = Source(timezone=zone, country="US")
    assert release_of(line, prose["en"], prose["en"], title="Programme extended", source=source).embargo == instant


def test_the_day_of_issue_gives_the_year(release_of: ReleaseOf, prose: dict[str, str]) -> None:
    release = release_of("1 May 2023", "Embargoed until 00:01 BST on 3 May", prose["en"], title="T")
    assert release.embargo == "2023-05-03T00:01:00+01:00"


def test_metadata_may_set_it(release_of: ReleaseOf, prose: dict[str, str]) -> None:
    assert release_of(prose["en"], embargo="2023-05-03T00:01:00+01:00").embargo == "2023-05-03T00:01:00+01:00"
