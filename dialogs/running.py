"""The player's moves within a running flow: start, answer, press, back, change, cancel (ARCHITECTURE 3)."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from dialogs import naming, showing
from dialogs.answers import Again, Reply, Taken
from dialogs.around import Around
from dialogs.ending import where_is_it, with_pictures
from dialogs.facts import Facts
from dialogs.flows import FLOWS
from dialogs.heard import Heard
from dialogs.outcomes import Nothing, Outcome, RevisitDeclined, StartFlow, VisitDeclined
from dialogs.photos import Photos, joined
from dialogs.questions import Choice
from dialogs.script import Ended, Waiting, carry_on, play
from dialogs.speech import Text
from dialogs.state import Run, State
from dialogs.turned import Asked, Turned

MOST_ALBUMS = 8


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
        keep_pictures(run, heard.pictures)
        if not heard.text.strip():
            return Turned(before=[Text("dialog.photo_kept")], asked=showing.question(run, now))
    if isinstance(now.question, Photos) and heard.pictures:
        _join_caption(run, heard.text.strip())
    if run.asked == showing.CHANGE and (key := naming.change_named(run, now, heard.text, around)):
        return press(state, showing.CHANGE, key, around)
    option = naming.option_named(now, heard.text, around) if heard.text else None
    if option == "change":
        return _what_to_change(run, now)
    if isinstance(now.question, Photos) and not heard.pictures and option is None:
        return _more_of_the_story(run, now, heard.text.strip())
    return _take(state, run, now, Reply(around.now, option=option, words=heard.text, pictures=heard.pictures))


def _more_of_the_story(run: Run, now: Waiting, words: str) -> Turned:
    """What is written where photos are asked for is no photo, and not lost either."""
    is_kept = _join_caption(run, words)
    return _ask_again(run, now, Text("dialog.words_noted" if is_kept else "dialog.please_photo"))


def names_option(run: Run, heard: Heard, around: Around) -> bool:
    """Whether words choose an option on screen, so that they are no command ("不用了", "報修")."""
    now = at(run)
    return isinstance(now, Waiting) and naming.option_named(now, heard.text, around) is not None


def understands(run: Run, heard: Heard, around: Around) -> bool:
    """Whether words answer the question on screen, so that they are no new beginning."""
    now = at(run)
    if not isinstance(now, Waiting) or not isinstance(now.question, Choice):
        return True
    option = naming.option_named(now, heard.text, around)
    return isinstance(now.question.read(Reply(around.now, option=option, words=heard.text)), Taken)


def press(state: State, key: str, option: str, around: Around) -> Turned:
    """A button of the running flow. One that is not on screen any more changes nothing."""
    run = state.run
    assert run
    now = at(run)
    if key == showing.CANCEL:
        return cancel(state)
    if key == showing.BACK:
        return back(state)
    if not isinstance(now, Waiting):
        return go_on(state, run)
    if key == showing.CHANGE and any(asked.key == option for asked in now.path):
        _forget(run, option)
        return go_on(state, run)
    if key != now.question.key:
        return Turned(before=[Text("dialog.answered_already")], asked=on_screen(run))
    if option == "change":
        return _what_to_change(run, now)
    return _take(state, run, now, Reply(around.now, option=option))


def _what_to_change(run: Run, now: Waiting) -> Turned:
    run.asked = showing.CHANGE
    return Turned(asked=showing.what_to_change(run, now.path))


def back(state: State) -> Turned:
    run = state.run
    assert run
    now = at(run)
    if run.asked == showing.CHANGE and isinstance(now, Waiting):
        run.asked = now.question.key
        return Turned(asked=showing.question(run, now))
    if not now.path:
        return cancel(state)
    _forget(run, now.path[-1].key)
    return go_on(state, run)


def cancel(state: State) -> Turned:
    run, state.run = state.run, None
    if run and run.flow == "visit" and run.facts.visit and not run.facts.visit.booked_from:
        return Turned(acts=[VisitDeclined(run.facts.visit.revisit_id)])
    if run and run.flow == "consent":
        return Turned(after=[Text("consent.later")])
    if run is None or run.flow != "revisit" or run.facts.case is None:
        return Turned(after=[Text("dialog.cancelled")])
    acts: list[Outcome] = [] if "result" in run.answers else [RevisitDeclined(run.facts.case.revisit_id)]
    return Turned(acts=acts, after=[Text("revisit.left")])


def _join_caption(run: Run, caption: str) -> bool:
    """What is written under a photo is part of the story, where there is one."""
    story = run.answers.get("story")
    if not caption or not isinstance(story, str):
        return False
    run.answers["story"] = f"{story}\n{caption}"
    return True


def keep_pictures(run: Run, pictures: tuple[str, ...]) -> None:
    """Pictures that were not asked for now: for the photo question, whether it comes or was answered."""
    if run.flow == "beginning":
        run.facts = msgspec.structs.replace(run.facts, pictures=(*run.facts.pictures, *pictures))
        return
    old = run.answers.get("pictures")
    run.answers["pictures"] = joined(old, {"refs": list(pictures), "done": bool((old or {}).get("done"))})


def remember_album(state: State, album: str, where: str) -> None:
    state.albums[album] = where
    for oldest in list(state.albums)[:-MOST_ALBUMS]:
        del state.albums[oldest]


def _take(state: State, run: Run, now: Waiting, reply: Reply) -> Turned:
    question = now.question
    read = question.read(reply)
    if isinstance(read, Again):
        _keep_aside(run, read.aside)
        return _ask_again(run, now, Text(read.why, dict(read.args)))
    _store(run, question.key, read)
    if read.open:
        run.asked = question.key
        count = len(run.answers[question.key]["refs"])
        return Turned(before=[Text("dialog.photos_so_far", {"count": count})], asked=_done_only(run, now))
    return go_on(state, run, since=now)


def _ask_again(run: Run, now: Waiting, why: Text) -> Turned:
    """Why it was not understood; a choice is said once more in full, what was open-ended is not."""
    asked = showing.question(run, now)
    if isinstance(now.question, Choice):
        return Turned(before=[why], asked=asked)
    return Turned(asked=Asked(why, asked.taps, asked.ask))


def _done_only(run: Run, now: Waiting) -> Asked:
    asked = showing.question(run, now)
    return Asked(Text("dialog.more_photos"), asked.taps, asked.ask)


def _store(run: Run, key: str, read: Taken) -> None:
    photos = isinstance(read.stored, dict) and "refs" in read.stored
    run.answers[key] = joined(run.answers.get(key), read.stored) if photos else read.stored
    _keep_aside(run, read.aside)


def _keep_aside(run: Run, aside: Iterable[tuple[str, Any]]) -> None:
    """What was told beside the answer; a story that was begun goes on."""
    for key, value in aside:
        told = run.answers.setdefault(key, value)
        if key == "story" and value not in told:
            _join_caption(run, value)


def _forget(run: Run, key: str) -> None:
    """Ask again, with what hung on it ("wish", "wish~1", "wish/ok")."""
    base = key.split("/", 1)[0].split("~", 1)[0]
    if base == "flowing":
        base = key
    for stored in list(run.answers):
        if stored == "pictures" == base:  # what was sent stays sent; more may come
            run.answers[stored] = {**run.answers[stored], "done": False}
        elif stored == base or stored.startswith((f"{base}~", f"{base}/")):
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
        albums_follow(state, run)
        return started
    if isinstance(outcome, Nothing):
        turned.after = turned.after or [Text("dialog.cancelled")]
        return turned
    turned.before, turned.after = turned.after, where_is_it(outcome, run.facts)
    turned.asks_place = bool(turned.after)
    turned.acts.append(with_pictures(run, outcome))
    turned.ended = run
    return turned


def albums_follow(state: State, run: Run) -> None:
    assert state.run
    for album, where in state.albums.items():
        if where == f"run:{run.id}":
            state.albums[album] = f"run:{state.run.id}"
