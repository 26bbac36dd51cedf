"""New centres and their departments, checked before anything rests on them."""

import re
from zoneinfo import available_timezones

import holidays

from locales import LOCALES
from procedures.procedure import load
from storage import Session, centres
from storage.tables import Centre, Department

MOST_NORTH, MOST_EAST = 90, 180
CODE = re.compile(r"[a-z0-9-]{1,20}")


class Unfit(ValueError):
    """What was given cannot be kept; the message says which and why, in a line."""


def add_centre(session: Session, centre: Centre) -> Centre:
    """Keep a new centre. Raises Unfit, and ProcedureError for a procedure that does not come with us."""
    if not CODE.fullmatch(centre.code):
        raise Unfit(f"code {centre.code!r}: 1 to 20 of a-z, 0-9 and -")
    if centre.zone not in available_timezones():
        raise Unfit(f"zone {centre.zone!r}: no such time zone")
    if centre.holidays not in holidays.list_supported_countries():
        raise Unfit(f"holidays {centre.holidays!r}: no such region; CN, HK, MO and TW are some")
    if centre.locale not in LOCALES:
        raise Unfit(f"locale {centre.locale!r}: there are {', '.join(LOCALES)}")
    _placed(centre.latitude, centre.longitude)
    load(centre.procedure)
    for name in ("name", "phone_service", "phone_24h", "phone_complaints"):
        setattr(centre, name, _said(name, getattr(centre, name)))
    if centres.by_code(session, centre.code) is not None:
        raise Unfit(f"there is a centre {centre.code!r} already")
    session.add(centre)
    session.flush()
    return centre


def add_department(session: Session, name: str, *, code: str) -> Department:
    """Keep a new department of a centre. Raises Unfit."""
    name, centre_id = _said("name", name), known(session, code)
    if name in centres.department_names(session, centre_id):
        raise Unfit(f"there is a department {name!r} already")
    added = Department(centre_id=centre_id, name=name)
    session.add(added)
    session.flush()
    return added


def known(session: Session, code: str) -> int:
    """The id of a centre. Raises Unfit."""
    centre_id = centres.by_code(session, code)
    if centre_id is None:
        raise Unfit(f"there is no centre {code!r}")
    return centre_id


def _placed(latitude: float | None, longitude: float | None) -> None:
    """Nowhere yet, or a point on earth."""
    if (latitude is None) != (longitude is None):
        raise Unfit("latitude and longitude: give both, or neither")
    for name, given, most in (("latitude", latitude, MOST_NORTH), ("longitude", longitude, MOST_EAST)):
        if given is not None and not -most <= given <= most:
            raise Unfit(f"{name} {given}: must lie between -{most} and {most}")


def _said(name: str, given: str) -> str:
    text = given.strip()
    if not text or not text.isprintable():
        raise Unfit(f"{name}: some words in one line are needed")
    return text
