"""The columns of each list that can be taken away as a workbook."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from console.words import say, term
from console.workbook import Cell
from storage import Session, exports, transfers


@dataclass(frozen=True)
class Sheet:
    """A list: its name, the headers of its columns (texts of the catalogs), and its rows."""

    title: str
    headers: Sequence[str]
    rows: Callable[[Session, int], Iterator[Sequence[Cell]]]

    def said(self) -> list[str]:
        return [say(header) for header in self.headers]


def _cases(session: Session, centre_id: int) -> Iterator[Sequence[Cell]]:
    for row in exports.cases(session, centre_id):
        case = row.case
        yield (
            *(case.number, term("kind", case.kind), term("category", case.category)),
            *(term("state", case.state), row.unit, row.owner, case.story),
            *(case.opened_at, case.reply_by, case.replied_at, case.close_by, case.resolved_at),
            *(case.closed_at, row.department, row.handler, case.cause, case.measure),
        )


def _owners(session: Session, centre_id: int) -> Iterator[Sequence[Cell]]:
    for one, tenancy in exports.residents(session, centre_id):
        unit, owner = one.unit, one.owner
        moved_in = tenancy.since if tenancy and tenancy.is_move_in else None
        yield (
            *(unit.building if unit else None, unit.room if unit else None),
            *(owner.name if owner else None, owner.phone if owner else None),
            *(moved_in, unit.handed_over_on if unit else None),
        )


def _units(session: Session, centre_id: int) -> Iterator[Sequence[Cell]]:
    for unit, building in exports.units(session, centre_id):
        yield unit.building, unit.room, building.accepted_on if building else None, unit.handed_over_on


def _buildings(session: Session, centre_id: int) -> Iterator[Sequence[Cell]]:
    for house in transfers.houses(session, centre_id):
        yield house.name, house.accepted_on, house.units, house.handed_over


def _revisits(session: Session, centre_id: int) -> Iterator[Sequence[Cell]]:
    for revisit, number in exports.revisits(session, centre_id):
        yield (
            *(number, term("form", revisit.form), term("revisit", revisit.state), revisit.clause),
            *(revisit.due_at, revisit.done_at, term("outcome", revisit.outcome)),
            *(revisit.speed, revisit.workmanship, revisit.manner, revisit.words, revisit.why),
        )


def _transfers(session: Session, centre_id: int) -> Iterator[Sequence[Cell]]:
    for one, number in exports.transfers(session, centre_id):
        yield (
            *(number, term("recipient", one.recipient), one.name, term("transfer", one.state)),
            *(one.defect, one.sent_at, one.due_at, one.answer, one.ended_at),
        )


SHEETS: Mapping[str, Sheet] = {
    "cases": Sheet(
        "All cases",
        (
            *("Number", "Kind", "Category", "State", "Flat", "Owner", "Story", "Opened", "Reply by"),
            *("Replied", "Close by", "Resolved", "Closed", "Department", "Handler", "Cause", "Measure"),
        ),
        _cases,
    ),
    "owners": Sheet(
        "Owners", ("Building", "Room", "Name", "Phone", "Moved in on", "Handed over on"), _owners
    ),
    "units": Sheet("Flats", ("Building", "Room", "Accepted on", "Handed over on"), _units),
    "buildings": Sheet("Buildings", ("Building", "Accepted on", "Flats", "Flats handed over"), _buildings),
    "revisits": Sheet(
        "Revisits",
        (
            *("Number", "How", "State", "Clause", "Due", "Done", "What the owner says"),
            *("Speed", "Workmanship", "Manner", "In the owner's words", "Reason"),
        ),
        _revisits,
    ),
    "transfers": Sheet(
        "Transfers",
        ("Number", "To", "Name", "State", "Defect", "Sent", "Due", "Answer", "Ended"),
        _transfers,
    ),
}
