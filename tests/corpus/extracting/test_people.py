"""Who is named in a release, under which name, with which titles and offices."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.extracting.bodies import find_bodies
from corpus.extracting.gazetteer import find_hits
from corpus.extracting.offices import find_offices
from corpus.extracting.people import Passage, PersonFound, find_people
from corpus.extracting.tokens import tokenise
from corpus.release import Person


def passage(text: str, language: str, country: str | None) -> Passage:
    tokens = tokenise(text)
    hits = find_hits(tokens, [language])
    bodies = find_bodies(tokens, hits, country=country, languages=[language, "en"])
    offices = find_offices(tokens, hits, bodies, country=country, languages=[language, "en"])
    return Passage(tokens, hits, offices, bodies)


def found(
    text: str,
    language: str = "en",
    country: str | None = None,
    title: str | None = None,
    speakers: tuple[str, ...] = (),
) -> list[PersonFound]:
    heading = passage(title, language, country) if title else None
    return find_people(passage(text, language, country), heading, language, speakers=speakers)


def people(text: str, language: str = "en", country: str | None = None, title: str | None = None) -> list[Person]:
    return [one.person for one in found(text, language, country, title)]


def names(text: str, language: str = "en", country: str | None = None, title: str | None = None) -> list[str]:
    return [person.name for person in people(text, language, country, title)]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        # Forms of names
        ("Prosecutor Martin K. Oakes Jr. of the county spoke.", "en", ["Martin K. Oakes Jr."]),
        ("A jury convicted Harold Simms III, 44, and Maria Diaz-Ruiz.", "en", ["Harold Simms III", "Maria Diaz-Ruiz"]),
        ("The sisters Anna and Clara Whitfield testified.", "en", ["Anna Whitfield", "Clara Whitfield"]),
        ('Police seek Manuel "El Gordo" Ortega Ruiz.', "en", ['Manuel "El Gordo" Ortega Ruiz']),
        ("State Secretary Carlo Dall’Acqua opened. Mr Dall’Acqua left.", "en", ["Carlo Dall’Acqua"]),
        ("They met Ursula van der Meer and Sheikh Khalid bin Faisal Al Rashid.", "en",
         ["Ursula van der Meer", "Khalid bin Faisal Al Rashid"]),
        ("Hazel Brown and Jordan Lee flew to Geneva.", "en", ["Hazel Brown", "Jordan Lee"]),
        ("Premier Li Qiang met Park Jin-young and Nguyen Van Thuong.", "en",
         ["Li Qiang", "Park Jin-young", "Nguyen Van Thuong"]),
        ("Era presente Luca MARCHETTI in qualità di console.", "it", ["Luca Marchetti"]),
        ("U S  Senator Paula E  Hart today announced", "en", ["Paula E Hart"]),
        ("Vice Premier He Liming met the Commissioner, Drew Harper, on Monday.", "en", ["He Liming", "Drew Harper"]),
        ("Il s'agit de Sébastien Morel et Brune Poirier.", "fr", ["Sébastien Morel", "Brune Poirier"]),
        ("Le ministre Bruno Le Maire a parlé.", "fr", ["Bruno Le Maire"]),
        ("John Kerry met Sultan Al Jaber of the company.", "en", ["John Kerry", "Sultan Al Jaber"]),
        ("İran Prezidenti İbrahim Rəisinin iştirakı ilə imzalanıb.", "az", ["İbrahim Rəisi"]),
        ("Prezident Anna fon der Layen Bakıda çıxış edib.", "az", ["Anna fon der Layen"]),
        ("Bundeskanzler Olaf Scholz zum Überfall auf das Land.", "de", ["Olaf Scholz"]),
        # Names in a case behind an office in it, foreign ones among them
        ("Он принял Государственного секретаря США Энтони Блинкена.", "ru", ["Энтони Блинкен"]),
        ("Он встретил президента Эммануэля Макрона.", "ru", ["Эммануэль Макрон"]),
        ("Разом з Офісом віцепрем'єр-міністерки Ольги Стефанішиної.", "uk", ["Ольга Стефанішина"]),
        # No names: a town, numbered ships, a telescope, a plan called after a town, what a ministry is for
        ("A cúpula será no Rio de Janeiro, o presidente disse.", "pt", []),
        ("Apollo 17 landed; Artemis II will fly.", "en", []),
        ("They use the James Webb Space Telescope now.", "en", []),
        ("باعتماد خطة شرم الشيخ للتنفيذ. وقررت الدول إنشاء صندوق", "ar", []),
        ("La ministra para la Transición Ecológica y el Reto Demográfico habló.", "es", []),
        # South and West Slavic cases: by the given name, by the office before it, by both endings
        ("Sastao se s ambasadorom Srbije Draganom Petrovićem.", "hr", ["Dragan Petrović"]),
        ("Je to demise ministra dopravy Dana Nováka.", "cs", ["Dan Novák"]),
        ("Odvolal ředitele Jana Hrubu.", "cs", ["Jan Hruba"]),
        ("Зустріч з міністром Олегом Вінтером.", "uk", ["Олег Вінтер"]),
        # a noun behind a whole name, a given name behind the family name, letters of a force before a name
        ("Gestern hat Minister Erik Muster Termine in Kiel wahrgenommen.", "de", ["Erik Muster"]),
        ("Mr Albert Tang Kin-wing spoke.", "en", ["Albert Tang Kin-wing"]),
        ("Komendant główny gen. dyw. SG Tomasz Nowak mówił.", "pl", ["Tomasz Nowak"]),
        # Foreign names in Chinese, up to their title and behind it
        ("国家安全顾问约翰·史密斯和最高国家安全委员会秘书阿里·哈桑分别率团参加。", "zh", ["约翰·史密斯", "阿里·哈桑"]),
        # One person, several mentions
        ("Colonel-General Rustam Sadykov arrived. Welcoming the guests, Sadykov spoke.", "en", ["Rustam Sadykov"]),
        ("Director Joshua Palmer came. Josh Palmer agreed.", "en", ["Joshua Palmer"]),
        ("Anil Patel, Raman Patel and Sunil Patel were charged.", "en", ["Anil Patel", "Raman Patel", "Sunil Patel"]),
        ("Secretary of the Interior Gail Mortons choice was praised. Morton chose Jane Burton.", "en",
         ["Gail Morton", "Jane Burton"]),
        # Languages and cases
        ("Встреча с министром Арманом Сейтовым. Сейтов поблагодарил Ольгу Петровну Иванову.", "ru",
         ["Арман Сейтов", "Ольга Петровна Иванова"]),
        ("Minister spotkał się z Radosławem Zielińskim, Barbarą Nowak i Włodzimierzem Kowalskim.", "pl",
         ["Radosław Zieliński", "Barbara Nowak", "Włodzimierz Kowalski"]),
        ("Podziękował Adamowi Sawickiemu i Markowi Górskiemu za list do Pawła Zielińskiego.", "pl",
         ["Adam Sawicki", "Marek Górski", "Paweł Zieliński"]),
        ("Ministr jednal s Janou Dvořákovou a Petrem Novotným.", "cs", ["Jana Dvořáková", "Petr Novotný"]),
        ("Rozmowa z ministrem Wiktorem Łaszką trwała godzinę.", "pl", ["Wiktor Łaszka"]),
        ("They killed Abu Omar al-Shami and met H.E. Nadia el-Amin.", "en", ["Abu Omar al-Shami", "Nadia el-Amin"]),
        ("Rui Chen (53 Jalan Sultan) and Lu La (17 Ann Road) were fined.", "en", []),
        ("Депутат Парламента сообщил, что министр Шаккалиев приедет.", "ru", ["Шаккалиев"]),
        ("Міністр закордонних справ зустрівся з Борисом Джонсоном і Володимиром Шевченком.", "uk",
         ["Борис Джонсон", "Володимир Шевченко"]),
        ("Görüşdə direktor Quliyev Elnur Tahir oğlu iştirak edib.", "az", ["Quliyev Elnur Tahir oğlu"]),
        ("Dışişleri Bakanı Mevlüt Demir'in ziyareti sürüyor. Demir konuştu.", "tr", ["Mevlüt Demir"]),
        ("La ministre a reçu M. Bruno Le Goff et Mme Claire d'Ormesson.", "fr", ["Bruno Le Goff", "Claire d'Ormesson"]),
        ("El ministro José Manuel Robles Vega viajó. Robles afirmó que sí.", "es", ["José Manuel Robles Vega"]),
        ("Professor Rolf Wiesner von der Universität Bern sprach.", "de", ["Rolf Wiesner"]),
        ("Dr. Markus Richter dankte Frau von der Aue.", "de", ["Markus Richter", "von der Aue"]),
        ("Mme Anne Colonna, ministre des Affaires étrangères, et Luc Petit, préfet, ont parlé.", "fr",
         ["Anne Colonna", "Luc Petit"]),
        ("President von der Aue met Osama Bin Laden.", "en", ["von der Aue", "Osama Bin Laden"]),
        ("Die Zusammenarbeit mit Präsident Selenskyj ist gut.", "de", ["Selenskyj"]),
        ("商会会长黄山明致辞。俄罗斯总统弗拉基米尔·普京访问北京。", "zh", ["黄山明", "弗拉基米尔·普京"]),
        ("上川陽子外務大臣はブリンケン米国国務長官と会談した。", "ja", ["上川陽子", "ブリンケン"]),
        ("윤석열 대통령은 박진 외교부 장관과 만났다.", "ko", ["윤석열", "박진"]),
        ("التقى الوزير بوريس جونسون نظيره", "ar", ["بوريس جونسون"]),
    ],
)  # fmt: skip
def test_people_are_named_in_full_and_once(text: str, language: str, expected: list[str]) -> None:
    assert names(text, language) == expected


@pytest.mark.parametrize(
    "text",
    [
        "They toured the USS Walter Mondale, the Sakharov Prize show and the Heydar Aliyev Center.",
        "The Marshall Plan, the Sherman Act and Willy-Brandt-Straße 1 were mentioned.",
        "In Thao v. Simon the court ruled.",
        "A victim identified only as A.C.N. testified.",
        "A proposal made by the Minister of Transport Services Management was approved.",
        "The Federal Highway Administration and New York City signed in January.",
        "The T.F. Green Airport noise hurts communities surrounding Green.",
        "",
    ],
)
def test_things_called_after_people_and_offices_without_a_name_are_nobody(text: str) -> None:
    assert names(text) == []


def test_an_eponym_that_is_spoken_of_is_a_person() -> None:
    text = "The Dr. Francis Colby Post Office Building honors him. Dr. Colby created a clinic."
    assert [(p.name, p.titles) for p in people(text)] == [("Francis Colby", ("Dr",))]


def test_ranks_and_honorifics_are_titles_of_the_full_name() -> None:
    text = "Police Lieutenant Colonel Rashad Mammadov and Dr Amy Tan met Ms Jane Hall. Mr Mammadov spoke."
    assert [(p.name, p.titles) for p in people(text)] == [
        ("Rashad Mammadov", ("Police Lieutenant Colonel",)),
        ("Amy Tan", ("Dr",)),
        ("Jane Hall", ("Ms",)),
    ]


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("Minister of Health Jane Doe spoke.", "NZ", {"Jane Doe": ["Minister of Health"]}),
        ("Jane Doe, the Minister of Health, spoke.", "NZ", {"Jane Doe": ["Minister of Health"]}),
        ("The Minister of Health, Jane Doe, spoke.", "NZ", {"Jane Doe": ["Minister of Health"]}),
        ("Interior Minister Jane Doe met Foreign Minister John Roe.", "NZ",
         {"Jane Doe": ["Interior Minister"], "John Roe": ["Foreign Minister"]}),
        ("Deputy Prime Minister and Minister for Finance Jane Doe spoke.", "IE",
         {"Jane Doe": ["Deputy Prime Minister", "Minister for Finance"]}),
        ("Hon. Kumar Silva, the Minister of Sports and Hon. Rohan Perera, the Minister of Tourism agreed.", "LK",
         {"Kumar Silva": ["Minister of Sports"], "Rohan Perera": ["Minister of Tourism"]}),
        ("Senators Paula Hart (R-KS), Tom Bell (D-IA) and Jim Cole voted.", "US",
         {"Paula Hart": ["Senator"], "Tom Bell": ["Senator"], "Jim Cole": ["Senator"]}),
        ("They discussed the nomination of Chris Hale to be Minister of Health.", "NZ", {"Chris Hale": []}),
        # office and name by turns, forms of address between them, lines of their own
        ("The Minister of Trade, Jane Roe, the Minister of Health, Mary Poe, and others came.", "KE",
         {"Jane Roe": ["Minister of Trade"], "Mary Poe": ["Minister of Health"]}),
        ("The Minister of Health, the Honourable Jane Roe, and the Prime Minister, the Most Hon. Mary Poe, met.", "JM",
         {"Jane Roe": ["Minister of Health"], "Mary Poe": ["Prime Minister"]}),
        ("Jane Roe has been appointed the Minister of Trade, Mary Poe has been appointed the Minister of Health.", "KE",
         {"Jane Roe": ["Minister of Trade"], "Mary Poe": ["Minister of Health"]}),
        ("Jane Roe - Member of Parliament for Malpeque, Mary Poe and others came.", "CA",
         {"Jane Roe": ["Member of Parliament for Malpeque"], "Mary Poe": []}),
        ("The Hon Jane Roe MP\nMinister for Health\n\nThe clinic opened.", "AU", {"Jane Roe": ["Minister for Health"]}),
        ("They met the Minister of Trade. Mr John Roe spoke.", "KE", {"John Roe": []}),
    ],
)  # fmt: skip
def test_offices_go_to_their_holders(text: str, country: str, expected: dict[str, list[str]]) -> None:
    assert {p.name: [o.office for o in p.offices] for p in people(text, "en", country)} == expected


@pytest.mark.parametrize(
    ("text", "language", "home", "state"),
    [
        ("President Nicolás Maduro spoke.", "en", "PY", "VE"),
        ("Президент Владимир Путин выступил.", "ru", "KZ", "RU"),
        ("Prime Minister Jane Roe spoke.", "en", "PY", "PY"),
        ("President Zelenskyy spoke.", "en", "SE", "UA"),
        ("President Brown spoke.", "en", "SE", "SE"),  # a name that many bear
        ("Chairman Nicolás Maduro spoke.", "en", "PY", "PY"),  # only at the head of a state is he known
    ],
)
def test_a_known_head_of_state_is_of_his_own_state(text: str, language: str, home: str, state: str) -> None:
    assert [office.country for person in people(text, language, home) for office in person.offices] == [state]


def test_an_office_in_the_title_belongs_to_the_name_in_the_text() -> None:
    (person,) = people("Ivan Petrenko said it was time.", "en", "UA", title="Interior Minister Petrenko opens crossing")
    assert person.name == "Ivan Petrenko"
    assert [(o.office, o.country) for o in person.offices] == [("Interior Minister", "UA")]


def test_a_deputy_is_of_the_office_named_before() -> None:
    text = "Ha incontrato il ministro della sanità Carlo Rossi e il suo vice Paolo Verdi."
    deputy = people(text, "it", "IT")[1]
    assert deputy.name == "Paolo Verdi"
    assert [o.office for o in deputy.offices] == ["vice ministro della sanità"]


def test_a_lone_month_is_the_speaker_only_where_it_acts() -> None:
    title = "May addresses audience for the first time since the May elections"
    (one,) = found("The elections in May were close.", title=title, speakers=("The Rt Hon Theresa May MP",))
    assert (one.person.name, one.person.mentions) == ("Theresa May", ())


def test_mentions_are_the_spans_of_all_forms() -> None:
    text = "Minister Jane Doe spoke. Doe left, said Jane."
    (person,) = people(text)
    assert [text[start:end] for start, end in person.mentions] == ["Jane Doe", "Doe", "Jane"]


@pytest.mark.parametrize(
    ("one", "language", "other", "other_language"),
    [
        ("Министр Вилаят Эйвазов сказал.", "ru", "Minister Vilayat Eyvazov spoke.", "en"),
        ("Nazir Vilayət Eyvazov çıxış edib.", "az", "Minister Vilayat Eyvazov spoke.", "en"),
        ("Nazir Ceyhun Bayramov çıxış edib.", "az", "Minister Jeyhun Bayramov spoke.", "en"),
        ("Президент Володимир Зеленський виступив.", "uk", "President Volodymyr Zelenskyy spoke.", "en"),
        ("El ministro José Núñez habló.", "es", "Minister Jose Nunez spoke.", "en"),
        ("SENATOR PAULA HART REACTS", "en", "Senator Paula Hart spoke.", "en"),
    ],
)
def test_a_name_has_one_id_in_every_script(one: str, language: str, other: str, other_language: str) -> None:
    assert [p.id for p in people(one, language)] == [p.id for p in people(other, other_language)]


WORDS = st.sampled_from(
    ["John", "Smith", "Senator", "Minister", "of", "Health", "and", ",", "Dr.", "van", "der", "Jr.", '"', "(", "Иван",
     "Петрова", "oğlu", "said", "the", "J.", "Kim", "黄", "总理", "Center", "\n\n", "O'Brien", "USS", "MARIA"]
)  # fmt: skip


@settings(max_examples=150)
@given(st.lists(WORDS, max_size=40), st.sampled_from(["en", "ru", "de", "zh", "az", "ar"]))
def test_mentions_lie_in_the_text_and_people_are_distinct(words: list[str], language: str) -> None:
    text = " ".join(words)
    persons = people(text, language)
    assert all(0 <= start < end <= len(text) for p in persons for start, end in p.mentions)
    assert all(p.name.strip() == p.name != "" and p.id for p in persons)


@settings(max_examples=100)
@given(st.text(max_size=200))
def test_any_text_has_people_or_none(text: str) -> None:
    people(text)


def test_an_office_in_capitals_is_written_as_others_are() -> None:
    [person] = people("The speech was given by Jane Roe, SENIOR MINISTER OF STATE FOR HEALTH, on Monday.", country="SG")
    assert [(person.name, office.office) for office in person.offices] == [
        ("Jane Roe", "Senior Minister of State for Health")
    ]
