"""Many owners, one matter: gathered, answered and resolved together (B4.1.2.1)."""

import pytest

from desk import answering_all, incidents
from desk import cases as acts
from procedures.kinds import Category, Kind
from procedures.refused import Refused
from storage import Missing
from storage.tables import Case, CaseEvent, Contact, Incident, Message, Outbox, Revisit, Task
from tests.desk.cast import Chat, Town
from tests.desk.test_at_once import at_once

ANSWER = {"words": "水管今晚更換，明早恢復供水。", "nth": 1}
DONE = {"cause": "管道老化", "measure": "更換主管", "words": "已經換好"}


def by_phone(town: Town, kind: Kind = Kind.REPAIR, owner: str = "ho", unit: str = "5B") -> int:
    """A case of an owner without a chat."""
    about = {"kind": kind, "category": Category.BATHROOM_LEAK, "story": "沒有水", "source": "phone"}
    ids = {"owner_id": town.ids[owner], "unit_id": town.ids[unit]}
    return town.do(acts.open_by_staff, **about, **ids, by=town.chen).id


def incident(town: Town, *case_ids: int | None, by: str = "chen") -> int:
    about = {"title": "三座停水", "category": Category.BATHROOM_LEAK, "building": "3座"}
    number = town.do(incidents.open_incident, **about, case_ids=case_ids, by=town.staff[by])
    return next(row.id for row in town.rows(Incident) if row.number == number)


def test_b4_1_2_1_each_owner_has_the_one_answer_under_their_own_number(town: Town, lin: Chat) -> None:
    ho = town.chat("ho", bound="ho")
    first, second = lin.files(), town.case(by_phone(town))
    which = incident(town, first.id, second.id)
    told = town.do(answering_all.answer, which, **ANSWER, by=town.chen)
    assert (told.sent, told.phoned) == (2, 0)
    for chat, case in ((lin, first), (ho, second)):
        assert case.number in chat.last().text
        assert "明早恢復供水" in chat.last().text
        assert town.case(case.id).promise_kept


def test_b4_1_2_1_an_owner_without_a_chat_is_phoned(town: Town, lin: Chat) -> None:
    case_id = by_phone(town)
    which = incident(town, lin.files().id, case_id)
    town.do(answering_all.answer, which, **ANSWER, by=town.chen)
    task = next(task for task in town.rows(Task) if task.kind == "incident_answer")
    assert task.case_id == case_id
    assert "明早恢復供水" in task.data
    assert town.case(case_id).promise_kept is None


def test_an_owner_who_blocked_us_is_phoned(town: Town, lin: Chat) -> None:
    case = lin.files()
    town.store.write(lambda session: setattr(lin.contact(session), "unreachable", "blocked"))
    told = town.do(answering_all.answer, incident(town, case.id), **ANSWER, by=town.chen)
    assert (told.sent, told.phoned) == (0, 1)


def test_each_owner_reads_the_frame_in_their_own_language(town: Town, lin: Chat) -> None:
    case = lin.files()
    town.store.write(lambda session: setattr(lin.contact(session), "locale", "en"))
    town.do(answering_all.answer, incident(town, case.id), **ANSWER, by=town.chen)
    assert lin.last().text.startswith(f"About what you told us (case {case.number})")


def test_an_answer_sent_twice_leaves_one_message_in_the_outbox(town: Town) -> None:
    chat = town.chat(account="telegram:A")
    which = incident(town, chat.files().id)
    waiting = len(town.rows(Outbox))
    at_once(*[lambda: town.do(answering_all.answer, which, **ANSWER, by=town.chen)] * 3)
    assert len(town.rows(Outbox)) == waiting + 1


def test_of_two_different_answers_at_once_one_is_refused(town: Town, lin: Chat) -> None:
    which = incident(town, lin.files().id)
    said = len(lin.all_said())
    found = at_once(
        lambda: town.do(answering_all.answer, which, words="甲", nth=1, by=town.chen),
        lambda: town.do(answering_all.answer, which, words="乙", nth=1, by=town.li),
    )
    assert found.count("refused.somebody_answered_all") == 1
    assert len(lin.all_said()) == said + 1


def test_b4_1_2_1_resolving_resolves_each_and_plans_its_revisit(town: Town, lin: Chat) -> None:
    first, second = lin.files().id, by_phone(town)
    which = incident(town, first, second)
    assert town.do(answering_all.resolve, which, **DONE, by=town.chen) == []
    for case_id in (first, second):
        case = town.case(case_id)
        assert (case.state, case.cause, case.measure) == ("resolved", "管道老化", "更換主管")
        assert len(town.rows(Revisit, case_id=case_id)) == 1
    assert town.rows(Incident)[0].state == "closed"


def test_b4_1_2_1_a_case_that_cannot_be_resolved_is_named_and_left(town: Town, lin: Chat) -> None:
    repair, complaint = lin.files().id, by_phone(town, Kind.COMPLAINT)
    which = incident(town, repair, complaint)
    left = town.do(answering_all.resolve, which, **{**DONE, "cause": ""}, by=town.chen)
    assert [each.number for each in left] == [town.case(complaint).number]
    assert (town.case(repair).state, town.case(complaint).state) == ("resolved", "open")
    assert town.what_happened(complaint) == ["opened", "joined_incident"]
    assert town.rows(Incident)[0].state == "open"


def test_only_the_chosen_are_resolved_and_the_rest_goes_on_when_it_is_closed(town: Town, lin: Chat) -> None:
    first, second = lin.files().id, by_phone(town)
    which = incident(town, first, second)
    town.do(answering_all.resolve, which, **DONE, only=[first], by=town.chen)
    assert town.rows(Incident)[0].state == "open"
    town.do(answering_all.close, which, words="餘下的另行處理", by=town.chen)
    assert (town.case(second).state, town.case(second).incident_id) == ("open", None)
    assert (town.rows(Incident)[0].state, town.case(first).incident_id) == ("closed", which)


def test_each_step_is_an_event_of_the_incident_and_of_the_case(town: Town, lin: Chat) -> None:
    first, second = lin.files().id, by_phone(town)
    which = incident(town, first)
    town.do(incidents.gather, which, case_ids=[second], by=town.li)
    town.do(incidents.take_out, which, case_id=second, by=town.li)
    assert town.what_happened(second) == ["opened", "joined_incident", "left_incident"]
    of_it = [event.what for event in town.rows(CaseEvent, case_id=None)]
    gathered = ["incident_gathered"] * 2
    assert of_it == ["incident_opened", *gathered, "incident_lost"]


def test_two_people_gather_the_same_case_and_one_is_told(town: Town, lin: Chat) -> None:
    case_id, other = lin.files().id, by_phone(town)
    found = at_once(
        lambda: incident(town, other, case_id),
        lambda: incident(town, case_id, other, by="li"),
    )
    assert found.count("refused.in_another_incident") == 1
    assert len(town.rows(Incident)) == 1
    assert len({case.incident_id for case in town.rows(Case)}) == 1


def test_gathering_twice_is_once(town: Town, lin: Chat) -> None:
    case_id = lin.files().id
    which = incident(town, case_id)
    town.do(incidents.gather, which, case_ids=[case_id], by=town.li)
    assert town.what_happened(case_id).count("joined_incident") == 1


def test_an_incident_and_a_case_of_another_centre_are_not_there(town: Town, lin: Chat) -> None:
    case_id = lin.files().id
    which, said = incident(town, case_id), len(town.rows(Message))
    for act, more in (
        (incidents.gather, {"case_ids": [case_id]}),
        (incidents.take_out, {"case_id": case_id}),
        (answering_all.answer, ANSWER),
        (answering_all.resolve, DONE),
        (answering_all.close, {"words": "x"}),
    ):
        with pytest.raises(Missing):
            town.do(act, which, by=town.zhao, **more)
    with pytest.raises(Missing):
        incident(town, case_id, by="zhao")
    assert len(town.rows(Message)) == said


@pytest.mark.parametrize("words", ["", " \n", "長" * 3501])
def test_an_empty_or_endless_answer_is_refused(town: Town, lin: Chat, words: str) -> None:
    which = incident(town, lin.files().id)
    with pytest.raises(Refused):
        town.do(answering_all.answer, which, words=words, nth=1, by=town.chen)


def test_a_closed_case_is_gathered_no_more_and_a_closed_incident_takes_none(town: Town, lin: Chat) -> None:
    first, second = lin.files().id, by_phone(town)
    which = incident(town, first)
    town.do(acts.close, second, reason="duplicate", words="x", by=town.chen)
    with pytest.raises(Refused, match="case closed"):
        town.do(incidents.gather, which, case_ids=[second], by=town.chen)
    town.do(answering_all.close, which, words="x", by=town.chen)
    with pytest.raises(Refused, match="incident closed"):
        town.do(incidents.gather, which, case_ids=[first], by=town.chen)


def test_a_case_that_is_not_of_the_incident_is_not_taken_out(town: Town, lin: Chat) -> None:
    which, other = incident(town, lin.files().id), by_phone(town)
    with pytest.raises(Refused, match="not of this incident"):
        town.do(incidents.take_out, which, case_id=other, by=town.chen)


def test_somebody_who_may_only_reply_gathers_nothing(town: Town, lin: Chat) -> None:
    with pytest.raises(Refused, match="role may not"):
        incident(town, lin.files().id, by="admin")
    assert town.rows(Contact) != []
