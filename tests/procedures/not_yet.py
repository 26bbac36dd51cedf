"""Clauses that nothing names yet, and why: the list shrinks, it never grows unnoticed."""

NOT_YET: dict[str, str] = {
    "A4.1.4": "a later part of the product: owners' meetings",
    "A4.4.1": "a later part of the product: reports",
    "A4.4.2": "a later part of the product: reports",
    "A6.1": "a later part of the product: forms to print",
    "A6.3": "a later part of the product: forms to print",
    "B4.2.1": "a later part of the product: reports",
    "B4.2.4": "a later part of the product: reports",
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
