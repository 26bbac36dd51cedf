"""After a storm: ask, remind once, then the list of visits; a chunk at a time, where the last one ended.

A crash between chunks loses nothing: the cursor is written with the rows, and no case is asked twice.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from desk.actor import THE_BOT
from desk.centres import Working, working
from desk.noting import note
from desk.saying import spoken
from dialogs import after_rain
from dialogs.speech import Text, spoken_json
from dialogs.turned import Asked
from locales import LOCALES
from procedures.kinds import Category
from procedures.rain_days import when_said
from procedures.rain_rules import RainRules
from storage import Session, rain_release
from storage import storms as stored
from storage.rain_who import Ask
from storage.rain_words import NUMBER, REVISIT
from storage.tables import Campaign, Storm

# A turn waits for one chunk at most: some 20 ms. Twice as many took twice as long, and no less in all.
CHUNK = 200
# Under half of what an account may send: owners who write meanwhile are answered at once.
SPACING = timedelta(milliseconds=100)
# Who is in the middle of a dialog is asked in a later pass, and in the last one all the same.
WAIT_FOR_OWNERS, MOST_PASSES = timedelta(minutes=30), 6
WITHDRAWN = "storm_withdrawn"
PLACES = (Category.CEILING_LEAK, Category.WINDOW_LEAK, Category.WALL_LEAK, Category.ROOF_LEAK)


class Phase(StrEnum):
    ASKING = "asking"
    REMINDING = "reminding"
    LISTING = "listing"
    TAKING_BACK = "taking_back"
    DONE = "done"


@dataclass
class _Run:
    """One chunk's look at a campaign."""

    session: Session
    campaign: Campaign
    storm: Storm
    desk: Working
    rules: RainRules
    now: datetime

    def begin_at(self) -> datetime:
        """When this chunk's first message may leave: after those before it, in contact hours."""
        return self.desk.calendar.next_open(max(self.now, self.campaign.spread_until or self.now))

    def ask(self, text: str) -> Ask:
        leave_at, is_last_pass = self.begin_at(), self.campaign.passes >= MOST_PASSES
        return Ask(
            centre_id=self.campaign.centre_id,
            storm_id=self.campaign.storm_id,
            started_at=self.storm.started_at,
            clause=self.rules.clause,
            templates=_templates(self.storm, self.rules, self.desk, text, said_at=leave_at),
            now=self.now,
            leave_at=leave_at,
            spacing=SPACING.total_seconds(),
            busy_since=None if is_last_pass else self.now - WAIT_FOR_OWNERS,
        )

    def spread(self, ask: Ask, said: int) -> None:
        self.campaign.spread_until = ask.leave_at + said * SPACING

    def go_to(self, phase: Phase, next_at: datetime | None) -> None:
        """The next phase begins from the beginning."""
        self.campaign.phase, self.campaign.next_at = phase, next_at
        self.campaign.cursor_at, self.campaign.cursor_id, self.campaign.passes = None, 0, 0
        self.record(f"campaign_{phase}")

    def again_later(self) -> None:
        self.campaign.cursor_at, self.campaign.cursor_id = None, 0
        self.campaign.some_were_busy = False
        self.campaign.passes += 1
        self.campaign.next_at = self.now + WAIT_FOR_OWNERS

    def record(self, what: str) -> None:
        note(
            self.session,
            what,
            centre_id=self.campaign.centre_id,
            by=THE_BOT,
            now=self.now,
            clause=self.rules.clause,
            storm=self.campaign.storm_id,
            asked=self.campaign.asked,
        )


def carry_on(session: Session, campaign_id: int, now: datetime) -> None:
    """Do one chunk of what a campaign is at; nothing when it is not due any more."""
    campaign = stored.campaign(session, campaign_id)
    if campaign.next_at is None or campaign.next_at > now:
        return
    desk = working(session, campaign.centre_id, now=now)
    rules = desk.procedure.rain
    if rules is None:
        campaign.phase, campaign.next_at, campaign.done_at = Phase.DONE, None, now
        return
    run = _Run(session, campaign, stored.storm_of(session, campaign), desk, rules, now)
    session.flush()
    STEPS[Phase(campaign.phase)](run)
    session.signals.add(f"centre:{campaign.centre_id}")


def put_off(session: Session, campaign_id: int, now: datetime) -> int:
    """A chunk failed: later; its centre."""
    campaign = stored.campaign(session, campaign_id)
    campaign.next_at = now + timedelta(minutes=10)
    return campaign.centre_id


def _ask(run: _Run) -> None:
    if _must_wait_for_hours(run):
        return
    campaign, ask = run.campaign, run.ask("question")
    after = (campaign.cursor_at, campaign.cursor_id)
    done = rain_release.ask_some(run.session, ask, after=after, most=CHUNK)
    campaign.asked += done.said
    campaign.some_were_busy |= done.some_were_busy
    run.spread(ask, done.said)
    if done.rows == CHUNK:
        campaign.cursor_at, campaign.cursor_id = done.last_at, done.last_id
    elif campaign.passes < MOST_PASSES and campaign.some_were_busy:
        run.again_later()
    else:
        asked_at = max(run.now, campaign.spread_until or run.now)
        run.go_to(Phase.REMINDING, run.desk.calendar.next_open(asked_at + run.rules.remind_after))


def _remind(run: _Run) -> None:
    if _must_wait_for_hours(run):
        return
    campaign, ask = run.campaign, run.ask("reminder")
    done = rain_release.remind_some(run.session, ask, after=campaign.cursor_id, most=CHUNK)
    run.spread(ask, done.said)
    if done.rows == CHUNK:
        campaign.cursor_id = done.last_id
        return
    # Whoever is still to be reminded was busy just now; the list of visits has everybody in the end.
    reminded_at = max(run.now, campaign.spread_until or run.now)
    wait = run.rules.visit_after - run.rules.remind_after
    run.go_to(Phase.LISTING, run.desk.calendar.next_open(reminded_at + wait))


def _list(run: _Run) -> None:
    campaign = run.campaign
    done = rain_release.list_some(
        run.session, campaign.storm_id, after=campaign.cursor_id, most=CHUNK, now=run.now
    )
    if done.rows == CHUNK:
        campaign.cursor_id = done.last_id
        return
    campaign.done_at = run.now
    run.go_to(Phase.DONE, None)


def _take_back(run: _Run) -> None:
    done = rain_release.take_back_some(
        run.session, run.campaign.storm_id, most=CHUNK, why=WITHDRAWN, now=run.now
    )
    if done.rows < CHUNK:
        run.campaign.done_at = run.now
        run.go_to(Phase.DONE, None)


def _nothing(run: _Run) -> None:
    run.campaign.next_at = None


STEPS = {
    Phase.ASKING: _ask,
    Phase.REMINDING: _remind,
    Phase.LISTING: _list,
    Phase.TAKING_BACK: _take_back,
    Phase.DONE: _nothing,
}


def _must_wait_for_hours(run: _Run) -> bool:
    """Owners are asked in contact hours only, after an outage too."""
    opens = run.desk.calendar.next_open(run.now)
    if opens > run.now:
        run.campaign.next_at = opens
    return opens > run.now


def _templates(
    storm: Storm, rules: RainRules, desk: Working, text: str, *, said_at: datetime
) -> Mapping[tuple[str, str], str]:
    """The message for each category and language, with the revisit and the number left open."""
    zone = desk.calendar.zone
    when = when_said(*(at.astimezone(zone) for at in (storm.started_at, storm.ended_at, said_at)))
    if text == "question" and storm.mm is None:
        text = "question_by_hand"
    return _messages(text, when, f"{storm.mm or 0:.0f}", tuple(sorted(rules.categories)), zone)


@lru_cache(maxsize=16)
def _messages(
    text: str, when: str, mm: str, categories: tuple[Category, ...], zone: ZoneInfo
) -> Mapping[tuple[str, str], str]:
    """The same for every chunk of a day: wording them takes longer than asking a hundred owners."""
    return {
        (category, locale): _message(text, when, mm, category, locale, zone)
        for category in categories
        for locale in LOCALES
    }


def _message(text: str, when: str, mm: str, category: Category, locale: str, zone: ZoneInfo) -> str:
    place = category if category in PLACES else Category.OTHER
    args = {
        "when": Text(f"storm.{when}"),
        "what": Text(f"storm.place_{place}"),
        "number": NUMBER,
        "mm": mm,
    }
    asked = Asked(Text(f"storm.{text}", args), after_rain.taps(REVISIT))
    return spoken_json(spoken([], asked, locale=locale, zone=zone))
