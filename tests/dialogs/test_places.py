"""Where it is, in owners' words."""

import pytest

from dialogs.places import place_in


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
    ["謝謝", "好的", "樓上好吵", "門口的保安不理人", "明天下午三點", "水一直流！", "1", "13800010001", ""],
)
def test_other_words_are_no_place(words: str) -> None:
    assert place_in(words) == ""


def test_a_flat_is_found_in_a_longer_answer() -> None:
    story = "我家是3座12樓A室，昨天晚上開始天花板滲水，今天早上起床一看整個地板都濕了，麻煩快點派人來看看"
    assert place_in(story) == "3座12樓A室"
