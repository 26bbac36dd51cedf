"""Every table, one file per corner of the desk; importing this package fills the metadata."""

from storage.tables import search_ddl
from storage.tables.appointments import Appointment
from storage.tables.cases import Case, CaseEvent, Chain, Counter, Task
from storage.tables.client_reports import ClientReport
from storage.tables.contacts import BindCode, Contact, Conversation
from storage.tables.groups import BotAccount, GroupCard, GroupPost, StaffChat, StaffCode, StaffGroup
from storage.tables.houses import Building, Transfer
from storage.tables.imports import ImportBatch
from storage.tables.improving import Action, Daily, Proposal, Review
from storage.tables.incidents import Incident, IncidentAnswer, Letter, LetterCopy
from storage.tables.meetings import Meeting, MeetingGuest, MeetingPlan
from storage.tables.messages import Attachment, DeadLetter, InboundKey, Message, PassedPicture
from storage.tables.notices import Approval, DeliveryRow, Notice, NoticeCase, NoticeFile, NoticeVersion
from storage.tables.people import RecoveryCode, SecondFactor, SignIn, Staff, StaffSession
from storage.tables.places import Centre, Department, Owner, Tenancy, Unit
from storage.tables.postponements import Postponement
from storage.tables.promises import KeptPromise
from storage.tables.quotas import Quota
from storage.tables.rain import Campaign, RainHour, RainWatch, Storm
from storage.tables.reaching import AccessToken, MenuTag, OptIn, ReachForm, Receipt, WebState, Window
from storage.tables.replies import PassiveReply
from storage.tables.reports import Report
from storage.tables.revisits import Revisit
from storage.tables.search import SearchDue, SearchEntry, SearchMark
from storage.tables.sending import Outbox, Pace, Poll

assert search_ddl.TRIGGERS  # imported for what it adds to the metadata

__all__ = [
    "AccessToken",
    "Action",
    "Appointment",
    "Approval",
    "Attachment",
    "BindCode",
    "BotAccount",
    "Building",
    "Campaign",
    "Case",
    "CaseEvent",
    "Centre",
    "Chain",
    "ClientReport",
    "Contact",
    "Conversation",
    "Counter",
    "Daily",
    "DeadLetter",
    "DeliveryRow",
    "Department",
    "GroupCard",
    "GroupPost",
    "ImportBatch",
    "InboundKey",
    "Incident",
    "IncidentAnswer",
    "KeptPromise",
    "Letter",
    "LetterCopy",
    "Meeting",
    "MeetingGuest",
    "MeetingPlan",
    "MenuTag",
    "Message",
    "Notice",
    "NoticeCase",
    "NoticeFile",
    "NoticeVersion",
    "OptIn",
    "Outbox",
    "Owner",
    "Pace",
    "PassedPicture",
    "PassiveReply",
    "Poll",
    "Postponement",
    "Proposal",
    "Quota",
    "RainHour",
    "RainWatch",
    "ReachForm",
    "Receipt",
    "RecoveryCode",
    "Report",
    "Review",
    "Revisit",
    "SearchDue",
    "SearchEntry",
    "SearchMark",
    "SecondFactor",
    "SignIn",
    "Staff",
    "StaffChat",
    "StaffCode",
    "StaffGroup",
    "StaffSession",
    "Storm",
    "Task",
    "Tenancy",
    "Transfer",
    "Unit",
    "WebState",
    "Window",
]
