"""The search over everything: cases, owners, flats and words that are in no case, with what fits marked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from console.desk import AtDesk
from console.numbers import wanted_number
from storage import Session, found_things, grams, search, search_index
from storage.grams import Query
from storage.search import Hits

router = APIRouter()
A_FEW, PER_PAGE = 5, 20
THINGS: Mapping[str, str] = {"cases": "c", "owners": "o", "units": "u", "messages": "m"}
READ = {
    "cases": found_things.cases,
    "owners": found_things.owners,
    "units": found_things.units,
    "messages": found_things.messages,
}
# So much of a line is shown before and after what was found.
AROUND = 40


@dataclass(frozen=True)
class Piece:
    """A part of a line; `is_marked` is what was looked for."""

    text: str
    is_marked: bool


@dataclass(frozen=True)
class Found:
    """A thing with the lines of it that fit."""

    thing: Any
    lines: Sequence[Sequence[Piece]]


@dataclass(frozen=True)
class Group:
    """All of one kind that a page shows; `older` is where the next page goes on."""

    name: str
    found: Sequence[Found]
    many: int | None
    older: int | None
    is_capped: bool


@router.get("/search", name="search")
async def show(desk: AtDesk, q: str = "", only: str = "", before: str = "") -> Response:
    query = grams.query(q)
    names = [only] if only in THINGS else list(THINGS)
    most = PER_PAGE if only in THINGS else A_FEW
    start = wanted_number(before) or search.NEWEST

    def read(session: Session, centre_id: int) -> list[Group]:
        return [_group(session, query, name, centre_id, before=start, most=most) for name in names]

    return desk.page(
        "search.html",
        q=q[: grams.LONGEST_QUERY],
        only=only if only in THINGS else "",
        is_asked=bool(query.runs),
        groups=[group for group in await desk.read(read) if group.found],
        waiting=await desk.read(search_index.waiting),
    )


def _group(session: Session, query: Query, name: str, centre_id: int, *, before: int, most: int) -> Group:
    hits = search.hits(session, query, THINGS[name], centre_id, before=before, most=most)
    return Group(
        name,
        _found(session, query, name, hits, centre_id),
        many=None if hits.many is None else min(hits.many, search.MOST_COUNTED),
        older=hits.found[-1].entry_id if hits.more else None,
        is_capped=(hits.many or 0) > search.MOST_COUNTED,
    )


def _found(session: Session, query: Query, name: str, hits: Hits, centre_id: int) -> list[Found]:
    """The rows are read with their centre once more: an index alone never decides who sees what."""
    rows = READ[name](session, [hit.thing_id for hit in hits.found], centre_id)
    return [
        Found(rows[hit.thing_id], list(fitting(hit.words, query.runs)))
        for hit in hits.found
        if hit.thing_id in rows
    ]


def fitting(words: str, runs: tuple[str, ...], *, most: int = 3) -> Iterable[Sequence[Piece]]:
    """The first lines that something is found in, cut around it."""
    shown = 0
    for line in words.split("\n"):
        spans = grams.marks(line, runs)
        if spans and shown < most:
            shown += 1
            yield _pieces(line, spans)


def _pieces(line: str, spans: Sequence[tuple[int, int]]) -> list[Piece]:
    since, until = max(spans[0][0] - AROUND, 0), min(spans[-1][1] + AROUND, spans[0][0] + 4 * AROUND)
    pieces, at = [Piece("…", is_marked=False)] if since else [], since
    for begins, ends in spans:
        if ends <= until:
            pieces += [Piece(line[at:begins], is_marked=False), Piece(line[begins:ends], is_marked=True)]
            at = ends
    rest = line[at:until] + ("…" if until < len(line) else "")
    return [piece for piece in (*pieces, Piece(rest, is_marked=False)) if piece.text]
