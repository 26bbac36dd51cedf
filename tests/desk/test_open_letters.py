"""The open letter of an incident (B4.1.2.1)."""

import pytest
from sqlmodel import update

from desk import cases as acts
from desk import incidents, open_letters, sending_letters
from procedures.kinds import Category, Kind
from procedures.refused import Refused
from storage import Missing, Session
from storage.tables import Letter, LetterCopy, Outbox, Revisit
from tests.desk.cast import Chat, Town
from tests.desk.test_at_once import at_once
from tests.desk.test_incidents import by_phone, incident

LETTER = {"title": "關於三座供水", "body": "主管道已經更換。"}


def suggestion(town: Town, owner: str = "lin", unit: str = "12A") -> int:
    about = {"kind": Kind.SUGGESTION, "category": Category.GREENING, "story": "多種樹", "source": "phone"}
    ids = {"owner_id": town.ids[owner], "unit_id": town.ids[unit]}
    return town.do(acts.open_by_staff, **about, **ids, by=town.chen).id


def agreed(town: Town, which: int) -> int:
    letter = town.do(open_letters.draft, which, **LETTER, by=town.chen)
    town.do(open_letters.decide, letter, agree=True, reason="", by=town.wang)
    return letter


def test_b4_1_2_1_an_agreed_letter_reaches_each_owner_and_is_filed_with_each_case(
    town: Town, lin: Chat
) -> None:
    first, second = lin.files(), by_phone(town)
    letter = agreed(town, incident(town, first.id, second))
    assert town.do(sending_letters.send, letter, by=town.chen) == 2
    assert "主管道已經更換" in lin.last().text
    assert first.number in lin.last().text
    assert [copy.means for copy in town.rows(LetterCopy)] == ["chat", "by_hand"]
    assert "letter_delivered" in town.what_happened(first.id)
    assert "letter_filed" in town.what_happened(second)
    assert town.open_tasks() == ["letter_by_hand"]


def test_b4_1_2_1_a_letter_that_was_delivered_is_the_revisit_of_a_suggestion(town: Town, lin: Chat) -> None:
    mine, hers = suggestion(town), suggestion(town, "ho", "5B")
    letter = agreed(town, incident(town, mine, hers))
    town.do(sending_letters.send, letter, by=town.chen)
    [revisit] = town.rows(Revisit)
    assert (revisit.case_id, revisit.state, revisit.done_form) == (mine, "done", "open_letter")
    assert (revisit.done_by, revisit.clause) == (town.chen.staff_id, "A4.3.1")
    copies = {copy.case_id: copy.revisit_id for copy in town.rows(LetterCopy)}
    assert copies == {mine: revisit.id, hers: None}


def test_b4_1_2_1_a_letter_brought_by_hand_counts_once_it_was_brought(town: Town) -> None:
    case_id = suggestion(town, "ho", "5B")
    town.do(sending_letters.send, agreed(town, incident(town, case_id)), by=town.chen)
    copy = town.rows(LetterCopy)[0]
    assert town.rows(Revisit) == []
    town.do(sending_letters.hand_over, copy.id, words="面交", by=town.li)
    assert [row.state for row in town.rows(Revisit)] == ["done"]
    assert (town.rows(LetterCopy)[0].delivered_by, town.open_tasks()) == (town.li.staff_id, [])
    assert town.case(case_id).replied_at == town.now


def test_b4_1_2_1_a_repair_keeps_its_own_revisit(town: Town, lin: Chat) -> None:
    case = lin.files()
    town.do(sending_letters.send, agreed(town, incident(town, case.id)), by=town.chen)
    town.resolve(case.id)
    assert [row.state for row in town.rows(Revisit)] == ["planned"]


@pytest.mark.parametrize(
    ("state", "means", "delivered"), [("sent", "chat", True), ("failed", "by_hand", False)]
)
def test_b4_1_2_1_the_channel_says_whether_a_letter_came(
    town: Town, state: str, means: str, delivered: bool
) -> None:
    chat = town.chat(account="telegram:A")
    case = chat.files()
    town.do(sending_letters.send, agreed(town, incident(town, case.id)), by=town.chen)
    assert town.rows(LetterCopy)[0].delivered_at is None
    town.store.write(lambda session: _ended(session, state, town))
    town.until("2026-11-23 10:05")
    copy = town.rows(LetterCopy)[0]
    assert (copy.means, copy.delivered_at is not None) == (means, delivered)
    assert ("letter_by_hand" in town.open_tasks()) is not delivered


def _ended(session: Session, state: str, town: Town) -> None:
    session.exec(update(Outbox).values(state=state, done_at=town.now))


def test_nobody_agrees_to_their_own_letter(town: Town, lin: Chat) -> None:
    letter = town.do(open_letters.draft, incident(town, lin.files().id), **LETTER, by=town.wang)
    with pytest.raises(Refused, match="own letter"):
        town.do(open_letters.decide, letter, agree=True, reason="", by=town.wang)


def test_only_the_director_agrees(town: Town, lin: Chat) -> None:
    letter = town.do(open_letters.draft, incident(town, lin.files().id), **LETTER, by=town.chen)
    with pytest.raises(Refused, match="role may not"):
        town.do(open_letters.decide, letter, agree=True, reason="", by=town.li)


def test_disagreeing_needs_a_reason_and_the_next_version_is_decided_anew(town: Town, lin: Chat) -> None:
    which = incident(town, lin.files().id)
    letter = town.do(open_letters.draft, which, **LETTER, by=town.chen)
    with pytest.raises(Refused, match="words needed"):
        town.do(open_letters.decide, letter, agree=False, reason=" ", by=town.wang)
    town.do(open_letters.decide, letter, agree=False, reason="太短", by=town.wang)
    second = agreed(town, which)
    kept = [(row.version, row.state, row.reason) for row in town.rows(Letter)]
    assert kept == [(1, "declined", "太短"), (2, "approved", "")]
    assert second != letter


def test_a_changed_letter_needs_agreement_again(town: Town, lin: Chat) -> None:
    which = incident(town, lin.files().id)
    letter = agreed(town, which)
    newer = town.do(open_letters.draft, which, **LETTER, by=town.chen)
    for each in (letter, newer):
        with pytest.raises(Refused, match="letter not approved"):
            town.do(sending_letters.send, each, by=town.chen)


def test_a_letter_sent_twice_at_once_goes_to_each_owner_once(town: Town, lin: Chat) -> None:
    letter = agreed(town, incident(town, lin.files().id))
    said = len(lin.all_said())
    found = at_once(*[lambda: town.do(sending_letters.send, letter, by=town.chen)] * 3)
    assert sorted(found, key=str) == [1, "refused.letter_is_sent", "refused.letter_is_sent"]
    assert len(lin.all_said()) == said + 1


def test_who_joins_later_gets_the_letter_and_nobody_gets_it_twice(town: Town, lin: Chat) -> None:
    first = lin.files().id
    which = incident(town, first)
    letter = agreed(town, which)
    town.do(sending_letters.send, letter, by=town.chen)
    town.do(incidents.gather, which, case_ids=[by_phone(town)], by=town.chen)
    assert town.do(sending_letters.send, letter, by=town.li) == 1
    assert town.what_happened(first).count("letter_filed") == 1


def test_a_letter_to_nobody_is_not_sent(town: Town, lin: Chat) -> None:
    case_id = lin.files().id
    which = incident(town, case_id)
    letter = agreed(town, which)
    town.do(incidents.take_out, which, case_id=case_id, by=town.chen)
    with pytest.raises(Refused, match="letter to nobody"):
        town.do(sending_letters.send, letter, by=town.chen)


@pytest.mark.parametrize("wrong", [{"title": " "}, {"body": ""}, {"body": "長" * 3001}])
def test_an_empty_or_endless_letter_is_refused(town: Town, lin: Chat, wrong: dict[str, str]) -> None:
    which = incident(town, lin.files().id)
    with pytest.raises(Refused):
        town.do(open_letters.draft, which, **{**LETTER, **wrong}, by=town.chen)


def test_a_letter_of_another_centre_is_not_there(town: Town, lin: Chat) -> None:
    which = incident(town, lin.files().id)
    letter = agreed(town, which)
    for act, number, more in (
        (open_letters.draft, which, LETTER),
        (open_letters.decide, letter, {"agree": True, "reason": ""}),
        (sending_letters.send, letter, {}),
        (sending_letters.hand_over, 1, {"words": "x"}),
    ):
        with pytest.raises(Missing):
            town.do(act, number, by=town.zhao, **more)
