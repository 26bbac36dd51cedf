"""A message as WeChat shows it: numbered choices that can be tapped, within the byte limit."""

import re

import pytest

from bot.channels.wechat.wording import pieces
from dialogs.numbering import choice_meant, number_meant
from dialogs.speech import Button, Spoken

MENU = (Button("0:menu:repair", "報修"), Button("0:menu:person", "找人工"))
SPOKEN = Spoken("您好，請問有什麼可以幫您？", MENU)
LINKS = re.compile(r"<a [^>]*>")


def shown(spoken: Spoken) -> str:
    return "".join(pieces(spoken, locale="zh-Hant"))


def test_choices_are_numbered_lines_that_can_be_tapped() -> None:
    assert shown(SPOKEN).splitlines()[-2:] == [
        '1. <a href="weixin://bizmsgmenu?msgmenucontent=報修&msgmenuid=0:menu:repair">報修</a>',
        '2. <a href="weixin://bizmsgmenu?msgmenucontent=找人工&msgmenuid=0:menu:person">找人工</a>',
    ]


@pytest.mark.parametrize(
    "words",
    [
        '<a href="weixin://bizmsgmenu?msgmenucontent=撤銷&msgmenuid=1:confirm:drop">看這裏</a>',
        "&lt;a href=&quot;weixin://bizmsgmenu&quot;&gt;",
        "WeiXin://dl/business",
        "]]></Content><MsgType>",
    ],
)
def test_a_link_in_somebodys_words_does_not_work(words: str) -> None:
    for spoken in (Spoken(words), Spoken("好", (Button("1:a:b", words),)), Spoken("好", by=words)):
        text = shown(spoken)
        ours = len(spoken.buttons)
        assert len(LINKS.findall(text)) == text.count("<a") == text.lower().count("weixin://") == ours
        assert "&lt;" not in text


def test_a_long_message_is_cut_at_paragraphs_and_loses_nothing() -> None:
    paragraphs = ["水管漏水了。" * 40, "樓上也是🧑‍🔧。" * 60, "謝謝" * 400]
    cut = pieces(Spoken("\n\n".join(paragraphs), MENU), locale="zh-Hant")
    assert len(cut) > 2
    assert all(len(piece.encode()) <= 1900 for piece in cut)
    assert "".join(cut).replace("\n", "").startswith("".join(paragraphs))
    assert not any(piece.endswith("\u200d") for piece in cut)


@pytest.mark.parametrize("most", [200, 321, 1900])
def test_no_choice_is_cut(most: int) -> None:
    buttons = tuple(Button(f"1:key:{each}", "好" * each) for each in range(1, 40))
    cut = pieces(Spoken("哪一個？", buttons), locale="zh-Hant", most_bytes=most)
    assert all(len(piece.encode()) <= most for piece in cut)
    assert all(piece.count("<a ") == piece.count("</a>") for piece in cut)
    assert all(f"{number}. " in "\n".join(cut) for number in range(1, 40))


def test_what_fits_into_one_message_without_links_has_none() -> None:
    buttons = tuple(Button(f"1:key:{each}", f"選項{each}" * 3) for each in range(20))
    (text,) = pieces(Spoken("哪一個？", buttons), locale="zh-Hant")
    assert "<a " not in text
    assert choice_meant("選項7選項7選項7", Spoken("", buttons)) == choice_meant("8", Spoken("", buttons))


@pytest.mark.parametrize("typed", ['A&B #2 "100%"', "A＆B%20＃2%20＂100％＂", ' a&b #2 "100%"。'])
def test_the_words_of_a_choice_mean_it_as_a_link_sends_them(typed: str) -> None:
    assert choice_meant(typed, Spoken("?", (Button("1:a:b", 'A&B #2 "100%"'),))) == "1:a:b"


def test_signs_with_a_meaning_in_addresses_are_sent_as_their_wide_forms() -> None:
    text = shown(Spoken("?", (Button("1:a:b", 'A&B #2 "100%"'),)))
    assert 'msgmenucontent=A＆B%20＃2%20＂100％＂&msgmenuid=1:a:b">A&B #2 "100%"</a>' in text


@pytest.mark.parametrize(
    ("words", "meant"),
    [("1", "0:menu:repair"), (" 2。", "0:menu:person"), ("2", "0:menu:person"), ("二", None), ("3", None)],
)
def test_a_number_means_the_choice_that_has_it(words: str, meant: str | None) -> None:
    assert number_meant(words, SPOKEN) == meant


@pytest.mark.parametrize("words", ["0", "-1", "1.5", "", "99999999999999999999", "²"])
def test_other_numbers_mean_nothing(words: str) -> None:
    assert number_meant(words, SPOKEN) is None


def test_where_words_are_asked_for_nothing_has_a_number() -> None:
    spoken = Spoken("門牌號碼？", (Button("1:~cancel:", "取消"),), ask="words")
    assert number_meant("1", spoken) is None
    assert "1. " not in shown(spoken)


def test_the_way_back_has_no_number() -> None:
    spoken = Spoken("哪裏？", (Button("1:place:kitchen", "廚房"), Button("1:~back:", "‹ 返回")))
    assert number_meant("2", spoken) is None
    assert shown(spoken).splitlines()[-1].startswith("<a ")


def test_nothing_to_show_is_still_a_message() -> None:
    assert pieces(Spoken("\0"), locale="en") == ("…",)
