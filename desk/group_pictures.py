"""A reply in a staff group is the answer to the owner, with the pictures that hang on it."""

from datetime import datetime, timedelta

from desk import cases
from desk.group_deed import Deed
from desk.group_heard import InGroup
from procedures import life
from procedures.kinds import CaseState
from procedures.life import Act
from procedures.refused import Refused
from storage import Session, passed_pictures
from storage.tables import Case, PassedPicture, StaffGroup

SAME_ALBUM = timedelta(minutes=10)


def answer_owner(deed: Deed, case: Case, words: str) -> None:
    """Words go at once, with all that an answer in the console has; pictures as soon as we have them."""
    heard = deed.heard
    if not words.strip() and not heard.pictures:
        deed.answer(deed.say("group.words_needed"))
        return
    try:
        if words.strip():
            deed.tried(cases.reply, case.id, words=words)
        else:
            life.allow(deed.by.role, Act.REPLY)
            life.after(CaseState(case.state), Act.REPLY)
    except Refused as refused:
        deed.answer(deed.refusal(refused))
        return
    is_first = not heard.album or case_of_album(deed.session, deed.group, heard, now=deed.now) is None
    for source in heard.pictures:
        _pass_on(deed, case, source)
    if words.strip() or is_first:
        deed.answer(deed.say(_told(case, heard), number=case.number))


def _told(case: Case, heard: InGroup) -> str:
    if case.contact_id is None:
        return "group.told_nobody"
    return "group.told_owner_pictures" if heard.pictures else "group.told_owner"


def _pass_on(deed: Deed, case: Case, source: str) -> None:
    heard = deed.heard
    passed = PassedPicture(
        attachment_id=0,
        account=heard.account,
        group_id=deed.group.id or 0,
        staff_id=deed.by.staff_id,
        external_id=heard.external_id.removeprefix("m:"),
        thread=heard.thread,
        album=heard.album,
        at=deed.now,
    )
    passed_pictures.add(deed.session, source, passed, centre_id=deed.group.centre_id, case_id=case.id or 0)


def case_of_album(session: Session, group: StaffGroup, heard: InGroup, *, now: datetime) -> int | None:
    """The case that the album's first picture was for."""
    if not heard.album:
        return None
    return passed_pictures.case_of_album(session, group.id or 0, heard.album, since=now - SAME_ALBUM)
