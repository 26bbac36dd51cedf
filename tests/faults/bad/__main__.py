"""A server that is bad in one way: python -m tests.faults.bad ack_first"""

import sys

from bot.app import serve
from bot.settings import read_settings
from storage import open_store
from tests.faults.bad.ack_first import AckFirst
from tests.faults.bad.assembly import Sound
from tests.faults.bad.claim_without_lock import ClaimWithoutLock
from tests.faults.bad.dedupe_race import DedupeRace
from tests.faults.bad.mark_first import MarkFirst

ASSEMBLIES = {
    "sound": Sound,
    "ack_first": AckFirst,
    "dedupe_race": DedupeRace,
    "mark_first": MarkFirst,
    "claim_without_lock": ClaimWithoutLock,
}

if __name__ == "__main__":
    settings = read_settings()
    serve(settings, open_store(settings.database_url), ASSEMBLIES[sys.argv[1]])
