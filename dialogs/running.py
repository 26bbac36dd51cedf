"""The player's moves within a running flow: start, answer, press, back, change, cancel (ARCHITECTURE 3)."""

from collections.abc import Mapping
from typing import Any, Protocol

from dialogs import showing
from dialogs.answers import Again, Reply, Taken
from dialogs.facts import Facts
from dialogs.flows import FLOWS
from dialogs.heard import Heard
from dialogs.outcomes import Nothing, StartFlow
from dialogs.questions import Choice, Label, Photos, joined
from dialogs.script import Ended, Waiting, carry_on, play
from dialogs.speech import Text
from dialogs.state import Run, State
from dialogs.turned import Asked, Turned

MOST_ALBUMS = 8


class Around(Protocol):
    """What a move may look at; `now` in the centre's zone."""

    @property
    def now(self) -> Any: ...
    def say(self, label: Label, /) -> str: ...


def start(state: State, flow: str, facts: Facts, answers: Mapping[str, object]) -> Turned:
    state.runs += 1
    state.run = Run(state.runs, flow, facts, dict(answers))
    return go_on(state, state.run, is_new=True)


def at(run: Run) -> Waiting | Ended[Any]:
    """Where a run stands."""
    return play(FLOWS[run.flow](run.facts), run.answers)


def on_screen(run: Run) -> Asked | None:
    now = at(run)
    if not isinstance(now, Waiting):
        return None
    if run.asked == showing.CHANGE:
        return showing.what_to_change(run, now.path)
    run.asked = now.question.key
    return showing.question(run, now)


def answer(state: State, heard: Heard, around: Around) -> Turned:
    """Words or pictures while a question is on screen."""
    run = state.run
    assert run
    now = at(run)
    if not isinstance(now, Waiting):
        return go_on(state, run)
    if heard.album:
        remember_album(state, heard.album, f"run:{run.id}")
    if heard.pictures and not isinstance(now.question, Photos):
        _keep_pictures(run, heard.pictures)
        if not heard.text.strip():
            return Turned(before=[Text("dialog.photo_kept")], asked=showing.question(run, now))
    option = _named_by(now, heard.text, around) if heard.text else None
    return _take(state, run, now, Reply(around.now, option=option, words=heard.text, pictures=heard.pictures))


def understands(run: Run, heard: Heard, around: Around) -> bool:
    """Whether words answer the question on screen, so that they are no new beginning."""
    now = at(run)
    if not isinstance(now, Waiting) or not isinstance(now.question, Choice):
        return True
    option = _named_by(now, heard.text, around)
    return isinstance(now.question.read(Reply(around.now, option=option, words=heard.text)), Taken)


def press(state: State, key: str, option: str, around: Around) -> Turned:
    """A button of the running flow. One that was answered already, or that is not on screen, changes nothing."""
    run = state.run
    assert run
    now = at(run)
    if key == showing.CANCEL:
        return cancel(state)
    if key == showing.BACK:
        return back(state, around)
    if not isinstance(now, Waiting):
        return go_on(state, run)
    if key == showing.CHANGE and any(asked.key == option for asked in now.path):
        _forget(run, option)
        return go_on(state, run)
    if key != now.question.key:
        return Turned(before=[Text("dialog.answered_already")], asked=on_screen(run))
    if option == "change":
        run.asked = showing.CHANGE
        return Turned(asked=showing.what_to_change(run, now.path))
    return _take(state, run, now, Reply(around.now, option=option))


def back(state: State, around: Around) -> Turned:  # one shape for all moves
    run = state.run
    assert run
    now = at(run)
    if not now.path:
        return cancel(state)
    _forget(run, now.path[-1].key)
    return go_on(state, run)


def cancel(state: State) -> Turned:
    state.run = None
    return Turned(after=[Text("dialog.cancelled")])


def picture_of_album(state: State, heard: Heard, around: Around) -> Turned:
    """A further picture of an album that this flow has: kept without another word."""
    run = state.run
    assert run
    caption = heard.text.strip()
    if caption:
        return answer(state, heard, around)
    _keep_pictures(run, heard.pictures)
    return Turned(silent=True)


def _keep_pictures(run: Run, pictures: tuple[str, ...]) -> None:
    """Pictures that were not asked for now: for the photo question, whether it comes or was answered."""
    old = run.answers.get("pictures")
    run.answers["pictures"] = joined(old, {"refs": list(pictures), "done": bool((old or {}).get("done"))})


def remember_album(state: State, album: str, where: str) -> None:
    state.albums[album] = where
    for oldest in list(state.albums)[:-MOST_ALBUMS]:
        del state.albums[oldest]


def _named_by(now: Waiting, words: str, around: Around) -> str | None:
    """The option whose words these are, in the owner's language."""
    plain = words.strip().lower()
    for option in now.question.options():
        if around.say(option.label).strip().lower() == plain:
            return option.name
    return None


def _take(state: State, run: Run, now: Waiting, reply: Reply) -> Turned:
    question = now.question
    read = question.read(reply)
    if isinstance(read, Again):
        return Turned(before=[Text(read.why, dict(read.args))], asked=showing.question(run, now))
    _store(run, question.key, read)
    if read.open:
        run.asked = question.key
        count = len(run.answers[question.key]["refs"])
        return Turned(before=[Text("dialog.photos_so_far", {"count": count})], asked=_done_only(run, now))
    return go_on(state, run, since=now)


def _done_only(run: Run, now: Waiting) -> Asked:
    asked = showing.question(run, now)
    return Asked(Text("dialog.more_photos"), asked.taps, asked.ask)


def _store(run: Run, key: str, read: Taken) -> None:
    photos = isinstance(read.stored, dict) and "refs" in read.stored
    run.answers[key] = joined(run.answers.get(key), read.stored) if photos else read.stored
    for aside, value in read.aside:
        if isinstance(value, dict) and "refs" in value:
            run.answers[aside] = joined(run.answers.get(aside), value)
        else:
            run.answers.setdefault(aside, value)


def _forget(run: Run, key: str) -> None:
    """Ask again, with what hung on it ("wish", "wish~1", "wish/ok")."""
    base = key.split("/", 1)[0].split("~", 1)[0]
    if base == "flowing":
        base = key
    for stored in list(run.answers):
        if stored == base or stored.startswith((f"{base}~", f"{base}/")):
            del run.answers[stored]


def go_on(state: State, run: Run, *, since: Waiting | None = None, is_new: bool = False) -> Turned:
    """Where a flow goes from the question that was just answered, or from its start."""
    now = carry_on(since, run.answers) if since else at(run)
    turned = Turned()
    if since or is_new:
        turned = Turned(acts=[keep.what for keep in now.kept], after=[said.text for said in now.said])
    if isinstance(now, Waiting):
        run.asked = now.question.key
        turned.asked = showing.question(run, now)
        return turned
    state.run = None
    outcome = now.outcome
    if isinstance(outcome, StartFlow):
        started = start(state, outcome.flow, run.facts, dict(outcome.answers))
        _albums_follow(state, run)
        return started
    if isinstance(outcome, Nothing):
        turned.after.append(Text("dialog.cancelled"))
        return turned
    turned.acts.append(outcome)
    turned.ended = run
    return turned


def _albums_follow(state: State, run: Run) -> None:
    assert state.run
    for album, where in state.albums.items():
        if where == f"run:{run.id}":
            state.albums[album] = f"run:{state.run.id}"
