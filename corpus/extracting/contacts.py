"""Media contacts: names, telephone numbers and addresses out of a release's contact blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.extracting.tokens import fold
from corpus.release import Contact

_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_PHONE = re.compile(r"\+?\(?\d[\d ()/.–-]{6,22}\d")
_NAME = re.compile(r"[^\W\d_][\w.’'-]+(?: [^\W\d_][\w.’'-]*){1,3}\Z")


def contacts_of(lines: Iterable[str]) -> tuple[Contact, ...]:
    """One contact a name, with the number and address that follow it; an address or number without a name by itself."""
    found: list[Contact] = []
    for line in lines:
        email, phone = _EMAIL.search(line), _PHONE.search(_EMAIL.sub(" ", line))
        rest = _PHONE.sub("|", _EMAIL.sub("|", line))
        names = [part.strip(" .-–") for part in re.split(r"[|:;,()\n\t]|\s{2,}", rest)]
        names = [
            name for name in names if _NAME.match(name) and all(w[0].isupper() or len(w) < 4 for w in name.split())
        ]
        names = [name for name in names if not _is_office(name)]
        if names:
            found += [Contact(name) for name in names[:4]]
        if (email or phone) and found and not (found[-1].email if email else found[-1].phone):
            last = found[-1]
            found[-1] = Contact(
                last.name,
                last.role,
                last.phone or (phone[0].strip() if phone else None),
                last.email or (email[0] if email else None),
            )
        elif email or phone:
            found.append(Contact(None, None, phone[0].strip() if phone else None, email[0] if email else None))
    return tuple(dict.fromkeys(found))


_OFFICES = ("office", "contact", "press", "media", "tel", "phone", "email", "department", "ministry", "kontakt", "for ", "division",
            "communications", "relations", "service", "unit", "telefon", "fax", "informations", "street", "avenue")  # fmt: skip


def _is_office(name: str) -> bool:
    folded = fold(name)
    return any(word in folded for word in _OFFICES)
