"""Clauses that nothing names yet, and why: the list shrinks, it never grows unnoticed."""

NOT_YET: dict[str, str] = {
    "A4.1.5": "a later part of the product: surveys",
    "A6.1": "a later part of the product: forms to print",
    "A6.4": "a later part of the product: forms to print",
    "B4.2.5.1": "a later part of the product: notices",
    "B4.2.5.2": "a later part of the product: notices",
    "B4.2.5.3": "a later part of the product: notices",
    "B4.2.6.1": "a later part of the product: notices",
    "B4.2.6.2": "a later part of the product: notices",
    "B4.2.6.3": "a later part of the product: notices",
    "B4.2.6.4": "a later part of the product: notices",
    "B4.2.6.5": "a later part of the product: notices",
    "B5.2": "a later part of the product: reply letters",
}
