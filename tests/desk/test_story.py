"""The main story: filed, promised, answered, resolved, asked about, done again."""

import dataclasses

import pytest

from desk import cases, revisits
from locales import moments
from procedures.kinds import Category, Kind, Outcome, RevisitForm
from procedures.refused import Refused
from storage import Missing
from storage.tables import Message, Outbox
from tests.desk.cast import ZONE, Chat, Town, at


@pytest.mark.parametrize(
    ("filed", "promised"),
    [
        pytest.param("2026-11-23 11:00", "2026-11-23 14:30", id="over lunch"),
        pytest.param("2026-11-23 09:00", "2026-11-23 11:00", id="in the morning"),
        pytest.param("2026-11-23 12:30", "2026-11-23 15:30", id="at lunch"),
        pytest.param("2026-11-23 17:30", "2026-11-24 10:00", id="before closing"),
        pytest.param("2026-10-02 10:00", "2026-10-04 11:00", id="on a holiday"),
        pytest.param("2026-10-10 08:40", "2026-10-10 10:40", id="on a make-up Saturday"),
        pytest.param("2026-11-28 08:40", "2026-11-28 11:00", id="on an ordinary Saturday"),
    ],
)
def test_the_promise_in_the_reply_is_the_case_s_and_counts_contact_hours(
    small_town: Town, filed: str, promised: str
) -> None:
    small_town.now = at(filed)
    lin = small_town.chat()
    case = lin.files()
    assert case.reply_by == at(promised)
    assert moments.moment("zh-Hant", case.reply_by.astimezone(ZONE)) in lin.last().text
    assert case.number in lin.last().text


def test_a_repair_is_filed_by_words_and_a_photo(town: Town, lin: Chat) -> None:
    lin.sends_photo("廁所的水管漏水")
    lin.taps("file")
    lin.taps("no")
    case = town.cases()[0]
    assert (case.kind, case.category, case.unit_id) == (Kind.REPAIR, Category.WATER_SUPPLY, town.ids["12A"])
    assert [picture.case_id for picture in lin.pictures()] == [case.id]
    assert "0571-5550 1200" in lin.last().text


def test_words_after_a_staff_answer_land_in_that_case(town: Town, lin: Chat) -> None:
    case = lin.files()
    town.do(cases.assign, case.id, handler_id=town.li.staff_id, department_id=None, by=town.chen)
    town.do(cases.take, case.id, by=town.li)
    town.do(cases.reply, case.id, words="幾點方便？", ask_owner=True, by=town.li)
    assert lin.last().text == "幾點方便？"
    lin.says("下午三點後")
    assert town.case(case.id).state == "taken"
    heard = town.rows(Message, case_id=case.id, direction="in")
    assert "下午三點後" in heard[-1].body


def test_resolving_tells_the_owner_and_plans_the_revisit_of_the_next_day(town: Town, lin: Chat) -> None:
    case = lin.files()
    town.resolve(case.id, words="換了新的水管")
    assert "換了新的水管" in lin.last().text
    assert [revisit.due_at for revisit in town.revisits()] == [at("2026-11-24 18:00")]
    town.until("2026-11-24 08:29")
    assert town.revisits()[0].state == "planned"
    town.until("2026-11-24 08:31")
    assert town.revisits()[0].state == "asked"
    assert "回訪" in lin.last().text


@pytest.fixture
def asked(town: Town, lin: Chat) -> Chat:
    """Lin was asked how it went."""
    town.resolve(lin.files().id)
    town.until("2026-11-24 09:00")
    return lin


@pytest.mark.parametrize("said", ["not", "partly"])
def test_what_is_not_solved_is_a_rework_with_a_promise_of_its_own(town: Town, asked: Chat, said: str) -> None:
    asked.taps(said)
    first, rework = town.cases()
    assert (first.state, first.close_reason) == ("closed", "handled")
    assert (rework.parent_id, rework.relation, rework.state) == (first.id, "rework", "open")
    assert rework.reply_by == at("2026-11-24 11:00")
    assert rework.number in asked.all_said()[-1].text
    assert town.revisits()[0].outcome == said


def test_what_is_missing_reaches_the_rework_before_the_revisit_is_finished(town: Town, asked: Chat) -> None:
    asked.taps("not")
    asked.says("樓下還在滴水")
    asked.sends_photo()
    rework = town.cases()[1]
    assert rework.story == "樓下還在滴水\n\n廁所的水管漏水"
    assert [picture.case_id for picture in asked.pictures()] == [rework.id]
    assert len(town.rows(Message, case_id=rework.id, direction="in")) == 2
    assert town.what_happened(rework.id).count("rework_told") == 2


def test_a_solved_revisit_closes_the_case_and_keeps_the_ratings(town: Town, asked: Chat) -> None:
    for answer in ("solved", "5", "4", "skip"):
        asked.taps(answer)
    asked.says("師傅很準時")
    asked.taps("no")
    revisit = town.revisits()[0]
    assert (revisit.speed, revisit.workmanship, revisit.manner) == (5, 4, None)
    assert (revisit.words, revisit.outcome, revisit.done_form) == ("師傅很準時", "solved", "chat")
    assert [case.state for case in town.cases()] == ["closed"]


def test_another_matter_in_a_revisit_is_a_linked_case_with_its_own_promise(town: Town, asked: Chat) -> None:
    for answer in ("solved", "5", "5", "5", "skip", "yes"):
        asked.taps(answer)
    asked.says("電梯的燈壞了")
    first, other = town.cases()
    assert (other.parent_id, other.relation) == (first.id, "more")
    assert moments.moment("zh-Hant", other.reply_by.astimezone(ZONE)) in asked.last().text


def silent(town: Town) -> None:
    """A reminder the next day, then the phone."""
    town.until("2026-11-25 09:01")
    town.until("2026-11-26 09:01")


def test_silence_is_reminded_once_and_then_a_phone_task(town: Town, asked: Chat) -> None:
    said = len(asked.all_said())
    silent(town)
    town.until("2026-11-27 09:01")
    assert len(asked.all_said()) == said + 1
    assert town.revisits()[0].state == "phone"
    assert town.open_tasks() == ["phone_revisit"]


def phoned(town: Town, outcome: Outcome = Outcome.SOLVED) -> None:
    revisit = town.revisits()[0]
    town.do(
        revisits.record, revisit.id, form=RevisitForm.PHONE, outcome=outcome, words="很滿意", by=town.chen
    )


def test_a_named_person_records_the_call(town: Town, asked: Chat) -> None:
    silent(town)
    phoned(town)
    revisit = town.revisits()[0]
    assert (revisit.state, revisit.done_form, revisit.done_by) == ("done", "phone", town.chen.staff_id)
    assert town.open_tasks() == []
    assert town.cases()[0].state == "closed"


def test_a_rework_found_by_phone_is_told_in_the_chat(town: Town, asked: Chat) -> None:
    silent(town)
    phoned(town, Outcome.NOT)
    assert town.cases()[1].number in asked.last().text


def test_an_answer_after_the_call_changes_nothing_and_says_so(town: Town, asked: Chat) -> None:
    silent(town)
    phoned(town)
    asked.taps("not")
    assert "已經記錄" in asked.last().text
    assert len(town.cases()) == 1
    assert town.revisits()[0].outcome == "solved"


def test_words_after_the_call_are_a_new_beginning(town: Town, asked: Chat) -> None:
    silent(town)
    phoned(town)
    asked.says("電梯壞了")
    assert any(button.token.endswith(":file") for button in asked.last().buttons)


def test_a_tap_changed_by_going_back_opens_no_second_rework(town: Town, asked: Chat) -> None:
    asked.taps("not")
    asked.hears(token=next(b.token for b in asked.last().buttons if "~back" in b.token))
    asked.taps("partly")
    assert len(town.cases()) == 2
    assert town.revisits()[0].outcome == "not"


def test_no_job_can_record_a_visit(town: Town, asked: Chat) -> None:
    nobody = dataclasses.replace(town.chen, staff_id=999)
    about = {"outcome": Outcome.SOLVED, "words": "ok"}
    with pytest.raises(Missing):
        town.do(revisits.record, 1, form=RevisitForm.PHONE, by=nobody, **about)
    with pytest.raises(Refused):
        town.do(revisits.record, 1, form=RevisitForm.CHAT, by=town.chen, **about)
    assert town.revisits()[0].done_at is None


@pytest.mark.parametrize("words", ["", "  \n"])
def test_no_visit_without_its_record(town: Town, asked: Chat, words: str) -> None:
    with pytest.raises(Refused):
        town.do(revisits.record, 1, form=RevisitForm.PHONE, outcome=Outcome.SOLVED, words=words, by=town.chen)


def test_a_revisit_question_is_sent_at_most_once(town: Town) -> None:
    telegram = town.chat("77", account="telegram:A")
    town.resolve(telegram.files().id)
    town.until("2026-11-24 09:00")
    town.until("2026-11-24 09:05")
    sent = [row for row in town.rows(Outbox) if row.klass == "B"]
    assert len(sent) == 1


def test_an_unreachable_owner_is_phoned_at_once(town: Town, lin: Chat) -> None:
    town.resolve(lin.files().id)
    town.store.write(lambda session: setattr(lin.contact(session), "unreachable", "blocked"))
    town.until("2026-11-24 09:00")
    assert town.open_tasks() == ["phone_revisit"]
