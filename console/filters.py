"""What templates can call besides the shell's own."""

from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

import starlette_admin
from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from starlette_admin import i18n

from console import countdown, languages, why
from console.clientele import gettext
from console.desk import Desk
from console.words import moment, stretch, term
from desk.exporting import MAY_EXPORT
from desk.imports import MAY_IMPORT
from desk.revisit_ends import is_of, may_drop
from desk.staff_groups import may_lead
from procedures.kinds import Role
from procedures.life import Act, may
from procedures.procedure import load
from storage.tables import Revisit


@pass_context
def to(context: Context, name: str, **params: Any) -> str:
    """The path of a page; no host, so that a proxy in front need not be known."""
    return context["request"].url_for(name, **params).path


@pass_context
def asset(context: Context, path: str) -> str:
    """A static file, with its version: browsers keep it for ever."""
    return f"{to(context, 'static', path=path)}?v={_version(path)}"


@cache
def _version(path: str) -> str:
    ours = files("console").joinpath("static", path)
    return sha256(ours.read_bytes()).hexdigest()[:10] if ours.is_file() else starlette_admin.__version__


def add_filters(env: Environment) -> None:
    env.install_gettext_callables(gettext, i18n.ngettext, newstyle=True)  # ty: ignore[missing-attribute]  # of its i18n extension
    filters: dict[str, Any] = env.filters
    filters["term"] = _term
    filters["moment"] = lambda at, desk: moment(at, desk.zone, now=desk.now)
    filters["stretch"] = stretch
    filters["iso"] = lambda at: at.astimezone(UTC).isoformat(timespec="seconds")
    filters["full"] = _full
    env_globals: dict[str, Any] = env.globals
    env_globals["next_due"] = countdown.next_due
    env_globals["reply_due"] = countdown.reply
    env_globals["close_due"] = countdown.close
    env_globals["triage_due"] = countdown.triage
    env_globals["to"] = to
    env_globals["asset"] = asset
    env_globals["may"] = lambda desk, act: may(Role(desk.staff.role), Act(act))
    env_globals["may_make"] = _may_make
    env_globals["may_drop"] = _may_drop
    env_globals["may_export"] = lambda desk: desk.actor.role in MAY_EXPORT
    env_globals["may_import"] = lambda desk: desk.actor.role in MAY_IMPORT
    env_globals["leads"] = lambda desk: may_lead(desk.actor.role)
    env_globals["clause_words"] = why.words
    env_globals["counted"] = why.counted
    env_globals["languages"] = languages.NAMES


@pass_context
def _term(_: Context, key: str | None, group: str) -> str:
    """With the context, for Jinja would work a constant out once, in the language of the first who looks."""
    return term(group, key)


def _may_make(desk: Desk, revisit: Revisit) -> bool:
    """Whether a revisit is this person's to make, by the centre's procedure."""
    return is_of(revisit, Role(desk.staff.role), load(desk.centre.procedure))


def _may_drop(desk: Desk, revisit: Revisit) -> bool:
    """Whether this person may answer for its not being made."""
    return may_drop(revisit, Role(desk.staff.role), load(desk.centre.procedure))


def _full(at: datetime, desk: Desk) -> str:
    return f"{at.astimezone(desk.zone):%Y-%m-%d %H:%M}"
