"""Clauses that nothing names yet, and why: the list shrinks, it never grows unnoticed."""

NOT_YET: dict[str, str] = {
    "A6.1": "a later part of the product: forms to print",
    "B5.2": "a later part of the product: reply letters",
}
