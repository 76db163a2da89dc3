"""Who holds which office where several offices and names stand in one sentence."""

from collections.abc import Callable

import pytest

from corpus.release import Release
from corpus.source import Source

ReleaseOf = Callable[..., Release]


def held(release: Release) -> dict[str, str]:
    """Each person's one office."""
    return {person.name: office.office for person in release.people for office in person.offices}


@pytest.mark.parametrize(
    ("language", "sentence", "offices"),
    [
        (
            "es",
            "Asistieron los ministros de Justicia, Ana Pérez; de Agricultura, Luis Soto, y de Salud, Marta Ruiz.",
            {
                "Ana Pérez": "ministro de Justicia",
                "Luis Soto": "ministro de Agricultura",
                "Marta Ruiz": "ministro de Salud",
            },
        ),
        (
            "it",
            "Erano presenti il ministro della Difesa Paolo Bruni, della Cultura Anna Serra e i sindaci della zona.",
            {"Paolo Bruni": "ministro della Difesa", "Anna Serra": "ministro della Cultura"},
        ),
        (
            "pt",
            "Participam os ministros do Trabalho, João Prado, da Saúde, Rita Lopes, e da Educação, Pedro Nunes.",
            {
                "João Prado": "ministro do Trabalho",
                "Rita Lopes": "ministro da Saúde",
                "Pedro Nunes": "ministro da Educação",
            },
        ),
        (
            "ca",
            "Hi seran la consellera de Salut, Marta Soler; el de Cultura, Jordi Puig, i la de Justícia, Anna Riera.",
            {
                "Marta Soler": "consellera de Salut",
                "Jordi Puig": "consellera de Cultura",
                "Anna Riera": "consellera de Justícia",
            },
        ),
        (
            "it",
            "Hanno giurato i sottosegretari agli Esteri, Paolo Bruni e Anna Serra.",
            {"Paolo Bruni": "sottosegretario agli Esteri", "Anna Serra": "sottosegretario agli Esteri"},
        ),
        # each office before its holder, not behind the holder of the one before
        (
            "ro",
            "Au participat ministrul Culturii, Ana Popescu, ministrul Justiției, Ion Marinescu, și ministrul Energiei, "
            "Radu Ionescu.",
            {
                "Ana Popescu": "ministrul Culturii",
                "Ion Marinescu": "ministrul Justiției",
                "Radu Ionescu": "ministrul Energiei",
            },
        ),
        # each office behind its holder
        (
            "pt",
            "Tomam posse Ana Lopes, secretária de Estado da Saúde, Rui Nunes, secretário de Estado da Cultura.",
            {"Ana Lopes": "secretária de Estado da Saúde", "Rui Nunes": "secretário de Estado da Cultura"},
        ),
        # an acronym between the office and the name
        (
            "es",
            "Intervino el director del Instituto Nacional de Vivienda, INAVI, Carlos Soto Vega.",
            {"Carlos Soto Vega": "director del Instituto Nacional de Vivienda"},
        ),
        (
            "id",
            "Hal itu disampaikan Menteri Luar Negeri (Menlu) Siti Rahayu dalam keterangan pers.",
            {"Siti Rahayu": "Menteri Luar Negeri"},
        ),
        # Hungarian puts the office behind the name without a mark
        (
            "hu",
            "Ott volt Nagy Péter külgazdasági és külügyminiszter, valamint Kovács Anna pénzügyminiszter.",
            {"Nagy Péter": "külgazdasági és külügyminiszter", "Kovács Anna": "pénzügyminiszter"},
        ),
        # a Turkic office with what it is of, not with the holder of the office before
        (
            "tr",
            "Törende İstanbul Valisi Ali Kaya ve Sanayi Odası Başkanı Ayşe Demir ile parti sözcüsü Ömer Yılmaz vardı.",
            {
                "Ali Kaya": "İstanbul Valisi",
                "Ayşe Demir": "Sanayi Odası Başkanı",
                "Ömer Yılmaz": "parti sözcüsü",
            },
        ),
        # forms of address between an office and a name; the comma of another script
        ("ar", "قال وزير الصحة الدكتور خالد محمود في بيان.", {"خالد محمود": "وزير الصحة"}),
        ("ar", "وقال أحمد محمود، وزير المالية، إن الميزانية جاهزة.", {"أحمد محمود": "وزير المالية"}),
        # a state between the dot of a foreign name and the office
        ("ja", "スパイッチ・モンテネグロ首相と会談した。", {"スパイッチ": "首相"}),
        (
            "fr",
            "Le gouverneur de la région de Thiès, Paul Roux, et la ministre de la Santé, le Dr Anne Blanc, parlent.",
            {"Paul Roux": "gouverneur de la région de Thiès", "Anne Blanc": "ministre de la Santé"},
        ),
        (
            "hu",
            "A döntést Tóth Gábor, a miniszterelnök sajtófőnöke közölte.",
            {"Tóth Gábor": "miniszterelnök sajtófőnöke"},
        ),
    ],
)
def test_each_office_goes_to_its_holder(
    release_of: ReleaseOf, prose: dict[str, str], language: str, sentence: str, offices: dict[str, str]
) -> None:
    release = release_of(sentence, prose.get(language, ""), title="T", source=Source(country="XK", language=language))
    assert held(release) == offices


def test_a_list_names_every_ministry(release_of: ReleaseOf, prose: dict[str, str]) -> None:
    release = release_of(
        "Los ministros de Justicia, Ana Pérez; de Agricultura, Luis Soto, y de Salud, Marta Ruiz, firmaron.",
        prose["es"],
        title="T",
        source=Source(country="PE"),
    )
    assert {(m.id, m.name) for m in release.ministries} == {
        ("pe/justice", "Ministerio de Justicia"),
        ("pe/agriculture", "Ministerio de Agricultura"),
        ("pe/health", "Ministerio de Salud"),
    }


@pytest.mark.parametrize(
    ("language", "words", "ids"),
    [
        # a region's councillor heads no ministry of the state
        ("es", "La consejera de Sanidad, Ana Pérez Gil, habló.", {"es/consejeria-sanidad"}),
        ("ca", "La consellera de Salut, Marta Soler, hi era.", {"es/departament-salut"}),
        # what a language joins with a link before each is one name
        (
            "fr",
            "Le ministre de la Culture, de la Communication et des Arts vivants, Paul Roux, a parlé.",
            {"es/culture"},
        ),
    ],
)
def test_what_authority_stands_behind_an_office(
    release_of: ReleaseOf, prose: dict[str, str], language: str, words: str, ids: set[str]
) -> None:
    source = Source(country="ES", language=language)
    release = release_of(words, prose.get(language, ""), title="T", source=source)
    assert {m.id for m in release.ministries} == ids
