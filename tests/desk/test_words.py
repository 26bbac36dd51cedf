"""Words are kept as typed; what no database keeps is made visible; times are aware."""

from datetime import datetime

import pytest

from desk import cases
from dialogs.heard import READ_HEARD
from storage.tables import CaseEvent, Message
from tests.desk.cast import Chat, Town

AS_TYPED = [
    "<b>漏</b> &amp; <script>x</script>",
    "**漏** _水_ [a](b)",
    "漏水 😀👨‍👩‍👧",
    "漏\u200b水\u202e",
    '\'; DROP TABLE "case"; --',
]


@pytest.mark.parametrize("words", AS_TYPED)
def test_an_owner_s_words_come_back_as_typed(town: Town, lin: Chat, words: str) -> None:
    case = lin.files("廁所的水管漏水")
    lin.says(words)
    line = town.rows(Message, case_id=case.id, direction="in")[-1]
    assert READ_HEARD.decode(line.body).text == words


@pytest.mark.parametrize("words", AS_TYPED)
def test_staff_s_words_come_back_as_typed(town: Town, lin: Chat, words: str) -> None:
    case = lin.files()
    town.do(cases.reply, case.id, words=words, by=town.chen)
    assert lin.last().text == words


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("水管\0漏水", "水管␀漏水"), ("水管\ud800漏水", "水管\\ud800漏水")],
    ids=["NUL", "half a pair"],
)
def test_what_no_database_keeps_is_made_visible(town: Town, lin: Chat, typed: str, kept: str) -> None:
    case = lin.files(typed)
    assert case.story == kept
    town.do(cases.reply, case.id, words=typed, by=town.chen)
    assert lin.last().text == kept
    assert town.letters() == []


def test_a_naive_time_is_refused_and_nothing_is_kept(town: Town, lin: Chat) -> None:
    before = len(town.rows(Message))
    town.now = datetime(2026, 11, 23, 10)  # noqa: DTZ001  a naive time is the point
    with pytest.raises(Exception, match=r"(?i)timezone|naive|aware"):
        lin.says("漏水")
    assert len(town.rows(Message)) == before


def test_an_act_of_staff_at_a_naive_time_is_refused(town: Town, lin: Chat) -> None:
    case = lin.files()
    before = len(town.rows(CaseEvent))
    town.now = datetime(2026, 11, 23, 10)  # noqa: DTZ001  a naive time is the point
    with pytest.raises(Exception, match=r"(?i)timezone|naive|aware|compare"):
        town.do(cases.reply, case.id, words="您好", by=town.chen)
    assert len(town.rows(CaseEvent)) == before
