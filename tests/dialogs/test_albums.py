from dialogs.outcomes import AddToCase
from tests.dialogs.talking import Talk, at_photos, at_summary


def refs(talk: Talk) -> list[str]:
    return talk.answers["pictures"]["refs"]


def test_photos_are_counted_until_done() -> None:
    talk = at_photos()
    talk.send("11")
    talk.send("12")
    assert talk.said == ["dialog.photos_so_far"]
    assert talk.asked == "dialog.more_photos"
    assert refs(talk) == ["11", "12"]


def test_an_album_is_answered_once() -> None:
    talk = at_photos()
    talk.send("11", album="a")
    assert not talk.last.silent
    talk.send("12", album="a")
    assert talk.last.silent
    assert refs(talk) == ["11", "12"]


def test_a_late_photo_of_an_album_joins_in_silence_after_done() -> None:
    talk = at_photos()
    talk.send("11", album="a")
    talk.tap("pictures:done")
    talk.send("12", album="a")
    assert talk.last.silent
    talk.tap("visit:any")
    assert talk.lines["label.pictures"] == "2 張"


def test_a_late_photo_of_an_album_joins_the_paused_flow_it_belongs_to() -> None:
    talk = at_photos()
    talk.send("11", album="a")
    talk.write("投訴")
    talk.send("12", album="a")
    assert talk.last.silent
    assert talk.state.paused[0].answers["pictures"]["refs"] == ["11", "12"]


def test_a_photo_at_the_wrong_question_is_kept_for_the_case() -> None:
    talk = Talk()
    talk.press("0:menu:repair")
    talk.send("11")
    assert talk.said == ["dialog.photo_kept"]
    assert talk.asked == "repair.what"
    talk.tap("category:lift")
    talk.write("不動了")
    talk.tap("pictures:done")
    talk.tap("visit:any")
    talk.tap("confirm:file")
    assert talk.filed.pictures == ("11",)


def test_a_caption_answers_and_its_photo_is_kept() -> None:
    talk = Talk()
    talk.press("0:menu:repair")
    talk.tap("category:lift")
    talk.send("11", text="門關不上")
    assert talk.answers["story"] == "門關不上"
    assert refs(talk) == ["11"]


def test_a_photo_at_the_summary_joins_it() -> None:
    talk = at_summary()
    talk.send("11")
    assert talk.lines["label.pictures"] == "1 張"


def test_an_album_goes_along_to_the_longer_flow() -> None:
    talk = Talk()
    talk.send("11", text="廁所漏水", album="a")
    talk.tap("what:details")
    talk.send("12", album="a")
    assert talk.last.silent
    assert refs(talk) == ["11", "12"]


def test_a_late_photo_of_a_beginning_is_filed_with_it() -> None:
    talk = Talk()
    talk.send("11", text="電梯壞了", album="a")
    talk.send("12", album="a")
    assert talk.last.silent
    talk.tap("what:file")
    assert talk.filed.pictures == ("11", "12")


def test_photos_for_the_case_in_focus_are_acknowledged_once() -> None:
    talk = Talk()
    talk.state.focus, talk.state.focus_until = 17, talk.now
    talk.send("11", album="a")
    assert talk.last.acts == [AddToCase(17)]
    assert not talk.last.silent
    talk.send("12", album="a")
    assert talk.last.acts == [AddToCase(17)]
    assert talk.last.silent


def test_a_whole_album_and_more_is_kept() -> None:
    talk = at_photos()
    talk.send(*map(str, range(12)))
    talk.tap("pictures:done")
    talk.tap("visit:any")
    talk.tap("confirm:file")
    assert len(talk.filed.pictures) == 12
