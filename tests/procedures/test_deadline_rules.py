import re

import pytest

from procedures.procedure import PACKAGED, read
from procedures.strict_table import ProcedureError

TEXT = PACKAGED["service_centre"]


@pytest.mark.parametrize(
    ("right", "wrong", "what"),
    [
        ('days_are = "calendar"', 'days_are = "weekdays"', "deadlines.days_are: 'weekdays' is none of"),
        ('role = "department_head"', 'roles = "department_head"', "deadlines.ladder[0].roles: unknown key"),
        ('after = "2 h"', 'after = "20 min"', "deadlines.ladder[1].after: must be later than the rung below"),
        ("times = 1", "time = 1", "deadlines.postpone.time: unknown key"),
        ('within = "8 h"\nclause = "A4.2.3.2.1"', 'within = "8 h"', "deadlines.usual[0].clause: is missing"),
        ("days = 7", 'days = 7\nwithin = "1 h"', "say either days or within"),
    ],
)
def test_a_typo_stops_the_start_and_says_where(right: str, wrong: str, what: str) -> None:
    assert right in TEXT
    with pytest.raises(ProcedureError) as raised:
        read(TEXT.replace(right, wrong, 1), source="copy.toml")
    assert what in str(raised.value)


def test_a_copy_without_deadlines_still_loads() -> None:
    own = re.compile(r"^\[+deadlines[.\]].*?(?=^\[+(?!deadlines)|\Z)", re.MULTILINE | re.DOTALL)
    assert read(own.sub("", TEXT), source="copy.toml").deadlines.ladder == ()
