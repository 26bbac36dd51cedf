"""Where it is, in owners' words."""

from datetime import timedelta

import pytest

from dialogs.outcomes import AddToCase, EmergencyHeard
from dialogs.places import place_in, place_named
from procedures.kinds import Category, Kind
from tests.dialogs.talking import NOW, UNBOUND, Talk


@pytest.mark.parametrize(
    "words",
    [
        *(
            "3座 12A",
            "3座12樓A室",
            "我住3棟1201",
            "三栋二单元五楼",
            "12A",
            "3-1201",
            "A座1201",
            "第二期5座3樓",
        ),
        *("Tower 3, Flat 12A", "block 2 unit 5", "大堂", "地下车库", "the lobby", "12A。"),
    ],
)
def test_a_short_answer_is_the_place(words: str) -> None:
    assert place_in(words) == words.strip()


@pytest.mark.parametrize(
    "words",
    [
        "謝謝",
        "好的",
        "樓上好吵",
        "門口的保安不理人",
        "明天下午三點",
        "水一直流！",
        "1",
        "13800010001",
        "12月3號",
        "",
    ],
)
def test_other_words_are_no_place(words: str) -> None:
    assert place_in(words) == ""


def test_a_flat_is_found_in_a_longer_answer() -> None:
    story = "我家是3座12樓A室，昨天晚上開始天花板滲水，今天早上起床一看整個地板都濕了，麻煩快點派人來看看"
    assert place_in(story) == "3座12樓A室"


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("我想報修，5座大堂的門鎖壞了", "5座大堂"),
        ("8座地下車庫進水了", "8座地下車庫"),
        ("我家是3座12樓A室，天花板滲水", "3座12樓A室"),
        ("the lift in block 2 is stuck", "block 2"),
        ("樓上好吵", ""),
    ],
)
def test_the_place_is_taken_out_of_a_matter(words: str, place: str) -> None:
    assert place_named(words) == place


def asked_where(*, after: timedelta = timedelta(0)) -> Talk:
    """An owner of no known flat complained about fees, and is asked where."""
    talk = Talk(UNBOUND, open_case=Category.FEES)
    talk.now = NOW + after
    talk.state.place_for = talk.state.focus = 17
    talk.state.focus_until = NOW + timedelta(minutes=15)
    return talk


MATTERS = [
    ("我想報修，5座大堂的門鎖壞了", Kind.REPAIR, "5座大堂"),
    ("我也要投訴3座保潔很差", Kind.COMPLAINT, "3座"),
    ("8座地下車庫進水了", Kind.REPAIR, "8座地下車庫"),
    ("建議在2座門口加一盞燈，晚上很黑", Kind.SUGGESTION, "2座門口"),
    ("2座電梯壞了，有人被困", Kind.REPAIR, "2座"),
]


@pytest.mark.parametrize(("words", "kind", "place"), MATTERS)
def test_a_matter_that_names_a_block_is_no_answer_to_where(words: str, kind: Kind, place: str) -> None:
    talk = asked_where()
    talk.write(words)
    assert talk.asked == "beginning.whose"
    assert talk.last.acts == ([EmergencyHeard(words)] if "被困" in words else [])
    talk.tap("whose:new")
    talk.tap("what:file")
    if not talk.last.acts:
        talk.tap("flowing")
    assert (talk.filed.kind, talk.filed.place, talk.filed.story) == (kind, place, words)
    assert "beginning.where_is_it" not in talk.said


@pytest.mark.parametrize(("words", "kind", "place"), MATTERS)
def test_later_it_is_a_beginning_at_once(words: str, kind: Kind, place: str) -> None:
    talk = asked_where(after=timedelta(minutes=16))
    talk.write(words)
    assert talk.asked == "beginning.offer"


def test_what_is_of_the_case_after_all_brings_its_place() -> None:
    talk = asked_where()
    talk.write("5座大堂的門鎖壞了")
    talk.tap("whose:this")
    assert talk.last.acts == [AddToCase(17, words="5座大堂的門鎖壞了", place="5座大堂")]


def test_a_place_told_with_the_same_matter_is_the_case_s() -> None:
    talk = Talk(UNBOUND)
    talk.state.place_for = 17
    words = "3座12樓A室，天花板滴水"
    talk.write(words)
    assert talk.last.acts == [AddToCase(17, place=words)]
