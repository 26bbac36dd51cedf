import errno
import os
import resource
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from storage.files import FileStore, Missing, NoSpace, Stored

HOUR = timedelta(hours=1)
NOW = datetime.now(UTC)
LATER = NOW + timedelta(days=1)


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


def files_under(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def none_known(_names: Sequence[str]) -> set[str]:
    return set()


@contextmanager
def no_file_longer_than(size: int) -> Generator[None, None, None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_what_was_put_is_read_under_its_hash(store: FileStore, tmp_path: Path) -> None:
    name = sha256(b"leak").hexdigest()
    assert store.put(b"leak") == Stored(name, 4)
    assert store.read(name) == b"leak"
    assert store.path(name) == tmp_path / "files" / name[:2] / name[2:4] / name


def test_the_same_bytes_twice_are_one_file(store: FileStore, tmp_path: Path) -> None:
    assert store.put(b"leak") == store.put(b"leak")
    assert len(files_under(tmp_path)) == 1


def test_nobody_else_may_look(store: FileStore, tmp_path: Path) -> None:
    file = store.path(store.put(b"leak").sha256)
    folders = [path for path in tmp_path.rglob("*") if path.is_dir()]
    assert file.stat().st_mode & 0o777 == 0o600
    assert {folder.stat().st_mode & 0o777 for folder in folders} == {0o700}


def test_an_unknown_hash_is_missing(store: FileStore) -> None:
    with pytest.raises(Missing):
        store.read("0" * 64)


@pytest.mark.parametrize(
    "name", ["", "ab", "../" * 20 + "etc/passwd", "g" * 64, "A" * 64, "0" * 65, "0" * 64 + "\n", "/" * 64]
)
def test_a_name_that_is_no_hash_is_refused(store: FileStore, name: str) -> None:
    with pytest.raises(ValueError, match="64 hex"):
        store.read(name)


def test_a_file_without_a_row_goes_after_an_hour_and_no_sooner(store: FileStore) -> None:
    kept, lost = store.put(b"kept").sha256, store.put(b"lost").sha256
    known = {kept}.intersection
    assert store.sweep(known, older_than=HOUR, now=NOW) == 0
    assert store.sweep(known, older_than=HOUR, now=LATER) == 1
    assert store.read(kept) == b"kept"
    with pytest.raises(Missing):
        store.read(lost)


def test_sweeping_an_empty_store_finds_nothing(store: FileStore) -> None:
    assert store.sweep(none_known, older_than=HOUR, now=LATER) == 0


def test_a_file_put_again_is_young_again(store: FileStore) -> None:
    path = store.path(store.put(b"leak").sha256)
    os.utime(path, (0, 0))
    store.put(b"leak")
    assert store.sweep(none_known, older_than=HOUR, now=NOW) == 0
    assert path.exists()


def test_a_file_put_again_while_the_sweep_asks_for_rows_stays(store: FileStore) -> None:
    stored = store.put(b"leak")
    os.utime(store.path(stored.sha256), (0, 0))

    def known(_names: Sequence[str]) -> set[str]:
        store.put(b"leak")
        return set()

    assert store.sweep(known, older_than=HOUR, now=NOW) == 0
    assert store.read(stored.sha256) == b"leak"


def test_many_files_are_asked_for_in_batches(store: FileStore) -> None:
    asked: list[int] = []

    def known(names: Sequence[str]) -> set[str]:
        asked.append(len(names))
        return set(names)

    folder = store.path(store.put(b"one").sha256).parent
    for number in range(500):
        (folder / f"{number:064x}").touch()
    assert store.sweep(known, older_than=HOUR, now=LATER) == 0
    assert asked == [500, 1]


def test_what_a_dead_write_left_is_swept_away(store: FileStore, tmp_path: Path) -> None:
    store.put(b"leak")
    (tmp_path / "files" / "incoming" / "tmpabc").write_bytes(b"le")
    assert store.sweep(set, older_than=HOUR, now=NOW) == 0
    assert store.sweep(set, older_than=HOUR, now=LATER) == 1
    assert len(files_under(tmp_path)) == 1


def test_what_a_dead_sweep_set_aside_is_put_back(store: FileStore, tmp_path: Path) -> None:
    stored = store.put(b"leak")
    store.path(stored.sha256).rename(tmp_path / "files" / "incoming" / stored.sha256)
    assert store.sweep(set, older_than=HOUR, now=LATER) == 0
    assert store.read(stored.sha256) == b"leak"


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, number: int) -> None:
    def full(_point: str) -> None:
        raise OSError(number, os.strerror(number))

    with pytest.raises(NoSpace):
        FileStore(tmp_path, failpoint=full).put(b"leak")
    assert files_under(tmp_path) == []


def test_a_write_cut_short_leaves_nothing_behind(store: FileStore, tmp_path: Path) -> None:
    with no_file_longer_than(1000), pytest.raises(NoSpace):
        store.put(b"x" * 100_000)
    assert files_under(tmp_path) == []
    assert store.read(store.put(b"x" * 100_000).sha256) == b"x" * 100_000


def test_another_fault_of_the_disk_is_told_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "files").write_text("not a folder")
    with pytest.raises(NotADirectoryError):
        FileStore(tmp_path / "files").put(b"leak")


def test_the_failpoints_stand_on_both_sides_of_the_rename(tmp_path: Path) -> None:
    seen: list[tuple[str, bool]] = []
    place = FileStore(tmp_path).path(sha256(b"leak").hexdigest())
    FileStore(tmp_path, failpoint=lambda point: seen.append((point, place.exists()))).put(b"leak")
    assert seen == [("attachment.before_rename", False), ("attachment.after_rename", True)]
