"""One ministry has one id under its own name, its English one and its former ones."""

import pytest

from corpus.extracting.bodies import find_bodies
from corpus.extracting.gazetteer import find_hits
from corpus.extracting.tokens import tokenise


def ids(text: str, country: str, language: str) -> list[str]:
    tokens = tokenise(text)
    hits = find_hits(tokens, [language])
    return [found.id for found in find_bodies(tokens, hits, country=country, languages=[language])]


@pytest.mark.parametrize(
    ("country", "language", "own", "english"),
    [
        ("IT", "it", "il Ministero dell'Università e della Ricerca", "Ministry of University and Research"),
        ("ES", "es", "el Ministerio de Política Territorial", "Ministry of Territorial Policy and Democratic Memory"),
        ("PT", "pt", "o Ministério da Administração Interna", "Ministry of Internal Administration"),
        ("BR", "pt", "o Ministério da Igualdade Racial", "Ministry of Racial Equality"),
        ("MX", "es", "la Secretaría de Turismo", "Ministry of Tourism"),
        ("AR", "es", "el Ministerio de Capital Humano", "Ministry of Human Capital"),
        ("CL", "es", "el Ministerio de Bienes Nacionales", "Ministry of National Assets"),
        ("CO", "es", "el Ministerio de Minas y Energía", "Ministry of Mines and Energy"),
        ("PE", "es", "el Ministerio de Desarrollo Agrario y Riego", "Ministry of Agrarian Development and Irrigation"),
        ("FR", "fr", "le ministère de l'Économie et des Finances", "Ministry of Economy and Finance"),
        ("MA", "fr", "le ministère de l'Équipement et de l'Eau", "Ministry of Equipment and Water"),
        ("BE", "fr", "le Service public fédéral Justice", "FPS Justice"),
        ("RO", "ro", "potrivit Ministerului Energiei", "Ministry of Energy"),
        ("MD", "ro", "a anunțat Serviciul de Informații și Securitate", "Intelligence and Security Service"),
        ("TR", "tr", "Bugün Gençlik ve Spor Bakanlığı", "Ministry of Youth and Sports"),
        ("AZ", "az", "Bu gün Müdafiə Sənayesi Nazirliyi", "Ministry of Defence Industry"),
        ("GR", "el", "το Υπουργείο Προστασίας του Πολίτη", "Ministry of Citizen Protection"),
        ("CY", "el", "το Υπουργείο Άμυνας", "Ministry of Defence"),
        ("HU", "hu", "az Építési és Közlekedési Minisztérium", "Ministry of Construction and Transport"),
        ("FI", "fi", "tänään työ- ja elinkeinoministeriö", "Ministry of Economic Affairs and Employment"),
        ("ID", "id", "kata Kementerian Koordinator Bidang Perekonomian", "Coordinating Ministry for Economic Affairs"),
        ("MY", "id", "kata Kementerian Sumber Manusia", "Ministry of Human Resources"),
        ("VN", "vi", "theo Bộ Công Thương", "Ministry of Industry and Trade"),
        ("AE", "ar", "قالت وزارة الموارد البشرية والتوطين", "Ministry of Human Resources and Emiratisation"),
        ("EG", "ar", "قالت وزارة التضامن الاجتماعي", "Ministry of Social Solidarity"),
        ("JP", "ja", "内閣府は", "Cabinet Office"),
        ("CN", "zh", "据人社部", "Ministry of Human Resources and Social Security"),
        ("KR", "ko", "금융위원회는", "Financial Services Commission"),
    ],
)
def test_own_and_english_name(country: str, language: str, own: str, english: str) -> None:
    named = ids(own, country, language)
    assert len(named) == 1
    assert named == ids(f"It was said by the {english} today.", country, "en")


@pytest.mark.parametrize(
    ("country", "language", "former", "present"),
    [
        ("IT", "it", "il Ministero dei Beni e delle Attività Culturali e del Turismo", "il Ministero della Cultura"),
        ("ES", "es", "el Ministerio de Fomento", "el Ministerio de Transportes y Movilidad Sostenible"),
        ("BR", "pt", "o Ministério da Economia", "o Ministério da Fazenda"),
        ("TR", "tr", "Bugün Gıda, Tarım ve Hayvancılık Bakanlığı", "Bugün Tarım ve Orman Bakanlığı"),
        ("MX", "es", "la Secretaría de Comunicaciones y Transportes", "la SICT"),
    ],
)
def test_former_and_present_name(country: str, language: str, former: str, present: str) -> None:
    assert ids(former, country, language) == ids(present, country, language) != []
