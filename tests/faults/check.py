"""The independent checker: the invariants of RELIABILITY 3, from the evidence alone."""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from storage.events import link
from tests.faults.driver import ADDS, FILES, PRESS_TO_FILE
from tests.faults.evidence import ACCOUNT, Arrival, Evidence, Said, moment
from tests.faults.pairing import pair

STORY = re.compile(r"#Lin\d+-\d+\Z")
# the first question of a revisit
ASKS = re.compile(r"\A\d+:result:")
FIRST = "0" * 64


@dataclass(frozen=True)
class Violation:
    """An invariant's number, and what breaks it."""

    which: str
    words: str


Rule = Callable[[Evidence], Iterator[str]]


def check(evidence: Evidence) -> list[Violation]:
    """Everything that is wrong; empty when all promises were kept."""
    return [Violation(name, words) for name, rule in RULES for words in rule(evidence)]


def inbox(evidence: Evidence) -> Iterator[str]:
    """I1: each acknowledged message has one dedupe row and one line in the transcript; none was made up."""
    keys = Counter(
        (row["sender"], row["external_id"])
        for row in evidence.rows(f"SELECT sender, external_id FROM inbound_key WHERE account = '{ACCOUNT}'")
    )
    lines = Counter(
        (row["contact_id"], row["external_id"])
        for row in evidence.rows("SELECT contact_id, external_id FROM message WHERE direction = 'in'")
    )
    heard = {(str(line["chat"]), line["external_id"]) for line in evidence.acknowledged}
    for chat, external_id in sorted(heard):
        found = keys[chat, external_id], lines[evidence.chats.get(int(chat), 0), external_id]
        if found != (1, 1):
            yield f"{external_id} of {chat} was acknowledged: {found[0]} dedupe rows, {found[1]} lines"
    for chat, external_id in sorted(set(keys) - heard):
        yield f"{external_id} of {chat} was never sent"


def endings(evidence: Evidence) -> Iterator[str]:
    """I2: each message heard was answered once, and none became a dead letter."""
    out = evidence.rows("SELECT contact_id, at FROM message WHERE direction = 'out' AND by_staff_id IS NULL")
    answers = Counter((row["contact_id"], row["at"]) for row in out)
    turns = evidence.rows("SELECT id, contact_id, at FROM message WHERE direction = 'in'")
    for row in turns:
        if answers[row["contact_id"], row["at"]] != 1:
            yield f"message {row['id']} has {answers[row['contact_id'], row['at']]} answers"
    for row in evidence.rows("SELECT id, error FROM dead_letter"):
        yield f"dead letter {row['id']}: {row['error']}"


def numbers(evidence: Evidence) -> Iterator[str]:
    """I3: case numbers are unique, and each story that was told is one case."""
    cases = evidence.rows('SELECT number, story, centre_id FROM "case"')
    for number, many in Counter((row["centre_id"], row["number"]) for row in cases).items():
        if many > 1:
            yield f"case number {number} was given {many} times"
    stories = Counter(row["story"] for row in cases)
    told, filed = _told(evidence)
    for story in told:
        if stories[story] > 1 or (story in filed and not stories[story]):
            yield f"{story!r} is {stories[story]} cases"


def _told(evidence: Evidence) -> tuple[list[str], set[str]]:
    """The stories that were told, and those of them that their owner then filed."""
    newest: dict[int, str] = {}
    told, filed = [], set()
    for line in evidence.acknowledged:
        text = line["update"].get("message", {}).get("text", "")
        pressed = line["update"].get("callback_query", {}).get("data", "")
        if STORY.search(text) and not text.startswith(ADDS):
            told.append(text)
            newest[line["chat"]] = text
        elif text == FILES or pressed.endswith(PRESS_TO_FILE):
            filed.add(newest.get(line["chat"], ""))
    return told, filed


def confirmed(evidence: Evidence) -> Iterator[str]:
    """I4: each case was confirmed by its number, and whatever the outbox calls sent did arrive."""
    for row in evidence.rows('SELECT number, contact_id FROM "case" WHERE contact_id IS NOT NULL'):
        if not any(row["number"] in arrival.words for arrival in evidence.arrivals[row["contact_id"]]):
            yield f"case {row['number']} was never confirmed"
    for said, arrivals in paired(evidence):
        if said.state == "sent" and not arrivals:
            yield f"message {said.id} is marked sent and never arrived"


def repeats(evidence: Evidence) -> Iterator[str]:
    """I5: what came twice had an ambiguous attempt and carries the mark from the second time on."""
    for said, arrivals in paired(evidence):
        bare = [arrival for arrival in arrivals[1:] if not arrival.is_marked]
        if bare:
            yield f"message {said.id} came {len(arrivals)} times, {len(bare)} repeats without the mark"
        if len(arrivals) > 1 and not said.is_ambiguous:
            yield f"message {said.id} came {len(arrivals)} times without an ambiguous attempt"
    for contact in evidence.arrivals:
        for stray in pair(evidence.said[contact], evidence.arrivals[contact]).strays:
            yield f"contact {contact} got what nobody said: {stray.words[:60]!r}"


def at_most_once(evidence: Evidence) -> Iterator[str]:
    """I6: what must not be repeated came once at most; what may have come is on the staff's list."""
    flagged = {row["key"] for row in evidence.rows("SELECT key FROM task WHERE kind = 'uncertain_send'")}
    outgoing = evidence.rows("SELECT id, message_id FROM outbox WHERE klass = 'B'")
    keys = {row["message_id"]: str(row["id"]) for row in outgoing}
    for said, arrivals in paired(evidence):
        if said.klass != "B":
            continue
        if len(arrivals) > 1:
            yield f"message {said.id} of class B came {len(arrivals)} times"
        if said.state == "unknown" and keys[said.id] not in flagged:
            yield f"message {said.id} of class B is uncertain and nobody was told"
    for contact, arrivals in evidence.arrivals.items():
        questions = Counter(
            each.words for each in arrivals if any(ASKS.search(token) for token in each.tokens)
        )
        for words, many in questions.items():
            if many > 1:
                yield f"contact {contact} was asked {many} times: {words[:60]!r}"


def order(evidence: Evidence) -> Iterator[str]:
    """I7: an owner reads the answers in the order of what they wrote."""
    for contact, arrivals in evidence.arrivals.items():
        for late in pair(evidence.said[contact], arrivals).disorder:
            yield f"contact {contact} read {late.words[:60]!r} after its successor"
    for contact, lines in _heard(evidence).items():
        if lines != sorted(lines):
            yield f"contact {contact} was heard in another order than written"


def _heard(evidence: Evidence) -> dict[int, list[int]]:
    """By contact, the places in the journal of what was heard, in the order of the transcript."""
    place = {(line["chat"], line["external_id"]): at for at, line in enumerate(evidence.acknowledged)}
    chats = {contact: chat for chat, contact in evidence.chats.items()}
    found: dict[int, list[int]] = defaultdict(list)
    rows = evidence.rows("SELECT contact_id, external_id FROM message WHERE direction = 'in' ORDER BY id")
    for row in rows:
        at = place.get((chats.get(row["contact_id"]), row["external_id"]))
        if at is not None:
            found[row["contact_id"]].append(at)
    return found


def finished(evidence: Evidence) -> Iterator[str]:
    """I8: nothing is left half-way; nothing failed that could be sent."""
    rows = evidence.rows("SELECT id, state, error FROM outbox WHERE state NOT IN ('sent', 'unknown')")
    for row in rows:
        yield f"outbox row {row['id']} is left {row['state']}: {row['error']}"
    for row in evidence.rows("SELECT id, state, why FROM attachment WHERE state <> 'stored'"):
        yield f"picture {row['id']} is left {row['state']}: {row['why']}"


def chained(evidence: Evidence) -> Iterator[str]:
    """I9: the chain of events is whole, and every case and every question asked is in it."""
    heads = {row["centre_id"]: row["hash"] for row in evidence.rows("SELECT centre_id, hash FROM chain")}
    before: dict[int, str] = defaultdict(lambda: FIRST)
    recorded: set[tuple[int, str]] = set()
    for row in evidence.rows("SELECT * FROM case_event ORDER BY id"):
        centre = row["centre_id"]
        facts = (row["case_id"], moment(row["at"]), row["actor"], row["what"], row["clause"], row["data"])
        if row["hash"] != link(before[centre], *facts):
            yield f"event {row['id']} does not follow from the one before"
        before[centre] = row["hash"]
        recorded.add((row["case_id"], row["what"]))
    for centre, head in heads.items():
        if before[centre] != head:
            yield f"the chain of centre {centre} was cut"
    yield from _unrecorded(evidence, recorded)


def _unrecorded(evidence: Evidence, recorded: set[tuple[int, str]]) -> Iterator[str]:
    owed = [(row["id"], "opened") for row in evidence.rows('SELECT id FROM "case"')]
    revisits = evidence.rows("SELECT case_id, asked_at FROM revisit")
    owed += [(row["case_id"], "revisit_planned") for row in revisits]
    owed += [(row["case_id"], "revisit_asked") for row in revisits if row["asked_at"]]
    for case, what in owed:
        if (case, what) not in recorded:
            yield f"case {case} has no event {what!r}"


def pictures(evidence: Evidence) -> Iterator[str]:
    """I10: each stored picture has its file, each file its row, and each photo that was sent its picture."""
    rows = evidence.rows("SELECT id, sha256, original_sha256 FROM attachment WHERE state = 'stored'")
    files = {path.name: path for path in evidence.files.glob("??/??/*")}
    for row in rows:
        path = files.get(row["sha256"])
        if path is None or hashlib.sha256(path.read_bytes()).hexdigest() != row["sha256"]:
            yield f"picture {row['id']} has no sound file"
    for name in files.keys() - {row[name] for row in rows for name in ("sha256", "original_sha256")}:
        yield f"file {name} has no row"
    sent = [line for line in evidence.acknowledged if "photo" in line["update"].get("message", {})]
    many = evidence.rows("SELECT count(*) AS many FROM attachment")[0]["many"]
    if many != len(sent):
        yield f"{len(sent)} photos were sent, {many} are kept"


def sound(evidence: Evidence) -> Iterator[str]:
    """The database itself."""
    if not evidence.url.startswith("sqlite"):
        return
    for row in evidence.rows("PRAGMA integrity_check"):
        if row["integrity_check"] != "ok":
            yield row["integrity_check"]
    for row in evidence.rows("PRAGMA foreign_key_check"):
        yield f"row {row['rowid']} of {row['table']} refers to nothing"


def paired(evidence: Evidence) -> Iterator[tuple[Said, list[Arrival]]]:
    """Each message that was to be sent, with its arrivals."""
    for contact, said in evidence.said.items():
        found = pair(said, evidence.arrivals[contact])
        for each in said:
            yield each, found.of[each.id]


def told(violations: Iterable[Violation], *, most: int = 12) -> str:
    lines = [f"{each.which}: {each.words}" for each in violations]
    return "\n".join([*lines[:most], *([f"... and {len(lines) - most} more"] if len(lines) > most else [])])


RULES: tuple[tuple[str, Rule], ...] = (
    ("I1", inbox),
    ("I2", endings),
    ("I3", numbers),
    ("I4", confirmed),
    ("I5", repeats),
    ("I6", at_most_once),
    ("I7", order),
    ("I8", finished),
    ("I9", chained),
    ("I10", pictures),
    ("database", sound),
)
