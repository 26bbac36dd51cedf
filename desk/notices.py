"""A document for owners: drafted, written anew, agreed to or not by name (B4.2.5.1 to B4.2.5.3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import msgspec

from desk.actor import Actor
from desk.centres import Working, working
from desk.notice_places import Places
from desk.noting import note
from desk.plain import plain
from desk.proposals import written
from procedures import life
from procedures.kinds import Role
from procedures.life import Act
from procedures.notice_rules import NoticeRules
from procedures.notices import PAPER, Audience, Given, NoticeState, Step
from procedures.refused import Refused
from storage import Missing, Session, cases, notices
from storage.cases import NewTask
from storage.improving import end_task
from storage.tables import Approval, Attachment, Notice, NoticeFile, NoticeVersion, Staff
from storage.wanted import Kept

# Title, words and button have to fit into one message.
LONGEST, LONGEST_TITLE, LONGEST_SOURCE = 3000, 120, 200
MOST_FILES = 9
CHANGEABLE = (NoticeState.DRAFT, NoticeState.APPROVED, NoticeState.DECLINED)
TO_APPROVE, TO_CHANGE, TO_PUBLISH = "notice_to_approve", "notice_to_change", "notice_to_publish"


@dataclass(frozen=True)
class NewFile:
    """A file that came with a draft, kept on disk already."""

    name: str
    kept: Kept


@dataclass(frozen=True)
class Draft:
    """What somebody wrote, for whom, how it is to be given out; `keep` are files of the version before."""

    title: str
    body: str
    means: frozenset[Given]
    places: Places
    important: bool = False
    source: str = ""
    valid_until: date | None = None
    files: Sequence[NewFile] = ()
    keep: frozenset[int] = frozenset()


def draft(session: Session, wanted: Draft, *, by: Actor, now: datetime) -> str:
    """Write a document (B4.2.5.1); its number. Raises Refused."""
    desk, rules = _allowed(session, by, now)
    checked = _checked(wanted, desk, now)
    notice = Notice(
        centre_id=by.centre_id,
        number=cases.next_number(session, by.centre_id, now=now, series="N"),
        drafted_by=by.staff_id,
        drafted_at=now,
    )
    session.add(notice)
    session.flush()
    _write(session, notice, checked, rules, by, now)
    return notice.number


def rewrite(session: Session, notice_id: int, wanted: Draft, *, seen: int, by: Actor, now: datetime) -> int:
    """The next version; those before it are kept, their agreements do not count for it. Its number.

    `seen` is the version that was changed. Raises Refused, Missing.
    """
    desk, rules = _allowed(session, by, now)
    checked = _checked(wanted, desk, now)
    notice = notices.get(session, notice_id, by.centre_id)
    if notice.state not in CHANGEABLE:
        raise Refused("refused.notice_is_out")
    if notice.version != seen:
        raise Refused("refused.notice_was_changed", version=str(notice.version))
    before = notices.newest(session, notice)
    _end_tasks(session, notice, by, now)
    notice.version, notice.state = notice.version + 1, NoticeState.DRAFT
    _write(session, notice, checked, rules, by, now, before=before)
    return notice.version


def decide(
    session: Session, notice_id: int, *, seen: int, agree: bool, reason: str, by: Actor, now: datetime
) -> NoticeState:
    """Agree or disagree to the version that was `seen`, by name and time (B4.2.5.2, B4.2.5.3).

    Nobody decides on what they wrote; disagreeing needs its reason. Raises Refused, Missing.
    """
    rules = rules_of(working(session, by.centre_id, now=now))
    notice = notices.get(session, notice_id, by.centre_id)
    if notice.version != seen:
        raise Refused("refused.notice_was_changed", version=str(notice.version))
    written_as = notices.newest(session, notice)
    step = next_step(session, notice, written_as, rules)
    if notice.state != NoticeState.DRAFT or step is None:
        raise Refused("refused.notice_is_decided")
    rules.allow(step, by.role)
    if written_as.drafted_by == by.staff_id:
        raise Refused("refused.own_notice")
    if any(one.by_id == by.staff_id for one in _agreed(session, notice)):
        raise Refused("refused.notice_needs_another")
    why = plain(reason).strip() if agree else written(reason)
    decided = Approval(
        centre_id=by.centre_id,
        notice_id=notice_id,
        version=seen,
        step=step,
        agreed=agree,
        reason=why,
        by_id=by.staff_id,
        by_role=by.role,
        at=now,
    )
    session.add(decided)
    what = "notice_agreed" if agree else "notice_disagreed"
    on_record(session, notice, what, rules.clauses.decide, by, now, step=str(step), why=why)
    end_task(session, TO_APPROVE, _key(notice, step), by_id=by.staff_id, at=now)
    _go_on(session, notice, written_as, rules, agree=agree, now=now)
    return NoticeState(notice.state)


def next_step(session: Session, notice: Notice, version: NoticeVersion, rules: NoticeRules) -> Step | None:
    """Whose agreement is asked for now; None when all have agreed."""
    role = session.get_one(Staff, version.drafted_by).role
    had = {one.step for one in _agreed(session, notice)}
    owed = rules.steps(Role(role), important=version.important)
    return next((step for step in owed if step not in had), None)


def rules_of(desk: Working) -> NoticeRules:
    """Raises Refused for a centre whose procedure knows no documents for owners."""
    if desk.procedure.notices is None:
        raise Refused("refused.no_notices")
    return desk.procedure.notices


def on_record(
    session: Session, notice: Notice, what: str, clause: str, by: object, now: datetime, **data: object
) -> None:
    facts: dict[str, Any] = {"notice": notice.number, "version": notice.version, **data}
    note(session, what, centre_id=notice.centre_id, by=by, now=now, clause=clause, **facts)


def means_of(version: NoticeVersion) -> frozenset[Given]:
    return frozenset(Given(word) for word in version.means.split())


def places_of(version: NoticeVersion) -> Places:
    """The audience that a version has."""
    kept = msgspec.json.decode(version.places)
    audience = Audience(version.audience)
    return Places(audience, kept if audience is Audience.BUILDING else [(unit, said) for unit, said in kept])


def places_in_words(session: Session, version: NoticeVersion) -> list[str]:
    """Buildings or units as somebody would type them, a list's remarks behind."""
    places = places_of(version)
    if places.audience in (Audience.CENTRE, Audience.BUILDING):
        return [str(one) for one in places.kept]
    units = notices.units_of(session, version.centre_id)
    names = {number: " ".join(place) for place, number in units.items()}
    return [" · ".join(filter(None, (names.get(unit, ""), said))) for unit, said in places.kept]


def _allowed(session: Session, by: Actor, now: datetime) -> tuple[Working, NoticeRules]:
    life.allow(by.role, Act.TAKE)
    desk = working(session, by.centre_id, now=now)
    return desk, rules_of(desk)


def _checked(wanted: Draft, desk: Working, now: datetime) -> Draft:
    """Words in one shape, means that fit each other. Raises Refused."""
    if not wanted.means:
        raise Refused("refused.notice_needs_means")
    if wanted.means >= set(PAPER):
        raise Refused("refused.notice_one_paper")
    today = now.astimezone(desk.calendar.zone).date()
    if wanted.valid_until is not None and wanted.valid_until < today:
        raise Refused("refused.notice_ends_too_soon")
    if wanted.places.audience is Audience.LIST and Given.BOARD in wanted.means:
        raise Refused("refused.notice_list_on_board")
    if len(wanted.files) + len(wanted.keep) > MOST_FILES:
        raise Refused("refused.notice_many_files", most=str(MOST_FILES))
    source = " ".join(plain(wanted.source).split())
    if len(source) > LONGEST_SOURCE:
        raise Refused("refused.words_too_long", most=str(LONGEST_SOURCE))
    title = " ".join(written(wanted.title, most=LONGEST_TITLE).split())
    return Draft(
        title=title,
        body=written(wanted.body, most=LONGEST),
        means=wanted.means,
        places=wanted.places,
        important=wanted.important,
        source=source,
        valid_until=wanted.valid_until,
        files=wanted.files,
        keep=wanted.keep,
    )


def _write(
    session: Session,
    notice: Notice,
    wanted: Draft,
    rules: NoticeRules,
    by: Actor,
    now: datetime,
    *,
    before: NoticeVersion | None = None,
) -> None:
    version = NoticeVersion(
        centre_id=notice.centre_id,
        notice_id=notice.id or 0,
        version=notice.version,
        title=wanted.title,
        body=wanted.body,
        important=wanted.important,
        source=wanted.source,
        means=" ".join(one for one in Given if one in wanted.means),
        audience=wanted.places.audience,
        places=msgspec.json.encode(wanted.places.kept).decode(),
        valid_until=wanted.valid_until,
        drafted_by=by.staff_id,
        drafted_at=now,
    )
    session.add(version)
    session.flush()
    _attach(session, version, wanted, before)
    clause = rules.clauses.outside if wanted.source else rules.clauses.draft
    on_record(session, notice, "notice_drafted", clause, by, now, title=wanted.title)
    _ask(session, notice, version, rules, now)


def _attach(session: Session, version: NoticeVersion, wanted: Draft, before: NoticeVersion | None) -> None:
    """Files of the version before that are kept, then the new ones. Raises Missing for a foreign file."""
    earlier = {one.file.id: one for one in notices.files(session, before.id or 0)} if before else {}
    if not wanted.keep <= set(earlier):
        raise Missing
    named = [(one.file.name, one.file.attachment_id) for id_, one in earlier.items() if id_ in wanted.keep]
    named += [(one.name, _attachment(session, version.centre_id, one.kept)) for one in wanted.files]
    for name, attachment_id in named:
        session.add(
            NoticeFile(
                centre_id=version.centre_id,
                version_id=version.id or 0,
                attachment_id=attachment_id,
                name=plain(name)[:120],
            )
        )


def _attachment(session: Session, centre_id: int, kept: Kept) -> int:
    row = Attachment(
        centre_id=centre_id,
        state="stored",
        sha256=kept.sha256,
        media_type=kept.media_type,
        size=kept.size,
        width=kept.width or None,
        height=kept.height or None,
    )
    session.add(row)
    session.flush()
    assert row.id is not None
    return row.id


def _go_on(
    session: Session,
    notice: Notice,
    version: NoticeVersion,
    rules: NoticeRules,
    *,
    agree: bool,
    now: datetime,
) -> None:
    """After a decision: the next signature, or back to whoever wrote it, who publishes or changes it."""
    if not agree:
        notice.state = NoticeState.DECLINED
        _task(session, notice, version, TO_CHANGE, rules.clauses.decide, now, staff_id=version.drafted_by)
    elif next_step(session, notice, version, rules) is None:
        notice.state = NoticeState.APPROVED
        _task(session, notice, version, TO_PUBLISH, rules.clauses.approve, now, staff_id=version.drafted_by)
    else:
        _ask(session, notice, version, rules, now)


def _ask(session: Session, notice: Notice, version: NoticeVersion, rules: NoticeRules, now: datetime) -> None:
    step = next_step(session, notice, version, rules)
    assert step is not None
    _task(session, notice, version, TO_APPROVE, rules.clauses.approve, now, step=step)


def _task(
    session: Session,
    notice: Notice,
    version: NoticeVersion,
    kind: str,
    clause: str,
    now: datetime,
    *,
    step: Step | None = None,
    staff_id: int | None = None,
) -> None:
    task = NewTask(
        centre_id=notice.centre_id,
        kind=kind,
        key=_key(notice, step),
        due_at=now,
        clause=clause,
        for_role=str(step) if step else None,
        staff_id=staff_id,
        data=about(notice, version),
    )
    cases.add_task(session, task)


def about(notice: Notice, version: NoticeVersion) -> str:
    """What a task says of its document."""
    said = {"words": f"{notice.number} {version.title}", "notice": notice.number}
    return msgspec.json.encode(said).decode()


def _key(notice: Notice, step: Step | None) -> str:
    return f"notice:{notice.id}:{notice.version}:{step or ''}"


def _end_tasks(session: Session, notice: Notice, by: Actor, now: datetime) -> None:
    for step in Step:
        end_task(session, TO_APPROVE, _key(notice, step), by_id=by.staff_id, at=now)
    end_what_waits(session, notice, by, now)


def end_what_waits(session: Session, notice: Notice, by: Actor, now: datetime) -> None:
    """Whoever wrote it has gone on with it."""
    for kind in (TO_CHANGE, TO_PUBLISH):
        end_task(session, kind, _key(notice, None), by_id=by.staff_id, at=now)


def _agreed(session: Session, notice: Notice) -> list[Approval]:
    found = notices.approvals(session, notice.id or 0, version=notice.version)
    return [one for one in found if one.agreed]
