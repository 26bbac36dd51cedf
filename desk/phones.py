"""Phone numbers in one shape, checked against the numbering plans of the world."""

import importlib
from functools import cache
from typing import Any

REGIONS = {"Asia/Hong_Kong": "HK", "Asia/Taipei": "TW", "Asia/Macau": "MO"}


def e164(phone: str, zone: str) -> str:
    """A phone number in one shape; as given when it is none."""
    plans = _plans()
    try:
        number = plans.parse(phone, REGIONS.get(zone, "CN"))
    except plans.NumberParseException:
        return phone
    return plans.format_number(number, plans.PhoneNumberFormat.E164)


def is_phone(number: str) -> bool:
    """Whether there can be such a number; it begins with + and its country."""
    plans = _plans()
    try:
        return plans.is_valid_number(plans.parse(number))
    except plans.NumberParseException:
        return False


@cache
def _plans() -> Any:
    """The numbering plans, read when a number is first looked at: they are a tenth of the server's start."""
    return importlib.import_module("phonenumbers")
