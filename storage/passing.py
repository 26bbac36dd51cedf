"""Faults that are nobody's: two transactions met, and one of them has to be carried out again."""

from sqlalchemy.exc import DBAPIError

# PostgreSQL's own words for them; asking its driver's classes would load it beside SQLite, too
SERIALIZATION_FAILURE, DEADLOCK_DETECTED = "40001", "40P01"


def is_passing(fault: Exception) -> bool:
    """Whether the same work, done again from its beginning, may well succeed."""
    cause = fault.orig if isinstance(fault, DBAPIError) else fault
    return getattr(cause, "sqlstate", None) in (SERIALIZATION_FAILURE, DEADLOCK_DETECTED)
