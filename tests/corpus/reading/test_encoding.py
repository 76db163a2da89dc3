"""Bytes to text in any encoding that governments have used."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.reading.encoding import decode

SAMPLES = {
    "cp1252": "Le ministre a présenté à la presse le projet de loi relatif à l’eau — "
    "« une étape décisive », a-t-il déclaré.",
    "iso-8859-15": "Die Bundesministerin hat über die Fördermaßnahmen für öffentliche "
    "Gebäude berichtet; der Präsident begrüßte es.",
    "cp1250": "Minister spraw zagranicznych złożył wizytę w Kijowie i podkreślił, że "
    "współpraca będzie się rozwijać również później.",
    "iso-8859-2": "Ministr zahraničí uvedl, že příští týden proběhne další jednání o "
    "společném řešení dopravní situace v příhraničí.",
    "cp1251": "Министр иностранных дел принял посла и обсудил с ним вопросы сотрудничества между двумя странами.",
    "koi8-r": "Министр иностранных дел принял посла и обсудил с ним вопросы сотрудничества между двумя странами.",
    "koi8-u": "Міністр закордонних справ України прийняв посла та обговорив із ним "
    "питання співпраці між двома країнами.",
    "cp866": "Министр иностранных дел принял посла и обсудил с ним вопросы сотрудничества между двумя странами.",
    "cp1254": "Dışişleri Bakanı, görüşmede iki ülke arasındaki işbirliğinin "
    "geliştirilmesine ilişkin görüş alışverişinde bulunuldu.",
    "cp852": "Minister spraw zagranicznych złożył wizytę w Kijowie i podkreślił, że współpraca będzie trwać.",
    "mac_roman": "Le ministre a présenté à la presse le projet de loi relatif à l’eau, une étape décisive.",
    "cp1253": "Ο υπουργός Εξωτερικών συναντήθηκε με τον ομόλογό του και συζήτησαν για τη συνεργασία των δύο χωρών.",
    "cp1255": "שר החוץ נפגש עם השגריר ודן עמו בשיתוף הפעולה בין שתי המדינות",
    "cp1256": "التقى وزير الخارجية السفير وبحث معه سبل تعزيز التعاون بين البلدين",
    "cp874": "รัฐมนตรีว่าการกระทรวงการต่างประเทศพบหารือกับเอกอัครราชทูต",
    "gb18030": "外交部部长在北京会见了大使，双方就两国关系和地区问题交换了意见。",
    "big5": "外交部部長在台北會見了大使，雙方就兩國關係和地區問題交換了意見。",
    "shift_jis": "外務大臣は大使と会談し、両国の協力関係について意見を交換しました。",
    "euc_jp": "外務大臣は大使と会談し、両国の協力関係について意見を交換しました。",
    "cp949": "외교부 장관은 대사를 만나 양국 간의 협력에 대하여 의견을 나누었습니다.",
    "iso2022_jp": "外務大臣は大使と会談し、両国の協力関係について意見を交換しました。",
}


@pytest.mark.parametrize("encoding", SAMPLES)
def test_undeclared_encodings_are_told_by_their_letters(encoding):
    assert decode(SAMPLES[encoding].encode(encoding)).text == SAMPLES[encoding]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
def test_unicode_with_and_without_marks(encoding):
    text = "The minister met Ağa Əliyev in Bakı on Monday and left again."
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize(
    ("broken", "right"),
    [
        ("womenâ\x80\x99s rights", "women’s rights"),
        ("womenâ€™s rights", "women’s rights"),
        ("prÃ©sentÃ© Ã\xa0 la presse", "présenté à la presse"),
        ("communiquÃ©", "communiqué"),
        ("ÐœÐ¸Ð½Ð¸Ñ\x81Ñ‚Ñ€", "Министр"),
    ],
)
def test_text_encoded_twice_is_turned_back(broken, right):
    decoded = decode(broken.encode())
    assert (decoded.text, decoded.repaired) == (right, True)


@pytest.mark.parametrize("text", ["«MENÜ»", "À « demain »", "NÃO", "Ærø Å"])
def test_text_that_only_looks_encoded_twice_stays(text):
    assert decode(text.encode()).text == text


def test_controls_of_latin_1_are_the_windows_letters_there():
    assert decode("\u0093Hello\u0094 \u0096 it\u0092s".encode()).text == "“Hello” – it’s"


def test_stray_windows_bytes_in_utf_8_are_read_as_such():
    data = "Präsident Müller grüßt die Bürger. ".encode() * 3 + b"caf\xe9"
    assert decode(data).text.endswith("café")


def test_utf_8_goes_before_a_wrong_declaration():
    assert decode("Müller".encode(), declared="iso-8859-1").text == "Müller"


def test_a_declaration_goes_before_a_guess():
    assert decode("šéf".encode("cp1250"), declared="windows-1250").text == "šéf"


ODD = st.sampled_from("ÂÃâãðô€’“”–Ÿœž\u00a0»¿\u0080\u0092\u009f\u0007\u007f\ufeffaé ")


@given(st.text(ODD, max_size=30))
def test_all_that_is_restored_is_restored_without_a_mark_of_byte_order_too(text):
    decoded = decode(text.encode())
    assert decoded.text == decode(text.encode("utf-8-sig")).text
    assert decoded.utf8 in (None, decoded.text.encode())


@given(st.binary(max_size=400), st.sampled_from([None, "utf-8", "gbk", "nonsense", "base64", "utf-16"]))
def test_any_bytes_decode_to_text_that_can_be_stored(data, declared):
    decode(data, declared=declared).text.encode("utf-8")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]), max_size=200))
def test_utf_8_without_oddities_comes_back_as_it_was(text):
    if not any("\xc2" <= char <= "\xf4" for char in text) and "\ufeff" not in text:
        assert decode(text.encode()).text == text
