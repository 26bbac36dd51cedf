"""Which revisits a case owes, who may make them, and how a silent owner is chased."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from procedures.calendar import Calendar, utc
from procedures.kinds import Category, Kind, RevisitForm, Role, Severity
from procedures.procedure import Procedure
from procedures.revisit_rules import AppliesTo, RevisitDue, RevisitRule, When

THREE_DAYS = 3

# What a form asks of staff and owner; whatever is not named here comes last (A4.3.1).
MOST_DEMANDING_FIRST = (RevisitForm.ON_SITE, RevisitForm.ORAL, RevisitForm.PHONE, RevisitForm.CHAT)

SPOKEN = (RevisitForm.CHAT, RevisitForm.PHONE, RevisitForm.ORAL)
HEADS = (Role.DIRECTOR, Role.GENERAL_DIRECTOR)
ABOVE: Mapping[Role, tuple[Role, ...]] = {
    Role.DEPARTMENT_HEAD: HEADS,
    Role.ENGINEERING_SUPERVISOR: HEADS,
    Role.SERVICE_HEAD: HEADS,
    Role.SUPERVISOR: HEADS,
    Role.RECORDS_CLERK: (Role.SUPERVISOR, *HEADS),
    Role.DIRECTOR: (Role.GENERAL_DIRECTOR,),
}

# Rules that are looked at once more when the work is done: nobody may have judged the case before.
LOOKED_AT = {
    When.OPENED: {When.OPENED},
    When.RESOLVED: {When.RESOLVED, When.OPENED},
    When.UNSOLVED: {When.UNSOLVED},
}


@dataclass(frozen=True)
class Planned:
    """A revisit that a case has: its round, the rules it answers, and whether it is still to be made."""

    round: int
    rules: frozenset[str]
    form: RevisitForm
    by_whom: Role
    is_open: bool


@dataclass(frozen=True)
class About:
    """What the rules look at in a case at a moment; `round` is the number of its next revisit, from 1."""

    kind: Kind
    category: Category
    severity: Severity
    at: datetime
    round: int = 1
    is_rework: bool = False
    is_from_company: bool = False
    is_constructive: bool = False
    is_repeated: bool = False
    is_valid: bool = False
    planned: tuple[Planned, ...] = ()


@dataclass(frozen=True)
class Owed:
    """A revisit to plan: looked at from `begin` on, made by `due` (both UTC), because of `clause`.

    Rules that one visit answers share it: `also` are the others. Its round is the case's n-th.
    """

    rule: str
    form: RevisitForm
    by_whom: Role
    begin: datetime
    due: datetime
    clause: str
    round: int
    also: tuple[RevisitRule, ...] = ()


def owed(case: About, when: When, procedure: Procedure, calendar: Calendar) -> list[Owed]:
    """The revisits that a case owes from this moment on, most demanding first (A4.3.3.2, A4.3.3.3, B4.1.2).

    Their rounds go on from the case's: no two of one case share one. What one visit answers is one visit:
    the director comes once, and an owner is not asked the same twice by chat.
    """
    groups: list[list[RevisitRule]] = []
    for rule in _most_demanding_first(new_rules(case, when, procedure)):
        if rule.due is RevisitDue.AFTER_RAIN or _open_for(rule, case) is not None:
            continue
        shared = next((each for each in groups if _answers(each[0].form, each[0].by_whom, rule)), None)
        if shared is None:
            groups.append([rule])
        else:
            shared.append(rule)
    numbered = zip(groups, count(case.round), strict=False)
    return [_owed(rules, case, calendar, nth) for rules, nth in numbered]


def joined(case: About, when: When, procedure: Procedure) -> list[tuple[RevisitRule, Planned]]:
    """Rules that speak now and that a visit still to be made answers as well."""
    found = ((rule, _open_for(rule, case)) for rule in new_rules(case, when, procedure))
    return [(rule, visit) for rule, visit in found if visit and rule.due is not RevisitDue.AFTER_RAIN]


def speaks_at_intake(kind: Kind, procedure: Procedure, *, from_company: bool) -> bool:
    """Whether intake alone can make a revisit owed: nobody has judged the case by then."""
    return any(
        rule.when is When.OPENED
        and kind in rule.applies_to.kinds
        and Severity.ORDINARY in rule.applies_to.severities
        and not rule.applies_to.constructive
        and rule.applies_to.company in (None, from_company)
        for rule in procedure.revisits
    )


def may_make(role: Role, wanted: Collection[Role]) -> bool:
    """Whether a revisit that is one of these roles' can be made by this one (A4.3.3.3, B4.1.2.2).

    What an assistant may do, anybody at the desk may; else whoever is named, or stands above them.
    """
    return Role.ASSISTANT in wanted or role in wanted or any(role in ABOVE.get(one, ()) for one in wanted)


def counts_as(wanted: RevisitForm, made: RevisitForm) -> bool:
    """Whether a revisit made in one form answers a rule that wants another (A4.3.1).

    A chat replaces the phone call and counts as one; being there counts for both; a visit is only a visit.
    """
    return made is wanted or (wanted in SPOKEN and made in (*SPOKEN, RevisitForm.ON_SITE))


def rain_rule(case: About, procedure: Procedure) -> RevisitRule | None:
    """The rule by which a resolved case waits for the first heavy rain (B4.1.2.3-C)."""
    rules = (rule for rule in procedure.revisits if rule.due is RevisitDue.AFTER_RAIN)
    return next((rule for rule in rules if applies(rule.applies_to, case)), None)


def new_rules(case: About, when: When, procedure: Procedure) -> list[RevisitRule]:
    """The rules that speak at this moment and have not been answered.

    What is asked of work done is asked again when the work is done again; all else once for a case.
    """
    had = frozenset().union(*(one.rules for one in case.planned))
    has = frozenset().union(*(one.rules for one in case.planned if one.is_open))
    return [
        rule
        for rule in procedure.revisits
        if rule.when in LOOKED_AT[when]
        and rule.name not in (has if rule.when is When.RESOLVED else had)
        and applies(rule.applies_to, case)
    ]


def applies(to: AppliesTo, case: About) -> bool:
    """Whether a rule is for such a case."""
    return (
        case.kind in to.kinds
        and case.category in to.categories
        and case.severity in to.severities
        and to.rework in (None, case.is_rework)
        and to.company in (None, case.is_from_company)
        and to.constructive in (None, case.is_constructive)
        and to.repeated in (None, case.is_repeated)
        and to.valid in (None, case.is_valid)
    )


def reminder_due(
    procedure: Procedure, calendar: Calendar, *, asked_at: datetime, due_at: datetime
) -> datetime:
    """When an owner who has not answered is reminded (A4.3.1): that long after, then in contact hours.

    Where the revisit is due before, at half the contact time that is left until staff phone.
    """
    usual = calendar.next_open(asked_at + procedure.chase.remind_after)
    if utc(due_at) <= utc(asked_at):
        return usual
    phoned = phone_due(procedure, calendar, asked_at=asked_at, due_at=due_at, now=asked_at)
    left = calendar.working_between(asked_at, phoned)
    return min(usual, calendar.next_open(calendar.add(asked_at, left / 2)))


def phone_due(
    procedure: Procedure, calendar: Calendar, *, asked_at: datetime, due_at: datetime, now: datetime
) -> datetime:
    """When staff phone an owner who is still silent (A4.3.1): that long after, then in contact hours.

    Where the revisit is due before, so early that the call can still be made in time: `phone_before` of
    contact time before, or at half of what is left from `now` on when that is past.
    """
    usual = calendar.next_open(asked_at + procedure.chase.phone_after)
    left = calendar.working_between(now, due_at)
    if not left:
        return usual
    return min(
        usual, calendar.next_open(calendar.add(now, max(left - procedure.chase.phone_before, left / 2)))
    )


def revisit_due(due: RevisitDue, calendar: Calendar, at: datetime) -> datetime:
    """The last contact hour of the day itself, of the next open day, or of the third calendar day."""
    match due:
        case RevisitDue.SAME_DAY:
            return calendar.end_of_nth_day(at, 0)
        case RevisitDue.NEXT_DAY:
            return calendar.end_of_nth_day(at, 1)
        case RevisitDue.THREE_DAYS:
            return calendar.end_of_nth_day(at, THREE_DAYS)
        case RevisitDue.AFTER_RAIN:
            raise ValueError("nobody knows when it will rain")


def begin(rule: RevisitRule, calendar: Calendar, at: datetime) -> datetime:
    """When it is first looked at: a visit is to be booked at once, an owner lives with the work first."""
    if rule.form is RevisitForm.ON_SITE:
        return calendar.next_open(at)
    if rule.due is not RevisitDue.SAME_DAY:
        return calendar.next_day_open(at)
    after = calendar.add(at, rule.ask_after)
    return after if after < revisit_due(rule.due, calendar, at) else calendar.next_open(at)


def _answers(form: RevisitForm, by_whom: Role, rule: RevisitRule) -> bool:
    """Whether a revisit in this form by this role answers a rule as well; who asks by chat is the bot.

    A head who goes to an owner need not be followed by an assistant.
    """
    if form is not rule.form:
        return False
    if form is RevisitForm.CHAT or by_whom is rule.by_whom:
        return True
    return form is RevisitForm.ON_SITE and by_whom in HEADS and may_make(by_whom, rule.roles)


def _open_for(rule: RevisitRule, case: About) -> Planned | None:
    return next((one for one in case.planned if one.is_open and _answers(one.form, one.by_whom, rule)), None)


def _most_demanding_first(rules: Iterable[RevisitRule]) -> list[RevisitRule]:
    """By what they ask of whom; of two visits the director's."""
    rank = {form: place for place, form in enumerate(MOST_DEMANDING_FIRST)}
    return sorted(rules, key=lambda rule: (rank.get(rule.form, len(rank)), rule.by_whom not in HEADS))


def _owed(rules: Sequence[RevisitRule], case: About, calendar: Calendar, nth: int) -> Owed:
    """The earliest due time of those that share it counts, and whoever the first of them asks for goes."""
    due = {rule.name: revisit_due(rule.due, calendar, case.at) for rule in rules}
    first, *others = sorted(rules, key=lambda rule: (rule.by_whom is not rules[0].by_whom, due[rule.name]))
    return Owed(
        rule=first.name,
        form=first.form,
        by_whom=first.by_whom,
        begin=min(begin(rule, calendar, case.at) for rule in rules),
        due=min(due.values()),
        clause=first.clause,
        round=nth,
        also=tuple(others),
    )
