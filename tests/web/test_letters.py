from __future__ import annotations

import pytest

from web.letters import named_in


@pytest.mark.parametrize(
    ("name", "of", "said"),
    [
        ("Emmanuel Macron", "FR", ""),
        ("Heydər Əliyev", "AZ", ""),
        ("スブラマニヤム", None, ' lang="ja" dir="auto"'),
        ("岸田文雄", "JP", ' lang="ja" dir="auto"'),
        ("外交部", "cn/foreign-affairs", ' lang="zh" dir="auto"'),
        ("王毅", None, ' dir="auto"'),
        ("Ольга Стефанішина", None, ' lang="uk" dir="auto"'),
        ("Мухтар Тлеуберди", "mukhtar-tleuberdi", ' dir="auto"'),
        ("Министерство энергетики", "ru/energy", ' lang="ru" dir="auto"'),
        ("وزارة الخارجية", "eg/foreign-affairs", ' lang="ar" dir="auto"'),
        ("سارة الأميري", None, ' dir="auto"'),
        ("ირაკლი ღარიბაშვილი", None, ' lang="ka" dir="auto"'),
    ],
)
def test_the_language_of_a_name_is_said_where_letters_and_country_tell(name: str, of: str | None, said: str) -> None:
    assert str(named_in(name, of)) == said
