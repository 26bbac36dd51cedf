"""The archive of a centre: what it looks after, its departments, and its flats one by one."""

from fastapi import APIRouter
from starlette.responses import Response

from console.desk import AtDesk
from console.numbers import row_id, wanted_number
from console.on_file import KINDS, counted, filed
from desk import houses
from storage import archive, archive_lists, overviews, staff, unit_files

router = APIRouter()
YES_NO = ("yes", "no")


@router.get("/archive", name="archive")
async def show(desk: AtDesk) -> Response:
    people = [one for one in await desk.read(staff.of_centre) if one.disabled_at is None]
    departments = await desk.read(staff.departments)
    groups = [(one, [who for who in people if who.department_id == one.id]) for one in departments]
    return desk.page(
        "archive.html",
        counts=await desk.read(overviews.counts),
        groups=[*groups, (None, [who for who in people if who.department_id is None])],
        open_of=await desk.read(overviews.open_cases_of_departments),
    )


@router.get("/units", name="units")
async def units(desk: AtDesk, q: str = "", building: str = "", handed: str = "", after: str = "") -> Response:
    asked = {"q": q[:100], "building": building[:200], "handed": handed if handed in YES_NO else ""}
    found = await desk.read(
        archive_lists.units,
        words=asked["q"],
        building=asked["building"],
        handed=asked["handed"],
        after=wanted_number(after),
    )
    return desk.page(
        "units.html", found=found, asked=asked, buildings=await desk.read(archive_lists.building_names)
    )


@router.get("/units/{unit_id}", name="unit")
async def unit(unit_id: str, desk: AtDesk, kind: str = "") -> Response:
    which = row_id(unit_id)
    one = await desk.read(unit_files.unit, which)
    on_file = await desk.read(unit_files.file_of_unit, which)
    names, departments = await desk.read(archive.staff_names), await desk.read(staff.department_names)
    found = filed(on_file, names, departments, zone=desk.zone, now=desk.now)
    return desk.page(
        "unit.html",
        unit=one,
        accepted_on=await desk.read(unit_files.accepted_on, one.building),
        lived=await desk.read(unit_files.lived_in, which),
        on_file=on_file,
        filed=[each for each in found if kind not in KINDS or each.what == kind],
        kinds=counted(found),
        kind=kind if kind in KINDS else "",
        may_date=desk.actor.role in houses.MAY_DATE,
        today=desk.now.astimezone(desk.zone).date(),
    )
