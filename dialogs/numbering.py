"""Choices with numbers, for channels without buttons: which have one, and what a typed one means."""

from dialogs.speech import Button, Spoken

# a number typed here is the answer itself
OPEN = frozenset({"words", "phone"})
AROUND = ("~back", "~cancel")


def numbered(spoken: Spoken) -> tuple[Button, ...]:
    """The choices that have numbers, 1 the first. The way back and out is found by its words."""
    if spoken.ask in OPEN:
        return ()
    return tuple(button for button in spoken.buttons if not _leads_out(button))


def number_meant(words: str, spoken: Spoken) -> str | None:
    """The token of the choice that was numbered so in this message."""
    plain, choices = words.strip(" \n\t.。、)）"), numbered(spoken)
    if not plain.isdecimal() or len(plain) > len(str(len(choices))):
        return None
    return choices[int(plain) - 1].token if 1 <= int(plain) <= len(choices) else None


def _leads_out(button: Button) -> bool:
    return button.token.partition(":")[2].startswith(AROUND)
