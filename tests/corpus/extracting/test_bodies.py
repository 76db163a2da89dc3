"""Bodies: what the grammar and the tables make of a fragment, as (id, name, country)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.extracting.bodies import find_bodies
from corpus.extracting.gazetteer import find_hits
from corpus.extracting.offices import bodies_behind, find_offices
from corpus.extracting.tokens import tokenise


def ids(text: str, country: str | None = None, language: str = "en", publisher: str | None = None) -> list[str]:
    """Ids of the bodies named, by themselves or by their officers, each once."""
    tokens = tokenise(text)
    hits = find_hits(tokens, [language])
    bodies = find_bodies(tokens, hits, country=country, languages=[language], publisher=publisher)
    offices = find_offices(tokens, hits, bodies, country=country, languages=[language], publisher=publisher)
    return list(dict.fromkeys(mention.id for mention in (*bodies, *bodies_behind(offices))))


def names(text: str, country: str | None = None, language: str = "en") -> list[str]:
    tokens = tokenise(text)
    return [m.name for m in find_bodies(tokens, find_hits(tokens, [language]), country=country, languages=[language])]


@pytest.mark.parametrize(
    ("text", "country", "found"),
    [
        # several states, several portfolios
        ("the ministries of justice of Peru and Chile signed", None, ["pe/justice", "cl/justice"]),
        ("the Ministry of Culture of Latvia and Estonia", None, ["lv/culture", "ee/culture"]),
        ("the Foreign and Defence Ministries of Albania", None, ["al/foreign-affairs", "al/defence"]),
        ("the ministries of health, education and labour", "LT", ["lt/health", "lt/education", "lt/labour"]),
        ("the Ministry of Health, Labour and Welfare of Japan", None, ["jp/health"]),
        ("the Ministry of Internal Affairs of Azerbaijan and Kazakhstan", None, ["az/interior", "kz/interior"]),
        # a part is its body, what is called like another state's is not it
        ("Mari Roe of the Asian Affairs Bureau, Ministry of Foreign Affairs", "JP", ["jp/foreign-affairs"]),
        ("the Minister in the Presidency", "ZA", []),
        ("Deputy Secretary of State Jane Roe", "US", ["us/foreign-affairs"]),
        # every order
        ("the Ministry of Finance of the Republic of Botswana said", None, ["bw/finance"]),
        ("Botswana's Finance Ministry said", None, ["bw/finance"]),
        ("the Uzbek Interior Ministry said", None, ["uz/interior"]),
        ("the Interior Ministry said", "GR", ["gr/interior"]),
        # the publisher's own table
        ("the Justice and Interior Departments", "US", ["us/justice", "us/department-of-the-interior"]),
        ("the Department of Justice", "IE", ["ie/justice"]),
        ("The Foreign Office, now the FCDO, replied", "GB", ["gb/foreign-affairs"]),
        ("Home Affairs, that is MHA and the Singapore Police Force", "SG", ["sg/interior", "sg/spf"]),
        ("The European Commission and Frontex", None, ["eu/european-commission", "eu/frontex"]),
        ("The European Commission and Frontex", "KE", ["eu/european-commission", "eu/frontex"]),
        # no table lists them
        ("the National Soil Conservation Authority", "FJ", ["fj/national-soil-conservation-authority"]),
        ("Department of Fisheries of Western Australia", "AU", ["au/western-australia-department-fisheries"]),
        ("Ohio's Department of Health", "US", ["us/ohio-department-health"]),
        ("the Marin County Water Agency", "US", ["us/marin-county-water-agency"]),
        ("He was held by the Dane County, Wis., Police Department.", "US", ["us/dane-county-police-department"]),
        ("the German Embassy in Lima and the Embassy of Kenya", "PE", ["de/embassy-lima", "ke/embassy"]),
        # by their officers
        ("Minister of Internal Affairs of Mongolia Bat Erdene", None, ["mn/interior"]),
        ("Secretary of Defense Lloyd Austin at the Pentagon", "US", ["us/defence"]),
        ("Acting U.S. Attorney Jane Roe of the Eastern District of Texas", "US", ["us/us-attorney-ed-texas"]),
        ("Ohio Attorney General Jane Roe", "US", ["us/ohio-attorney-general"]),
        ("the nomination of Jane Roe to be FBI Director", "US", ["us/fbi"]),
        # not executive
        ("the Ministry of Sound and the Department of Physics", "GB", []),
        ("unrest in the Santa Cruz Department of the country", "US", []),
        ("the Departments of Labor and Education Appropriations Act", "US", []),
        ("the Government Accountability Office (GAO) told the Senate Finance Committee", "US", []),
        ("the Supreme Court, Interpol and the University of Kent", "GB", []),
        ("the Obama Administration", "US", []),
        ("The State Agency and a Statutory Board spoke.", "AZ", []),
        ("it lets state and local health departments ask for help", "US", []),
        ("Police Colonel Roe spoke", "AZ", []),
    ],
)
def test_english_names(text: str, country: str | None, found: list[str]) -> None:
    assert ids(text, country) == found


@pytest.mark.parametrize(
    ("text", "language", "country", "found"),
    [
        ("Das UVEK und das BAKOM teilen mit", "de", "CH", ["ch/detec", "ch/ofcom"]),
        ("Das Bundesinnenministerium und das Auswärtige Amt", "de", "DE", ["de/interior", "de/foreign-affairs"]),
        ("des Eidgenössischen Departements des Innern", "de", "CH", ["ch/home-affairs"]),
        ("der ukrainische Energieminister", "de", "DE", ["ua/energy"]),
        ("le Département militaire fédéral (DMF), puis le DDPS", "fr", "CH", ["ch/defence"]),
        ("le ministère allemand de l'Intérieur", "fr", "FR", ["de/interior"]),
        ("il Ministero della Salute", "it", "IT", ["it/health"]),
        ("La ministra de Hacienda", "es", "ES", ["es/finance"]),
        ("O Ministério da Saúde e a Polícia Federal", "pt", "BR", ["br/health", "br/federal-police"]),
        ("в Минторге, как и в Министерстве торговли и интеграции РК", "ru", "KZ", ["kz/trade"]),
        ("министр обороны Турции", "ru", "RU", ["tr/defence"]),
        ("комитет Мажилиса по экономической реформе", "ru", "KZ", []),
        ("У Міністерстві оборони та в Мінцифрі", "uk", "UA", ["ua/defence", "ua/digital"]),
        ("W Ministerstwie Obrony Narodowej", "pl", "PL", ["pl/defence"]),
        ("Dışişleri Bakanlığı'nda konuştu", "tr", "TR", ["tr/foreign-affairs"]),
        ("Kənd Təsərrüfatı Nazirliyinin əməkdaşları", "az", "AZ", ["az/agriculture"]),
        ("Ішкі істер министрлігінің", "kk", "KZ", ["kz/interior"]),
        ("Finansdepartementet och utrikesminister Roe", "sv", "SE", ["se/finance", "se/foreign-affairs"]),
        ("het ministerie van Justitie en Veiligheid", "nl", "NL", ["nl/justice"]),
        ("وزير خارجية الأردن", "ar", "EG", ["jo/foreign-affairs"]),
        ("外交部和教育部宣布", "zh", "CN", ["cn/foreign-affairs", "cn/education"]),
        ("厚生労働省は発表した", "ja", "JP", ["jp/health"]),
        ("Ministarstvu unutrašnjih poslova i MSP", "hr", "RS", ["rs/interior", "rs/foreign-affairs"]),
        ("Министерството на регионалното развитие", "bg", "BG", ["bg/local-government"]),
        ("Na Ministrstvu za zdravje", "sl", "SI", ["si/health"]),
        ("Klimat- och näringslivsdepartementet", "sv", "SE", ["se/environment"]),
        # authorities in one word: a capital inside a sentence tells them, at its head an office beside them
        ("Regeringen ger Skolverket i uppdrag", "sv", "SE", ["se/skolverket"]),
        ("Han leder Byggstyrelsen nu.", "da", "DK", ["dk/byggstyrelsen"]),
        ("Nätverket möts. Verket svarar.", "sv", "SE", []),
        ("Byggmyndighetens generaldirektör Anna Berg", "sv", "SE", ["se/byggmyndigheten"]),
    ],
)
def test_names_in_other_languages(text: str, language: str, country: str, found: list[str]) -> None:
    assert ids(text, country, language) == found


def test_one_body_under_its_names_is_named_in_full() -> None:
    text = "The Environmental Protection Agency (EPA) agreed. EPA staff met."
    assert names(text, "US") == ["Environmental Protection Agency"] * 3


def test_an_inflected_name_is_given_in_the_nominative() -> None:
    assert names("председателя Министерства торговли и интеграции", "KZ", "ru") == [
        "Министерство торговли и интеграции"
    ]


def test_an_acronym_that_the_text_introduces_names_the_body() -> None:
    text = "The National Soil Conservation Authority (NSCA) met. NSCA will report."
    assert names(text, "FJ") == ["National Soil Conservation Authority"] * 3


@pytest.mark.parametrize(
    ("text", "country", "language", "found"),
    [
        ("the Information Services Department (ISD) wrote", "GH", "en", ["gh/isd"]),
        ("the Forest Survey Department (FSD) wrote", "GH", "en", ["gh/forest-survey-department"]),
        ("the Ghana Standards Service (GSS) wrote", None, "en", ["gh/ghana-standards-service"]),
        ("Úřad pro ochranu lesů (ÚOL) uvedl", "CZ", "cs", ["cz/urad-pro-ochranu-lesu"]),
        # letters of other words, a firm's part, a council of no state, a programme
        ("the Forest Survey Department (BBC) wrote", "GH", "en", []),
        ("the Marketing Department (MD) wrote", "GH", "en", []),
        ("the Rivers Defense Council (RDC) wrote", "GH", "en", []),
        ("the Public Service Loan Forgiveness (PSLF) scheme", "US", "en", []),
    ],
)
def test_an_acronym_of_its_words_shows_a_body(text: str, country: str | None, language: str, found: list[str]) -> None:
    assert ids(text, country, language) == found


def test_a_commission_that_the_text_goes_on_to_call_by_its_head_is_a_body() -> None:
    assert ids("The Coastal Waters Commission met. The Commission will report.", "FJ") == [
        "fj/coastal-waters-commission"
    ]
    assert ids("The Coastal Waters Commission met.", "FJ") == []


def test_an_office_that_is_called_after_its_holder_is_one_body_in_every_order() -> None:
    assert ids("The Office of the Prime Minister wrote. The Prime Minister's Office agreed.", "JM") == [
        "jm/prime-minister"
    ]
    assert ids("the Office of the Chief of Staff", "GH") == ["gh/office-chief-staff"]
    assert names("the Office of the Secretary to the Government of the Federation", "NG") == [
        "Office of the Secretary to the Government of the Federation"
    ]


def test_a_name_that_many_states_have_is_the_publishers_own() -> None:
    assert ids("the National Prosecuting Authority", "FJ") == ["fj/national-prosecuting-authority"]
    assert ids("the National Prosecuting Authority", "ZA") == ["za/npa"]


def test_a_ministry_in_letters_is_spelt_out() -> None:
    assert names("глава МИД Беларуси", "RU", "ru") == ["Министерство иностранных дел"]


def test_the_ministry_is_the_one_last_named() -> None:
    tokens = tokenise("The Ministry of Energy of Ghana wrote. Later the ministry denied it.")
    found = find_bodies(tokens, find_hits(tokens, ["en"]))
    assert [(m.id, tokens.words(m.first, m.last)) for m in found] == [
        ("gh/energy", "Ministry of Energy"),
        ("gh/energy", "ministry"),
    ]


def test_the_ministry_alone_names_nothing() -> None:
    assert ids("The ministry denied it.", "GH") == []


def test_a_publisher_of_a_region_is_its_officer() -> None:
    text = "Attorney General Roe announced a settlement."
    assert ids(text, "US", publisher="Ohio Attorney General") == ["us/ohio-attorney-general"]
    assert ids(text, "US", publisher="U.S. Department of Justice") == ["us/justice"]


def test_ministries_in_a_state_without_them_belong_to_the_state_named() -> None:
    assert ids("Zu Gast aus Österreich: das Innenministerium", "CH", "de") == ["at/interior"]


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        # a joint form gives each ministry its name in the language of the text
        ("it", "i ministeri dell'Interno e della Difesa", ["Ministero dell'Interno", "Ministero della Difesa"]),
        ("es", "los ministerios de Salud y Educación", ["Ministerio de Salud", "Ministerio de Educación"]),
        ("fr", "les ministères de la Santé et de la Justice", ["Ministère de la Santé", "Ministère de la Justice"]),
        ("tr", "Adalet ve Ticaret bakanlıkları", ["Adalet Bakanlığı", "Ticaret Bakanlığı"]),
        # a list with the link before each portfolio is one name, whatever words are in it
        (
            "fr",
            "le Ministère de la Culture, de la Création artistique et des Droits d'auteur",
            ["Ministère de la Culture, de la Création artistique et des Droits"],
        ),
        # words that differ in an ending or a mark only
        ("tr", "Osman Bak ve Murat Kurum geldi", []),
        ("tr", "Spor Araştırma Kurumu bildirdi", ["Spor Araştırma Kurumu"]),
        ("vi", "Bồ Đào Nha và Bộ Ngoại giao", ["Bộ Ngoại giao"]),
    ],
)
def test_names_in_words_of_the_text(language: str, text: str, found: list[str]) -> None:
    assert names(text, "XK", language) == found


WORDS = st.sampled_from([
    "Ministry", "of", "the", "and", ",", "Ministries", "Health", "Finance", "Georgia", "Republic", "Department", "U.S.",
    "Attorney", "General", "for", "Southern", "District", "Texas", "Jane", "Roe", "(", ")", "EPA", "'s", "Kazakh", "to",
    "Ambassador", "Minister", "Foreign", "Police", "Agency", "National", ".", "\n\n", "Chad", "министр", "РК", "部",
])  # fmt: skip


@settings(max_examples=150)
@given(st.lists(WORDS, max_size=40).map(" ".join), st.sampled_from(["en", "de", "ru", "az", "zh"]))
def test_mentions_lie_in_the_text(text: str, language: str) -> None:
    tokens = tokenise(text)
    hits = find_hits(tokens, [language])
    bodies = find_bodies(tokens, hits, country="US", languages=[language])
    offices = find_offices(tokens, hits, bodies, country="US", languages=[language])
    for found in (*hits, *bodies, *offices):
        assert 0 <= found.first < found.last <= len(tokens)
    assert all(mention.id and mention.name for mention in bodies)


@pytest.mark.parametrize("word", ["Ministry ", "of ", "Health, ", "Minister of ", "((", "A", "Foreign and ", "U.S. "])
def test_a_hostile_text_is_read_to_its_end(word: str) -> None:
    ids(word * (200_000 // len(word)), "US")
