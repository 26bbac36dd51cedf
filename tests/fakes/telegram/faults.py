"""What can go wrong on demand: a fault says how a call ends, a rule says which calls it strikes."""

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.fakes.telegram.shapes import ApiError, Call


@dataclass(frozen=True)
class Fault:
    """How a call ends. `accepts`: it took effect before the answer was lost, so a retry is a repeat."""

    name: str
    error: ApiError | None = None
    body: bytes | None = None
    status: int = 200
    content_type: str = "application/json"
    cut: bool = False
    delay: float = 0.0
    accepts: bool = False


def too_many(retry_after: int) -> Fault:
    words = f"Too Many Requests: retry after {retry_after}"
    return Fault("too_many", ApiError(429, words, {"retry_after": retry_after}))


def blocked() -> Fault:
    return Fault("blocked", ApiError(403, "Forbidden: bot was blocked by the user"))


def deactivated() -> Fault:
    return Fault("deactivated", ApiError(403, "Forbidden: user is deactivated"))


def kicked() -> Fault:
    return Fault("kicked", ApiError(403, "Forbidden: bot was kicked from the supergroup chat"))


def chat_not_found() -> Fault:
    return Fault("chat_not_found", ApiError(400, "Bad Request: chat not found"))


def migrated(to_chat_id: int) -> Fault:
    words = "Bad Request: group chat was upgraded to a supergroup chat"
    return Fault("migrated", ApiError(400, words, {"migrate_to_chat_id": to_chat_id}))


def unauthorized() -> Fault:
    return Fault("unauthorized", ApiError(401, "Unauthorized"))


def server_error() -> Fault:
    return Fault("server_error", ApiError(500, "Internal Server Error"))


_HTML = b"<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"


def bad_gateway(*, accepts: bool = False) -> Fault:
    return Fault("bad_gateway", body=_HTML, status=502, content_type="text/html", accepts=accepts)


def not_json(*, accepts: bool = True) -> Fault:
    """A 200 whose body is no JSON: the message is there and nobody was told."""
    return Fault("not_json", body=b"OK, but not JSON {", accepts=accepts)


def cut(*, accepts: bool = True) -> Fault:
    """The connection closes without an answer; by default the message has arrived all the same."""
    return Fault("cut", cut=True, accepts=accepts)


def late(seconds: float) -> Fault:
    """It takes effect at once; the good answer comes late."""
    return Fault("late", delay=seconds, accepts=True)


def hang(seconds: float, *, accepts: bool = False) -> Fault:
    """Nothing is heard for so long, then the connection closes."""
    return Fault("hang", cut=True, delay=seconds, accepts=accepts)


@dataclass
class Rule:
    """Which calls a fault strikes: by method, chat or any condition, the first `times` of them."""

    fault: Fault
    method: str | None = None
    chat_id: int | None = None
    when: Callable[[Call], bool] | None = None
    times: int | None = 1
    struck: list[int] = field(default_factory=list)

    def strikes(self, call: Call) -> bool:
        return (
            (self.times is None or len(self.struck) < self.times)
            and self.method in (None, call.method)
            and self.chat_id in (None, call.chat_id)
            and (self.when is None or self.when(call))
        )


def choose(rules: list[Rule], call: Call) -> Fault | None:
    """The fault of the first rule that strikes, which counts it."""
    for rule in rules:
        if rule.strikes(call):
            rule.struck.append(call.number)
            return rule.fault
    return None
