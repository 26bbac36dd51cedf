"""The fake platform as a process: python -m tests.fakes.telegram --port 8081 --log calls.jsonl"""

import argparse
import signal
import sys
from pathlib import Path

from tests.fakes.telegram.control import add_doors
from tests.fakes.telegram.fake import TOKEN, FakeTelegram
from tests.fakes.telegram.nasty import Nasty


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fakes.telegram", description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--log", type=Path, help="append one JSON line per call, arrival and delivery")
    parser.add_argument("--token", action="append", help="a bot's token; may be given several times")
    parser.add_argument("--pace", type=float, default=0.05, help="scale of the pauses between retries")
    parser.add_argument("--nasty", type=int, metavar="SEED", help="bad weather by chance, from this seed")
    return parser.parse_args()


def main() -> None:
    asked = _arguments()
    ends = {signal.SIGINT, signal.SIGTERM}
    # Blocked before the first thread starts, so that only sigwait below takes them.
    signal.pthread_sigmask(signal.SIG_BLOCK, ends)
    nasty = Nasty(asked.nasty) if asked.nasty is not None else None
    tokens = tuple(asked.token or [TOKEN])
    with FakeTelegram(
        port=asked.port, log=asked.log, tokens=tokens, nasty=nasty, pace=asked.pace, doors=add_doors
    ) as fake:
        # Whoever started the process waits for this line.
        sys.stdout.write(f"READY {fake.port}\n")
        sys.stdout.flush()
        signal.sigwait(ends)


if __name__ == "__main__":
    main()
