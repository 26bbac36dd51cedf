"""A published notice for a centre of the estate: a file, a row to be signed, and one that was."""

from datetime import datetime
from typing import Any

from storage import Session
from storage.tables import Attachment, DeliveryRow, Notice, NoticeFile, NoticeVersion, Unit


def add_notice(
    session: Session,
    *,
    centre_id: int,
    staff_id: int,
    unit_id: int,
    owner_id: int,
    sha256: str,
    now: datetime,
) -> tuple[str, dict[str, int]]:
    """The notice's number, and the ids of the rest."""
    number = f"N2610-{centre_id:04}"
    notice = Notice(
        centre_id=centre_id,
        number=number,
        state="published",
        drafted_by=staff_id,
        drafted_at=now,
        published_by=staff_id,
        published_at=now,
    )
    picture = Attachment(centre_id=centre_id, state="stored", sha256=sha256, media_type="image/jpeg")
    upstairs = Unit(centre_id=centre_id, building="3座", room="13A")
    session.add_all((notice, picture, upstairs))
    session.flush()
    version = NoticeVersion(
        centre_id=centre_id,
        notice_id=notice.id or 0,
        version=1,
        title="關於水費 <b>",
        body="請於月底前繳付。",
        means="board by_hand",
        audience="centre",
        drafted_by=staff_id,
        drafted_at=now,
    )
    session.add(version)
    session.flush()
    file = NoticeFile(
        centre_id=centre_id, version_id=version.id or 0, attachment_id=picture.id or 0, name="收費表"
    )
    about: dict[str, Any] = {"centre_id": centre_id, "notice_id": notice.id, "version": 1, "means": "by_hand"}
    waiting = DeliveryRow(**about, unit_id=unit_id, owner_id=owner_id)
    signed = DeliveryRow(
        **about,
        unit_id=upstairs.id or 0,
        state="sent",
        sent_at=now,
        read_at=now,
        signed_by="何生",
        signature_id=picture.id,
    )
    session.add_all((file, waiting, signed))
    session.flush()
    rows = {"notice_file": file.id, "delivery": waiting.id, "signed": signed.id}
    return number, {name: row for name, row in rows.items() if row}
