"""Every address, asked by nobody, by Chen of A and Zhao of B, for own, foreign and missing things."""

from dataclasses import dataclass, field

import pytest
from fastapi.routing import APIRoute

from bot.clock import tick
from console.app import PAGES
from storage import Store
from tests.console.seeding import MORNING, Browser, Estate

PUBLIC = {"sign_in", "do_sign_in", "sign_out", "preferences"}
# Somebody whose password fitted, and nobody else: test_own_account.py.
AT_THE_DOOR = {"prove", "do_prove", "set_up", "do_set_up"}
# Streams for ever; its own test is in test_live.py.
STREAMS = {"live"}


@dataclass(frozen=True)
class Row:
    """An address: with `thing`, what it is about; `own` the answer to whose it is; `who` may at all."""

    path: str
    thing: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    own: int = 303
    admin: bool = False
    get: bool = False


CASE = "/cases/{case}"
VISIT = "/visits/{visit}"
NOTICE = "/notices/{notice}"
TRANSFER = "/transfers/{transfer}"
ROWS = {
    "board": Row("/", own=200, get=True),
    "cases": Row("/cases", own=200, get=True),
    "show_case": Row(CASE, "case", own=200, get=True),
    "photo": Row(CASE + "/photos/{photo}", "case", own=200, get=True),
    "sound_original": Row(CASE + "/sounds/{voice}/original", "case", own=200, get=True),
    "sound": Row(CASE + "/sounds/{voice}", "case", own=200, get=True),
    "assign": Row(CASE + "/assign", "case", {"handler": "{staff}"}),
    "take": Row(CASE + "/take", "case"),
    "reply": Row(CASE + "/reply", "case", {"words": "是"}),
    "log-call": Row(CASE + "/log-call", "case", {"words": "是"}),
    "resolve": Row(CASE + "/resolve", "case", {"words": "是"}, own=409),
    # It owes a visit: a head closes it.
    "close": Row(CASE + "/close", "case", {"reason": "duplicate", "words": "重複"}, own=409),
    "confirm-owner": Row(CASE + "/confirm-owner", "case", {"home": "{home}"}),
    "postpone": Row(CASE + "/postpone", "case", {"until": "2026-11-28T15:00", "reason": "等配件"}),
    "decide-postponing": Row(CASE + "/decide-postponing", "case", own=422),
    "accept-time": Row(CASE + "/accept-time", "case", own=422),
    "escalate": Row(CASE + "/escalate", "case", {"reason": "超出權限"}),
    "return-case": Row(CASE + "/return-case", "case", {"words": "已辦結"}, own=409),
    "promises": Row("/promises", own=200, get=True),
    "reach": Row("/reach", own=200, get=True),
    "clauses": Row("/clauses", own=200, get=True),
    "triage": Row(CASE + "/triage", "case", {"severity": "major", "category": "drain"}),
    "reopen": Row(CASE + "/reopen", "case", {"reason": "是"}, own=409),
    "transfer": Row(
        CASE + "/transfer", "case", {"to": "developer", "name": "甲", "defect": "滲漏", "reason": "保修期"}
    ),
    "transfers": Row("/transfers", own=200, get=True),
    "show_transfer": Row(TRANSFER, "transfer", own=200, get=True),
    "record_consent": Row(
        TRANSFER + "/consent", "transfer", {"agreed": "true", "how": "phone", "words": "可以"}
    ),
    "send_transfer": Row(TRANSFER + "/send", "transfer"),
    "answer_transfer": Row(TRANSFER + "/answer", "transfer", {"words": "是"}, own=409),
    "withdraw_transfer": Row(TRANSFER + "/withdraw", "transfer", {"reason": "是"}),
    "buildings": Row("/buildings", own=200, get=True),
    "date_building": Row("/buildings", fields={"building": "3座", "accepted_on": "2024-02-29"}, admin=True),
    "date_unit": Row("/units/{unit}/hand-over", "unit", {"number": "{case}"}, admin=True),
    "archive": Row("/archive", own=200, get=True),
    "units": Row("/units", own=200, get=True),
    "unit": Row("/units/{unit}", "unit", own=200, get=True),
    "imports": Row("/imports", own=200, admin=True, get=True),
    "upload_import": Row("/imports", own=422, admin=True),
    "import_batch": Row("/imports/{batch}", "batch", own=200, admin=True, get=True),
    "match_columns": Row("/imports/{batch}/columns", "batch", {"building": "0", "room": "1"}, admin=True),
    "run_import": Row("/imports/{batch}/run", "batch", admin=True),
    "give_up_import": Row("/imports/{batch}/give-up", "batch", admin=True),
    "import_faults": Row("/imports/{batch}/faults.xlsx", "batch", own=200, admin=True, get=True),
    "export_list": Row("/exports/cases", own=200, admin=True),
    "search": Row("/search?q=林太", own=200, get=True),
    "incidents": Row("/incidents", own=200, get=True),
    "new_incident": Row("/new-incident?category=drain", own=200, get=True),
    "open_incident": Row("/new-incident", own=422),
    "show_incident": Row("/incidents/{incident}", "incident", own=200, get=True),
    "gather": Row("/incidents/{incident}/gather", "incident", own=409),
    "take_out": Row("/incidents/{incident}/take-out", "incident", {"case": "{case_id}"}),
    "answer_all": Row("/incidents/{incident}/answer", "incident", {"words": "是", "nth": "1"}, own=409),
    "resolve_all": Row("/incidents/{incident}/resolve", "incident", own=422),
    "close_incident": Row("/incidents/{incident}/close", "incident", {"words": "是"}),
    "draft_letter": Row("/incidents/{incident}/letter", "incident", {"title": "一", "body": "二"}),
    "show_letter": Row("/open-letters/{open_letter}", "open_letter", own=200, get=True),
    "decide_letter": Row("/open-letters/{open_letter}/decide", "open_letter", {"decision": "agree"}, own=409),
    "send_letter": Row("/open-letters/{open_letter}/send", "open_letter", own=409),
    "hand_over": Row("/letter-copies/{copy}/hand-over", "copy", {"words": "面交"}),
    "owner_letters": Row("/owners/{owner}/letters", "owner", own=200, get=True),
    "improvement": Row("/improvement", own=200, get=True),
    "show_review": Row("/reviews/{review}", "review", own=200, get=True),
    "set_measure": Row("/reviews/{review}/measure", "review", own=422),
    "check_effect": Row("/reviews/{review}/check", "review", own=422),
    "set_review_action": Row("/reviews/{review}/action", "review", own=422),
    "set_case_action": Row(CASE + "/action", "case", own=422),
    "propose_for_case": Row(CASE + "/proposal", "case", {"words": "改"}),
    "propose": Row("/proposals", fields={"words": "改"}),
    "finish_action": Row("/actions/{action}/done", "action", {"words": "做了"}),
    "verify_action": Row("/actions/{action}/verify", "action", own=422),
    "pass_proposal": Row("/proposals/{proposal}/pass", "proposal", own=409),
    "decide_proposal": Row("/proposals/{proposal}/decide", "proposal", {"decision": "agree"}, own=409),
    "carry_out_proposal": Row("/proposals/{proposal}/carry-out", "proposal", own=422),
    "notices": Row("/notices", own=200, get=True),
    "new_notice": Row("/new-notice", own=200, get=True),
    "draft_notice": Row("/new-notice", own=422),
    "edit_notice": Row(NOTICE + "/edit", "notice", own=200, get=True),
    "rewrite_notice": Row(NOTICE + "/edit", "notice", own=422),
    "show_notice": Row(NOTICE, "notice", own=200, get=True),
    "decide_notice": Row(NOTICE + "/decide", "notice", {"decision": "agree", "version": "1"}, own=409),
    "notice_sheet": Row(NOTICE + "/sheet", "notice", own=200, get=True),
    "notice_file": Row(NOTICE + "/files/{notice_file}", "notice", own=200, get=True),
    "publish_notice": Row(NOTICE + "/publish", "notice", {"version": "1"}, own=409),
    "remind_notice": Row(NOTICE + "/remind", "notice", own=409),
    "fill_letterboxes": Row(NOTICE + "/letterboxes", "notice", own=409),
    "withdraw_notice": Row(NOTICE + "/withdraw", "notice", {"reason": "寫錯"}),
    "register": Row(NOTICE + "/register", "notice", own=200, get=True),
    "delivery": Row("/deliveries/{delivery}", "delivery", own=200, get=True),
    "sign_delivery": Row("/deliveries/{delivery}/sign", "delivery", {"name": "林", "on_paper": "true"}),
    "give_up_delivery": Row("/deliveries/{delivery}/give-up", "delivery", {"reason": "無人"}),
    "signature": Row("/deliveries/{signed}/signature", "signed", own=200, get=True),
    "name_notice": Row(CASE + "/caused-by", "case", {"number": "{notice}"}),
    "new_case": Row("/new-case", own=200, get=True),
    "open_case": Row("/new-case", own=422),
    "revisits": Row("/revisits", own=200, get=True),
    "record_revisit": Row("/revisits/{revisit}", "revisit", own=422),
    "owner_revisit": Row("/revisits/{revisit}", "revisit", own=200, get=True),
    "drop_revisit": Row("/revisits/{revisit}/drop", "revisit", {"what": "tried", "why": "無人應門"}),
    "plan_revisit_form": Row("/owners/{owner}/revisit", "owner", own=200, get=True),
    "plan_revisit": Row("/owners/{owner}/revisit", "owner", {"form": "phone", "at": "2026-12-01T10:00"}),
    "coverage": Row("/coverage", own=200, get=True),
    "coverage_list": Row("/coverage/complaints", own=200, get=True),
    "visit": Row(VISIT, "visit", own=200, get=True),
    "visit_sheet": Row(VISIT + "/sheet", "visit", own=200, get=True),
    "visit_photo": Row(VISIT + "/photos/{visit_photo}", "visit", own=200, get=True),
    "record_visit": Row(VISIT + "/record", "visit", own=422),
    "book_visit": Row(VISIT + "/book", "visit", own=422),
    "name_visitor": Row(VISIT + "/visitor", "visit", {"visitor": "{me}"}),
    "call_off_visit": Row(VISIT + "/decline", "visit", {"reason": "不用"}),
    # Nobody has written down that this one is not wanted.
    "insist_on_visit": Row(VISIT + "/insist", "visit", {"reason": "要去"}, own=409),
    "plan": Row("/plan", own=200, get=True),
    "plan_visit": Row("/plan", own=422),
    "rain": Row("/rain", own=200, get=True),
    "declare_storm": Row("/rain/storms", own=422),
    "end_storm": Row("/rain/storms/{storm}/end", "storm", {"reason": "站壞了"}),
    "withdraw_storm": Row("/rain/storms/{storm}/withdraw", "storm", {"reason": "誤報"}),
    "place_centre": Row("/rain/place", fields={"latitude": "22.3", "longitude": "114.2"}, own=409),
    "owners": Row("/owners", own=200, get=True),
    "new_client": Row("/new-client", own=200, get=True),
    "add_client": Row("/new-client", fields={"name": "甲公司"}, own=409),
    "client": Row("/owners/{owner}", "owner", own=200, get=True),
    "change_client": Row("/owners/{owner}", "owner", {"name": "甲公司"}, own=409),
    "client_reports": Row("/client-reports", own=200, get=True),
    "client_report": Row("/client-reports/{client_report}", "client_report", own=200, get=True),
    "client_report_workbook": Row("/client-reports/{client_report}/xlsx", "client_report", own=200, get=True),
    "client_report_document": Row("/client-reports/{client_report}/docx", "client_report", own=200, get=True),
    "hand_in_report": Row("/client-reports/{client_report}/hand-in", "client_report", own=409),
    "reports": Row("/reports", own=200, get=True),
    "report": Row("/reports/{report}", "report", own=200, get=True),
    "report_behind": Row("/reports/{report}/behind/taken/repair", "report", own=200, get=True),
    "report_workbook": Row("/reports/{report}/xlsx", "report", own=200, get=True),
    "report_document": Row("/reports/{report}/docx", "report", own=200, get=True),
    "submit_report": Row("/reports/{report}/submit", "report", {"words": "平穩"}),
    "sign_report": Row("/reports/{report}/sign", "report", own=409),
    "give_back_report": Row("/reports/{report}/give-back", "report", own=422),
    "correct_report": Row("/reports/{report}/correct", "report", {"words": "有誤"}, own=409),
    "meetings": Row("/meetings", own=200, get=True),
    "plan_meeting": Row("/meetings", own=422),
    "submit_meeting_plan": Row("/meeting-plans/{plan}/submit", "plan"),
    "decide_meeting_plan": Row("/meeting-plans/{plan}/decide", "plan", {"agreed": "true"}, own=409),
    "meeting": Row("/meetings/{meeting}", "meeting", own=200, get=True),
    "change_meeting": Row("/meetings/{meeting}", "meeting", own=422),
    "hold_meeting": Row("/meetings/{meeting}/held", "meeting", {"minutes": "記"}, own=409),
    "cancel_meeting": Row("/meetings/{meeting}/cancel", "meeting", {"reason": "颱風"}),
    "set_meeting_action": Row("/meetings/{meeting}/action", "meeting", own=422),
    "answer_for_guest": Row("/meeting-guests/{guest}", "guest", {"coming": "yes"}),
    "give_qr": Row("/owners/{owner}/qr", "owner", own=200),
    "give_code": Row("/owners/{owner}/code", "owner", own=200),
    "tasks": Row("/tasks", own=200, get=True),
    "finish_task": Row("/tasks/{task}/done", "task"),
    "solve_letter": Row("/letters/{letter}/done", "letter"),
    "staff": Row("/staff", own=200, admin=True, get=True),
    "add_staff": Row("/staff", own=422, admin=True),
    "disable_staff": Row("/staff/{staff}/disable", "staff", admin=True),
    "enable_staff": Row("/staff/{staff}/enable", "staff", admin=True),
    "reset_codes": Row("/staff/{staff}/reset-codes", "staff", admin=True),
    "groups": Row("/groups", own=200, admin=True, get=True),
    "add_group": Row("/groups", fields={"name": "群", "kind": "telegram"}, admin=True),
    "change_group": Row("/groups/{group}", "group", {"name": "群"}, admin=True),
    "group_code": Row("/groups/{group}/code", "group", own=200, admin=True),
    "test_group": Row("/groups/{group}/test", "group", own=409, admin=True),
    "close_group": Row("/groups/{group}/close", "group", admin=True),
    "own_account": Row("/me", own=200, get=True),
    "own_code": Row("/me/code", own=200),
    "change_password": Row("/me/password", own=422),
    "own_authenticator": Row("/me/authenticator", own=303, get=True),
    "begin_authenticator": Row("/me/authenticator", own=422),
    "confirm_authenticator": Row("/me/authenticator/confirm"),
    "renew_recovery": Row("/me/authenticator/recovery", own=409),
    "remove_authenticator": Row("/me/authenticator/remove", own=409),
    "end_own_session": Row("/me/sessions/0123456789abcdef/end", own=404),
    "end_other_sessions": Row("/me/sessions/end-others"),
    "own_language": Row("/me/language", fields={"language": "zh-Hant"}),
    "remove_own_chat": Row("/me/chats/{chat}/remove", "chat"),
}
THINGS = [name for name, row in ROWS.items() if row.thing]


def things(estate: Estate, code: str) -> dict[str, str]:
    names = (
        *("photo", "voice", "revisit", "owner", "unit", "task", "letter", "transfer", "storm"),
        *("batch", "group", "open_letter", "copy", "review", "action", "proposal", "client_report"),
        *("notice_file", "delivery", "signed"),
        *("report", "plan", "meeting", "guest"),
    )
    found = {name: str(estate.ids[f"{name}/{code}"]) for name in names}
    found |= {name: str(estate.ids[f"{name}/{code}"]) for name in ("visit", "visit_photo")}
    staff = {"A": "ho", "B": "zhao"}[code]
    home = f"{found['owner']}:{found['unit']}"
    found["chat"] = str(estate.ids[{"A": "chat/chen", "B": "chat/zhao"}[code]])
    found["me"] = str(estate.ids[{"A": "staff/chen", "B": "staff/zhao"}[code]])
    found["notice"] = estate.numbers[f"notice/{code}"]
    found |= {"incident": estate.numbers[f"incident/{code}"], "case_id": str(estate.ids[f"case/{code}"])}
    return found | {"case": estate.numbers[code], "staff": str(estate.ids[f"staff/{staff}"]), "home": home}


async def ask(browser: Browser, row: Row, about: dict[str, str], fields: dict[str, str]) -> int:
    path = row.path.format(**about)
    filled = {name: value.format(**fields) for name, value in row.fields.items()}
    answer = await browser.get(path) if row.get else await browser.post(path, **filled)
    if "/sign-in" in answer.headers.get("location", ""):
        return 401
    return answer.status_code


def test_every_address_has_its_row() -> None:
    known = {route.name for page in PAGES for route in page.router.routes if isinstance(route, APIRoute)}
    assert known == set(ROWS) | PUBLIC | AT_THE_DOOR | STREAMS


def test_what_changes_something_is_never_a_get() -> None:
    routes = [route for page in PAGES for route in page.router.routes if isinstance(route, APIRoute)]
    shown = {route.name for route in routes if route.methods == {"GET"}}
    assert shown == {name for name, row in ROWS.items() if row.get} | {"sign_in", "live", "prove", "set_up"}


@pytest.mark.parametrize("name", ROWS)
async def test_nobody_gets_nothing(browser: Browser, estate: Estate, name: str) -> None:
    own = things(estate, "A")
    assert await ask(browser, ROWS[name], own, own) == 401


@pytest.mark.parametrize("name", ROWS)
@pytest.mark.parametrize(("code", "assistant", "admin"), [("A", "chen", "admin"), ("B", "zhao", "zhou")])
async def test_whose_it_is_gets_it(
    browser: Browser, estate: Estate, name: str, code: str, assistant: str, admin: str
) -> None:
    await browser.sign_in(admin if ROWS[name].admin else assistant)
    own = things(estate, code)
    assert await ask(browser, ROWS[name], own, own) == ROWS[name].own


@pytest.mark.parametrize("name", THINGS)
@pytest.mark.parametrize(
    ("foreign", "assistant", "admin"), [("B", "chen", "admin"), ("A", "zhao", "zhou")], ids=["A", "B"]
)
async def test_the_other_centres_things_do_not_exist(
    browser: Browser, estate: Estate, name: str, foreign: str, assistant: str, admin: str
) -> None:
    await browser.sign_in(admin if ROWS[name].admin else assistant)
    assert await ask(browser, ROWS[name], things(estate, foreign), things(estate, foreign)) == 404


@pytest.mark.parametrize("name", THINGS)
async def test_what_is_missing_is_missing(browser: Browser, estate: Estate, name: str) -> None:
    row = ROWS[name]
    await browser.sign_in("admin" if row.admin else "chen")
    own = things(estate, "A")
    for number in ("999999", "9" * 30, "abc", "-1", "1e5", "%00"):
        assert await ask(browser, row, own | {row.thing: number}, own) == 404


async def test_what_is_no_voice_is_not_played(chen: Browser, estate: Estate) -> None:
    for kind, thing in (("sounds", "photo/A"), ("photos", "voice/A"), ("sounds", "voice/B")):
        path = f"/cases/{estate.numbers['A']}/{kind}/{estate.ids[thing]}"
        assert (await chen.get(path)).status_code == 404


async def test_a_voice_as_it_came_is_a_file_to_keep(chen: Browser, estate: Estate) -> None:
    number = estate.numbers["A"]
    answer = await chen.get(f"/cases/{number}/sounds/{estate.ids['voice/A']}/original")
    assert answer.headers["content-type"] == "audio/amr"
    assert answer.headers["content-disposition"].startswith("attachment; filename=")
    missing = await chen.get(f"/cases/{number}/sounds/{estate.ids['photo/A']}/original")
    assert missing.status_code == 404


async def test_a_foreign_photo_is_not_reached_through_an_own_case(chen: Browser, estate: Estate) -> None:
    path = f"/cases/{estate.numbers['A']}/photos/{estate.ids['photo/B']}"
    assert (await chen.get(path)).status_code == 404


@pytest.mark.parametrize("field", ["handler", "department"])
async def test_a_case_is_not_given_to_another_centre(chen: Browser, estate: Estate, field: str) -> None:
    foreign = {"handler": estate.ids["staff/zhao"], "department": estate.ids["department/B"]}[field]
    answer = await chen.post(f"/cases/{estate.numbers['A']}/assign", **{field: foreign})
    assert answer.status_code == 404


@pytest.mark.parametrize("name", [name for name, row in ROWS.items() if row.admin])
@pytest.mark.parametrize("login", ["chen", "ho"])
async def test_only_an_admin_manages_staff(browser: Browser, estate: Estate, name: str, login: str) -> None:
    await browser.sign_in(login)
    own = things(estate, "A")
    assert await ask(browser, ROWS[name], own, own) == 403


@pytest.mark.parametrize(
    "page",
    [
        *(
            "/",
            "/cases",
            "/cases?q=林太",
            "/revisits",
            "/tasks",
            "/owners",
            "/promises",
            "/coverage",
            "/plan",
        ),
        *("/archive", "/units", "/search?q=林太", "/search?q=3座&only=cases", "/search?q=林太B"),
    ],
)
async def test_no_page_names_the_other_centre(
    chen: Browser, estate: Estate, sqlite_store: Store, page: str
) -> None:
    tick(sqlite_store, MORNING)
    text = (await chen.get(page)).text
    assert "林太B" not in text.replace('value="林太B"', "")
    assert estate.numbers["B"] not in text
