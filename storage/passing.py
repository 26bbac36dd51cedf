"""Faults that are nobody's: two transactions met, and one of them has to be carried out again."""

from psycopg.errors import DeadlockDetected, SerializationFailure
from sqlalchemy.exc import DBAPIError


def is_passing(fault: Exception) -> bool:
    """Whether the same work, done again from its beginning, may well succeed."""
    cause = fault.orig if isinstance(fault, DBAPIError) else fault
    return isinstance(cause, DeadlockDetected | SerializationFailure)
