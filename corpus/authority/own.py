"""What a corpus adds to the tables with a file ``authority.toml`` in its folder: bodies and people of its own.

::

    [[body]]
    id = "az/safe-city-service"
    name = "Safe City Service"
    names = ["Safe City", "SCS"]              # as in English, found in all texts
    acronyms = ["SCS"]                        # the same; found only as written
    az = ["Təhlükəsiz Şəhər Xidməti"]         # names in a language, in any of its cases
    holders = ["Head of Safe City"]           # offices whose holder speaks for the body

    [[person]]
    name = "Marat Akhmetzhanov"               # gives the id
    state = "KZ"                              # that the person speaks for; may be left out
    spellings = ["М. Ахметжанов"]             # others that no transliteration brings to the name
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from corpus.authority import people, tables
from corpus.authority.people import KnownPerson
from corpus.authority.tables import Body, Written


class InvalidAuthority(Exception):
    """An ``authority.toml`` that can't be understood; the message names the file and what is wrong."""


def extend(path: Path) -> None:
    """Add what an ``authority.toml`` lists. Raises InvalidAuthority, and OSError where the file can't be read."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidAuthority(f"{path}: not valid TOML: {error}") from None
    for key, listed in content.items():
        if key not in ("body", "person"):
            raise InvalidAuthority(f"{path}: unknown key {key}; [[body]] and [[person]] are known")
        if not isinstance(listed, list):
            raise InvalidAuthority(f"{path}: each {key} is listed as a [[{key}]] table")
        for number, item in enumerate(listed, 1):
            where = f"{path}: {key} {number}"
            if not isinstance(item, dict):
                raise InvalidAuthority(f"{where}: not a table")
            if key == "body":
                tables.add(*_body(item, where))
            else:
                people.add(_person(item, where))


def forget() -> None:
    """Forget all that ``extend`` has added."""
    tables.forget()
    people.forget()


_ID = re.compile(r"(?:([a-z]{2})|-)/[a-z0-9]+(?:-[a-z0-9]+)*")


def _body(item: dict[str, object], where: str) -> tuple[Body, dict[str, list[Written]]]:
    ident = item.get("id")
    match = _ID.fullmatch(ident) if isinstance(ident, str) else None
    if match is None or not isinstance(ident, str):
        raise InvalidAuthority(f'{where}: id must be like "az/safe-city-service"')
    name = _name(item, where)
    written = {"en": [Written(name, "body", ident)]}
    for key in item:
        if key in ("id", "name"):
            continue
        kind = "holder" if key == "holders" else "body"
        language = "en" if key in ("names", "acronyms", "holders") else key
        names = _names(item, key, where)
        if len(language) != 2:
            raise InvalidAuthority(f"{where}: unknown key {key}; names, acronyms, holders or a language are known")
        written.setdefault(language, []).extend(Written(name, kind, ident) for name in names)
    country = match.group(1)
    return Body(ident, name, country.upper() if country else None), written


def _person(item: dict[str, object], where: str) -> KnownPerson:
    name, state = _name(item, where), item.get("state")
    if state is not None and not (isinstance(state, str) and re.fullmatch("[A-Z]{2}", state)):
        raise InvalidAuthority(f'{where}: state must be a code like "KZ"')
    unknown = item.keys() - {"name", "state", "spellings"}
    if unknown:
        raise InvalidAuthority(f"{where}: unknown key {min(unknown)}; name, state and spellings are known")
    return KnownPerson(name, tuple(_names(item, "spellings", where)), state)


def _name(item: dict[str, object], where: str) -> str:
    name = item.get("name")
    if not isinstance(name, str) or not name.strip():
        raise InvalidAuthority(f"{where}: name is missing")
    return name.strip()


def _names(item: dict[str, object], key: str, where: str) -> list[str]:
    names = item.get(key, [])
    if not isinstance(names, list) or not all(isinstance(name, str) and name.strip() for name in names):
        raise InvalidAuthority(f"{where}: {key} must be a list of names")
    return [name.strip() for name in names]
