"""What a new centre must be, before anything rests on it."""

from typing import Any

import pytest

from desk.centre_admin import Unfit, add_centre, add_department
from procedures.strict_table import ProcedureError
from storage import Session, Store
from storage.tables import Centre

FIT: dict[str, Any] = {
    "code": "a",
    "name": "雲景花園",
    "zone": "Asia/Shanghai",
    "procedure": "service_centre",
    "holidays": "CN",
    "phone_service": "0571-5550 1234",
    "phone_24h": "0571-5550 1200",
    "phone_complaints": "400-555-0199",
}


def adding(session: Session, **other: Any) -> Centre:
    return add_centre(session, Centre(**{**FIT, **other}))


@pytest.mark.parametrize(
    ("named", "why"),
    [
        ({"code": "A B"}, "code 'A B'"),
        ({"zone": "Asia/Nowhere"}, "zone 'Asia/Nowhere'"),
        ({"holidays": "ZZ"}, "holidays 'ZZ'"),
        ({"procedure": "ours"}, "ours: no such procedure"),
        ({"locale": "fr"}, "locale 'fr'"),
        ({"name": " "}, "name"),
        ({"latitude": 22.3}, "give both, or neither"),
        ({"latitude": 122.3, "longitude": 22.3}, "latitude 122.3"),
        ({"latitude": float("nan"), "longitude": 22.3}, "latitude nan"),
    ],
    ids=["code", "zone", "holidays", "procedure", "locale", "name", "half a place", "swapped", "no number"],
)
def test_an_unfit_centre_is_refused(sqlite_store: Store, named: dict[str, Any], why: str) -> None:
    with pytest.raises((Unfit, ProcedureError), match=why):
        sqlite_store.write(lambda session: adding(session, **named))


def test_a_centre_and_a_department_are_added_once(store: Store) -> None:
    store.write(adding)
    store.write(lambda session: add_department(session, "工程部", code="a"))
    with pytest.raises(Unfit, match="there is a centre 'a' already"):
        store.write(adding)
    with pytest.raises(Unfit, match="there is a department '工程部' already"):
        store.write(lambda session: add_department(session, "工程部", code="a"))
    with pytest.raises(Unfit, match="there is no centre 'b'"):
        store.write(lambda session: add_department(session, "工程部", code="b"))
