"""As many lines as fit into one message; what is left out is counted in the last one."""

from collections.abc import Callable, Sequence

from locales import say


def fit(lines: Sequence[str], *, most: int, size: Callable[[str], int], locale: str) -> str:
    """Whole lines only, so that no character and no markup is cut in two; one too long stands alone, cut."""
    joined = "\n".join(lines)
    if size(joined) <= most:
        return joined
    kept: list[str] = []
    for line in lines:
        rest = say(locale, "group.and_more", count=len(lines) - len(kept))
        if size("\n".join((*kept, line, rest))) > most:
            break
        kept.append(line)
    if not kept:
        return cut(lines[0], most=most, size=size)
    return "\n".join((*kept, say(locale, "group.and_more", count=len(lines) - len(kept))))


def cut(words: str, *, most: int, size: Callable[[str], int]) -> str:
    """On a character's border, with a mark that something is missing."""
    while size(words + "…") > most:
        words = words[: min(len(words) - 1, max(most, 1))]
    return words + "…"


def cut_to(words: str, most: int) -> str:
    """At most so many characters."""
    return words if len(words) <= most else words[: most - 1] + "…"


def in_bytes(words: str) -> int:
    return len(words.encode())
