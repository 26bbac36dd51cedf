"""Whether owners in WeChat feel that Telegram is away (RELIABILITY F6): python -m bench.outage [--quick]

Followers talk in WeChat, reading between taps, while 500 messages to 40 Telegram chats wait to be sent and
Telegram answers, refuses connections, hangs, or says 502. The four are taken in turn, round after round, so
that a machine that is slow for a minute is so for all. The p95 of a turn has to stay within a fifth of what
it is while Telegram answers.
"""

import argparse
import sys
import tempfile
from pathlib import Path
from statistics import median

from bench.candidates import Candidate
from bench.platform import Mode, Platform
from bench.servers import Server, running
from bench.turns import Loads

OWNERS, PAUSE = 30, 0.3
ROUNDS, SECONDS = 8, 8.0
MOST = 1.2
LONGEST_PROBE = 40.0
"""Seconds until the server has found out that the platform is back."""
SCRIPT, PATH = "bench.scripts.wechat", "/hooks/wechat/main"


def _candidate(platform: Platform) -> Candidate:
    command = (
        *(sys.executable, "-m", "bench.ours", "--port", "{port}", "--data", "{data}"),
        *("--secret", "{secret}", "--wechat", "--sends", platform.url),
    )
    return Candidate("huifang", command, script=SCRIPT, path=PATH, ready="/readyz")


def p95(server: Server, platform: Platform, loads: Loads, mode: Mode, seconds: float) -> float:
    """Milliseconds, while the platform is so and the outbox is full."""
    platform.becomes(mode)
    server.get("/fill")
    if mode is Mode.ANSWERS:
        platform.wait_for_a_message(LONGEST_PROBE)
    found = loads.run(owners=OWNERS, rounds=6, seconds=seconds, pause=PAUSE)
    if found["errors"]:
        raise SystemExit(f"{found['errors']:.0f} turns were not answered while Telegram {mode}")
    return found["p95"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="short runs")
    asked = parser.parse_args()
    rounds, seconds = (3, 2.0) if asked.quick else (ROUNDS, SECONDS)
    found: dict[Mode, list[float]] = {mode: [] for mode in Mode}
    with Platform() as platform, tempfile.TemporaryDirectory() as folder:
        candidate = _candidate(platform)
        with running(candidate, data=Path(folder), redis="", env={}) as server:
            loads = Loads(candidate, server)
            p95(server, platform, loads, Mode.ANSWERS, seconds)
            for _ in range(rounds):
                for mode in Mode:
                    found[mode].append(p95(server, platform, loads, mode, seconds))
    print("\n".join(_row(mode, found) for mode in Mode))
    print(f"sent to Telegram while it answered: {platform.sent}")


def _row(mode: Mode, found: dict[Mode, list[float]]) -> str:
    ratio = median(own / its for own, its in zip(found[mode], found[Mode.ANSWERS], strict=True))
    said = "reached" if ratio <= MOST else "NOT REACHED"
    return f"Telegram {mode:<8} p95 {median(found[mode]):>7.1f} ms  ratio {ratio:>5.2f}  {said}"


if __name__ == "__main__":
    main()
