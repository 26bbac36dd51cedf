"""A survey without a chat: the page behind a link, and the sheet that staff type in (A4.1.5, A6.4)."""

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from desk import survey_answers as answering
from desk.actor import THE_OWNER, Actor
from desk.opening import From, Opened
from desk.survey_answers import Given
from procedures import life
from procedures.kinds import Source
from procedures.life import Act
from procedures.refused import Refused
from procedures.survey_rules import Answering
from procedures.surveying import CODE, SKIPPED, TOKEN, Way, as_code, code, is_token, named_by
from storage import Missing, Session, archive, conversations, survey_answers, surveys
from storage.tables import Answer, Centre, Invitation, Question, Survey


@dataclass(frozen=True)
class Sheet:
    """An invitation with all that its page shows."""

    survey: Survey
    invitation: Invitation
    centre: Centre
    questions: Sequence[Question]
    answers: Mapping[str, Answer]


def by_link(session: Session, token: str) -> Sheet:
    """Raises Missing for whatever is no link of ours."""
    invitation, survey = _of_link(session, token, locks=False)
    return Sheet(
        survey,
        invitation,
        archive.centre(session, survey.centre_id),
        surveys.questions(session, invitation.survey_id),
        survey_answers.of_invitation(session, invitation.id or 0),
    )


def save_by_link(
    session: Session, token: str, fields: Mapping[str, str], *, sends: bool, locale: str, now: datetime
) -> Opened | None:
    """Keep what was filled in; with `sends` that is all, and the link is used up. Raises Missing, Refused."""
    invitation, survey = _of_link(session, token, locks=True)
    given = read(surveys.questions(session, invitation.survey_id), fields)
    answering.keep(session, survey, invitation, given, way=Way.LINK, now=now)
    if not sends:
        return None
    by = _from(session, invitation, THE_OWNER)
    return answering.send(session, survey, invitation, way=Way.LINK, by=by, locale=locale, now=now)


def of_sheet(session: Session, survey_id: int, typed: str, centre_id: int) -> Sheet:
    """The invitation whose code was typed from a sheet. Raises Missing, Refused."""
    survey = surveys.look(session, survey_id, centre_id)
    invitation = _of_code(session, survey, typed)
    answers = survey_answers.of_invitation(session, invitation.id or 0)
    asked = surveys.questions(session, survey_id)
    return Sheet(survey, invitation, archive.centre(session, centre_id), asked, answers)


def enter(
    session: Session, survey_id: int, typed: str, fields: Mapping[str, str], *, by: Actor, now: datetime
) -> Opened | None:
    """Type in a sheet, all at once; sheets count until the result is signed. Raises Missing, Refused."""
    life.allow(by.role, Act.OPEN)
    survey = surveys.look(session, survey_id, by.centre_id)
    known = _of_code(session, survey, typed)
    invitation, survey = survey_answers.invitation(session, known.id or 0)
    given = read(surveys.questions(session, survey_id), fields)
    answering.keep(session, survey, invitation, given, way=Way.PAPER, now=now)
    invitation.entered_by = by.staff_id
    centre = archive.centre(session, by.centre_id)
    author = _from(session, invitation, str(by))
    return answering.send(
        session, survey, invitation, way=Way.PAPER, by=author, locale=centre.locale, now=now
    )


def read(questions: Sequence[Question], fields: Mapping[str, str]) -> dict[str, Given]:
    """The answers of a form: `q-<key>` is what was ticked, `w-<key>` what was written beside it."""
    given: dict[str, Given] = {}
    for one in questions:
        ticked, said = fields.get(f"q-{one.key}", ""), fields.get(f"w-{one.key}", "").strip()
        if one.kind == Answering.WORDS:
            if said:
                given[one.key] = Given("words", said)
        elif ticked or said:
            given[one.key] = Given(ticked or SKIPPED, said)
    return given


def _of_link(session: Session, token: str, *, locks: bool) -> tuple[Invitation, Survey]:
    which = named_by(token, TOKEN)
    if which is None:
        raise Missing
    found = (survey_answers.invitation if locks else survey_answers.look)(session, which)
    if not found[1].seed or not is_token(token, found[1].seed, which):
        raise Missing
    return found


def _of_code(session: Session, survey: Survey, typed: str) -> Invitation:
    written = as_code(typed)
    which = named_by(written, CODE)
    try:
        invitation, of = survey_answers.look(session, which or 0)
    except Missing:
        raise Refused("refused.survey_no_such_code") from None
    is_right = of.id == survey.id and hmac.compare_digest(written, code(survey.seed, which or 0))
    if not is_right:
        raise Refused("refused.survey_no_such_code")
    return invitation


def _from(session: Session, invitation: Invitation, actor: str) -> From:
    """A case is answered in the owner's chat, where there is one."""
    contact = conversations.contact_of(session, invitation.owner_id, invitation.centre_id)
    return From(contact, invitation.owner_id, actor, Source.SURVEY)
