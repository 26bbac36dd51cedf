import pytest

from dialogs.heard import HEARD_JSON, READ_HEARD, Heard
from dialogs.outcomes import RevisitDetails
from tests.dialogs.talking import Talk, at_photos


def in_revisit(result: str) -> Talk:
    """A revisit whose first tap was made."""
    talk = Talk()
    talk.state.runs = 1
    talk.start("revisit")
    talk.tap(f"result:{result}")
    return talk


def details(talk: Talk) -> RevisitDetails:
    return next(act for act in talk.last.acts if isinstance(act, RevisitDetails))


@pytest.mark.parametrize("stars", [1, 2, 3, 4, 5])
def test_a_typed_number_is_that_many_stars(stars: int) -> None:
    talk = in_revisit("solved")
    for _ in range(3):
        talk.write(str(stars))
    talk.tap("words:skip")
    talk.tap("more:no")
    assert (details(talk).speed, details(talk).workmanship, details(talk).manner) == (stars,) * 3


def test_a_photo_with_a_question_reaches_the_case() -> None:
    talk = Talk()
    talk.press("0:menu:enquiry")
    talk.send("11", text="這是什麼？")
    talk.tap("wish:any")
    talk.tap("confirm:file")
    assert talk.filed.pictures == ("11",)


def test_a_photo_of_another_matter_in_a_revisit_reaches_its_case() -> None:
    talk = in_revisit("solved")
    for _ in range(3):
        talk.write("5")
    talk.tap("words:skip")
    talk.tap("more:yes")
    talk.send("11", text="走廊燈不亮")
    more = details(talk).more
    assert more
    assert more.pictures == ("11",)


def test_photos_after_the_photo_question_do_not_open_it_again() -> None:
    talk = at_photos()
    talk.send("11")
    talk.tap("pictures:done")
    talk.send("12", text="明天下午")
    assert talk.asked == "dialog.time_understood"
    talk.tap("visit/ok:yes")
    talk.tap("confirm:file")
    assert talk.filed.pictures == ("11", "12")


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("a\ud800b", "ab"),
        ("a\0b", "ab"),
        ("水\udfff", "水"),
        ("plain", "plain"),
        ("\U0001f600", "\U0001f600"),
    ],
    ids=ascii,
)
def test_what_no_database_can_hold_is_let_go(written: str, kept: str) -> None:
    heard = Heard(account="web:demo", address="lin", external_id="1", text=written, name=written)
    assert (heard.text, heard.name) == (kept, kept)
    assert READ_HEARD.decode(HEARD_JSON.encode(heard)) == heard
