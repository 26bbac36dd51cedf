"""What a procedure does not allow: an ordinary answer, told to whoever asked."""

from enum import StrEnum


class Why(StrEnum):
    """The text ids of the refusals that come from the procedures themselves."""

    CASE_CLOSED = "refused.case_closed"
    CASE_NOT_CLOSED = "refused.case_not_closed"
    CASE_NOT_ASSIGNED = "refused.case_not_assigned"
    CASE_RESOLVED = "refused.case_resolved"
    CASE_NOT_RESOLVED = "refused.case_not_resolved"
    CAUSE_AND_MEASURE_NEEDED = "refused.cause_and_measure_needed"
    KIND_WITHOUT_REPLY_TIME = "refused.kind_without_reply_time"
    REVISIT_OWED = "refused.revisit_owed"
    ROLE_MAY_NOT = "refused.role_may_not"


class Refused(Exception):
    """An act that a procedure refuses.

    `text_id` names the text to show and `facts` are its arguments, so that the edge can translate;
    `str()` is English for logs and the command line.
    """

    def __init__(self, text_id: str, **facts: object) -> None:
        super().__init__(text_id, facts)
        self.text_id = text_id
        self.facts = facts

    def __str__(self) -> str:
        words = self.text_id.removeprefix("refused.").replace("_", " ")
        facts = ", ".join(f"{name}: {value}" for name, value in self.facts.items())
        return f"refused, {words} ({facts})" if facts else f"refused, {words}"
