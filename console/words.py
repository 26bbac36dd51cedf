"""The console's words for kinds, states, moments and refusals, in the language of the request."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import locales
from console import languages
from console.clientele import gettext
from procedures.refused import Refused

# Owners read these too: one word for both.
BOTS = ("kind", "category")
# Facts of a refusal that are words of the procedures.
TERMS = ("column", "role", "act", "state", "kind", "event", "form")
DAY = timedelta(days=1)


def say(text: str, **facts: Any) -> str:
    """A text of the catalogs, `%(name)s` filled in."""
    said = gettext(text)
    return said % facts if facts else said


def term(group: str, key: str | None) -> str:
    """A word of the procedures: `term("kind", "repair")`; unknown ones as they are."""
    if not key:
        return ""
    if group == "level" and key != "handler":
        group = "role"
    text_id = f"{group}.{key}"
    if group in BOTS:
        return locales.say(languages.current(), text_id)
    said = gettext(text_id)
    return key if said == text_id else said


def refusal(refused: Refused) -> str:
    """Why not, in the words of the console, else in those of the bot."""
    facts = {name: _fact(name, value) for name, value in refused.facts.items()}
    said = gettext(refused.text_id)
    if said != refused.text_id:
        return said % facts
    locale = languages.current()
    if locales.has(locale, refused.text_id):
        return locales.say(locale, refused.text_id, **facts)
    return say("This is not possible now: %(why)s", why=str(refused))


def _fact(name: str, value: object) -> str:
    return term(name, str(value)) if name in TERMS else str(value)


def moment(at: datetime | None, zone: ZoneInfo, *, now: datetime) -> str:
    """Today 15:04, 11-24 15:04, 2025-11-24 15:04: one form for all languages, in the centre's zone."""
    if at is None:
        return ""
    local, today = at.astimezone(zone), now.astimezone(zone).date()
    near = {today: "Today", today + DAY: "Tomorrow", today - DAY: "Yesterday"}.get(local.date())
    if near:
        return f"{say(near)} {local:%H:%M}"
    return f"{local:%m-%d %H:%M}" if local.year == today.year else f"{local:%Y-%m-%d %H:%M}"


def stretch(span: timedelta) -> str:
    """About how long: the two largest units."""
    minutes = max(int(abs(span).total_seconds() // 60), 0)
    days, hours = divmod(minutes // 60, 24)
    if days:
        return say("%(days)s d %(hours)s h", days=days, hours=hours)
    if hours:
        return say("%(hours)s h %(minutes)s min", hours=hours, minutes=minutes % 60)
    return say("%(minutes)s min", minutes=minutes)
