"""A channel's webhook as its channel sees it: who may come in, and what becomes of a body."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import NamedTuple, Protocol

Headers = Iterable[tuple[bytes, bytes]]


END_OF_HEAD = b"\r\n"


class Answer(NamedTuple):
    """Status line and headers of an answer; `closes` when the connection ends with it.

    `tail` ends the head, and carries the body if there is one.
    """

    head: bytes
    closes: bool = False
    tail: bytes = END_OF_HEAD


def _answer(status: HTTPStatus, *headers: bytes, closes: bool = False) -> Answer:
    first = b"HTTP/1.1 %d %s" % (status, status.phrase.encode())
    return Answer(b"".join(line + b"\r\n" for line in (first, b"content-length: 0", *headers)), closes)


OK = _answer(HTTPStatus.OK)
UNAUTHORIZED = _answer(HTTPStatus.UNAUTHORIZED)
METHOD_NOT_ALLOWED = _answer(HTTPStatus.METHOD_NOT_ALLOWED, b"allow: POST")
# closed, because the body was not read
TOO_LARGE = _answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, closes=True)
BROKEN = _answer(HTTPStatus.INTERNAL_SERVER_ERROR)
AWAY = _answer(HTTPStatus.SERVICE_UNAVAILABLE, b"retry-after: 5")


def words(body: bytes, media_type: bytes) -> Answer:
    """200 with a body."""
    head = b"HTTP/1.1 200 OK\r\ncontent-type: %s\r\ncontent-length: %d\r\n" % (media_type, len(body))
    return Answer(head, tail=END_OF_HEAD + body)


class Hook(Protocol):
    """Where a platform posts what owners wrote. `largest` is the size of a body in bytes that is read."""

    @property
    def largest(self) -> int: ...

    def refuse(self, headers: Headers) -> Answer | None:
        """Asked before the body is read; names are in lower case. None lets it in."""
        ...

    def take(self, body: bytes, answer: Callable[[Answer], None]) -> None:
        """A whole body. `answer` is called once, on the event loop, when it is known what became of it."""
        ...


class Asked(ABC):
    """A hook for one request whose address says more than its path; GET has an answer, too."""

    @property
    @abstractmethod
    def largest(self) -> int: ...

    @abstractmethod
    def without_body(self, method: bytes) -> Answer:
        """The answer to anything but POST."""

    @abstractmethod
    def refuse(self, headers: Headers) -> Answer | None: ...

    @abstractmethod
    def take(self, body: bytes, answer: Callable[[Answer], None]) -> None: ...


class Asking(ABC):
    """Makes a hook for each request out of its query string."""

    @abstractmethod
    def asked(self, query: bytes) -> Asked: ...
