"""Telegram is abroad: what is sent there of owners in mainland China is a director's decision (PIPL 38)."""

import pytest

from desk.staff_groups import GroupKind, Wanted, is_discreet_by_default


@pytest.mark.parametrize(
    ("kind", "zone", "discreet"),
    [
        (GroupKind.TELEGRAM, "Asia/Shanghai", True),
        (GroupKind.TELEGRAM, "Asia/Urumqi", True),
        (GroupKind.TELEGRAM, "Asia/Hong_Kong", False),
        (GroupKind.TELEGRAM, "Asia/Taipei", False),
        (GroupKind.WECOM_ROBOT, "Asia/Shanghai", False),
    ],
)
def test_only_what_goes_abroad_from_the_mainland_is_discreet(
    kind: GroupKind, zone: str, *, discreet: bool
) -> None:
    assert is_discreet_by_default(kind, zone) is discreet


def test_whoever_says_nothing_about_it_sends_nothing_abroad() -> None:
    assert Wanted("工程部").discreet is True
