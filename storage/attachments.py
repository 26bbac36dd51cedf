"""Pictures that staff add: the file lies in the file store already, this is its row."""

from storage.session import Session
from storage.tables import Attachment
from storage.wanted import Kept


def add(
    session: Session,
    kept: Kept,
    *,
    centre_id: int,
    by: str,
    contact_id: int | None = None,
    case_id: int | None = None,
    revisit_id: int | None = None,
) -> int:
    """The new row's id. `by` is who added it ("staff:7"); with `contact_id` it is shown to that owner."""
    row = Attachment(
        centre_id=centre_id,
        contact_id=contact_id,
        case_id=case_id,
        revisit_id=revisit_id,
        source=by,
        state="stored",
        sha256=kept.sha256,
        size=kept.size,
        media_type=kept.media_type,
        width=kept.width,
        height=kept.height,
    )
    session.add(row)
    session.flush()
    assert row.id is not None
    return row.id
