"""Words and photos that an owner has begun something with, and that are in no case yet."""

from dialogs.flows import MENU
from dialogs.state import Run, State

FILING = ("beginning", *MENU)


def unfiled(state: State) -> list[Run]:
    """The runs that would file what the owner told, oldest first."""
    runs = [*state.paused, *([state.run] if state.run else [])]
    return [run for run in runs if run.flow in FILING and (words_of(run) or pictures_of(run))]


def words_of(run: Run) -> str:
    told = run.facts.story or run.answers.get("story")
    return told if isinstance(told, str) else ""


def pictures_of(run: Run) -> tuple[str, ...]:
    """Attachment ids; an older release may have left anything under their key."""
    kept = run.answers.get("pictures")
    refs = kept.get("refs") if isinstance(kept, dict) else None
    mine = (ref for ref in refs if isinstance(ref, str) and ref.isdecimal()) if isinstance(refs, list) else ()
    return tuple(dict.fromkeys((*run.facts.pictures, *mine)))


def names_of(runs: list[Run]) -> str:
    """Tells whether something was added since staff were told; the words themselves are long."""
    return " ".join(f"{run.id}:{len(words_of(run))}:{len(pictures_of(run))}" for run in runs)


def let_go(state: State, runs: list[Run]) -> None:
    """Somebody else has filed what these runs would have filed."""
    numbers = {run.id for run in runs}
    state.run = None if state.run and state.run.id in numbers else state.run
    state.paused = [run for run in state.paused if run.id not in numbers]
