"""The text that a third party gets: whom it names depends on the owner's consent (PIPL 23)."""

from desk.centres import Working
from desk.saying import words
from dialogs.speech import Text
from procedures.transfers import TransferState, names_the_owner, without_owner
from procedures.warranty import Recipient
from storage import Session
from storage.tables import Case, Owner, Transfer, Unit


def note(session: Session, transfer: Transfer, case: Case, desk: Working) -> str:
    """The note as it may leave now, in the centre's language."""
    owner = session.get(Owner, case.owner_id) if case.owner_id else None
    unit = session.get(Unit, case.unit_id) if case.unit_id else None
    named = names_the_owner(Recipient(transfer.recipient), TransferState(transfer.state))
    secrets = (owner.name if owner else "", _digits(owner), unit.room if unit else "", case.place)
    told = [transfer.defect, transfer.reason]
    defect, reason = told if named else [without_owner(each, *secrets) for each in told]
    parts = [
        Text("transfer.note", {**_about(transfer, case, unit, desk), "defect": defect, "reason": reason})
    ]
    if named:
        parts.append(Text("transfer.note_person", _person(case, owner, unit)))
    else:
        parts.append(Text("transfer.note_nobody"))
    parts.append(Text("transfer.note_end", {"centre": desk.centre.name, "phone": desk.centre.phone_service}))
    return "\n".join(words(each, locale=desk.centre.locale, zone=desk.calendar.zone) for each in parts)


def _about(transfer: Transfer, case: Case, unit: Unit | None, desk: Working) -> dict[str, object]:
    return {
        "name": transfer.name,
        "number": case.number,
        "category": Text(f"category.{case.category}"),
        "building": unit.building if unit else "—",
        "opened_at": case.opened_at,
        "centre": desk.centre.name,
    }


def _person(case: Case, owner: Owner | None, unit: Unit | None) -> dict[str, object]:
    return {
        "owner": owner.name if owner else "—",
        "phone": (owner.phone if owner else None) or "—",
        "unit": unit.label if unit else case.place or "—",
        "story": case.story,
    }


def _digits(owner: Owner | None) -> str:
    """A phone as people type it: without the country's code."""
    return owner.phone[-8:] if owner and owner.phone else ""
