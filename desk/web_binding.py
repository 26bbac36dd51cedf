"""A browser that a platform has vouched for: its web chat belongs to the owner of that platform's contact."""

from datetime import datetime

from desk.binding import bind_contact
from storage import Session, turns
from storage import reaching as windows
from storage.tables import Centre


def bind_browser(
    session: Session, account: str, address: str, *, web_address: str, now: datetime
) -> str | None:
    """The code of the centre whose chat is theirs now; None for somebody whom no centre knows yet."""
    known = windows.contact_of(session, account, address)
    if known is None or known.owner_id is None:
        return None
    code = session.get_one(Centre, known.centre_id).code
    web = f"web:{code}"
    talk = turns.talk_of(session, web, web_address) or turns.begin_talk(
        session, known.centre_id, web, web_address, name=known.name, locale=known.locale
    )
    bind_contact(session, talk.contact_id, known.owner_id, now=now)
    return code
