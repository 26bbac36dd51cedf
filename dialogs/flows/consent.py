"""Consent to pass a matter on: what would be given to whom, and why (PIPL 23, A4.2.3.2)."""

from dialogs.facts import ConsentFact, Facts
from dialogs.outcomes import ConsentGiven
from dialogs.questions import Option
from dialogs.script import Script, pick
from dialogs.speech import Text


def consent(facts: Facts) -> Script[ConsentGiven]:
    about = facts.consent or ConsentFact(0, "", "developer", "", "")
    options = (
        Option("yes", True, Text("consent.yes")),
        Option("no", False, Text("consent.no")),
    )
    agreed = yield from pick(
        "agree",
        "consent.may_we",
        options,
        number=about.number,
        recipient=Text(f"recipient.{about.recipient}"),
        name=about.name,
        reason=about.reason,
    )
    return ConsentGiven(about.transfer_id, agreed)
