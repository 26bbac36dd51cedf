"""The three catalogs say everything, and the same things."""

import re
from importlib.resources import files

import httpx
import opencc
import pytest
from starlette.requests import Request

from bot.weather.source import Trouble
from console import languages
from console.clientele import CONTEXT
from desk.campaigns import Phase
from desk.reach_shares import How
from locales import has
from procedures import reaching
from procedures.control_charts import Chart, Subject
from procedures.improving import (
    ActionKind,
    ActionState,
    Improve,
    ProposalState,
    ReviewState,
    Verdict,
)
from procedures.incidents import IncidentState, LetterState, Means
from procedures.kinds import CaseState, Cause, Outcome, RevisitForm, RevisitState, Role, Severity, Validity
from procedures.life import Act, CloseReason
from procedures.meetings import Coming, MeetingState, PlanState
from procedures.notices import Audience, Given, NoticeState, RowState
from procedures.postponing import PostponementState
from procedures.reaching import Because
from procedures.refused import Why
from procedures.reports import ReportKind, ReportState, Section
from procedures.steps import What
from procedures.transfers import Consent, TransferState
from procedures.warranty import Clock, Part, Recipient

CALLS = re.compile(r"""(?:_|say)\(\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')""")
PLACES = re.compile(r"%\((\w+)\)s")
# Rain and new owners: no page of a consultancy speaks of them.
OF_ESTATES = {
    "Nobody has to be visited.",
    "The owners of %(many)s repairs are asked in the next contact hours.",
    *("rule.new_owner", "coverage.new_owners"),
}
GROUPS = {
    "way": reaching.Means,
    "because": Because,
    "how": How,
    "how_means": How,
    "fate": ("accepted", "failed", "unknown"),
    "state": CaseState,
    "role": Role,
    "outcome": Outcome,
    "form": RevisitForm,
    "revisit": RevisitState,
    "reason": CloseReason,
    "act": Act,
    "step": What,
    "postponement": PostponementState,
    "validity": Validity,
    "severity": Severity,
    "cause": Cause,
    "consent": Consent,
    "transfer": TransferState,
    "clock": Clock,
    "part": Part,
    "recipient": Recipient,
    "incident": IncidentState,
    "letter": LetterState,
    "means": Means,
    "action_kind": ActionKind,
    "action": ActionState,
    "verdict": Verdict,
    "proposal": ProposalState,
    "review": ReviewState,
    "subject": Subject,
    "chart": Chart,
    "campaign": Phase,
    "trouble": Trouble,
    "notice": NoticeState,
    "given": Given,
    "audience": Audience,
    "row": RowState,
    "register": ("unread", "to_bring", "sent", "failed", "excluded"),
    "row_why": ("same_person", "withdrawn", "unknown", "on_paper", "not_handed_over", "unreachable"),
    "list_column": ("building", "room", "remark"),
    "report": ReportKind,
    "report_state": ReportState,
    "section": Section,
    "plan_state": PlanState,
    "meeting_state": MeetingState,
    "coming": Coming,
}


def spoken() -> set[str]:
    """Every text that templates and pages ask for by itself."""
    sources = [
        one.read_text(encoding="utf-8")
        for folder in ("templates", "")
        for one in files("console").joinpath(folder).iterdir()
        if one.name.endswith((".html", ".py"))
    ]
    found = {first or second for source in sources for first, second in CALLS.findall(source)}
    done = {text for source in sources for text in re.findall(r'done="([^"]+)"', source)}
    faults = set(re.findall(r': "([A-Z][^"]+\.)"', files("console").joinpath("forms.py").read_text()))
    return found | done | faults


def refusals() -> set[str]:
    sources = [one.read_text() for one in files("desk").iterdir() if one.name.endswith(".py")]
    sources.append(files("console").joinpath("case_acts.py").read_text())
    sources.append(files("procedures").joinpath("triage.py").read_text())
    return {str(why) for why in Why} | set(re.findall(r'"(refused\.\w+)"', "\n".join(sources)))


def wanted() -> set[str]:
    improve = {f"act.{act}" for act in Improve}
    terms = improve | {f"{group}.{word}" for group, words in GROUPS.items() for word in words}
    return spoken() | refusals() | terms


@pytest.mark.parametrize("locale", languages.SHELLS)
def test_every_text_is_said_in_every_language(locale: str) -> None:
    said = {
        str(each.id) for each in languages.catalog(locale) if each.id and each.string and not each.context
    }
    # A refusal that owners can meet too has its words in the bot's texts.
    assert {text for text in wanted() - said if not has(locale, text)} == set()


def test_the_languages_have_the_same_texts_and_places() -> None:
    first, *others = [
        {
            (str(m.id), m.context): set(PLACES.findall(str(m.string)))
            for m in languages.catalog(locale)
            if m.id
        }
        for locale in languages.SHELLS
    ]
    for other in others:
        assert other == first


def words_of(locale: str, context: str | None) -> dict[str, str]:
    return {str(m.id): str(m.string) for m in languages.catalog(locale) if m.id and m.context == context}


@pytest.mark.parametrize(("locale", "owner"), [("zh-Hant", "業主"), ("zh-Hans", "业主"), ("en", "owner")])
def test_c1_what_speaks_of_owners_has_its_words_for_clients(locale: str, owner: str) -> None:
    usual, clients = words_of(locale, None), words_of(locale, CONTEXT)
    assert clients.keys() <= usual.keys()
    assert not [said for said in clients.values() if owner in said.lower()]
    speaking = {text for text, said in usual.items() if owner in said.lower()}
    assert speaking - clients.keys() <= OF_ESTATES


@pytest.mark.parametrize("locale", languages.SHELLS)
def test_c1_words_for_clients_have_the_same_places(locale: str) -> None:
    usual = words_of(locale, None)
    for text, said in words_of(locale, CONTEXT).items():
        assert set(PLACES.findall(said)) == set(PLACES.findall(usual[text])), text


def test_simplified_is_simplified() -> None:
    convert = opencc.OpenCC("t2s").convert
    texts = [str(message.string) for message in languages.catalog("zh-Hans")]
    assert [text for text in texts if convert(text) != text] == []


def test_traditional_is_traditional() -> None:
    convert = opencc.OpenCC("s2t").convert
    texts = [str(message.string) for message in languages.catalog("zh-Hant")]
    assert [text for text in texts if convert(text).replace("臺", "台").replace("羣", "群") != text] == []


@pytest.mark.parametrize(
    ("header", "locale"),
    [
        ("zh-CN,zh;q=0.9", "zh-Hans"),
        ("zh-TW", "zh-Hant"),
        ("zh-HK,en;q=0.5", "zh-Hant"),
        ("zh-Hans-CN", "zh-Hans"),
        ("en-GB,en;q=0.8", "en"),
        ("fr,en;q=0.3", "en"),
        ("fr", "zh-Hant"),
        ("", "zh-Hant"),
    ],
)
def test_the_browsers_language_is_understood(header: str, locale: str) -> None:
    scope = {"type": "http", "headers": httpx.Headers({"accept-language": header}).raw}
    assert languages.choose(Request(scope)) == locale
