"""A transfer's life: proposed, agreed to by the owner or not, sent, answered (A4.2.3.1.1, A4.2.3.2)."""

from enum import StrEnum

from procedures.refused import Refused
from procedures.warranty import Recipient


class TransferState(StrEnum):
    PROPOSED = "proposed"
    CONSENTED = "consented"
    DECLINED = "declined"
    SENT = "sent"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


class Consent(StrEnum):
    """How an owner said whether their data may be given to a third party (PIPL 23)."""

    CHAT = "chat"
    PHONE = "phone"
    IN_PERSON = "in_person"
    LETTER = "letter"


UNSENT = (TransferState.PROPOSED, TransferState.CONSENTED, TransferState.DECLINED)
HIDDEN = "■■"


def asks_consent(to: Recipient) -> bool:
    """The company handles the data already; developer and contractor are others (PIPL 23)."""
    return to is not Recipient.COMPANY


def names_the_owner(to: Recipient, state: TransferState) -> bool:
    """Whether name, phone and room may leave: never to others without the owner's yes."""
    return not asks_consent(to) or state is TransferState.CONSENTED


def allow(state: TransferState, *among: TransferState) -> None:
    """Raises Refused when a transfer does not stand where an act needs it."""
    if state not in among:
        raise Refused("refused.transfer_is_elsewhere", transfer=state)


def without_owner(words: str, *secrets: str) -> str:
    """Words with name, phone and room made unreadable, wherever staff typed them."""
    for secret in sorted(filter(None, secrets), key=len, reverse=True):
        words = words.replace(secret, HIDDEN)
    return words
