"""Documents written in a line, for the tests of what is read out of them."""

from collections.abc import Callable

import pytest

from corpus.document import Block, Document, Metadatum
from corpus.extracting import extract
from corpus.release import Release, SourceFile
from corpus.source import Source

ReleaseOf = Callable[..., Release]

PROSE = {
    "en": "The ministry said that the new programme will support thousands of families and that more is to follow.",
    "de": "Das Ministerium teilte mit, dass das neue Programm tausende Familien im Land unterstützen wird.",
    "fr": "Le ministère a indiqué que le nouveau programme aidera des milliers de familles dans le pays.",
    "es": "El ministerio informó que el nuevo programa ayudará a miles de familias en el país.",
    "it": "Il ministero ha comunicato che il nuovo programma aiuterà migliaia di famiglie nel paese.",
    "pt": "O ministério informou que o novo programa ajudará milhares de famílias no país e em outras regiões.",
    "nl": "Het ministerie heeft meegedeeld dat het nieuwe programma duizenden gezinnen in het land zal steunen.",
    "sv": "Departementet meddelade att det nya programmet ska stödja tusentals familjer i landet.",
    "pl": "Ministerstwo poinformowało, że nowy program pomoże tysiącom rodzin w kraju.",
    "tr": "Bakanlık, yeni programın ülkede binlerce aileye destek olacağını ve başka önlemler alınacağını bildirdi.",
    "az": "Nazirlik bildirib ki, yeni proqram ölkədə minlərlə ailəyə dəstək verəcək.",
    "ru": "Министерство сообщило, что новая программа поможет тысячам семей в стране.",
    "uk": "Міністерство повідомило, що нова програма допоможе тисячам родин у країні.",
    "bg": "Министерството съобщи, че новата програма ще подпомогне хиляди семейства в страната.",
    "kk": "Министрлік жаңа бағдарлама елдегі мыңдаған отбасыны қолдайтынын хабарлады.",
    "ar": "وقالت الوزارة إن البرنامج الجديد سيدعم آلاف الأسر في البلاد وإن إجراءات أخرى ستتخذ.",
    "fa": "وزارت امور خارجه اعلام کرد که این برنامه به هزاران خانواده در کشور کمک می‌کند.",
    "ur": "وزارت نے کہا ہے کہ یہ پروگرام ملک میں ہزاروں خاندانوں کی مدد کرے گا۔",
    "hi": "मंत्रालय ने कहा कि यह कार्यक्रम देश के हजारों परिवारों की मदद के लिए है।",
    "mr": "मंत्रालयाने सांगितले की हा कार्यक्रम देशातील हजारो कुटुंबांना मदत करेल आणि उपाय केले जातील.",
    "ja": "省は、新しい計画が国内の何千もの家族を支援すると発表した。",
    "zh": "该部表示，新计划将支持全国数千个家庭，并将采取进一步措施。",
    "ko": "부처는 새로운 프로그램이 전국의 수천 가구를 지원할 것이라고 밝혔다.",
}


def document(*blocks: str, path: str = "releases/item.txt", format: str = "text", **metadata: str) -> Document:
    """A document of paragraphs, headings where a block begins with "# ". Metadata by key: ``title="…"``, ``date="…"``;
    a key's place may follow two underscores: ``title__h1``."""
    parts = [Block("heading", b[2:], 1) if b.startswith("# ") else Block("paragraph", b) for b in blocks]
    stated = [(key.partition("__"), value) for key, value in metadata.items()]
    return Document(
        SourceFile(path, format, "utf-8", "0" * 64, 1000),
        tuple(parts),
        tuple(Metadatum(key.replace("_", "-"), value, where or "og:title") for (key, _, where), value in stated),
    )


@pytest.fixture
def release_of() -> ReleaseOf:
    """Makes a release of paragraphs, metadata and the settings of a source."""

    def made(*blocks: str, source: Source | None = None, **settings: str) -> Release:
        return extract(document(*blocks, **settings), source or Source()).release

    return made


@pytest.fixture
def prose() -> dict[str, str]:
    """A sentence of a ministry in each of many languages."""
    return PROSE
