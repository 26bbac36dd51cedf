"""What a token means beside its neighbours: a bare number, a limit of nothing, 一點 as an adverb."""

from dialogs.times.script import number
from dialogs.times.tokens import Sort, Token
from dialogs.times.values import Clock, Limit, Said

_NOTHING = Token(Sort.STOP, Said(), "")
_OPENS_AN_HOUR = {Limit.STRICTLY_BEFORE, Limit.BEFORE, Limit.BY, Limit.AFTER, Limit.SINCE}


def settled(found: list[Token]) -> list[Token]:
    """The tokens with every number and joint decided by what stands beside it; the rest are gaps."""
    done: list[Token] = []
    ranged = any(token.text == "between" for token in found)
    for place, token in enumerate(found):
        before = done[-1] if done else _NOTHING
        after = [*found[place + 1 : place + 4], _NOTHING, _NOTHING, _NOTHING]
        done.append(_settle(token, done[-2:], before, after, ranged=ranged))
    return done


def _settle(token: Token, done: list[Token], before: Token, after: list[Token], *, ranged: bool) -> Token:
    if token.sort is Sort.BARE:
        return _bare(token, done, after)
    if token.sort is Sort.SUFFIX and before.sort is not Sort.SAYS:
        return _as_gap(token)
    if token.sort is Sort.TO:
        return _joint(token, before, after[0], ranged=ranged)
    if token.text == "一点" and before.sort is not Sort.SAYS and _is_only_a_bit(before, after[0]):
        return _as_gap(token)
    return token


def _as_gap(token: Token) -> Token:
    return Token(Sort.GAP, Said(), token.text)


def _is_only_a_bit(before: Token, after: Token) -> bool:
    """快一點, 一點都不: the adverb, not the hour."""
    return (before.sort is Sort.GAP and after.sort is not Sort.SUFFIX) or after.sort is Sort.GAP


def _joint(token: Token, before: Token, after: Token, *, ranged: bool) -> Token:
    if token.text == "and" and not ranged:
        return _as_gap(token)
    if before.sort is Sort.SAYS and after.sort in {Sort.SAYS, Sort.BARE}:
        return token
    if token.text in {"until", "till", "到"} and after.sort in {Sort.SAYS, Sort.BARE}:
        return Token(Sort.PREFIX, Said(limit=Limit.BY), token.text)
    return _as_gap(token)


def _bare(token: Token, done: list[Token], after: list[Token]) -> Token:
    """A number is an hour, a weekday or a date only between words that make it one."""
    value = number(token.text)
    before = done[-1] if done else _NOTHING
    following = after[0]
    if following.sort is Sort.GAP:
        return _as_gap(token)
    if before.sort is Sort.TO and len(done) > 1:
        return _like(done[-2].said, value, token)
    if following.sort is Sort.TO and after[1].sort is Sort.SAYS and before.sort is not Sort.GAP:
        return _like(after[1].said, value, token)
    if before.sort is Sort.SAYS and _is_bare_range(after):
        return _like(Said(clock=Clock(value, 0)), value, token)
    opens = before.sort is Sort.AT or (before.sort is Sort.PREFIX and before.said["limit"] in _OPENS_AN_HOUR)
    if opens and value <= 24:
        return Token(Sort.SAYS, Said(clock=Clock(value, 0)), token.text)
    return _as_gap(token)


def _is_bare_range(after: list[Token]) -> bool:
    """週六 10-12, but not 週六 3-5樓."""
    return after[0].sort is Sort.TO and after[1].sort is Sort.BARE and after[2].sort is not Sort.GAP


def _like(other: Said, value: int, token: Token) -> Token:
    if "clock" in other:
        return Token(Sort.SAYS, Said(clock=Clock(value, 0)), token.text)
    if "weekday" in other and 1 <= value <= 6:
        return Token(Sort.SAYS, Said(weekday=value - 1), token.text)
    if "date" in other:
        return Token(Sort.SAYS, Said(date=value), token.text)
    return _as_gap(token)
