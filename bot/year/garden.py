"""The procedure of the simulated centre: a company's own copy of A, with what B alone asks for added.

It shows what a copy is for, and rain, new owners and directors' months in one centre.
"""

from procedures.procedure import PACKAGED

NAME = "garden"
MORE = """
# From procedure B: seepage is proved by the first heavy rain, new owners are visited within a month.
[[revisit]]
rule = "seepage"
applies_to = { kinds = ["repair"], categories = ["ceiling_leak", "window_leak", "wall_leak", "roof_leak"] }
form = "on_site"
by_whom = "assistant"
due = "after_rain"
clause = "B4.1.2.3-C"

[new_owner]
within_months = 1
settle_days = 7
form = "on_site"
by_whom = "assistant"
clause = "B4.2.2"

[[coverage]]
name = "seepage"
rules = ["storm"]
rate = 1.0
clause = "B4.1.2.3-C"

[[coverage]]
name = "new_owners"
rules = ["new_owner"]
rate = 1.0
clause = "B4.2.2"
"""


def text() -> str:
    """The file as a company would keep it."""
    return PACKAGED["service_centre"] + MORE
