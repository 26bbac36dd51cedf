"""What follows when a picture or a voice is fetched from its channel, or cannot be."""

from datetime import datetime

from desk.acting import on_case
from desk.actor import Actor
from desk.group_posting import Said, said_json
from desk.telling import listener, tell
from dialogs.speech import Spoken, Text
from locales import say
from procedures.kinds import Role
from storage import Session, centres, group_posts, groups, passed_pictures, staff
from storage.group_posts import NewPost
from storage.tables import Attachment, PassedPicture
from storage.wanted import VOICE

KNOWN = frozenset({"empty", "too_large", "too_many_pixels", "not_a_picture", "broken", "too_slow"})
WORDS = 1


def kept(session: Session, attachment_id: int, *, now: datetime) -> None:
    """A picture that somebody of the staff sent for an owner goes on to them."""
    passed = passed_pictures.of(session, attachment_id)
    picture = session.get(Attachment, attachment_id)
    if passed is None or picture is None or picture.case_id is None:
        return
    who = staff.get(session, passed.staff_id, picture.centre_id)
    by = Actor(passed.staff_id, picture.centre_id, Role(who.role), who.name)
    act = on_case(session, picture.case_id, by, now)
    act.tell_owner(Spoken("", pictures=(attachment_id,), by=who.name), by_staff=True)
    act.recorded("picture_passed_on", clause="A4.2.3.1.2", picture=attachment_id)


def refused(session: Session, attachment_id: int, reason: str, *, now: datetime) -> None:
    """Say which fault a picture had; `reason` is a `storage.pictures.Reason`, anything else is "gone"."""
    picture = session.get(Attachment, attachment_id)
    if picture is None:
        return
    text = Text(f"picture.{reason if reason in KNOWN else 'gone'}")
    if (passed := passed_pictures.of(session, attachment_id)) is not None:
        _tell_group(session, passed, text.id, now)
    elif picture.contact_id is not None:
        text = Text("voice.not_heard") if picture.media_type == VOICE else text
        tell(session, listener(session, picture.contact_id), [text], now=now, case_id=picture.case_id)


def _tell_group(session: Session, passed: PassedPicture, why: str, now: datetime) -> None:
    """Whoever sent it learns that the owner has not got it."""
    group = groups.held(session, passed.group_id)
    locale = centres.get(session, group.centre_id).locale
    said = Said(
        lines=[say(locale, "group.picture_not_passed"), say(locale, why)],
        reply_to=passed.external_id,
        thread=passed.thread,
    )
    key = f"picture:{passed.attachment_id}"
    post = NewPost(group.account, "text", key, WORDS, now, group.centre_id, group.id, body=said_json(said))
    group_posts.add(session, post)
