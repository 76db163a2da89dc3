"""What kind of text a release is, and in which language it is written."""

from collections.abc import Callable

import pytest

from corpus.release import Release
from corpus.source import Source

ReleaseOf = Callable[..., Release]


@pytest.mark.parametrize(
    ("title", "language", "kind"),
    [
        ("Speech by Minister Roe at the annual dinner", "en", "speech"),
        ("Minister's remarks at the UN", "en", "speech"),
        ("Rede von Bundesministerin Roe zum Haushalt", "de", "speech"),
        ("Discours de la ministre Roe à Lyon", "fr", "speech"),
        ("Intervento del ministro Roe", "it", "speech"),
        ("Discurso do ministro na abertura", "pt", "speech"),
        ("Вступне слово міністра", "uk", "speech"),
        ("Readout of Minister Roe's call with her counterpart", "en", "readout"),
        ("Statement by the Prime Minister on flooding", "en", "statement"),
        ("Заявление МИД о событиях", "ru", "statement"),
        ("Oświadczenie Ministra Spraw Zagranicznych", "pl", "statement"),
        ("Dışişleri Bakanlığı Açıklaması", "tr", "statement"),
        ("外務大臣談話", "ja", "statement"),
        ("外交部发言人就某事答记者问", "zh", "transcript"),
        ("Media advisory: Minister to visit Lyon", "en", "advisory"),
        ("Final communiqué of the summit", "en", "communique"),
        ("Interview: Was die App kann und was nicht", "de", "interview"),
        ("Press briefing transcript, 4 May 2021", "en", "transcript"),
        ("Annual report 2022", "en", "report"),
        ("Vacancy: Director of Finance", "en", "announcement"),
        ("Statement of accounts published", "en", "press-release"),
        ("Speech therapy funding doubled", "en", "press-release"),
        ("Interview process for civil servants simplified", "en", "press-release"),
        ("Basın açıklaması: yeni program", "tr", "press-release"),
        ("Communiqué de presse : nouveau programme", "fr", "press-release"),
    ],
)
def test_a_title_names_the_kind(
    release_of: ReleaseOf, prose: dict[str, str], title: str, language: str, kind: str
) -> None:
    assert release_of(prose[language], prose[language], title=title).kind == kind


def test_the_publisher_and_the_opening_tell_where_the_title_does_not(
    release_of: ReleaseOf, prose: dict[str, str]
) -> None:
    text = f"{prose['en']} It was signed, Trend reports with reference to the press service of the ministry."
    assert release_of(text, title="Memorandum signed").kind == "news"
    assert release_of(prose["en"], title="Bridge opens", source=Source(publisher="Xinhua News Agency")).kind == "news"
    assert release_of("Any media wishing to cover the visits MUST contact us.", title="Visits").kind == "advisory"
    assert release_of(prose["en"], title="Bridge opens", kind="speech").kind == "speech"
    assert release_of(prose["en"], title="Bridge opens").kind == "press-release"


@pytest.mark.parametrize(
    "opening",
    ["Hanoi (VNA) – ", "BEIJING, May 15 (Xinhua) -- ", "МОСКВА, 17 мая. /ТАСС/. ", "Accra, March 14, GNA – "],
)
def test_what_an_agency_signs_is_news(release_of: ReleaseOf, prose: dict[str, str], opening: str) -> None:
    assert release_of(opening + prose["en"], title="Bridge opens").kind == "news"


def test_a_byline_or_a_signature_below_makes_news_a_distributor_does_not(
    release_of: ReleaseOf, prose: dict[str, str]
) -> None:
    assert release_of("By Ada Barkley", "May 2, 2019", prose["en"], title="Bridge opens").kind == "news"
    assert release_of(f"{prose['en']} (PNA)", title="Bridge opens").kind == "news"
    assert release_of(f"Wien (OTS) - {prose['de']}", title="Bridge opens").kind == "press-release"
    assert release_of(f"NAIROBI, Kenya, May 15 – {prose['en']}", title="Bridge opens").kind == "news"
    assert release_of(f"ATLANTA, Georgia, May 15 – {prose['en']}", title="Bridge opens").kind == "press-release"


@pytest.mark.parametrize(
    ("publisher", "kind"),
    [
        ("The Daily Herald", "news"),
        ("Noticiero del Valle", "news"),
        ("Sabah Gazetesi", "news"),
        ("Interfax-Ukraine", "news"),
        ("Government News Agency of Ruritania", "news"),
        ("Department of Energy News", "press-release"),
        ("Ministry of Energy", "press-release"),
        ("Ruritanian Embassy, London", "press-release"),
    ],
)
def test_what_a_paper_or_channel_publishes_is_news_what_a_government_does_is_not(
    release_of: ReleaseOf, prose: dict[str, str], publisher: str, kind: str
) -> None:
    assert release_of(prose["en"], title="Bridge opens", source=Source(publisher=publisher)).kind == kind


LANGUAGES = "en de fr es it pt nl sv pl tr az ru uk bg kk ar fa ur hi mr ja zh ko".split()  # noqa: SIM905


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_tells_its_language_whatever_is_stated(
    release_of: ReleaseOf, prose: dict[str, str], language: str
) -> None:
    stated = "de" if language == "en" else "en"
    assert release_of(prose[language], title="Programme extended", language=stated).language == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Медалью «Ерен еңбегі үшін» были отмечены лучшие работники отрасли.", "ru"),
        ("Türkiyənin yeni maliyyə naziri vəzifəsinə başlayıb.", "az"),
        ("大家晚上好。", "zh"),
    ],
)
def test_words_of_another_language_inside_do_not_mislead(release_of: ReleaseOf, text: str, language: str) -> None:
    assert release_of(text, title="Programme extended", language="en").language == language


@pytest.mark.parametrize(
    ("publisher", "url", "kind"),
    [
        # no word of theirs is an authority's: a name of the web, a company's address, a name that the text has not
        ("Stelnik.bg", None, "news"),
        ("Stelnik", "https://www.stelnik.com/1", "news"),
        ("Stelnik", None, "news"),
        (None, "https://stelnik.co.ke/1", "news"),
        # authorities, by a word, a body's name, or because they speak of themselves
        ("Gov.pl", None, "press-release"),
        ("Bayerische Staatsregierung", None, "press-release"),
        ("Frontex", None, "press-release"),
        ("Families", None, "press-release"),
        (None, "https://www.gov.example/1", "press-release"),
    ],
)
def test_a_publisher_that_is_no_authority_writes_news(
    release_of: ReleaseOf, prose: dict[str, str], publisher: str | None, url: str | None, kind: str
) -> None:
    stated = {"url": url} if url else {}
    release = release_of(prose["en"], title="Bridge opens", source=Source(publisher=publisher), **stated)
    assert release.kind == kind
