"""The words of the procedures: kinds, categories, severities, states, roles and revisits."""

from enum import StrEnum


class Kind(StrEnum):
    COMPLAINT = "complaint"
    REPAIR = "repair"
    ENQUIRY = "enquiry"
    SUGGESTION = "suggestion"
    ENGAGEMENT = "engagement"  # a cost consultancy's work for a client (C3)


class Category(StrEnum):
    """What a case is about: repairs by place and trade (B4.1.2.3), then matters of the service (A4.3.2)."""

    BATHROOM_LEAK = "bathroom_leak"
    CEILING_LEAK = "ceiling_leak"
    WINDOW_LEAK = "window_leak"
    WALL_LEAK = "wall_leak"
    ROOF_LEAK = "roof_leak"
    DRAIN = "drain"
    CONCEALED_WORKS = "concealed_works"
    WATER_SUPPLY = "water_supply"
    POWER = "power"
    DOOR_LOCK = "door_lock"
    LIFT = "lift"
    INTERCOM = "intercom"
    PUBLIC_AREA = "public_area"

    CLEANING = "cleaning"
    GREENING = "greening"
    FIRE_SAFETY = "fire_safety"
    VEHICLES = "vehicles"
    PUBLIC_ORDER = "public_order"
    NOISE = "noise"
    STAFF_MANNER = "staff_manner"
    FEES = "fees"
    SPECIAL_SERVICE = "special_service"
    HOUSE_QUALITY = "house_quality"
    OTHER = "other"

    # A cost consultancy's: what it is engaged for (C3), and what clients speak of (C5).
    ESTIMATE = "estimate"
    BILL_OF_QUANTITIES = "bill_of_quantities"
    SETTLEMENT = "settlement"
    WHOLE_PROCESS = "whole_process"
    WORK_QUALITY = "work_quality"
    TIMELINESS = "timeliness"


REPAIR_CATEGORIES: tuple[Category, ...] = (
    Category.BATHROOM_LEAK,
    Category.CEILING_LEAK,
    Category.WINDOW_LEAK,
    Category.WALL_LEAK,
    Category.ROOF_LEAK,
    Category.DRAIN,
    Category.CONCEALED_WORKS,
    Category.WATER_SUPPLY,
    Category.POWER,
    Category.DOOR_LOCK,
    Category.LIFT,
    Category.INTERCOM,
    Category.PUBLIC_AREA,
    Category.OTHER,
)

# At most eight each: more buttons do not fit a phone's screen.
COMPLAINT_CATEGORIES: tuple[Category, ...] = (
    Category.NOISE,
    Category.CLEANING,
    Category.STAFF_MANNER,
    Category.PUBLIC_ORDER,
    Category.VEHICLES,
    Category.FEES,
    Category.HOUSE_QUALITY,
    Category.OTHER,
)
ENQUIRY_CATEGORIES: tuple[Category, ...] = (
    Category.FEES,
    Category.VEHICLES,
    Category.SPECIAL_SERVICE,
    Category.PUBLIC_AREA,
    Category.WATER_SUPPLY,
    Category.POWER,
    Category.FIRE_SAFETY,
    Category.OTHER,
)
SUGGESTION_CATEGORIES: tuple[Category, ...] = (
    Category.CLEANING,
    Category.GREENING,
    Category.PUBLIC_AREA,
    Category.VEHICLES,
    Category.PUBLIC_ORDER,
    Category.FIRE_SAFETY,
    Category.SPECIAL_SERVICE,
    Category.OTHER,
)

ENGAGEMENT_CATEGORIES: tuple[Category, ...] = (
    Category.ESTIMATE,
    Category.BILL_OF_QUANTITIES,
    Category.SETTLEMENT,
    Category.WHOLE_PROCESS,
    Category.OTHER,
)
# What a consultancy's client enquires, complains or has ideas about.
CLIENT_CATEGORIES: tuple[Category, ...] = (
    Category.WORK_QUALITY,
    Category.TIMELINESS,
    Category.STAFF_MANNER,
    Category.FEES,
    Category.OTHER,
)

OF_CONSULTANCIES = frozenset(
    {
        *(Category.ESTIMATE, Category.BILL_OF_QUANTITIES, Category.SETTLEMENT, Category.WHOLE_PROCESS),
        *(Category.WORK_QUALITY, Category.TIMELINESS),
    }
)


def categories_of(*, clients: bool) -> tuple[Category, ...]:
    """What matters can be about: of a consultancy with its clients, or of an estate with its owners."""
    if clients:
        return tuple(dict.fromkeys((*ENGAGEMENT_CATEGORIES, *CLIENT_CATEGORIES)))
    return tuple(each for each in Category if each not in OF_CONSULTANCIES)


# Here the owner is asked whether water is running, and told of the valve.
WATER: frozenset[Category] = frozenset(
    {
        Category.BATHROOM_LEAK,
        Category.CEILING_LEAK,
        Category.WINDOW_LEAK,
        Category.WALL_LEAK,
        Category.ROOF_LEAK,
        Category.DRAIN,
        Category.WATER_SUPPLY,
    }
)

# Harm may be done while a form is filled in: the 24-hour phone is shown first.
EMERGENCY_CATEGORIES: frozenset[Category] = frozenset({Category.LIFT, Category.POWER, Category.FIRE_SAFETY})


class Source(StrEnum):
    """Which way a case came in (A4.2.1, A4.2.3.2.2, A4.1.5)."""

    CHAT = "chat"
    PHONE = "phone"
    WALK_IN = "walk_in"
    ON_SITE = "on_site"
    COMPANY = "company"
    SURVEY = "survey"


class Validity(StrEnum):
    """What intake decides of a complaint (A4.2.3)."""

    UNDECIDED = "undecided"
    VALID = "valid"
    INVALID = "invalid"


class Cause(StrEnum):
    """What kind of cause a valid case had (A3.2); an incomplete procedure asks for a proposal (A4.4.3)."""

    WORKMANSHIP = "workmanship"
    MATERIAL = "material"
    CONDUCT = "conduct"
    PROCEDURE = "procedure"
    HOUSE = "house"
    OUTSIDE = "outside"


class Severity(StrEnum):
    ORDINARY = "ordinary"
    MAJOR = "major"


class CaseState(StrEnum):
    """Where a case stands; `WAITING` is for the owner."""

    OPEN = "open"
    ASSIGNED = "assigned"
    TAKEN = "taken"
    WAITING = "waiting"
    RESOLVED = "resolved"
    CLOSED = "closed"


class Role(StrEnum):
    """What a member of staff is; quality, company and principal look on from outside the centre (B3.1)."""

    ASSISTANT = "assistant"
    RECORDS_CLERK = "records_clerk"
    DEPARTMENT_HEAD = "department_head"
    ENGINEERING_SUPERVISOR = "engineering_supervisor"
    SERVICE_HEAD = "service_head"
    SUPERVISOR = "supervisor"
    DIRECTOR = "director"
    GENERAL_DIRECTOR = "general_director"
    QUALITY = "quality"
    COMPANY = "company"
    PRINCIPAL = "principal"
    ADMIN = "admin"


class RevisitForm(StrEnum):
    CHAT = "chat"
    PHONE = "phone"
    ON_SITE = "on_site"
    ORAL = "oral"
    LETTER = "letter"
    OPEN_LETTER = "open_letter"
    SURVEY = "survey"


class RevisitState(StrEnum):
    """Where a revisit stands; `BOOKED` is a visit with its time, `PHONE` fell back to a phone task."""

    PLANNED = "planned"
    ASKED = "asked"
    REMINDED = "reminded"
    BOOKED = "booked"
    PHONE = "phone"
    DONE = "done"
    SKIPPED = "skipped"
    FAILED = "failed"


class QuotaState(StrEnum):
    """Whether a director has made the revisits of a month (A3.1-a)."""

    DUE = "due"
    MET = "met"
    MISSED = "missed"


class AppointmentState(StrEnum):
    """What became of a time for a visit; `OFFERED` has none yet."""

    OFFERED = "offered"
    BOOKED = "booked"
    CHANGED = "changed"
    CANCELLED = "cancelled"
    KEPT = "kept"
    MISSED = "missed"


class Outcome(StrEnum):
    """What an owner says of the work when asked afterwards."""

    SOLVED = "solved"
    PARTLY = "partly"
    NOT = "not"


class Found(StrEnum):
    """What a visitor writes down of a visit: the owner's word on the work, or that nobody opened."""

    SOLVED = "solved"
    PARTLY = "partly"
    NOT = "not"
    NOT_AT_HOME = "not_at_home"


class WasHere(StrEnum):
    """What an owner says when asked whether the recorded visit was made (B5.1)."""

    YES = "yes"
    NOT_RIGHT = "not_right"
    NOBODY = "nobody"


class StormAnswer(StrEnum):
    """What an owner says of a leak repair after a heavy rain; `UNSURE` asks for somebody to come."""

    DRY = "dry"
    LEAKS = "leaks"
    UNSURE = "unsure"
