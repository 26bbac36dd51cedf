"""Staff groups set up by directors: added, changed, connected by a code, tested, closed."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from desk.actor import Actor
from desk.centres import working
from desk.group_lists import WORDS, next_list
from desk.group_posting import Said, said_json
from desk.noting import note
from desk.plain import plain
from desk.staff_binding import hashed
from locales import say
from procedures.kinds import Category, Role, Severity
from procedures.refused import Refused, Why
from storage import Session, centres, group_posts, groups
from storage.group_posts import NewPost
from storage.tables import StaffGroup

LEADERS = frozenset({Role.DIRECTOR, Role.GENERAL_DIRECTOR, Role.SUPERVISOR, Role.ADMIN})
CODE_LASTS = timedelta(minutes=30)
MAINLAND = frozenset(
    {
        *("Asia/Shanghai", "Asia/Urumqi", "Asia/Chongqing", "Asia/Chungking", "Asia/Harbin", "Asia/Kashgar"),
        "PRC",
    }
)
ROBOT, APP, FIRST_BOT = "wecom_robot:all", "wecom_app:main", "telegram:main"
MEMBERS = re.compile(r"@all|[\w.@-]{1,64}(\|[\w.@-]{1,64}){0,99}")
KEY = re.compile(r"(?:https://\S+[?&]key=)?([A-Za-z0-9-]{20,64})")


class GroupKind(StrEnum):
    """Where a group is."""

    TELEGRAM = "telegram"
    WECOM_ROBOT = "wecom_robot"
    WECOM_APP = "wecom_app"


@dataclass(frozen=True)
class Wanted:
    """What a director sets. Without `discreet` owners' data go to the platform."""

    name: str
    categories: tuple[Category, ...] = ()
    severity: Severity = Severity.ORDINARY
    discreet: bool = True
    wants_lists: bool = True


def may_lead(role: Role) -> bool:
    return role in LEADERS


def allow(by: Actor) -> None:
    """Raises Refused for whoever does not lead the centre."""
    if not may_lead(by.role):
        raise Refused(Why.ROLE_MAY_NOT, role=by.role, act="groups")


def is_discreet_by_default(kind: GroupKind, zone: str) -> bool:
    """Telegram is abroad: of owners in mainland China only number, category and link go there (PIPL 38)."""
    return kind is GroupKind.TELEGRAM and zone in MAINLAND


def robot_key(given: str) -> str:
    """The key out of a robot's webhook address, or by itself. Raises Refused."""
    found = KEY.fullmatch(given.strip())
    if found is None:
        raise Refused("refused.robot_key_unfit")
    return found.group(1)


def members(given: str) -> str:
    """Whom the WeCom application writes to. Raises Refused."""
    if MEMBERS.fullmatch(given.strip()) is None:
        raise Refused("refused.members_unfit")
    return given.strip()


def add(
    session: Session,
    wanted: Wanted,
    kind: GroupKind,
    *,
    account: str,
    address: str = "",
    hint: str = "",
    by: Actor,
    now: datetime,
) -> int:
    """A group of the director's centre; its id. It shows what happens from now on. Raises Refused.

    `address` is the robot's sealed key or the members; a Telegram group is connected by its code. `hint` is
    what of it may be shown.
    """
    allow(by)
    group = StaffGroup(
        centre_id=by.centre_id,
        name=_name(wanted),
        kind=kind,
        account=account,
        address=address,
        hint=hint,
        seen_event=groups.newest_event(session, by.centre_id),
    )
    _set(session, group, wanted, now)
    session.add(group)
    session.flush()
    _record(session, group, "group_added", by, now)
    return group.id or 0


def change(session: Session, group_id: int, wanted: Wanted, *, by: Actor, now: datetime) -> None:
    """Raises Refused, Missing."""
    allow(by)
    group = groups.get(session, group_id, by.centre_id)
    group.name = _name(wanted)
    _set(session, group, wanted, now)
    session.flush()
    _record(session, group, "group_changed", by, now)


def close(session: Session, group_id: int, *, by: Actor, now: datetime) -> None:
    """Nothing more is said there. Raises Refused, Missing."""
    allow(by)
    group = groups.get(session, group_id, by.centre_id)
    group_posts.fail_all(session, group_id, error="closed", now=now)
    group.closed_at, group.address, group.code_hash = now, "", None
    session.flush()
    _record(session, group, "group_closed", by, now)


def give_code(session: Session, group_id: int, *, by: Actor, now: datetime, token: str) -> str:
    """A one-time code that connects a Telegram chat. `token` comes from the edge. Raises Refused, Missing."""
    allow(by)
    group = groups.get(session, group_id, by.centre_id)
    if group.kind != GroupKind.TELEGRAM:
        raise Refused("refused.group_not_there")
    group.code_hash, group.code_until = hashed(token), now + CODE_LASTS
    session.flush()
    return token


def test(session: Session, group_id: int, *, by: Actor, now: datetime) -> None:
    """Say something there; a group that was lost is tried again. Raises Refused, Missing."""
    allow(by)
    group = groups.get(session, group_id, by.centre_id)
    if not group.address:
        raise Refused("refused.group_not_there")
    group.lost_at, group.lost_why = None, ""
    session.flush()
    words = say(centres.get(session, group.centre_id).locale, "group.test", name=group.name)
    post = NewPost(
        group.account,
        "test",
        f"test:{group.id}:{now:%Y%m%d%H%M%S%f}",
        WORDS,
        now,
        centre_id=group.centre_id,
        group_id=group.id,
        body=said_json(Said(lines=[words])),
    )
    group_posts.add(session, post)
    session.signals.add(f"centre:{by.centre_id}")


def _name(wanted: Wanted) -> str:
    name = plain(wanted.name).strip()[:64]
    if not name:
        raise Refused("refused.group_name_needed")
    return name


def _set(session: Session, group: StaffGroup, wanted: Wanted, now: datetime) -> None:
    group.categories = ",".join(wanted.categories)
    group.severity, group.discreet, group.wants_lists = wanted.severity, wanted.discreet, wanted.wants_lists
    desk = working(session, group.centre_id, now=now)
    group.list_at = next_list(desk, now=now) if wanted.wants_lists else None


def _record(session: Session, group: StaffGroup, what: str, by: Actor, now: datetime) -> None:
    """That owners' data may go abroad is somebody's decision, and is kept (PIPL 38)."""
    note(
        session,
        what,
        centre_id=group.centre_id,
        by=by,
        now=now,
        group=group.id,
        kind=group.kind,
        discreet=group.discreet,
    )
