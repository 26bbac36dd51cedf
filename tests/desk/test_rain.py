"""After the first heavy rainstorm: storms, one campaign each, the owners' answers (B4.1.2.3-C)."""


from procedures.kinds import Outcome, RevisitForm, RevisitState
from storage import Session
from storage.tables import Centre
from tests.desk.cast import Chat, Town
from tests.desk.rainy import leak, storm

MORNING_AFTER = "2026-11-25 09:00"


def follows_b(town: Town) -> None:
    """Centre A goes by procedure B from now on."""

    def unit(session: Session) -> None:
        session.get_one(Centre, town.ids["A"]).procedure = "management_office"

    town.store.write(unit)


def test_b4_1_2_3_c_after_the_first_heavy_rain_the_owner_is_asked_in_contact_hours(lin: Chat) -> None:
    case = leak(lin)
    storm(lin.town)
    said = len(lin.all_said())
    lin.town.until("2026-11-25 05:30")
    assert len(lin.all_said()) == said
    lin.town.until(MORNING_AFTER)
    assert lin.last().text == f"您好，昨晚下了 63 毫米大雨，上次修的窗戶還漏嗎？（個案 {case.number}）"
    assert [button.label for button in lin.last().buttons] == ["不漏了", "還漏", "不確定，請來看看"]
    (revisit,) = [each for each in lin.town.revisits() if each.storm_id]
    assert (revisit.form, revisit.clause, revisit.state) == (RevisitForm.CHAT, "A4.3.3.2", RevisitState.ASKED)


def test_dry_by_a_tap_proves_the_repair(lin: Chat) -> None:
    case = leak(lin)
    storm(lin.town)
    lin.town.until(MORNING_AFTER)
    lin.taps("dry") if False else lin.hears(token=lin.last().buttons[0].token)
    assert lin.last().text.startswith("太好了")
    case = lin.town.case(case.id)
    assert (case.awaits_rain, case.proved_dry_at) == (False, lin.town.now)
    assert [each.outcome for each in lin.town.revisits() if each.storm_id] == [Outcome.SOLVED]


def test_b4_1_2_3_c_procedure_b_looks_on_site_all_the_same(lin: Chat) -> None:
    follows_b(lin.town)
    case = leak(lin)
    storm(lin.town)
    lin.town.until(MORNING_AFTER)
    lin.hears(token=lin.last().buttons[0].token)
    asked, visit = [each for each in lin.town.revisits() if each.storm_id]
    assert (asked.state, visit.form, visit.state) == (
        RevisitState.DONE,
        RevisitForm.ON_SITE,
        RevisitState.PLANNED,
    )
    assert visit.clause == "B4.1.2.3-C"
    assert visit.round == asked.round + 1
    assert lin.town.case(case.id).proved_dry_at is None
    assert "上門" in lin.last().text
