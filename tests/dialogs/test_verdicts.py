"""Whether it is mended, in owners' own words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs import verdicts
from dialogs.after_rain import meant
from dialogs.outcomes import RevisitAnswered, ReworkTold
from dialogs.verdicts import verdict
from procedures.kinds import Outcome, StormAnswer
from tests.dialogs.talking import Talk

SOLVED = [
    *(
        "好了",
        "修好了，謝謝",
        "已經好了",
        "不漏了",
        "不再漏水了",
        "没有漏了",
        "都好了👍",
        "搞掂晒，唔該",
        "整好咗",
        "通了",
    ),
    *(
        "師傅修好了",
        "廁所已經不漏水了，謝謝你們",
        "修好了谢谢",
        "已經修好了，師傅很專業",
        "灯亮了",
        "谢谢，已经修好",
    ),
    *(
        "it works now",
        "fixed thanks",
        "It's fixed now, thank you!",
        "no more leaks",
        "all good",
        "it stopped leaking",
    ),
]
NOT = [
    *(
        "還在漏",
        "還是漏",
        "没修好",
        "沒有",
        "还没好",
        "還沒修好",
        "不行",
        "不好",
        "還是不行",
        "又漏了",
        "仲漏緊",
        "未整好",
    ),
    *("師傅還沒來", "沒人來過", "燈還是不亮", "不正常", "沒乾", "没好，谢谢", "還在漏，地板都濕了", "一样"),
    *(
        "still leaking",
        "not yet",
        "not fixed yet",
        "isn't fixed",
        "it's still not working",
        "yes but still leaking",
    ),
    *("nobody came", "leaking again", "unfortunately not"),
]
PARTLY = ["還有一點漏", "好多了", "沒有完全修好", "部分", "a bit better", "not completely fixed"]
UNCLEAR = [
    *(
        "還好",
        "修好了沒有",
        "好了嗎",
        "修好了但還在漏",
        "修好了 第二天又壞了",
        "擦不乾",
        "又好了",
        "不知道",
        "修了",
        "謝謝",
    ),
    *("修好了，但是門關不上", "fixed, but it leaks again", "is it fixed?", "我要投訴", ""),
]


@pytest.mark.parametrize(
    ("words", "result"),
    [(words, result) for some, result in ((SOLVED, Outcome.SOLVED), (NOT, Outcome.NOT)) for words in some]
    + [(words, Outcome.PARTLY) for words in PARTLY],
)
def test_natural_answers_are_understood(words: str, result: Outcome) -> None:
    said = verdict(words)
    assert said
    assert said.result is result


@pytest.mark.parametrize("words", UNCLEAR)
def test_what_may_be_read_otherwise_is_asked_again(words: str) -> None:
    assert verdict(words) is None


MENDED = st.one_of(
    st.sampled_from(verdicts._WORDS["mended_alone"]),
    st.tuples(st.sampled_from(verdicts._WORDS["mended"]), st.sampled_from(["了", "咗"])).map("".join),
)
NEGATIONS = st.sampled_from(
    [
        "還沒",
        "还没",
        "沒",
        "没有",
        "不",
        "未",
        "仲未",
        "根本沒",
        "not ",
        "isn't ",
        "it is not ",
        "never ",
        "hardly ",
    ]
)


@given(NEGATIONS, MENDED, st.sampled_from(["", "，謝謝", "!", " thanks", "啊"]))
def test_what_is_denied_is_never_mended(negation: str, mended: str, after: str) -> None:
    said = verdict(f"{negation}{mended}{after}")
    assert said is None or said.result is not Outcome.SOLVED


@given(st.text(max_size=80))
def test_any_words_can_be_read(words: str) -> None:
    said = verdict(words)
    assert said is None or said.result in Outcome


def in_revisit() -> Talk:
    talk = Talk()
    talk.start("revisit")
    return talk


def test_words_answer_the_revisit_like_a_tap() -> None:
    talk = in_revisit()
    talk.write("不漏了，謝謝")
    assert [type(act) for act in talk.last.acts] == [RevisitAnswered]
    assert talk.asked == "revisit.speed"


def test_what_is_told_of_a_failure_is_not_asked_again() -> None:
    talk = in_revisit()
    talk.write("還在漏，地板都濕了")
    answered, told = talk.last.acts
    assert answered == RevisitAnswered(3, Outcome.NOT)
    assert told == ReworkTold(3, "還在漏，地板都濕了")
    assert talk.asked == "revisit.show_us"


def test_a_bare_failure_is_asked_about() -> None:
    talk = in_revisit()
    talk.write("還是漏")
    assert talk.asked == "revisit.what_is_missing"


def test_thanks_in_place_of_a_tap_are_answered_and_the_question_stands() -> None:
    talk = in_revisit()
    talk.write("謝謝")
    assert (talk.said, talk.asked) == (["courtesy.welcome"], "revisit.is_it_solved")


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        *(
            (words, StormAnswer.DRY)
            for words in ("不漏了", "沒有再漏", "乾的", "已經好了，謝謝", "it stopped leaking", "all dry")
        ),
        *(
            (words, StormAnswer.LEAKS)
            for words in ("還是漏", "沒乾", "還沒好", "not fixed", "still wet", "還有一點滲水")
        ),
        *((words, None) for words in ("不漏了嗎", "擦不乾淨", "還好", "謝謝")),
    ],
)
def test_answers_after_rain(words: str, answer: StormAnswer | None) -> None:
    assert meant(words) is answer
