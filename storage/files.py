"""Attachments: bytes on disk under the hash of their content, whole or not there at all."""

import errno
import os
import re
import tempfile
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256 as digest_of
from itertools import islice
from pathlib import Path

# EFBIG: what a file size limit answers; to the one who sends a picture it is the same as a full disk
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
NAME = re.compile(r"[0-9a-f]{64}")
ASK_AT_ONCE = 500

Failpoint = Callable[[str], None]


class Missing(LookupError):
    """No file lies under this hash."""


class NoSpace(Exception):
    """The disk is full; nothing was left behind."""


@dataclass(frozen=True)
class Stored:
    sha256: str
    size: int  # bytes


def never_fail(_point: str) -> None:
    return None


class FileStore:
    """File first, row after: `sweep` takes a file without a row; nothing mends a row without a file."""

    def __init__(self, root: Path, *, failpoint: Failpoint = never_fail) -> None:
        self._root = root
        self._incoming = root / "incoming"
        self._failpoint = failpoint

    def path(self, sha256: str) -> Path:
        """Where the file lies or would lie. Raises ValueError for anything but 64 lower-case hex digits."""
        if not NAME.fullmatch(sha256):
            raise ValueError("a file's name is 64 hex digits")
        return self._root / sha256[:2] / sha256[2:4] / sha256

    def read(self, sha256: str) -> bytes:
        """The file's bytes. Raises Missing."""
        try:
            return self.path(sha256).read_bytes()
        except FileNotFoundError as error:
            raise Missing(sha256) from error

    def put(self, data: bytes) -> Stored:
        """On disk for good when this returns; the same bytes twice are one file. Raises NoSpace."""
        stored = Stored(digest_of(data).hexdigest(), len(data))
        target = self.path(stored.sha256)
        with _full_disk_told():
            if not _renewed(target):
                self._write(data, target)
            # also for a file that was there: who wrote it may have died before this line
            for folder in (target.parent, target.parent.parent, self._root):
                _sync_folder(folder)
        self._failpoint("attachment.after_rename")
        return stored

    def sweep(
        self, known: Callable[[Sequence[str]], set[str]], *, older_than: timedelta, now: datetime
    ) -> int:
        """Remove old files without a row, and old leftovers of broken writes; answers how many went.

        `known` is given hashes and answers those that have a row.
        """
        before = now - older_than
        gone = self._tidy_up(before)
        old = (path for path in self._root.glob("??/??/*") if _is_older(path, before))
        while batch := list(islice(old, ASK_AT_ONCE)):
            rows = known([path.name for path in batch])
            gone += sum(self._remove(path, before) for path in batch if path.name not in rows)
        return gone

    def _write(self, data: bytes, target: Path) -> None:
        for folder in (self._root, self._incoming, target.parent.parent, target.parent):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self._incoming)  # made 0600
        try:
            with open(handle, "wb") as file:  # noqa: PTH123  it is open already; this is its handle
                file.write(data)
                file.flush()
                os.fsync(handle)
            self._failpoint("attachment.before_rename")
            Path(name).replace(target)
        finally:
            Path(name).unlink(missing_ok=True)

    def _tidy_up(self, before: datetime) -> int:
        gone = 0
        for path in self._incoming.glob("*"):
            with suppress(FileNotFoundError):  # another node was first
                if NAME.fullmatch(path.name):
                    path.replace(self.path(path.name))  # a sweep died between aside and away
                elif _is_older(path, before):
                    path.unlink()
                    gone += 1
        return gone

    def _remove(self, path: Path, before: datetime) -> bool:
        # Aside first, then look again: a `put` of the same bytes that relies on this file has renewed it by
        # now, and one that comes later no longer finds it and writes its own.
        aside = self._incoming / path.name
        self._incoming.mkdir(mode=0o700, exist_ok=True)
        with suppress(FileNotFoundError):
            path.replace(aside)
            if _is_older(aside, before):
                aside.unlink()
                return True
            aside.replace(path)
        return False


@contextmanager
def _full_disk_told() -> Generator[None, None, None]:
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise NoSpace from error
        raise


def _renewed(path: Path) -> bool:
    try:
        os.utime(path)
    except FileNotFoundError:
        return False
    return True


def _is_older(path: Path, moment: datetime) -> bool:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC) < moment
    except FileNotFoundError:
        return False


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
