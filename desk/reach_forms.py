"""Registered templates: what is filled into them for a message, and who hears when one is refused."""

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec

from dialogs.speech import READ_SPOKEN, Text
from locales import moments, say
from procedures.forms import filled
from procedures.reaching import RULED, Means, Purpose, Way
from storage import Session, cases
from storage import reaching as windows
from storage.cases import NewTask
from storage.outbox import Claimed
from storage.reaching import READ_FIELDS, SUBSCRIPTION, TEMPLATE
from storage.tables import Case, Centre, Contact, Message, ReachForm

FAULTY = "reach_form"


@dataclass(frozen=True)
class Filled:
    template_id: str
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Prepared:
    """What could be sent by form; each None when it does not fit or is not there."""

    subscription: Filled | None = None
    template: Filled | None = None
    opt_ins: int = 0

    def filled_in(self, way: Way, claimed: Claimed) -> Way:
        form = self.subscription if way.means is Means.SUBSCRIPTION else self.template
        assert form is not None
        return replace(way, form=form.template_id, fields=form.fields, serial=str(claimed.id))


NOTHING = Prepared()


def prepare(session: Session, claimed: Claimed, purpose: Purpose | None) -> Prepared:
    """Fill in what is registered for the purpose, and count the owner's opt-ins."""
    if purpose is None:
        return NOTHING
    subscription = windows.form_of(session, claimed.account, purpose, SUBSCRIPTION)
    template = windows.form_of(session, claimed.account, purpose, TEMPLATE)
    if subscription is None and template is None:
        return NOTHING
    contents = _contents(session, claimed)
    offered = _fill(subscription, contents)
    return Prepared(
        subscription=offered,
        template=_fill(template, contents),
        opt_ins=windows.opt_ins(session, claimed.contact_id, offered.template_id) if offered else 0,
    )


def _fill(form: ReachForm | None, contents: dict[str, str]) -> Filled | None:
    if form is None:
        return None
    fields = filled(READ_FIELDS.decode(form.fields), contents)
    return Filled(form.template_id, fields) if fields else None


def _contents(session: Session, claimed: Claimed) -> dict[str, str]:
    message = session.get_one(Message, claimed.message_id)
    centre = session.get_one(Centre, claimed.centre_id)
    case = session.get(Case, message.case_id) if message.case_id else None
    contents = {
        "text": READ_SPOKEN.decode(claimed.body).text,
        "at": moments.moment(claimed.locale, message.at.astimezone(ZoneInfo(centre.zone))),
        "centre": centre.name,
        "phone": centre.phone_service,
    }
    if case is not None:
        contents |= {"number": case.number, "about": say(claimed.locale, f"category.{case.category}")}
    return contents


def tell_of_fault(session: Session, claimed: Claimed, words: str, *, now: datetime) -> None:
    """Somebody has to look at the account; until then the form is not used."""
    task = NewTask(
        centre_id=claimed.centre_id,
        kind=FAULTY,
        key=f"{claimed.account}:{claimed.way.form}"[:64],
        due_at=now,
        data=msgspec.json.encode({"error": words[:200]}).decode(),
    )
    cases.add_task(session, task)


def invitation(session: Session, contact_id: int) -> list[Text]:
    """Asks an owner to let us ask afterwards, once; nothing where no such form is registered."""
    contact = session.get_one(Contact, contact_id)
    if not contact.account.startswith(RULED):
        return []
    form = windows.form_of(session, contact.account, Purpose.REVISIT, SUBSCRIPTION)
    if form is None or not form.link or windows.opt_ins(session, contact_id, form.template_id):
        return []
    return [Text("reaching.may_we_ask", {"link": form.link})]
