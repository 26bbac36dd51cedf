"""What came in, as our books of windows, opt-ins and receipts note it; in the transaction of its turn."""

from datetime import datetime

from bot.channels.channel import Consent, News, Reach, Receipt
from desk import reach_results, reaching
from dialogs.heard import Heard
from procedures.reaching import Sign
from storage import Session, turns

WORDS = "words"


def note(session: Session, what: Heard | Reach | News, *, now: datetime) -> bool:
    """A message opens a window, an event tells what became of ours, or what an owner allows.

    Whether the answer should ask for words.
    """
    match what:
        case Heard():
            if contact := turns.contact_id(session, what.account, what.address):
                sign = Sign.WORDS if what.opens == WORDS else Sign.MENU
                return reaching.heard(session, contact, sign, now=now)
        case Receipt():
            reach_results.finished(
                session, what.account, what.address, what.external_id, what.status, now=now
            )
        case Consent():
            if contact := turns.contact_id(session, what.account, what.address):
                reach_results.opted_in(session, contact, what.template_id, accepted=what.agreed, now=now)
    return False
