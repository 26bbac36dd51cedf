"""Long texts lose nothing and fit; keyboards and parts are laid out for a phone."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.channel import SendFailed
from bot.channels.telegram.keyboard import keyboard, rows
from bot.channels.telegram.parts import parts
from bot.channels.telegram.splitting import LONGEST_TEXT, split, units
from dialogs.speech import Button, Spoken

PHOTO = Path("p")
ANY = st.text(st.characters(codec=None, exclude_categories=()) | st.sampled_from("\n。 👩\u200d🏽"))


@given(ANY, st.integers(2, 40))
def test_splitting_loses_nothing_and_every_part_fits(text: str, most: int) -> None:
    got = split(text, most)
    assert "".join(got) == text
    assert all(units(part) <= most for part in got)
    assert all(got) or text == ""


@given(st.text(st.sampled_from("漏a👩\n 。"), min_size=2000, max_size=2500).map(lambda text: text * 4))
def test_real_limits_hold_in_utf_16(text: str) -> None:
    got = split(text)
    assert "".join(got) == text
    assert max(map(units, got)) <= LONGEST_TEXT


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("aaa\n\nbbb ccc ddd", "aaa\n\n"),
        ("水漏。水漏水漏水漏水", "水漏。"),
        ("aaaa bbbbbbbbb", "aaaa "),
        ("漏" * 12, "漏" * 8),
        ("aaaaaaa👩🏽bb", "aaaaaaa"),
        ("abcdefge\u0301xyz", "abcdefg"),
    ],
    ids=["paragraph", "sentence", "word", "nowhere", "emoji with a tone", "accent"],
)
def test_a_text_is_cut_where_a_reader_pauses(text: str, first: str) -> None:
    assert split(text, 8)[0] == first


def test_buttons_share_a_row_while_their_labels_fit() -> None:
    labels = ["是", "否", "浴室漏水或滲水到樓下", *"12345", "My own very long button label"]
    laid = rows([Button("1:a:b", label) for label in labels])
    assert [len(row) for row in laid] == [2, 1, 5, 1]


def test_a_row_has_eight_at_most_and_a_keyboard_a_hundred() -> None:
    keys = keyboard(Spoken("x", tuple(Button(f"1:n:{n}", "1") for n in range(130))), "en")
    assert keys is not None
    sizes = [len(row) for row in keys.to_dict()["inline_keyboard"]]
    assert (max(sizes), sum(sizes)) == (8, 100)


def test_a_token_longer_than_64_bytes_is_refused_before_telegram_does() -> None:
    with pytest.raises(SendFailed) as failed:
        keyboard(Spoken("x", (Button("漏" * 22, "x"),)), "en")
    assert failed.value.permanent


@pytest.mark.parametrize(
    ("spoken", "pictures", "shapes"),
    [
        (Spoken("hi"), 0, [(0, True)]),
        (Spoken("hi"), 1, [(1, True)]),
        (Spoken("hi"), 9, [(9, False)]),
        (Spoken("hi", (Button("t", "b"),)), 2, [(2, False), (0, True)]),
        (Spoken("字" * 1024), 1, [(1, False), (0, True)]),
        (Spoken("字" * 5000), 0, [(0, True), (0, True)]),
        (Spoken("\n" * 5000 + "x"), 0, [(0, True)]),
        (Spoken("hi"), 12, [(10, False), (2, False), (0, True)]),
        (Spoken(""), 12, [(10, False), (2, False)]),
    ],
)
def test_a_message_has_its_parts(spoken: Spoken, pictures: int, shapes: list[tuple[int, bool]]) -> None:
    planned = parts(spoken, [PHOTO] * pictures)
    assert [len(part.pictures) for part in planned] == [shape[0] for shape in shapes]
    assert [part.is_last for part in planned] == [False] * (len(planned) - 1) + [True]


def test_an_owner_sees_which_person_writes() -> None:
    assert parts(Spoken("we come at 3", by="Chen"))[0].words == "👤 Chen\nwe come at 3"


def test_half_an_emoji_becomes_a_question_mark() -> None:
    assert parts(Spoken("a\ud83db"))[0].words == "a\ufffdb"
