"""Voices from outside become what every browser plays, or are refused; nothing foreign is run or read."""

from pathlib import Path

import pytest

from storage.pictures import BadPicture, Reason
from storage.sounds import playable
from tests.storage.voices import a_voice


@pytest.mark.parametrize("kind", ["amr", "ogg"])
def test_a_voice_is_written_anew_and_the_same_each_time(kind: str) -> None:
    sound = playable(a_voice(kind))
    assert sound.media_type == "audio/mpeg"
    assert sound.data.startswith(b"ID3")
    assert b"Lin" not in sound.data
    assert playable(a_voice(kind)) == sound
    assert 3000 < len(sound.data) < 6000  # a second of 32 kbit/s


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", Reason.EMPTY),
        (b"<html><script>", Reason.NOT_A_VOICE),
        (b"#!AMR\n" + b"\xff" * 1000, Reason.BROKEN),
        (b"OggS" + bytes(500), Reason.BROKEN),
        (b"#!AMR\n", Reason.BROKEN),
        (b"#EXTM3U\nfile:///etc/passwd", Reason.NOT_A_VOICE),
        (b"OggS" + bytes(20 * 1024 * 1024), Reason.TOO_LARGE),
    ],
    ids=["empty", "page", "amr noise", "ogg noise", "only a head", "playlist", "large"],
)
def test_what_is_no_voice_is_refused(data: bytes, reason: Reason) -> None:
    with pytest.raises(BadPicture) as refused:
        playable(data)
    assert refused.value.reason is reason


def test_what_takes_too_long_is_given_up() -> None:
    with pytest.raises(BadPicture) as refused:
        playable(a_voice("amr"), seconds=0.0001)
    assert refused.value.reason is Reason.TOO_SLOW


def test_a_long_voice_is_cut_and_nothing_is_left_on_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert len(playable(a_voice("amr", seconds=3)).data) < 20_000
    assert list(tmp_path.iterdir()) == []
