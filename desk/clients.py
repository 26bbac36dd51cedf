"""The client's record of a consultancy: name, address, postcode, contact person, phone (C1, C2)."""

import re
from dataclasses import asdict, dataclass
from datetime import datetime

from desk.actor import Actor
from desk.centres import Working, working
from desk.noting import note
from desk.phones import e164, is_phone
from desk.plain import plain
from procedures.client_rules import ClientRules
from procedures.refused import Refused
from storage import Session, client_files, residents
from storage.missing import row_id
from storage.tables import Owner

POSTCODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z -]{2,14}")
LONGEST = 400


@dataclass(frozen=True)
class Client:
    """What is written down of a client, as typed; no phone is no phone."""

    name: str
    phone: str = ""
    address: str = ""
    postcode: str = ""
    contact_person: str = ""


def add_client(session: Session, given: Client, *, by: Actor, now: datetime) -> int:
    """Begin a client's record (C1); its id. Raises Refused."""
    desk = working(session, by.centre_id, now=now)
    rules = rules_of(desk)
    rules.allow_keeping(by.role)
    fields = _checked(given, desk)
    if client_files.like(session, by.centre_id, str(fields["name"]), fields["phone"]):
        raise Refused("refused.client_is_there")
    owner = Owner(centre_id=by.centre_id, name="")
    for name, value in fields.items():
        setattr(owner, name, value)
    session.add(owner)
    session.flush()
    assert owner.id is not None
    _record(session, rules, "client_added", owner, by, now, name=owner.name)
    return owner.id


def change_client(session: Session, owner_id: int, given: Client, *, by: Actor, now: datetime) -> int:
    """Write a client's record anew; how many fields changed, each an event. Raises Refused, Missing."""
    desk = working(session, by.centre_id, now=now)
    owner = residents.owner(session, row_id(owner_id), by.centre_id)
    rules = rules_of(desk)
    rules.allow_keeping(by.role)
    changed = 0
    for name, value in _checked(given, desk).items():
        before = getattr(owner, name)
        if (before or "") == (value or ""):
            continue
        setattr(owner, name, value)
        _record(session, rules, "client_changed", owner, by, now, field=name, was=before, to_be=value)
        changed += 1
    session.signals.add(f"centre:{by.centre_id}")
    return changed


def rules_of(desk: Working) -> ClientRules:
    """Raises Refused for a centre whose procedure keeps no client record."""
    if desk.procedure.clients is None:
        raise Refused("refused.no_client_record")
    return desk.procedure.clients


def _checked(given: Client, desk: Working) -> dict[str, str | None]:
    """Every field in one line and in one shape; the phone in E.164. Raises Refused."""
    typed = {name: " ".join(plain(value).split())[:LONGEST] for name, value in asdict(given).items()}
    if not typed["name"]:
        raise Refused("refused.name_needed")
    if typed["postcode"] and not POSTCODE.fullmatch(typed["postcode"]):
        raise Refused("refused.not_a_postcode", postcode=typed["postcode"])
    return {**typed, "phone": _phone(typed["phone"], desk.centre.zone)}


def _phone(typed: str, zone: str) -> str | None:
    if not typed:
        return None
    number = e164(typed, zone)
    if not is_phone(number):
        raise Refused("refused.not_a_phone", phone=typed)
    return number


def _record(
    session: Session,
    rules: ClientRules,
    what: str,
    owner: Owner,
    by: Actor,
    now: datetime,
    **data: str | None,
) -> None:
    session.flush()  # a new row has its number from here on
    note(
        session,
        what,
        centre_id=by.centre_id,
        case_id=None,
        by=by,
        now=now,
        clause=rules.clause,
        owner=owner.id,
        **data,
    )
