"""What channels bring in: one turn each, or one dead letter with a polite answer."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.channels.channel import Reach, Unread
from bot.intake import Intake
from dialogs.heard import Heard
from storage import Session, Store
from storage.tables import Attachment, Centre, Contact, DeadLetter, Message
from tests.desk.cast import Chat, Town, seed


@pytest.fixture
def town(store: Store) -> Town:
    return seed(store)


@pytest.fixture
def intake(town: Town) -> Intake:
    return Intake(town.store, lambda _session, account: town.ids[account.partition(":")[2]], lambda: town.now)


@pytest.fixture
def lin(town: Town) -> Chat:
    return town.chat()


def heard(external_id: str = "1", **what: Any) -> Heard:
    return Heard(account="web:A", address="lin", external_id=external_id, **what)


# the desk reads an upload's number out of this
FAULTY: dict[str, Any] = {"text": "看看這張", "pictures": ("stored:not-a-number",)}


def confirm(session: Session) -> None:
    session.add(Contact(centre_id=1, account="web:A", address="confirmed", locale="en"))


async def test_a_turn_that_fails_is_one_letter_with_a_polite_answer(
    intake: Intake, town: Town, lin: Chat
) -> None:
    for _ in range(3):
        await intake.take(heard(**FAULTY))
    letters = town.rows(DeadLetter)
    assert [letter.centre_id for letter in letters] == [town.ids["A"]]
    assert "看看這張" in letters[0].raw
    assert "抱歉" in lin.last().text
    assert len(town.rows(Message, external_id="1")) == 1


async def test_a_turn_that_fails_leaves_nothing_else(intake: Intake, town: Town, lin: Chat) -> None:
    both = ("telegram:kept-by-nobody", "stored:not-a-number")
    await intake.take(heard(text="看", pictures=both))
    assert town.rows(Attachment) == []
    lin.says("廁所的水管漏水")
    assert any(button.token.endswith(":file") for button in lin.last().buttons)


async def test_a_centre_whose_procedure_is_gone_still_keeps_what_was_written(
    intake: Intake, town: Town, lin: Chat
) -> None:
    town.store.write(lambda session: setattr(session.get_one(Centre, town.ids["A"]), "procedure", "gone"))
    await intake.take(heard(text="廁所的水管漏水"))
    assert "gone" in town.rows(DeadLetter)[0].error
    assert "0571-5550 1234" in lin.last().text


async def test_in_a_batch_only_what_fails_becomes_a_letter(intake: Intake, town: Town, lin: Chat) -> None:
    batch = [heard("1", text="廁所的水管漏水"), heard("2", **FAULTY), heard("3", text="在廚房")]
    await intake.take_all(batch, confirm)
    assert len(town.rows(DeadLetter)) == 1
    assert len(town.rows(Message, contact_id=lin.contact_id(), direction="in")) == 4
    assert len(town.rows(Contact, address="confirmed")) == 1


async def test_a_batch_that_comes_again_is_confirmed_and_changes_nothing(
    intake: Intake, town: Town, lin: Chat
) -> None:
    batch = [heard("1", text="您好"), heard("2", **FAULTY)]
    await intake.take_all(batch, lambda session: session.flush())
    before = len(town.rows(Message))
    await intake.take_all(batch, confirm)
    assert len(town.rows(Message)) == before
    assert len(town.rows(DeadLetter)) == 1
    assert len(town.rows(Contact, address="confirmed")) == 1


async def test_bytes_that_nobody_can_read_are_shown_to_staff(intake: Intake, town: Town) -> None:
    await intake.take(Unread("web:A", b'\xff{"\0', "no JSON"))
    letter = town.rows(DeadLetter)[0]
    assert (letter.raw, letter.error) == ('\\xff{"␀', "no JSON")


async def test_who_blocks_us_is_marked_and_who_writes_again_is_not(
    intake: Intake, town: Town, lin: Chat
) -> None:
    await intake.take(Reach("web:A", "lin", reachable=False))
    assert town.rows(Contact, address="lin")[0].unreachable == "blocked"
    await intake.take(heard(text="您好"))
    assert town.rows(Contact, address="lin")[0].unreachable is None


async def test_a_stranger_who_blocks_us_is_nobody(intake: Intake, town: Town) -> None:
    await intake.take(Reach("web:A", "nobody", reachable=False))
    assert town.rows(Contact) == []


async def test_a_message_that_cannot_even_be_answered_is_kept(intake: Intake, town: Town) -> None:
    town.now = datetime(2026, 11, 23, tzinfo=UTC)
    await intake.take(Heard(account="web:A", address="x" * 300, external_id="1", **FAULTY))
    assert len(town.rows(DeadLetter)) == 1
