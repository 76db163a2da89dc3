"""Offices: wording, the body behind them, and whose they are."""

import pytest

from corpus.extracting.bodies import find_bodies
from corpus.extracting.gazetteer import find_hits
from corpus.extracting.offices import find_offices
from corpus.extracting.tokens import OfficePhrase, tokenise


def read(text: str, country: str | None = None, language: str = "en") -> list[OfficePhrase]:
    tokens = tokenise(text)
    hits = find_hits(tokens, [language])
    bodies = find_bodies(tokens, hits, country=country, languages=[language])
    return find_offices(tokens, hits, bodies, country=country, languages=[language])


@pytest.mark.parametrize(
    ("text", "country", "language", "offices"),
    [
        (
            "Deputy Prime Minister and Minister for Finance Jane Roe",
            "SG",
            "en",
            [("Deputy Prime Minister", None, "SG"), ("Minister for Finance", "sg/finance", "SG")],
        ),
        (
            "Chad G20 Chair and Minister of Foreign Affairs Jane Roe",
            "SG",
            "en",
            [("G20 Chair", None, "TD"), ("Minister of Foreign Affairs", "td/foreign-affairs", "TD")],
        ),
        ("Minister of Health of Peru Jane Roe", "US", "en", [("Minister of Health", "pe/health", "PE")]),
        ("Peruvian Health Minister Jane Roe", "US", "en", [("Health Minister", "pe/health", "PE")]),
        # The state behind the holder's name
        ("Minister of Health Jane van der Roe of Peru", "US", "en", [("Minister of Health", "pe/health", "PE")]),
        ("Defence Minister Jane Roe (Canada)", "GB", "en", [("Defence Minister", "ca/defence", "CA")]),
        ("Prime Minister Jane Roe of the Netherlands", "FR", "en", [("Prime Minister", None, "NL")]),
        ("le ministre de la Santé Jean Roux du Pérou", "FR", "fr", [("ministre de la Santé", "pe/health", "PE")]),
        ("Attorney General Jane Roe of Texas", "US", "en", [("Attorney General", "us/justice", "US")]),
        # … and of no state
        (
            "Jane Roe, Secretary-General of the United Nations",
            "KE",
            "en",
            [("Secretary-General of the United Nations", None, None)],
        ),
        (
            "UN Special Envoy Jane Roe and NATO Secretary General John Doe",
            "KE",
            "en",
            [("UN Special Envoy", None, None), ("Secretary General", None, None)],
        ),
        (
            "Jane Roe, Commissioner for Trade of the European Commission",
            "AZ",
            "en",
            [("Commissioner for Trade of the European Commission", "eu/european-commission", "EU")],
        ),
        (
            "It came from Global Affairs Canada\n\nPrime Minister Jane Roe spoke.",
            "CA",
            "en",
            [("Prime Minister", None, "CA")],
        ),
        ("the foreign ministers of the G7", "JP", "en", [("foreign minister", None, "JP")]),
        (
            "The Minister of Industry and Advanced Technology of the United Arab Emirates came to the opening.",
            "AZ",
            "en",
            [("Minister of Industry and Advanced Technology", "ae/industry", "AE")],
        ),
        (
            "the Minister of Housing, Water Supply and Drainage and Hon. Jane Roe",
            "LK",
            "en",
            [("Minister of Housing, Water Supply and Drainage", "lk/housing", "LK")],
        ),
        (
            "Jane Roe, Minister of State at the Ministry of Justice",
            "GB",
            "en",
            [("Minister of State", "gb/justice", "GB")],
        ),
        (
            "Assistant Attorney General for the Justice Department's Civil Rights Division Thomas Roe",
            "US",
            "en",
            [("Assistant Attorney General for the Justice Department's Civil Rights Division", "us/justice", "US")],
        ),
        ("Foreign Secretary Jane Roe", "GB", "en", [("Foreign Secretary", "gb/foreign-affairs", "GB")]),
        (
            "representative of the Ministry of Justice of Peru in the Republic of Malta Jane Roe",
            "PE",
            "en",
            [("representative of the Ministry of Justice", "pe/justice", "PE")],
        ),
        (
            "Jane Roe, Parliamentary Secretary to the Minister of Foreign Affairs, spoke.",
            "CA",
            "en",
            [("Parliamentary Secretary to the Minister of Foreign Affairs", "ca/foreign-affairs", "CA")],
        ),
        (
            "the talks with U.S. Under Secretary of Commerce for International Trade Jane Roe",
            "CN",
            "en",
            [("Under Secretary of Commerce for International Trade", "us/commerce", "US")],
        ),
        ("Senators Roe and Doe", "US", "en", [("Senator", None, "US")]),
        ("the waste management director, Jane Roe", "GB", "en", [("waste management director", None, "GB")]),
        ("FBI Director Jane Roe", "US", "en", [("FBI Director", "us/fbi", "US")]),
        # the ministry keeps the spelling of the text
        ("Russian Minister of Defense Jane Roe", "US", "en", [("Minister of Defense", "ru/defence", "RU")]),
        (
            "It was opened today by Public Service and Administration Deputy Minister Jane Roe, who said so.",
            "NZ",
            "en",
            [("Public Service and Administration Deputy Minister", "nz/public-service-administration-ministry", "NZ")],
        ),
        ("Member of Parliament for Malpeque Jane Roe", "CA", "en", [("Member of Parliament for Malpeque", None, "CA")]),
        ("Mayor of the City of Windsor Jane Roe", "CA", "en", [("Mayor of the City of Windsor", None, "CA")]),
        (
            "Brooklyn District Attorney Jane Roe",
            None,
            "en",
            [("Brooklyn District Attorney", "us/brooklyn-district-attorney", "US")],
        ),
        # what an office is of, by its case alone
        ("Губернатор Московской области Иван Иванов", "RU", "ru", [("Губернатор Московской области", None, "RU")]),
        (
            "ředitel Státního zdravotního ústavu Jan Novák",
            "CZ",
            "cs",
            [("ředitel Státního zdravotního ústavu", "cz/szu", "CZ")],
        ),
        ("o governador de São Paulo, João Silva", "BR", "pt", [("governador de São Paulo", None, "BR")]),
        (
            "Foi o que disse hoje a secretária de Vigilância em Saúde do Ministério da Saúde, Ana Silva.",
            "BR",
            "pt",
            [("secretária de Vigilância em Saúde", "br/health", "BR")],
        ),
        ("helse- og omsorgsminister Kari Nordmann", "NO", "nb", [("helse- og omsorgsminister", "no/health", "NO")]),
        ("puolustusministeri Matti Virtanen", "FI", "fi", [("puolustusministeri", "fi/defence", "FI")]),
        ("veľvyslankyňa SR Jana Nováková", "SK", "sk", [("veľvyslankyňa", None, "SK")]),
        ("Menteri Keuangan Malaysia Budi Santoso", "ID", "id", [("Menteri Keuangan", "my/finance", "MY")]),
        # an envoy's state is the sender's, and an envoy names no embassy
        ("Ambassador of our country to the Republic of Malta Jane Roe", "AZ", "en", [("Ambassador", None, "AZ")]),
        ("Brazilian Ambassador to Malta Jane Roe", "MT", "en", [("Ambassador", None, "BR")]),
        ("Ambassador to Malta Jane Roe", "MT", "en", [("Ambassador", None, None)]),
        # other languages, oblique cases undone
        ("mit dem Wirtschaftsminister Österreichs", "DE", "de", [("Wirtschaftsminister", "at/economy", "AT")]),
        ("alt Bundeskanzler Max Muster", "CH", "de", [("alt Bundeskanzler", "ch/federal-chancellery", "CH")]),
        ("la ministre de la Culture du Sénégal", "FR", "fr", [("ministre de la Culture", "sn/culture", "SN")]),
        ("с министром обороны Польши", "KZ", "ru", [("министр обороны", "pl/defence", "PL")]),
        (
            "И.о. заместителя премьер-министра – министр торговли и интеграции РК",
            "KZ",
            "ru",
            [("И.о. заместителя премьер-министра", None, "KZ"), ("министр торговли и интеграции", "kz/trade", "KZ")],
        ),
        (
            "Moldovanın Estoniyadakı səfiri və Rabitə nazirinin müavini",
            "AZ",
            "az",
            [("səfiri", None, "MD"), ("Rabitə nazirinin müavini", "az/communications", "AZ")],
        ),
        ("İçişleri Bakanı", "TR", "tr", [("İçişleri Bakanı", "tr/interior", "TR")]),
        # what a minister answers for beside or without a ministry
        (
            "Minister in the Presidency responsible for Women Jane Roe",
            "ZA",
            "en",
            [("Minister in the Presidency responsible for Women", None, "ZA")],
        ),
        (
            "Minister of State with responsibility for Law Reform, Jane Roe",
            "IE",
            "en",
            [("Minister of State with responsibility for Law Reform", None, "IE")],
        ),
        (
            "Minister without Portfolio in the Office of the Prime Minister (OPM) with responsibility for Water",
            "JM",
            "en",
            [
                (
                    "Minister without Portfolio in the Office of the Prime Minister with responsibility for Water",
                    "jm/prime-minister",
                    "JM",
                )
            ],
        ),
        # to its end, though its words begin other names
        (
            "Cabinet Secretary for Interior and National Administration Kito Roe",
            "KE",
            "en",
            [("Cabinet Secretary for Interior and National Administration", "ke/interior", "KE")],
        ),
        (
            "the minister of economic development and technology, Mr Roe",
            "SI",
            "en",
            [("minister of economic development and technology", "si/economy", "SI")],
        ),
        (
            "It was opened by Emergency Management and Recovery Minister Jane Roe, who said so.",
            "NZ",
            "en",
            [("Emergency Management and Recovery Minister", "nz/emergency-management-recovery-ministry", "NZ")],
        ),
        # fields and bodies behind commas, in parentheses, before the post
        (
            "Jane Roe, Director, Press and Public Relations, spoke",
            "NG",
            "en",
            [("Director, Press and Public Relations", None, "NG")],
        ),
        (
            "Jane Roe, Permanent Secretary, Ministry of Health, spoke",
            "NG",
            "en",
            [("Permanent Secretary", "ng/health", "NG")],
        ),
        (
            "Chief Executive Officer (CEO) of Acme, Jane Roe",
            "JM",
            "en",
            [("Chief Executive Officer (CEO) of Acme", None, "JM")],
        ),
        (
            "Department of Transportation (DOTr) Secretary Jane Roe",
            "PH",
            "en",
            [("Department of Transportation (DOTr) Secretary", "ph/transport", "PH")],
        ),
        ("Home Affairs Adviser Jane Roe", "BD", "en", [("Home Affairs Adviser", None, "BD")]),
        ("Commission Chair Jane Roe", "ZA", "en", [("Commission Chair", None, "ZA")]),
        # a body with no word before it, a further one behind a comma
        ("Chairman FBR Jane Roe", "PK", "en", [("Chairman FBR", "pk/fbr", "PK")]),
        (
            "Secretary, Department of Expenditure, Ministry of Finance, Jane Roe",
            "IN",
            "en",
            [("Secretary", "in/department-expenditure", "IN")],
        ),
        # the holder's name belongs to no portfolio
        (
            "Minister for Planning, Development and Special Initiatives Ahsen Roe",
            "PK",
            "en",
            [("Minister for Planning, Development and Special Initiatives", "pk/planning", "PK")],
        ),
        # of a region
        (
            "Alberta's Minister of Infrastructure Jane Roe",
            "CA",
            "en",
            [("Minister of Infrastructure", "ca/alberta-ministry-infrastructure", "CA")],
        ),
        (
            "der bayerische Innenminister Max Muster",
            "DE",
            "de",
            [("Innenminister", "de/bayerisches-innenministerium", "DE")],
        ),
        ("Senator for New South Wales Jane Roe", "AU", "en", [("Senator", None, "AU")]),
        # a minister in the feminine is no plural of ministries
        (
            "Bundesministerin für Umwelt und nukleare Sicherheit Eva Muster",
            "DE",
            "de",
            [("Bundesministerin für Umwelt und nukleare Sicherheit", "de/environment", "DE")],
        ),
        (
            "Präsidentin des Deutschen Bauernverbandes Eva Muster",
            "DE",
            "de",
            [("Präsidentin des Deutschen Bauernverbandes", None, "DE")],
        ),
        # an office that serves another's holder, by its case or its word
        ("пресс-секретарь президента Иван Петров", "RU", "ru", [("пресс-секретарь президента", None, "RU")]),
        (
            "rzecznik prasowy ministra zdrowia Jan Nowak",
            "PL",
            "pl",
            [("rzecznik prasowy ministra zdrowia", "pl/health", "PL")],
        ),
        ("vodja kabineta predsednika vlade Jan Novak", "SI", "sl", [("vodja kabineta predsednika vlade", None, "SI")]),
        ("говорителят на президента Иван Петров", "BG", "bg", [("говорител на президента", None, "BG")]),
        (
            "Ředitel přivítal ministra Jana Nováka",
            "CZ",
            "cs",
            [("Ředitel", None, "CZ"), ("ministr", None, "CZ")],
        ),
        # an officer in one word with his body; an envoy, who is no embassy
        ("BKA-Präsident Max Muster", "DE", "de", [("BKA-Präsident", "de/bka", "DE")]),
        ("Der israelische Botschafter Max Muster", "DE", "de", [("Botschafter", None, "IL")]),
        ("Frau Ministerin Eva Muster", "DE", "de", [("Ministerin", None, "DE")]),
        # an envoy of whoever was spoken of
        (
            "The United States has through its Ambassador to Malta, Jane Roe, agreed",
            "MT",
            "en",
            [("Ambassador", None, "US")],
        ),
        # South Slavic and Baltic languages
        (
            "s ministrom vanjskih poslova Srbije Markom Horvatom",
            "HR",
            "hr",
            [("ministar vanjskih poslova", "rs/foreign-affairs", "RS")],
        ),
        ("министърът на отбраната Иван Петров", "BG", "bg", [("министър на отбраната", "bg/defence", "BG")]),
        ("вътрешният министър Иван Петров", "BG", "bg", [("вътрешният министър", "bg/interior", "BG")]),
        ("министар одбране Марко Петровић", "RS", "sr", [("министар одбране", "rs/defence", "RS")]),
        ("министерот за одбрана Иван Петров", "MK", "mk", [("министер за одбрана", "mk/defence", "MK")]),
        ("z ministrom za obrambo Janezom Novakom", "SI", "sl", [("minister za obrambo", "si/defence", "SI")]),
        ("ārlietu ministre Anna Kalniņa", "LV", "lv", [("ārlietu ministre", "lv/foreign-affairs", "LV")]),
        ("krašto apsaugos ministras Jonas Jonaitis", "LT", "lt", [("krašto apsaugos ministras", "lt/defence", "LT")]),
        ("kaitseminister Jaan Tamm", "EE", "et", [("kaitseminister", "ee/defence", "EE")]),
        (
            "Rikskriminalpolisens chef Anna Berg",
            "SE",
            "sv",
            [("Rikskriminalpolisens chef", "se/rikskriminalpolisen", "SE")],
        ),
        (
            "generálního ředitele Úřadu pro vodu (ÚV) Jana Nováka",
            "CZ",
            "cs",
            [("generální ředitel Úřadu pro vodu", "cz/urad-pro-vodu", "CZ")],
        ),
    ],
)
def test_an_office_has_wording_body_and_country(
    text: str, country: str, language: str, offices: list[tuple[str, str | None, str | None]]
) -> None:
    assert [(found.office, found.body, found.country) for found in read(text, country, language)] == offices


def test_a_plural_office_has_a_part_for_each_state() -> None:
    (found,) = read("Jane Roe and John Doe, ministers for foreign affairs of Sweden and Finland, met")
    assert found.plural
    assert [(part.office, part.body) for part in found.parts] == [
        ("minister for foreign affairs", "se/foreign-affairs"),
        ("minister for foreign affairs", "fi/foreign-affairs"),
    ]


def test_a_plural_office_has_a_part_for_each_portfolio() -> None:
    (found,) = read("the ministers of health and education of Ghana")
    assert [part.body for part in found.parts] == ["gh/health", "gh/education"]


def test_a_minister_of_several_things_speaks_for_the_ministries_that_are_listed() -> None:
    (found,) = read("Union Minister of Railways, Communications, Electronics & Information Technology Ashok Roe", "IN")
    assert not found.plural
    assert [part.body for part in found.parts] == ["in/railways", "in/communications", "in/digital"]


def test_the_field_of_a_post_stops_at_its_holder() -> None:
    (found,) = read("Director of Strategic Planning Thomas Roe spoke", "GB")
    assert found.office == "Director of Strategic Planning"
