"""How each owner of a centre can be reached today, and why not better; for the page that staff look at."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from procedures.reaching import RULED, Because, Means, Purpose, Rights, decide
from storage import Session, residents
from storage import reaching as windows
from storage.reaching import SUBSCRIPTION, TEMPLATE, is_plain_chat
from storage.tables import Contact, ReachForm


class How(StrEnum):
    """Best first. `web` is read when the owner looks; `phone` is a person of the centre."""

    SERVICE = "service"
    CHAT = "chat"
    SUBSCRIPTION = "subscription"
    TEMPLATE = "template"
    WEB = "web"
    PHONE = "phone"
    NOBODY = "nobody"


BY_MEANS = {
    Means.SERVICE: How.SERVICE,
    Means.SUBSCRIPTION: How.SUBSCRIPTION,
    Means.TEMPLATE: How.TEMPLATE,
}
RANKS = list(How)


@dataclass(frozen=True)
class Reached:
    """One owner; `left` messages until `until`, where an open window has a count."""

    owner_id: int
    name: str
    home: str
    how: How
    why: str = ""
    left: int = 0
    until: datetime | None = None


@dataclass
class Share:
    how: How
    owners: list[Reached] = field(default_factory=list)


def shares(session: Session, centre_id: int, *, now: datetime) -> list[Share]:
    """Every owner who lives in the centre, under the best means there is today."""
    found = {how: Share(how) for how in How}
    chats = residents.channels(session, centre_id)
    books = _Books(session, [one for each in chats.values() for one in each], now)
    for owner, home in windows.living(session, centre_id):
        ways = [books.best(contact) for contact in chats.get(owner.id or 0, [])]
        ways.append(_Way(How.PHONE if owner.phone else How.NOBODY, _why_not(ways)))
        best = min(ways, key=lambda way: RANKS.index(way.how))
        reached = Reached(owner.id or 0, owner.name, home, best.how, best.why, best.left, best.until)
        found[best.how].owners.append(reached)
    return list(found.values())


@dataclass(frozen=True)
class _Way:
    how: How
    why: str = ""
    left: int = 0
    until: datetime | None = None


def _why_not(ways: list[_Way]) -> str:
    """Why no chat is left, of an owner who has one; nothing of one who has none."""
    return next((way.why for way in ways if way.how is How.NOBODY), "")


class _Books:
    """What there is to know of many contacts, read at once."""

    def __init__(self, session: Session, contacts: list[Contact], now: datetime) -> None:
        ids = [contact.id for contact in contacts if contact.id is not None]
        self._now = now
        self._windows = windows.windows_of(session, ids)
        self._opt_ins = windows.opt_ins_of(session, ids)
        accounts = {contact.account for contact in contacts}
        self._forms = {account: windows.forms(session, account) for account in accounts}

    def best(self, contact: Contact) -> _Way:
        if not contact.account.startswith(RULED):
            if contact.unreachable is not None:
                return _Way(How.NOBODY, str(Because.BLOCKED))
            return _Way(How.CHAT if is_plain_chat(contact.account) else How.WEB)
        open_ = windows.open_of(self._windows.get(contact.id or 0))
        way = decide(open_, self._rights(contact), now=self._now)
        how = BY_MEANS.get(way.means, How.NOBODY)
        if how is not How.SERVICE:
            return _Way(how, str(way.why))
        return _Way(how, str(way.why), open_.left(self._now), open_.until(self._now))

    def _rights(self, contact: Contact) -> Rights:
        offered, template = (self._form(contact.account, kind) for kind in (SUBSCRIPTION, TEMPLATE))
        opt_ins = self._opt_ins.get((contact.id or 0, offered.template_id), 0) if offered else 0
        return Rights(unreachable=contact.unreachable, opt_ins=opt_ins, template=template is not None)

    def _form(self, account: str, kind: str) -> ReachForm | None:
        mine = (form for form in self._forms[account] if form.kind == kind and form.fault is None)
        return next((form for form in mine if form.purpose == Purpose.REVISIT), None)
