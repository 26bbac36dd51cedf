"""What bound staff do in their group: take, assign, ask for time, done, answer the owner."""

from datetime import datetime

from desk import cases
from desk.group_asking import ask_lines, ask_time, ask_what_was_done
from desk.group_cards import show
from desk.group_deed import Deed
from desk.group_posting import Said
from procedures import life
from procedures.kinds import Role
from procedures.life import Act
from procedures.refused import Refused
from storage import Missing, Session, group_posts, groups, staff
from storage import cases as rows
from storage.cases import NewTask
from storage.tables import Case, GroupCard, Staff, StaffGroup

MOST_NAMES, NAMES_IN_ROW = 24, 3
ON_CARD = frozenset({"take", "assign", "time", "done"})
"""These stand on the card itself, the others on what is asked."""


def pressed(deed: Deed) -> None:
    """A button of ours; whoever pressed is told what came of it."""
    mark, act, number, given = [*deed.heard.token.split(":"), "", "", "", ""][:4]
    card = groups.card(deed.session, int(number), deed.group.id or 0) if number.isdecimal() else None
    if mark != "g" or card is None or act not in ACTS:
        deed.answer(deed.say("group.button_old"))
        return
    if deed.heard.card_code and act in ON_CARD and deed.heard.reply_to == card.external_id:
        groups.keep_code(card, deed.heard.card_code, now=deed.now)
        card.shown = ""  # a press leaves its mark on the card, also when nothing came of it
    try:
        ACTS[act](deed, card, given)
    except Refused as refused:
        deed.answer(deed.refusal(refused))
    except Missing:
        deed.answer(deed.say("group.button_old"))
    # what the card shows may be older than what the others see
    show(deed.session, deed.group, card, f"card:{card.id}:press:{deed.heard.external_id}", now=deed.now)


def _take(deed: Deed, card: GroupCard, _: str) -> None:
    take(deed, deed.case(card))


def take(deed: Deed, case: Case) -> None:
    """Raises Refused."""
    deed.tried(cases.take, case.id)
    deed.answer(deed.say("group.taken", number=case.number))


def _ask_whom(deed: Deed, card: GroupCard, _: str) -> None:
    life.allow(deed.by.role, Act.ASSIGN)
    buttons = [(f"g:to:{card.id}:{one.id}", one.name[:32]) for one in able(deed)[:MOST_NAMES]]
    laid = [buttons[at : at + NAMES_IN_ROW] for at in range(0, len(buttons), NAMES_IN_ROW)]
    text_id = "group.ask_whom_alone" if deed.is_alone else "group.ask_whom"
    words = deed.say(text_id, number=deed.case(card).number)
    deed.post(Said(lines=[words], buttons=laid), card=card)
    if not deed.is_alone:
        deed.answer(deed.say("group.asked"))


def able(deed: Deed) -> list[Staff]:
    """Who of the centre's staff can have a case."""
    people = staff.of_centre(deed.session, deed.group.centre_id)
    return [one for one in people if one.disabled_at is None and life.may(Role(one.role), Act.TAKE)]


def _assign(deed: Deed, card: GroupCard, given: str) -> None:
    if not given.isdecimal():
        raise Missing
    assign(deed, deed.case(card), int(given))


def assign(deed: Deed, case: Case, handler_id: int) -> None:
    """Raises Refused, Missing."""
    deed.tried(cases.assign, case.id, handler_id=handler_id, department_id=None)
    who = staff.get(deed.session, handler_id, deed.group.centre_id)
    deed.answer(deed.say("group.given", number=case.number, name=who.name))


ACTS = {
    "take": _take,
    "assign": _ask_whom,
    "to": _assign,
    "time": ask_time,
    "done": ask_what_was_done,
    "cause": ask_lines,
}


def lose(session: Session, group: StaffGroup, why: str, *, now: datetime) -> None:
    """The group can be reached no more: what waits fails, and the director has to look."""
    if group.lost_at is not None:
        return
    group.lost_at, group.lost_why = now, why[:200]
    session.flush()
    group_posts.fail_all(session, group.id or 0, error=why, now=now)
    task = NewTask(
        centre_id=group.centre_id,
        kind="group_lost",
        key=f"group:{group.id}:{now:%Y%m%d%H%M%S}",
        due_at=now,
        for_role=Role.DIRECTOR,
    )
    rows.add_task(session, task)
    session.signals.add(f"centre:{group.centre_id}")
