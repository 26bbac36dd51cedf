"""What is asked for does not exist, or is another centre's: to the asker both are the same."""


class Missing(Exception):
    """No such row in this centre."""
