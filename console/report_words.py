"""The figures of a report in words: what each line is called, and how its numbers are written."""

from dataclasses import dataclass
from datetime import datetime

from console.desk import Desk
from console.papers import Line, Paper
from console.words import say, term
from procedures.reports import Figure, Figures, Section
from storage.tables import Report

KIND_FIRST = (Section.TAKEN, Section.CLOSED, Section.OPEN)
PROMISES = ("reply_kept", "reply_broken", "close_kept", "close_broken")


@dataclass(frozen=True)
class Shown:
    """A figure with its line; `many` and `many_was` are how long the lists behind it are."""

    figure: Figure
    line: Line

    @property
    def many(self) -> int:
        return len(self.figure.ids)

    @property
    def many_was(self) -> int:
        return len(self.figure.was)


def shown(figures: Figures) -> list[tuple[Section, list[Shown]]]:
    """All of them by section, in the report's order."""
    return [
        (section, [Shown(one, line(one)) for one in those if not _is_empty_share(one)])
        for section, those in figures.sections()
    ]


def line(figure: Figure) -> Line:
    return Line(
        label=label(figure),
        now=_now(figure),
        was=_was(figure),
        change=_change(figure),
        target=f"{_percent(figure.target)}" if figure.target is not None and figure.value is not None else "",
        value=len(figure.ids) if figure.value is None and figure.owed is None else None,
        value_was=len(figure.was) if figure.value is None and figure.owed is None else None,
    )


def label(figure: Figure) -> str:
    """What a line is called."""
    section, name = figure.section, figure.name
    if section in KIND_FIRST:
        return term("kind", name)
    if section == Section.CATEGORIES:
        kind, category = name.split(".")
        return f"{term('kind', kind)} · {term('category', category)}"
    if section == Section.COVERAGE:
        rule, _, missing = name.partition(".")
        said = term("coverage", rule)
        return f"{said} · {term('counted', 'missing')}" if missing else said
    if section == Section.DIRECTORS:
        return figure.label
    if section == Section.VALIDITY:
        return term("validity", name)
    return term("figure", f"{section}.{name}")


def paper(report: Report, figures: Figures, names: dict[int, str], desk: Desk) -> Paper:
    """A report as it stands on its sheet."""
    notes = [
        (say("Remarks"), report.remarks),
        (say("The director's opinion"), report.opinion),
        (say("Why it was corrected"), report.reason if report.version > 1 else ""),
        (say("Submitted by"), _by(report.submitted_by, report.submitted_at, names, desk)),
        (say("Signed by"), _by(report.signed_by, report.signed_at, names, desk)),
    ]
    return Paper(
        centre=desk.centre.name,
        title=term("report", report.kind),
        period=f"{report.period}{_version(report)} · {span(figures, desk)}",
        clause=report.clause,
        sections=[
            (term("section", section), [one.line for one in those]) for section, those in shown(figures)
        ],
        notes=notes,
    )


def span(figures: Figures, desk: Desk) -> str:
    """From when to when, on the centre's wall."""
    since, until = (at.astimezone(desk.zone) for at in (figures.since, figures.until))
    return f"{since:%Y-%m-%d %H:%M} – {until:%Y-%m-%d %H:%M}"


def _version(report: Report) -> str:
    return f" ({say('version %(n)s', n=report.version)})" if report.version > 1 else ""


def _by(staff_id: int | None, at: datetime | None, names: dict[int, str], desk: Desk) -> str:
    if staff_id is None or at is None:
        return ""
    return f"{names.get(staff_id, '')} {at.astimezone(desk.zone):%Y-%m-%d %H:%M}"


def _now(figure: Figure) -> str:
    if figure.has_nothing:
        return "—"
    if figure.value is None:
        return f"{len(figure.ids)} / {figure.owed}" if figure.owed is not None else str(len(figure.ids))
    if figure.owed is None:
        return f"{figure.value:g}"
    return f"{_percent(figure.value)} ({len(figure.ids)} / {figure.owed})"


def _was(figure: Figure) -> str:
    if figure.value is None:
        return str(len(figure.was))
    if figure.value_was is None:
        return "—"
    return f"{figure.value_was:g}" if figure.owed is None else _percent(figure.value_was)


def _change(figure: Figure) -> str:
    change = figure.change
    if change is None:
        return "—"
    if figure.value is not None and figure.owed is not None:
        return say("%(n)s points", n=_signed(round(change * 100, 1))) if change else "0"
    return _signed(round(change, 2))


def _signed(number: float) -> str:
    return f"{number:+g}" if number else "0"


def _percent(share: float) -> str:
    """Never rounded up: 99.96 % is not all of them."""
    return f"{int(share * 1000 + 1e-6) / 10:g} %"


def _is_empty_share(figure: Figure) -> bool:
    """A line of coverage under which nothing was owed in either span says nothing."""
    return figure.section == Section.COVERAGE and not figure.ids and not figure.was and not figure.owed
