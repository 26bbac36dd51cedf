"""Clauses that nothing names yet, and why: the list shrinks, it never grows unnoticed."""

NOT_YET: dict[str, str] = {
    "A4.1.5": "a later part of the product: surveys",
    "A6.1": "a later part of the product: forms to print",
    "A6.4": "a later part of the product: forms to print",
    "B5.2": "a later part of the product: reply letters",
}
