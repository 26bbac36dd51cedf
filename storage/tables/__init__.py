"""Every table, one file per corner of the desk; importing this package fills the metadata."""

from storage.tables.cases import Case, CaseEvent, Chain, Counter, Task
from storage.tables.contacts import BindCode, Contact, Conversation
from storage.tables.messages import Attachment, DeadLetter, InboundKey, Message
from storage.tables.people import SignIn, Staff, StaffSession
from storage.tables.places import Centre, Department, Owner, Tenancy, Unit
from storage.tables.rain import Campaign, RainHour, RainWatch, Storm
from storage.tables.revisits import Revisit
from storage.tables.sending import Outbox, Pace, Poll

__all__ = [
    "Attachment",
    "BindCode",
    "Campaign",
    "Case",
    "CaseEvent",
    "Centre",
    "Chain",
    "Contact",
    "Conversation",
    "Counter",
    "DeadLetter",
    "Department",
    "InboundKey",
    "Message",
    "Outbox",
    "Owner",
    "Pace",
    "Poll",
    "RainHour",
    "RainWatch",
    "Revisit",
    "SignIn",
    "Staff",
    "StaffSession",
    "Storm",
    "Task",
    "Tenancy",
    "Unit",
]
