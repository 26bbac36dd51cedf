from datetime import time, timedelta

import pytest

from procedures.kinds import Kind
from procedures.procedure import PACKAGED, load, read
from procedures.refused import Refused
from procedures.strict_table import CLAUSE, ProcedureError

TEXT = PACKAGED["service_centre"]
LAST_REVISIT = 'applies_to = { kinds = ["complaint"], valid = false }'


@pytest.mark.parametrize("name", PACKAGED)
def test_every_packaged_procedure_loads_and_its_clauses_have_one_letter(name: str) -> None:
    procedure = load(name)
    rules = (
        *procedure.replies,
        procedure.emergency,
        procedure.unfiled,
        *procedure.closes,
        procedure.chase,
        *procedure.revisits,
    )
    clauses = [procedure.wish_clause, *(rule.clause for rule in rules)]
    assert all(CLAUSE.fullmatch(clause) for clause in clauses)
    assert len({clause[0] for clause in clauses}) == 1


def test_procedure_a_has_its_figures() -> None:
    procedure = load("service_centre")
    assert procedure.names["zh-Hans"] == "物业客服回访沟通操作规程"
    assert procedure.hours.week[5] == ((time(9), time(12)), (time(14), time(17)))
    assert procedure.reply_rule(Kind.SUGGESTION).within == timedelta(hours=8)
    assert procedure.chase.phone_after == timedelta(hours=48)


@pytest.mark.parametrize(
    ("right", "wrong", "place", "what"),
    [
        ('holidays = "CN"', 'holydays = "CN"', "holydays", "unknown key; known here: holidays"),
        ('holidays = "CN"', "", "holidays", "is missing"),
        ('holidays = "CN"', 'holidays = "China"', "holidays", "'China' is not a region"),
        ("warn_at = 0.75", "warn_at = 75", "warn_at", "75 is outside 0..1"),
        ("warn_at = 0.75", "warn_at = true", "warn_at", "must be a number, not True"),
        ("warn_at = 0.75", "warn_at = nan", "warn_at", "nan is outside 0..1"),
        ('en = "Owner', 'de = "Owner', "name.de", "unknown key"),
        ('zh-Hant = "物業客服回訪溝通操作規程"', 'zh-Hant = " "', "name.zh-Hant", "is empty"),
        ('monday = ["08:30-12:00",', 'monday = ["08:30-12.00",', "hours.monday[0]", "is not a period"),
        ('monday = ["08:30-12:00",', 'monday = ["08:30-25:00",', "hours.monday[0]", "is not a period"),
        ('monday = ["08:30-12:00",', 'monday = ["12:00-08:30",', "hours.monday[0]", "ends before it has"),
        ('monday = ["08:30-12:00",', 'monday = ["08:30-13:31",', "hours.monday[1]", "begins before"),
        ('monday = ["08:30-12:00",', 'monday = ["08:30-24:00",', "hours.monday[1]", "begins before"),
        ('monday = ["08:30-12:00",', "monday = [830,", "hours.monday[0]", "must be a text, not 830"),
        ("sunday = [", "sunnyday = [", "hours.sunnyday", "unknown key"),
        ('within = "4 h"', "within = 4", "reply[1].within", "must be a text, not 4"),
        ('within = "4 h"', 'within = "4 hours"', "reply[1].within", "is not a time such as"),
        ('within = "4 h"', 'within = "0 h"', "reply[1].within", "is not a time such as"),
        ('kinds = ["enquiry"]', 'kinds = ["inquiry"]', "reply[1].kinds[0]", "'inquiry' is none of complaint"),
        ('kinds = ["enquiry"]', "kinds = []", "reply[1].kinds", "is empty"),
        ('kinds = ["enquiry"]', 'kinds = ["enquiry", "enquiry"]', "reply[1].kinds", "names one twice"),
        ('kinds = ["enquiry"]', 'kinds = ["repair"]', "reply[1].kinds", "repair: has a reply time already"),
        ('clause = "A4.2.1"', "", "emergency.clause", "is missing"),
        ('clause = "A4.2.1"', 'clause = "4.2.1"', "emergency.clause", "'4.2.1' is not a clause id"),
        ('severities = ["ordinary"]', 'severity = "ordinary"', "close[0].severity", "unknown key"),
        ("days = 0", "days = -1", "close[0].days", "-1 is outside 0..365"),
        ("days = 0", "days = 1.5", "close[0].days", "must be a whole number, not 1.5"),
        ('phone_after = "48 h"', 'phone_after = "24 h"', "chase.phone_after", "must be later"),
        ('due = "next_day"', 'due = "tomorrow"', "revisit[0].due", "'tomorrow' is none of same_day"),
        ('clause = "A4.3.3.2"', 'clause = ""', "revisit[0].clause", "is empty"),
        ('by_whom = "assistant"', 'by_whom = "tenant"', "revisit[0].by_whom", "'tenant' is none of"),
        (LAST_REVISIT, 'applies_to = "all"', "revisit[0].applies_to", "must be a table"),
        (LAST_REVISIT, 'applies_to = { kind = "repair" }', "revisit[0].applies_to.kind", "unknown key"),
        (
            LAST_REVISIT,
            'applies_to = { kinds = ["repair"], rework = 1 }',
            "revisit[0].applies_to.rework",
            "must be true or false, not 1",
        ),
    ],
)
def test_a_wrong_file_is_refused_with_its_place(right: str, wrong: str, place: str, what: str) -> None:
    assert right in TEXT
    with pytest.raises(ProcedureError) as raised:
        read(TEXT.replace(right, wrong, 1), source="own.toml")
    assert str(raised.value).startswith(f"own.toml: {place}: ")
    assert what in str(raised.value)


def test_rules_that_are_no_tables_are_refused() -> None:
    with pytest.raises(ProcedureError, match=r"own.toml: revisit\[0\]: must be a table, not 1"):
        read("revisit = [1]\n" + TEXT.partition("[[revisit]]")[0], source="own.toml")


def test_a_week_without_contact_hours_is_refused() -> None:
    closed = "\n".join(
        f"{line.split(' = ')[0]} = []" if "day = " in line else line for line in TEXT.splitlines()
    )
    with pytest.raises(ProcedureError, match=r"hours\.monday: no day of the week has contact hours"):
        read(closed, source="own.toml")


def test_a_period_may_last_to_midnight() -> None:
    own = read(TEXT.replace("13:30-18:00", "13:30-24:00"), source="own.toml")
    assert own.hours.week[0][1] == (time(13, 30), time(0))


def test_what_is_not_toml_is_refused_with_its_source() -> None:
    with pytest.raises(ProcedureError, match=r"^own\.toml: not TOML: "):
        read("= 1", source="own.toml")


def test_a_procedure_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(ProcedureError, match=r"there are: .*service_centre"):
        load("../service_centre")


def test_a_kind_without_reply_time_is_refused() -> None:
    own = read(TEXT.replace('kinds = ["complaint", "repair"]', 'kinds = ["repair"]'), source="own.toml")
    with pytest.raises(Refused, match="kind without reply time"):
        own.reply_rule(Kind.COMPLAINT)
