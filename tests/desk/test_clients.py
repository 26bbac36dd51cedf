"""A cost consultancy's procedure at work: the client's record, engagements, opinions, reports (C1 to C7)."""

import msgspec
import pytest

from desk import actions, cases, client_reports, clients, revisits, tasks
from desk.clients import Client
from procedures.improving import ActionKind
from procedures.kinds import Kind, Outcome, RevisitForm
from procedures.refused import Refused, Why
from storage import Missing, client_files
from storage.tables import CaseEvent, ClientReport, Owner, Task
from tests.desk.cast import Chat, Town, at
from tests.desk.consulting import RECORD, client, consultancy, engaged
from tests.desk.offices import files, owed_of


@pytest.fixture
def firm(town: Town) -> Town:
    return consultancy(town)


@pytest.fixture
def he(firm: Town) -> Chat:
    return client(firm)


def refused(town: Town, act: object, *args: object, **named: object) -> str:
    with pytest.raises(Refused) as raised:
        town.do(act, *args, **named)  # ty: ignore[invalid-argument-type]  # any act of the desk
    return raised.value.text_id


def changes(town: Town) -> list[tuple[str, str | None, str | None]]:
    found = [msgspec.json.decode(one.data) for one in town.rows(CaseEvent, what="client_changed")]
    return [(one["field"], one["was"], one["to_be"]) for one in found]


def improve(town: Town, case_id: int) -> int:
    what = {"kind": ActionKind.CORRECTIVE, "what": "加一道複核", "responsible_id": town.xu.staff_id}
    due = at("2026-12-10 10:00").date()
    return town.do(actions.set_action, case_id=case_id, due_on=due, by=town.xu, **what)


def test_c1_the_clients_record_has_name_address_postcode_contact_person_and_phone(firm: Town) -> None:
    found = firm.store.read(lambda session: session.get_one(Owner, firm.ids["client"]))
    assert (found.name, found.address, found.postcode) == ("江南置業", "杭州市文一路 1 號", "310012")
    assert (found.contact_person, found.phone) == ("何經理", "+8657187961234")
    assert [one.clause for one in firm.rows(CaseEvent, what="client_added")] == ["C1"]


@pytest.mark.parametrize("who", ["tan", "xu", "wang"])
def test_c1_each_change_of_the_record_is_an_event(firm: Town, who: str) -> None:
    new = Client("江南置業", "138 0001 0009", RECORD.address, "310013", RECORD.contact_person)
    assert firm.do(clients.change_client, firm.ids["client"], new, by=firm.staff[who]) == 2
    assert changes(firm) == [
        ("phone", "+8657187961234", "+8613800010009"),
        ("postcode", "310012", "310013"),
    ]
    assert {one.actor for one in firm.rows(CaseEvent, what="client_changed")} == {str(firm.staff[who])}


def test_c1_what_stays_as_it_was_is_no_change(firm: Town) -> None:
    assert firm.do(clients.change_client, firm.ids["client"], RECORD, by=firm.tan) == 0
    assert changes(firm) == []


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (Client(" \n"), "refused.name_needed"),
        (Client("甲", "12345"), "refused.not_a_phone"),
        (Client("甲", "打不通"), "refused.not_a_phone"),
        (Client("甲", postcode="郵編"), "refused.not_a_postcode"),
        (RECORD, "refused.client_is_there"),
    ],
    ids=["no name", "short phone", "no phone", "no postcode", "twice"],
)
def test_c1_what_is_no_record_is_refused(firm: Town, given: Client, why: str) -> None:
    assert refused(firm, clients.add_client, given, by=firm.tan) == why


def test_c1_the_record_is_kept_by_the_records_clerk_and_those_above(firm: Town) -> None:
    for who in ("chen", "li", "admin"):
        assert refused(firm, clients.add_client, Client("乙"), by=firm.staff[who]) == Why.ROLE_MAY_NOT


def test_c1_another_centres_client_does_not_exist(firm: Town) -> None:
    with pytest.raises(Missing):
        firm.do(clients.change_client, firm.ids["ng"], RECORD, by=firm.tan)


def test_a_centre_of_another_procedure_keeps_no_client_record(town: Town) -> None:
    assert refused(town, clients.add_client, Client("甲"), by=town.wang) == "refused.no_client_record"


def test_c3_an_engagement_is_a_case_of_the_client_and_the_client_is_told(firm: Town, he: Chat) -> None:
    case = firm.case(engaged(firm))
    assert (case.kind, case.owner_id, case.reply_clause) == ("engagement", firm.ids["client"], "C6")
    assert case.number in he.last().text


def test_c7_c4_chats_calls_and_letters_are_on_file_under_the_client(firm: Town, he: Chat) -> None:
    case_id = engaged(firm)
    he.says("資料什麼時候要？")
    firm.do(cases.log_call, case_id, words="電話約好週三", by=firm.chen)
    on_file = firm.store.read(
        lambda session: client_files.file_of(session, firm.ids["client"], firm.ids["A"])
    )
    assert [one.number for one in on_file.cases] == [firm.case(case_id).number]
    assert "資料什麼時候要？" in "".join(one.body for one in on_file.messages)
    assert [msgspec.json.decode(one.data)["words"] for one in on_file.calls] == ["電話約好週三"]
    assert [one.what for one in on_file.changes] == ["client_added"]


def test_c4_nothing_of_another_client_is_in_the_file(firm: Town, he: Chat) -> None:
    engaged(firm)
    he.says("資料什麼時候要？")
    on_file = firm.store.read(lambda session: client_files.file_of(session, firm.ids["lin"], firm.ids["A"]))
    assert not (*on_file.cases, *on_file.messages, *on_file.calls, *on_file.changes)


def test_c5_the_end_of_an_engagement_is_revisited_with_its_four_parts(firm: Town, he: Chat) -> None:
    case_id = engaged(firm)
    firm.resolve(case_id)
    assert owed_of(firm, case_id) == [("engagement", "chat", "assistant")]
    firm.until("2026-11-24 08:30")
    for tap in ("solved", "5", "4", "3"):
        he.taps(tap)
    he.says("希望報告早兩天給")
    [asked] = [one for one in firm.revisits() if one.case_id == case_id]
    assert (asked.workmanship, asked.manner, asked.satisfaction) == (5, 4, 3)
    assert (asked.words, asked.state, asked.clause) == ("希望報告早兩天給", "done", "C5")
    assert firm.case(case_id).state == "closed"


def test_c5_a_call_is_recorded_with_the_same_parts(firm: Town) -> None:
    case_id = engaged(firm)
    firm.resolve(case_id)
    rated = {"workmanship": 5, "manner": 5, "satisfaction": 2, "words": "還可以"}
    about = {"form": RevisitForm.PHONE, "outcome": Outcome.SOLVED, **rated}
    firm.do(revisits.record, firm.revisits()[-1].id, by=firm.chen, **about)
    assert firm.revisits()[-1].satisfaction == 2


def test_c6_an_opinion_of_a_revisit_is_a_case_of_the_supervisors_with_a_promise(firm: Town, he: Chat) -> None:
    firm.resolve(engaged(firm))
    firm.until("2026-11-24 08:30")
    for tap in ("solved", "5", "4", "3"):
        he.taps(tap)
    he.says("希望報告早兩天給")
    opinion = firm.cases()[-1]
    assert (opinion.kind, opinion.relation, opinion.story) == ("suggestion", "opinion", "希望報告早兩天給")
    assert opinion.number in he.last().text
    [task] = [one for one in firm.rows(Task, kind="opinion") if one.done_at is None]
    assert (task.case_id, task.for_role, task.clause) == (opinion.id, "supervisor", "C6")
    assert task.due_at == opinion.reply_by


@pytest.mark.parametrize("words", ["謝謝", "謝謝！"])
def test_c6_thanks_are_no_opinion(firm: Town, he: Chat, words: str) -> None:
    firm.resolve(engaged(firm))
    firm.until("2026-11-24 08:30")
    for tap in ("solved", "5", "4", "3"):
        he.taps(tap)
    he.says(words)
    assert [one.kind for one in firm.cases()] == ["engagement"]


def test_c6_an_opinion_is_resolved_with_its_improvement_and_the_clients_answer(firm: Town, he: Chat) -> None:
    case_id = files(firm, Kind.SUGGESTION, owner_id=firm.ids["client"], unit_id=None)
    firm.do(cases.take, case_id, by=firm.xu)
    said = {"cause": "人手", "measure": "加人", "words": "已安排複核"}
    assert refused(firm, cases.resolve, case_id, by=firm.xu, **said) == "refused.improvement_needed"
    improve(firm, case_id)
    firm.do(cases.resolve, case_id, by=firm.xu, **said)
    assert "已安排複核" in he.last().text
    assert firm.case(case_id).promise_kept is True
    assert "opinion" not in firm.open_tasks()


def test_c6_the_supervisors_task_ends_with_the_opinion_and_not_before(firm: Town) -> None:
    files(firm, Kind.SUGGESTION, owner_id=firm.ids["client"], unit_id=None)
    [task] = firm.rows(Task, kind="opinion")
    assert refused(firm, tasks.finish, task.id, note="看過", by=firm.xu) == "refused.resolve_the_opinion"


def test_c6_what_is_no_opinion_needs_no_improvement(firm: Town) -> None:
    case_id = files(firm, Kind.ENQUIRY, owner_id=firm.ids["client"], unit_id=None)
    firm.resolve(case_id)
    assert firm.case(case_id).state == "closed"


def test_c2_the_quarters_report_is_asked_of_the_clerk_in_its_last_days(firm: Town) -> None:
    firm.until("2026-12-24 10:00")
    assert firm.rows(ClientReport) == []
    firm.until("2026-12-25 10:00")
    firm.until("2026-12-25 11:00")
    [report] = firm.rows(ClientReport)
    assert (report.quarter, report.due_at) == ("2026-Q4", at("2026-12-31 18:00"))
    [task] = firm.rows(Task, kind="quarterly_report")
    assert (task.for_role, task.clause, task.due_at) == ("records_clerk", "C2", report.due_at)


def test_c2_handing_in_keeps_the_figures_and_the_name(firm: Town, he: Chat) -> None:
    firm.resolve(engaged(firm))
    firm.until("2026-11-24 08:30")
    for tap in ("solved", "5", "4", "3", "skip"):
        he.taps(tap)
    firm.until("2026-12-28 10:00")
    [report] = firm.rows(ClientReport)
    firm.do(client_reports.hand_in, report.id, words="本季一切正常", by=firm.tan)
    [done] = firm.rows(ClientReport)
    figures = msgspec.json.decode(done.figures)
    assert (done.state, done.handed_in_by, done.note) == ("handed_in", firm.tan.staff_id, "本季一切正常")
    assert (figures["engagements_ended"], figures["revisits_done"], figures["satisfaction"]) == (1, 1, 3.0)
    assert firm.rows(CaseEvent, what="report_handed_in")[0].actor == str(firm.tan)
    assert "quarterly_report" not in firm.open_tasks()


def test_c2_the_supervisor_is_told_once_of_a_report_that_is_late(firm: Town) -> None:
    firm.until("2026-12-28 10:00")
    firm.until("2026-12-31 18:30")
    assert firm.rows(Task, kind="quarterly_report_late") == []
    firm.until("2027-01-04 09:00")
    firm.until("2027-01-05 09:00")
    assert [one.for_role for one in firm.rows(Task, kind="quarterly_report_late")] == ["supervisor"]
    assert len(firm.rows(ClientReport)) == 1


def test_c2_a_clock_that_stood_still_over_the_quarters_end_loses_no_report(firm: Town) -> None:
    firm.until("2026-12-20 10:00")
    firm.until("2027-01-12 10:00")
    assert [one.quarter for one in firm.rows(ClientReport)] == ["2026-Q4"]


def test_c2_a_report_is_handed_in_once_and_by_whoever_writes_it(firm: Town) -> None:
    firm.until("2026-12-28 10:00")
    [report] = firm.rows(ClientReport)
    assert refused(firm, client_reports.hand_in, report.id, by=firm.chen) == Why.ROLE_MAY_NOT
    firm.do(client_reports.hand_in, report.id, by=firm.tan)
    assert refused(firm, client_reports.hand_in, report.id, by=firm.xu) == "refused.done_already"
    with pytest.raises(Missing):
        firm.do(client_reports.hand_in, report.id, by=firm.zhao)


def test_c3_a_clients_bot_offers_no_repair_and_asks_for_no_flat(firm: Town, he: Chat) -> None:
    he.says("選單")
    labels = [button.label for button in he.last().buttons]
    assert labels[:3] == ["諮詢", "投訴", "建議"]
    assert not [one for one in labels if "報修" in one or "房號" in one]
    assert "報修" not in he.last().text
    he.says("報修")
    assert "問題" in he.last().text


def test_c3_a_clients_complaint_is_filed_without_a_flat(firm: Town, he: Chat) -> None:
    he.says("投訴")
    he.taps("work_quality")
    he.says("結算審核漏了一項")
    he.taps("done")
    he.taps("any")
    he.taps("file")
    filed = firm.cases()[-1]
    assert (filed.kind, filed.category, filed.unit_id) == ("complaint", "work_quality", None)
    assert filed.number in he.last().text


@pytest.mark.parametrize("words", ["廁所漏水了，快來修", "電梯壞了"])
def test_c3_words_of_repairs_open_no_case_that_the_procedure_cannot_promise(
    firm: Town, he: Chat, words: str
) -> None:
    he.says(words)
    assert not [one for one in he.last().buttons if one.token.endswith(":repair")]
    he.taps("enquiry")
    he.taps("file")
    assert [one.kind for one in firm.cases()] == ["enquiry"]
    assert firm.letters() == []
