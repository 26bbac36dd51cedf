from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs import conversation
from dialogs.facts import Facts
from dialogs.flows import FLOWS
from dialogs.heard import Heard
from dialogs.state import from_json, to_json
from locales import LOCALES
from tests.dialogs.talking import BOUND, TWO_FLATS, UNBOUND, Talk

NASTY = (
    "<b>bold</b><script>alert(1)</script>",
    "*bold* _it_ [x](http://y) `z`",
    "\u202eمرحبا בעולם\u202c",
    "\U0001f469\u200d\U0001f467\u200d\U0001f466",
    "x" * 4097,
    "{ $phone } { $phone_24h }",
    "\x00\x1b[31m",
    " \n\t ",
    "廁所漏水",
    "明天下午三點後",
    "兩點半",
    "取消",
    "返回",
    "menu",
    "沒有",
    "1",
)
KEYS = (
    "confirm",
    "category",
    "visit",
    "pictures",
    "what",
    "meant",
    "has",
    "~back",
    "~cancel",
    "~change",
    "result",
)
NAMES = ("file", "change", "done", "lift", "any", "s0", "details", "other", "yes", "no", "story", "")
texts = st.sampled_from(NASTY) | st.text(max_size=40)
tokens = st.one_of(
    st.builds("{}:{}:{}".format, st.integers(0, 6), st.sampled_from(KEYS), st.sampled_from(NAMES)),
    st.builds("0:menu:{}".format, st.sampled_from((*FLOWS, "cases", "person", "language", "menu", "x"))),
    st.builds("0:{}:{}".format, st.sampled_from(("resume", "drop", "case", "add", "new", "language")), texts),
    st.text(min_size=1, max_size=64),
)
things = st.one_of(
    st.builds(dict, text=texts),
    st.builds(dict, token=tokens),
    st.builds(
        dict,
        pictures=st.lists(st.sampled_from(("1", "2", "3")), min_size=1, max_size=3).map(tuple),
        text=st.just("") | texts,
        album=st.sampled_from(("", "a", "b")),
    ),
    st.builds(dict, other=st.sampled_from(("sticker", "voice", "location"))),
    st.just({"voices": ("9",)}),
    st.builds(dict, place=st.integers(0, 7)),  # a button that is on screen
)


def on_screen(talk: Talk, heard: dict[str, Any]) -> dict[str, Any]:
    """A button by its place, as the token it has now."""
    if "place" not in heard:
        return heard
    return {"token": talk.taps[heard["place"] % len(talk.taps)].token} if talk.taps else {"text": "a"}


@settings(deadline=None, max_examples=150)
@given(
    facts=st.sampled_from((BOUND, UNBOUND, TWO_FLATS)),
    locale=st.sampled_from(LOCALES),
    heards=st.lists(things, max_size=20),
)
def test_whatever_is_heard_is_answered(facts: Facts, locale: str, heards: list[dict[str, Any]]) -> None:
    talk = Talk(facts, locale)
    for heard in heards:
        turned = talk.hear(**on_screen(talk, heard))
        for label in (*turned.before, *turned.after, *([turned.asked.text] if turned.asked else ())):
            assert talk.say(label)
        assert from_json(to_json(talk.state)) == talk.state
        assert turned.silent or turned.before or turned.after or turned.acts or turned.asked
        assert len(talk.state.paused) <= conversation.MOST_PAUSED


@given(tokens)
def test_an_arbitrary_token_changes_no_fresh_conversation(token: str) -> None:
    talk = Talk()
    heard = Heard(account="web:demo", address="lin", external_id="1", token=token)
    conversation.turn(talk.state, heard, talk.around)
    assert talk.state.run is None or token.startswith("0:menu:")
    assert not talk.state.paused
