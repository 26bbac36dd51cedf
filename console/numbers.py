"""Ids in addresses: a row's number, or nothing that exists."""

from storage import Missing

LARGEST = 2**31 - 1


def wanted_number(given: str) -> int:
    """The number that a page is asked for; 0 for anything that is none."""
    fits = given.isascii() and given.isdigit() and len(given) <= len(str(LARGEST))
    return int(given) if fits and int(given) <= LARGEST else 0


def row_id(given: str) -> int:
    """Raises Missing for anything that cannot be a row's id (LIBRARIES 3, trap 9)."""
    if not (given.isascii() and given.isdigit() and len(given) <= len(str(LARGEST))) or int(given) > LARGEST:
        raise Missing
    return int(given)
