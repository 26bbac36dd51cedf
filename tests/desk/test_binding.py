"""Who is writing: codes, phones, staff."""

from datetime import timedelta

import pytest

from desk import binding, cases
from storage.tables import Contact, Tenancy
from tests.desk.cast import MINUTE, Chat, Town

CODE = "k7-Qw9_xZ2mN"


@pytest.fixture
def stranger(town: Town) -> Chat:
    return town.chat("new", bound=None)


def owner_of(town: Town, chat: Chat) -> int | None:
    return town.rows(Contact, id=chat.contact_id())[0].owner_id


def give(town: Town, who: str = "lin") -> None:
    by = town.zhao if who == "ng" else town.chen
    town.do(binding.give_code, town.ids[who], by=by, token=CODE)


def test_the_right_code_binds_and_says_so(town: Town, stranger: Chat) -> None:
    give(town)
    stranger.says(f"/start {CODE}")
    assert owner_of(town, stranger) == town.ids["lin"]
    assert "3座 12A" in stranger.last().text


@pytest.mark.parametrize("how", ["wrong", "expired", "used", "other centre"])
def test_a_code_that_does_not_count_binds_nobody(town: Town, stranger: Chat, how: str) -> None:
    give(town, "ng" if how == "other centre" else "lin")
    if how == "used":
        town.chat("first", bound=None).says(f"/start {CODE}")
    town.now += timedelta(minutes=10) if how == "expired" else MINUTE
    stranger.says("/start nonsense" if how == "wrong" else f"/start {CODE}")
    assert owner_of(town, stranger) is None
    assert "不正確或已過期" in stranger.last().text


def test_after_five_wrong_codes_even_the_right_one_waits_an_hour(town: Town, stranger: Chat) -> None:
    for wrong in range(5):
        stranger.says(f"/start wrong{wrong}")
    give(town)
    stranger.says(f"/start {CODE}")
    assert owner_of(town, stranger) is None
    town.now += timedelta(hours=1, minutes=1)
    give_again = "another-code-8"
    town.do(binding.give_code, town.ids["lin"], by=town.chen, token=give_again)
    stranger.says(f"/start {give_again}")
    assert owner_of(town, stranger) == town.ids["lin"]


@pytest.mark.parametrize("phone", ["+8613800010001", "8613800010001", "13800010001", "138 0001 0001"])
def test_a_phone_on_record_binds(town: Town, stranger: Chat, phone: str) -> None:
    stranger.hears(phone=phone)
    assert owner_of(town, stranger) == town.ids["lin"]


@pytest.mark.parametrize("phone", ["+8613999999999", "+8613800010003", "nonsense"])
def test_a_phone_not_on_record_here_becomes_a_task(town: Town, stranger: Chat, phone: str) -> None:
    stranger.hears(phone=phone)
    assert owner_of(town, stranger) is None
    assert town.open_tasks() == ["who_is_it"]


def test_a_phone_of_two_owners_binds_neither(town: Town, stranger: Chat) -> None:
    shared = "+8613800010002"
    town.store.write(
        lambda session: setattr(session.get_one(binding.Owner, town.ids["lin"]), "phone", shared)
    )
    stranger.hears(phone=shared)
    assert owner_of(town, stranger) is None
    assert town.open_tasks() == ["who_is_it"]


def test_a_stranger_can_write_and_staff_confirm_who_it_is(town: Town, stranger: Chat) -> None:
    case = stranger.files()
    assert town.open_tasks() == ["who_is_it"]
    ids = {"owner_id": town.ids["ho"], "unit_id": town.ids["5C"]}
    town.do(cases.confirm_owner, case.id, by=town.chen, **ids)
    found = town.case(case.id)
    assert (found.owner_id, found.unit_id) == (town.ids["ho"], town.ids["5C"])
    assert owner_of(town, stranger) == town.ids["ho"]
    assert town.open_tasks() == []
    assert "3座 5C" in stranger.last().text
    assert "owner_confirmed" in town.what_happened(case.id)


def test_confirming_a_new_flat_writes_who_lives_there(town: Town, stranger: Chat) -> None:
    case = stranger.files()
    ids = {"owner_id": town.ids["lin"], "unit_id": town.ids["5C"]}
    town.do(cases.confirm_owner, case.id, by=town.chen, **ids)
    assert len(town.rows(Tenancy, owner_id=town.ids["lin"])) == 2


def test_earlier_cases_follow_the_one_who_binds(town: Town, stranger: Chat) -> None:
    case = stranger.files()
    give(town)
    stranger.says(f"/start {CODE}")
    assert town.case(case.id).owner_id == town.ids["lin"]
    assert town.what_happened(case.id)[-1] == "owner_confirmed"


def test_an_owner_of_two_flats_says_which_one(town: Town) -> None:
    ho = town.chat("ho", bound="ho")
    ho.says("廁所的水管漏水")
    ho.taps(f"unit{town.ids['5C']}")
    ho.taps("no")
    assert town.cases()[0].unit_id == town.ids["5C"]


def test_after_a_wrong_code_the_next_words_are_the_next_try(town: Town, stranger: Chat) -> None:
    give(town)
    stranger.says("綁定")
    stranger.taps("yes")
    stranger.says("wrong")
    assert "4 次" in stranger.last().text
    stranger.says(CODE)
    assert owner_of(town, stranger) == town.ids["lin"]


def test_the_tries_run_out_and_the_way_out_was_there(town: Town, stranger: Chat) -> None:
    stranger.says("/start wrong")
    assert any("~cancel" in button.token for button in stranger.last().buttons)
    for n in range(4):
        stranger.says(f"wrong {n}")
    assert "一小時" in stranger.last().text
    assert stranger.last().buttons == ()


def test_a_matter_written_in_place_of_a_code_is_heard(town: Town, stranger: Chat) -> None:
    stranger.says("/start wrong")
    stranger.says("電梯困住人了")
    assert town.open_tasks() == ["emergency"]
