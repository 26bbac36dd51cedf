"""A survey in an owner's chat: begun by a tap, each answer kept, what is said at its end (A4.1.5)."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from desk import survey_answers as answering
from desk.actor import THE_OWNER
from desk.binding import Turning
from desk.facts import facts_for
from desk.opening import From, Opened, confirmation
from desk.survey_answers import Given
from desk.survey_words import facts as asked_facts
from dialogs import running
from dialogs.facts import SurveyFact
from dialogs.outcomes import SurveyAnswered, SurveyBegun, SurveyDeclined, SurveyOutcome, SurveySent
from dialogs.pausing import leave
from dialogs.speech import Text
from dialogs.state import Run, State
from dialogs.turned import Turned
from procedures.kinds import Source
from procedures.refused import Refused
from procedures.survey_rules import Answering
from procedures.surveying import STARS, InvitationState, Way, is_dissatisfied
from storage import Missing, survey_answers, surveys
from storage.owners import units_of
from storage.tables import Answer, Invitation, Question, Survey


@dataclass
class Told:
    """What the owner is told, and the case that was opened."""

    texts: list[Text] = field(default_factory=list)
    opened: Opened | None = None


def carry(wanted: SurveyOutcome, turn: Turning, state: State, turned: Turned) -> Told:
    """Carry out what the owner did; what comes too late changes nothing, and is told so."""
    found = _of_owner(wanted.invitation_id, turn)
    if found is None:
        return _over(state, turned, Text("survey.over"))
    invitation, survey = found
    try:
        return _carried(wanted, survey, invitation, turn, state, turned)
    except Refused:
        is_sent = invitation.state == InvitationState.ANSWERED
        return _over(state, turned, Text("survey.answered_already") if is_sent else Text("survey.over"))


def _carried(
    wanted: SurveyOutcome, survey: Survey, invitation: Invitation, turn: Turning, state: State, turned: Turned
) -> Told:
    match wanted:
        case SurveyBegun():
            return _begin(survey, invitation, turn, state, turned)
        case SurveyAnswered(_, key, value, said):
            given = {key: Given(value, said)}
            answering.keep(turn.session, survey, invitation, given, way=Way.CHAT, now=turn.now)
            return Told()
        case SurveySent():
            return _send(survey, invitation, turn)
        case SurveyDeclined():
            answering.decline(turn.session, survey, invitation, by=THE_OWNER, now=turn.now)
            _forget(state, invitation.id or 0)
            return Told([Text("survey.declined")])


def _begin(survey: Survey, invitation: Invitation, turn: Turning, state: State, turned: Turned) -> Told:
    """The first question, or where the owner stopped, here, by the link or in an earlier chat."""
    if not answering.is_open(survey, invitation, turn.now):
        raise answering.why_closed(invitation)
    asked = surveys.questions(turn.session, invitation.survey_id)
    rules = turn.working.procedure.survey
    low = rules.dissatisfied if rules else 0
    known = survey_answers.of_invitation(turn.session, invitation.id or 0)
    facts = facts_for(
        turn.session,
        turn.working,
        turn.talk.owner_id,
        now=turn.now,
        survey=SurveyFact(invitation.id or 0, low, asked_facts(asked, turn.talk.locale)),
    )
    _forget(state, invitation.id or 0)
    leave(state)
    started = running.start(state, "survey", facts, _as_stored(asked, known, low))
    turned.asked = started.asked
    return Told() if started.asked else _send(survey, invitation, turn)


def _send(survey: Survey, invitation: Invitation, turn: Turning) -> Told:
    by = From(turn.talk.contact_id, turn.talk.owner_id, THE_OWNER, Source.SURVEY)
    opened = answering.send(
        turn.session, survey, invitation, way=Way.CHAT, by=by, locale=turn.talk.locale, now=turn.now
    )
    if opened is None:
        return Told([Text("survey.thanks")])
    return Told([Text("survey.thanks_and_case"), confirmation(opened, turn.working)], opened)


def _as_stored(asked: Sequence[Question], known: dict[str, Answer], low: int) -> dict[str, object]:
    """Answers that were kept, as the flow's own questions store them; low ratings are not asked why again."""
    stored: dict[str, object] = {}
    for question in asked:
        answer = known.get(question.key)
        if answer is None:
            continue
        is_words = question.kind == Answering.WORDS
        stored[question.key] = answer.words if is_words else answer.value
        if answer.value in STARS and is_dissatisfied(Answering(question.kind), answer.value, at_most=low):
            stored[f"{question.key}/why"] = answer.words
    return stored


def _of_owner(invitation_id: int, turn: Turning) -> tuple[Invitation, Survey] | None:
    """An invitation of whoever speaks: their own, of this chat, or of a flat they live in."""
    try:
        invitation, survey = survey_answers.invitation(turn.session, invitation_id)
    except Missing:
        return None
    talk = turn.talk
    if invitation.contact_id == talk.contact_id or invitation.owner_id == talk.owner_id:
        return invitation, survey
    is_unit = invitation.key.startswith("unit:") and talk.owner_id is not None
    homes = units_of(turn.session, talk.owner_id or 0, now=turn.now) if is_unit else []
    return (invitation, survey) if any(home.id == invitation.unit_id for home in homes) else None


def _over(state: State, turned: Turned, text: Text) -> Told:
    """The survey is no question any more."""
    if state.run and state.run.flow == "survey":
        state.run, turned.asked = None, None
    return Told([text])


def _forget(state: State, invitation_id: int) -> None:
    """Answers are in the survey itself: a run of it that was left goes, wherever it stands."""

    def is_of(run: Run | None) -> bool:
        return bool(run and run.facts.survey and run.facts.survey.invitation_id == invitation_id)

    state.run = None if is_of(state.run) else state.run
    state.paused = [run for run in state.paused if not is_of(run)]
