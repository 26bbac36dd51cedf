"""Messages that wait to be sent, for tests: a centre, contacts, and rows in the outbox."""

from datetime import UTC, datetime, timedelta

from sqlmodel import col, select

from dialogs.speech import Spoken, spoken_json
from storage import Session, Store
from storage.outbox import Claimed, claim_due
from storage.tables import Centre, Contact, Message, Outbox, Task

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
LEASE = timedelta(seconds=60)
ACCOUNT = "telegram:main"
SECOND = timedelta(seconds=1)


def add_contact(
    store: Store, address: str = "1001", *, locale: str = "zh-Hant", account: str = ACCOUNT
) -> int:
    def unit(session: Session) -> int:
        centre = session.exec(select(Centre)).first() or Centre(
            code="A",
            name="A",
            zone="Asia/Hong_Kong",
            procedure="service_centre",
            holidays="HK",
            phone_service="1",
            phone_24h="2",
            phone_complaints="3",
        )
        session.add(centre)
        session.flush()
        assert centre.id
        contact = Contact(centre_id=centre.id, account=account, address=address, locale=locale)
        session.add(contact)
        session.flush()
        assert contact.id
        return contact.id

    return store.write(unit)


def add_outgoing(
    store: Store,
    contact_id: int,
    text: str = "hello",
    *,
    klass: str = "A",
    at: datetime = NOW,
    **spoken: object,
) -> int:
    def unit(session: Session) -> int:
        contact = session.get_one(Contact, contact_id)
        body = spoken_json(Spoken(text, **spoken))  # ty: ignore[invalid-argument-type]  # its fields, as given
        common = {"centre_id": contact.centre_id, "contact_id": contact_id}
        message = Message.model_validate({**common, "direction": "out", "body": body, "at": at})
        session.add(message)
        session.flush()
        about = {"message_id": message.id, "account": contact.account, "klass": klass, "try_at": at}
        row = Outbox.model_validate({**common, **about})
        session.add(row)
        session.flush()
        session.signals.add("outbox")
        assert row.id
        return row.id

    return store.write(unit)


def claim(store: Store, now: datetime = NOW, *, most: int = 20) -> list[Claimed]:
    return store.write(
        lambda session: claim_due(session, accounts=[ACCOUNT], now=now, lease=LEASE, most=most)
    )


def row(store: Store, id_: int) -> Outbox:
    return store.read(lambda session: session.get_one(Outbox, id_))


def contact(store: Store, id_: int) -> Contact:
    return store.read(lambda session: session.get_one(Contact, id_))


def tasks(store: Store) -> list[tuple[str, str]]:
    """Kind and key of each open task."""
    chosen = select(Task.kind, Task.key).where(col(Task.done_at).is_(None)).order_by(Task.kind, Task.key)
    return store.read(lambda session: list(session.exec(chosen)))
