"""A report as a file to take away: a workbook whose text stays text, a document from a template."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from io import BytesIO
from urllib.parse import quote
from zoneinfo import ZoneInfo

from docxtpl import DocxTemplate
from jinja2.sandbox import SandboxedEnvironment
from starlette.responses import Response

from console.words import say
from console.workbook import Cell, workbook

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# What XML has no place for, and a name or a remark may hold all the same.
UNFIT = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])


@dataclass(frozen=True)
class Line:
    """One line as people read it, and its two figures as numbers."""

    label: str
    now: str
    was: str = ""
    change: str = ""
    target: str = ""
    value: Cell = None
    value_was: Cell = None


@dataclass(frozen=True)
class Paper:
    """What stands on the sheet: its sections with their lines, then remarks and names."""

    centre: str
    title: str
    period: str
    clause: str
    sections: Sequence[tuple[str, Sequence[Line]]]
    notes: Sequence[tuple[str, str]] = field(default_factory=list)


def as_workbook(paper: Paper, zone: ZoneInfo) -> bytes:
    headers = [say(each) for each in ("Section", "Item", "This time", "Before", "Change", "Target")]
    rows: list[Sequence[Cell]] = [
        (section, one.label, _cell(one.value, one.now), _cell(one.value_was, one.was), one.change, one.target)
        for section, lines in paper.sections
        for one in lines
    ]
    rows += [(label, said) for label, said in ((say("Period"), paper.period), *paper.notes) if said]
    return workbook(f"{paper.title} {paper.period}", headers, rows, zone=zone)


def as_document(paper: Paper, template: bytes | None = None) -> bytes:
    """From the template that comes along, or a company's own; what a template may do is a sandbox's.

    Raises jinja2.exceptions.SecurityError for one with code in it.
    """
    source = template or files("console").joinpath("documents", "report.docx").read_bytes()
    document = DocxTemplate(BytesIO(source))
    heads = {
        name: say(text)
        for name, text in (("item", "Item"), ("now", "This time"), ("was", "Before"), ("change", "Change"))
    }
    facts = {
        "centre": _fit(paper.centre),
        "title": _fit(paper.title),
        "period": _fit(paper.period),
        "clause": paper.clause,
        "heads": {**heads, "target": say("Target")},
        "sections": [
            {"title": title, "lines": [{name: _fit(getattr(one, name)) for name in _SHOWN} for one in lines]}
            for title, lines in paper.sections
        ],
        "notes": [{"label": label, "words": _fit(said)} for label, said in paper.notes if said],
    }
    document.render(facts, jinja_env=SandboxedEnvironment(autoescape=True))
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def sent(data: bytes, name: str, media_type: str) -> Response:
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return Response(data, media_type=media_type, headers=headers)


_SHOWN = ("label", "now", "was", "change", "target")


def _fit(words: str) -> str:
    return words.translate(UNFIT)


def _cell(value: Cell, words: str) -> Cell:
    return words if value is None else value
