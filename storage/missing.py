"""What is asked for does not exist, or is another centre's: to the asker both are the same."""


class Missing(Exception):
    """No such row in this centre."""


LARGEST_ID = 2**31 - 1


def row_id(number: int) -> int:
    """A number that a row can have. Raises Missing for any other, which PostgreSQL would call a fault."""
    if not 0 < number <= LARGEST_ID:
        raise Missing
    return number
