"""Documents given out: board, chat, letterbox, by hand; the register of who has them (B4.2.6)."""

import pytest
from sqlmodel import update

from desk import publishing, registers
from desk.notice_places import Places
from procedures.notices import Audience, Given
from procedures.refused import Refused
from storage import Missing, Session, notices
from storage import registers as stored
from storage.tables import CaseEvent, DeliveryRow, Notice, Outbox
from storage.wanted import Kept
from tests.desk.cast import Chat, Town
from tests.desk.papers import BOARD, CHAT, drafted, paper, published, register, says

LETTERBOX, BY_HAND = frozenset({Given.LETTERBOX}), frozenset({Given.BY_HAND})
SIGNATURE = Kept("b" * 64, 900, "image/png", 300, 120)


def figures(town: Town, which: int) -> stored.Figures:
    return town.store.read(lambda session: stored.figures(session, which))


def ended(town: Town, state: str, why: str | None = None) -> None:
    unit = update(Outbox).values(state=state, done_at=town.now, why=why)
    town.store.write(lambda session: session.exec(unit))


def on_board(town: Town) -> list[str]:
    def look(session: Session) -> list[str]:
        rows = notices.on_board(session, town.ids["A"], today=town.now.date())
        return [row.notice.number for row in rows]

    return town.store.read(look)


def test_b4_2_6_1_the_board_shows_what_is_valid_and_nothing_else(town: Town) -> None:
    drafted(town, paper(BOARD))
    published(town, paper(BOARD, valid_until=town.now.date()))
    assert (on_board(town), register(town)) == (["N2611-0002"], [])
    town.until("2026-11-24 10:00")
    assert on_board(town) == []
    published(town)
    assert on_board(town) == []


def test_b4_2_6_2_letterboxes_are_filled_by_building_and_the_task_ends(town: Town) -> None:
    which = published(town, paper(LETTERBOX))
    assert register(town) == [("letterbox", "waiting", "")] * 3
    assert town.open_tasks() == ["notice_to_bring"]
    fill = {"building": "3座", "by": town.li}
    assert town.do(registers.put_in_letterboxes, which, **fill) == 3
    assert (figures(town, which).sent, town.open_tasks()) == (3, [])
    with pytest.raises(Refused, match="no letterbox left"):
        town.do(registers.put_in_letterboxes, which, **fill)


def test_b4_2_6_2_whoever_has_no_chat_gets_it_on_paper(town: Town, lin: Chat) -> None:
    published(town, paper(CHAT | LETTERBOX))
    assert sorted(register(town)) == [("chat", "waiting", "")] + [("letterbox", "waiting", "")] * 2
    assert lin.contact_id() in {row.contact_id for row in town.rows(DeliveryRow)}


def test_b4_2_6_3_a_document_from_outside_is_posted_with_its_source(town: Town) -> None:
    published(town, paper(BOARD, source="杭州市水務集團"))
    assert on_board(town) == ["N2611-0001"]
    clauses = {one.what: one.clause for one in town.rows(CaseEvent)}
    assert clauses["notice_published"] == "B4.2.6.3"


def test_b4_2_6_4_a_tap_is_the_signature_and_counts_once(town: Town, lin: Chat) -> None:
    which = published(town)
    town.until("2026-11-23 10:01")
    assert "停水通知" in lin.last().text
    token = lin.last().buttons[0].token
    lin.hears(token=token)
    assert "已登記簽收" in lin.last().text
    lin.hears(token=token)
    assert "已經簽收" in lin.last().text
    [row] = [row for row in town.rows(DeliveryRow) if row.read_at]
    assert (row.means, row.state, row.sent_at <= row.read_at) == ("chat", "sent", True)
    assert [one.clause for one in town.rows(CaseEvent, what="notice_received")] == ["B4.2.6.4"]
    assert (figures(town, which).read, figures(town, which).recipients) == (1, 3)


def test_b4_2_6_4_what_is_brought_is_signed_by_finger(town: Town) -> None:
    published(town, paper(BY_HAND, Places(Audience.UNIT, [(town.ids["12A"], "")])))
    [row] = town.rows(DeliveryRow)
    town.do(registers.sign, row.id, name=" 林太 ", picture=SIGNATURE, by=town.li)
    [row] = town.rows(DeliveryRow)
    assert (row.signed_by, row.sent_by, row.state) == ("林太", town.li.staff_id, "sent")
    assert (row.signature_id is not None, row.read_at, town.open_tasks()) == (True, town.now, [])
    with pytest.raises(Refused, match="done already"):
        town.do(registers.sign, row.id, name="林", picture=None, by=town.li)


@pytest.mark.parametrize(
    ("state", "row", "tasks"),
    [
        ("sent", ("chat", "sent", ""), []),
        ("failed", ("by_hand", "waiting", "outside_window"), ["notice_to_bring"]),
        ("unknown", ("chat", "failed", "unknown"), []),
    ],
)
def test_b4_2_6_4_recipients_are_sent_failed_or_excluded(
    town: Town, state: str, row: tuple[str, str, str], tasks: list[str]
) -> None:
    town.chat("t", account="telegram:A")
    which = published(town, paper(CHAT, Places(Audience.UNIT, [(town.ids["12A"], "")])))
    town.until("2026-11-23 10:01")
    assert register(town) == [("chat", "under_way", "")]
    assert [one.klass for one in town.rows(Outbox, account="telegram:A")][-1] == "B"
    ended(town, state, "outside_window" if state == "failed" else None)
    town.until("2026-11-23 10:05")
    assert (register(town), town.open_tasks()) == ([row], tasks)
    counted = figures(town, which)
    assert counted.recipients == 1
    assert counted.read <= counted.sent


def test_an_owner_with_two_flats_reads_it_once(town: Town) -> None:
    ho = town.chat("h", bound="ho")
    published(town)
    town.until("2026-11-23 10:01")
    assert ("chat", "excluded", "same_person") in register(town)
    assert [said.text for said in ho.all_said() if "停水" in said.text] == [ho.last().text]


def test_messages_leave_one_after_another(town: Town) -> None:
    for name, owner in (("t", "lin"), ("u", "ho")):
        town.chat(name, account="telegram:A", bound=owner)
    published(town)
    town.until("2026-11-23 10:01")
    first, second = [one.try_at for one in town.rows(Outbox) if one.klass == "B"]
    assert (second - first).total_seconds() == pytest.approx(0.1)


def test_nobody_is_written_to_at_night(town: Town, lin: Chat) -> None:
    which = drafted(town)
    says(town, which, "wang")
    town.until("2026-11-23 22:00")
    town.do(publishing.publish, which, seen=1, by=town.chen)
    town.until("2026-11-23 23:00")
    assert "停水" not in lin.last().text
    town.until("2026-11-24 08:31")
    assert "停水" in lin.last().text


def test_the_silent_are_asked_once_more_and_those_who_signed_are_not(town: Town, lin: Chat) -> None:
    ho = town.chat("h", bound="ho")
    which = published(town)
    town.until("2026-11-23 10:01")
    lin.hears(token=lin.last().buttons[0].token)
    town.until("2026-11-23 10:05")
    assert town.do(publishing.remind, which, by=town.chen) == 1
    town.until("2026-11-23 10:06")
    assert "再發一次" in ho.last().text
    assert "已登記簽收" in lin.last().text
    ho.hears(token=ho.last().buttons[0].token)
    with pytest.raises(Refused, match="read by all"):
        town.do(publishing.remind, which, by=town.chen)


def test_a_withdrawn_document_leaves_board_and_outbox_and_stays_in_the_archive(town: Town) -> None:
    town.chat("t", account="telegram:A")
    which = published(town, paper(CHAT | BOARD))
    town.until("2026-11-23 10:01")
    town.do(publishing.withdraw, which, reason="寫錯了", by=town.chen)
    assert (on_board(town), town.open_tasks()) == ([], [])
    assert {(state, why) for _, state, why in register(town)} == {("excluded", "withdrawn")}
    assert [one.state for one in town.rows(Outbox) if one.klass == "B"] == ["failed"]
    assert town.rows(Notice)[0].state == "withdrawn"


def test_a_remark_of_a_list_stands_in_its_owners_message_alone(town: Town, lin: Chat) -> None:
    places = Places(Audience.LIST, [(town.ids["12A"], "350 元"), (town.ids["5B"], "")])
    ho = town.chat("h", bound="ho")
    published(town, paper(CHAT, places))
    town.until("2026-11-23 10:01")
    assert "本單位：350 元" in lin.last().text
    assert "本單位" not in ho.last().text


def test_a_button_of_another_owner_signs_nothing(town: Town, lin: Chat) -> None:
    published(town)
    town.until("2026-11-23 10:01")
    token = lin.last().buttons[0].token
    town.chat("h", bound="ho").hears(token=token)
    lin.hears(token="0:notice:99999999999999")
    assert [row.read_at for row in town.rows(DeliveryRow)] == [None] * 3


def test_who_is_in_the_middle_of_a_dialog_is_written_to_later(town: Town, lin: Chat) -> None:
    lin.says("廁所漏水")
    published(town)
    town.until("2026-11-23 10:01")
    assert "停水" not in lin.last().text
    town.until("2026-11-23 10:45")
    assert any("停水" in said.text for said in lin.all_said())


def test_rows_of_another_centre_are_not_there(town: Town) -> None:
    which = published(town, paper(BY_HAND))
    row = town.rows(DeliveryRow)[0]
    for act, number, more in (
        (registers.sign, row.id, {"name": "x", "picture": None}),
        (registers.give_up, row.id, {"reason": "x"}),
        (registers.put_in_letterboxes, which, {"building": ""}),
        (publishing.remind, which, {}),
        (publishing.withdraw, which, {"reason": "x"}),
    ):
        with pytest.raises(Missing):
            town.do(act, number, by=town.zhao, **more)
