"""Ids in addresses: a row's number, or nothing that exists."""

from storage import Missing

LARGEST = 2**31 - 1


def row_id(given: str) -> int:
    """Raises Missing for anything that cannot be a row's id (LIBRARIES 3, trap 9)."""
    if not (given.isascii() and given.isdigit() and len(given) <= len(str(LARGEST))) or int(given) > LARGEST:
        raise Missing
    return int(given)
