"""What a case's page needs for transfers and warranties, in words (A4.2.3.2)."""

from typing import Any

from console.desk import Desk
from console.words import say, term
from desk import houses
from desk.centres import working
from procedures.kinds import CaseState
from procedures.life import Act, may
from procedures.warranty import Finding, Recipient, Runs, proposed
from storage import Session, archive, transfers
from storage.tables import Case, Transfer, Unit


async def transfer_context(desk: Desk, found: archive.Dossier) -> dict[str, Any]:
    """What was passed on, what the warranty says, to whom it proposes to pass the matter, and why."""
    case = found.row.case
    passed_on, findings, unit, recipients = await desk.parts.store.read_soon(
        lambda session: _look(session, case, desk)
    )
    to = proposed(findings)
    is_open = case.state != CaseState.CLOSED and bool(recipients)
    return {
        "moved_on": passed_on,
        "findings": findings,
        "verdict": verdict,
        "recipients": recipients,
        "proposed_to": to,
        "proposed_why": next((verdict(each) for each in findings if each.rule.liable == to), ""),
        "may_transfer": is_open and may(desk.actor.role, Act.TRANSFER),
        "may_date": desk.actor.role in houses.MAY_DATE,
        "handed_over_on": unit.handed_over_on if unit else None,
        "today": desk.now.astimezone(desk.zone).date(),
    }


def verdict(finding: Finding) -> str:
    """Which day, how long, until when, who is liable; or that a day is missing."""
    facts: dict[str, object] = {
        "clock": term("clock", finding.rule.clock),
        "liable": term("recipient", finding.rule.liable),
        "years": finding.rule.years,
        "since": finding.since or "",
        "until": finding.until or "",
    }
    if finding.runs is Runs.DATE_MISSING:
        return say("%(clock)s: the day is missing; %(liable)s would be liable", **facts)
    if finding.rule.season:
        if finding.runs is Runs.RUNNING:
            return say(
                "%(clock)s %(since)s, %(years)s seasons, until %(until)s: %(liable)s is liable", **facts
            )
        return say("%(clock)s %(since)s, %(years)s seasons: ended on %(until)s", **facts)
    if finding.runs is Runs.RUNNING:
        return say("%(clock)s %(since)s, %(years)s years, until %(until)s: %(liable)s is liable", **facts)
    return say("%(clock)s %(since)s, %(years)s years: ended on %(until)s", **facts)


def _look(
    session: Session, case: Case, desk: Desk
) -> tuple[list[Transfer], list[Finding], Unit | None, list[Recipient]]:
    at = working(session, desk.centre_id, now=desk.now)
    rules = at.procedure.houses.transfers
    return (
        list(transfers.of_case(session, case.id or 0, desk.centre_id)),
        houses.warranty(session, case, at, now=desk.now),
        session.get(Unit, case.unit_id) if case.unit_id else None,
        [each for each in Recipient if any(each in rule.to for rule in rules)],
    )
