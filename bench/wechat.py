"""Encrypted message in, encrypted passive reply out: python -m bench.wechat [--quick]

100 followers at once over real HTTP, each waiting for its answer: our server, durable on SQLite, beside
bare wechatpy and WeRoBot, which read, answer and keep nothing. All are up, and are asked in turn.
"""

import argparse
import sys
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from bench.candidates import Candidate
from bench.turns import Figures, Measured, Plan, stage

YARDSTICK = "wechatpy bare, memory"
OURS = "huifang, SQLite synchronous=FULL"
MOST_P99 = 100.0
PLAN = Plan(runs=3, owners=100, rounds=6, seconds=4.0, alone_rounds=6, alone_seconds=2.0)
QUICK = Plan(runs=3, owners=100, rounds=6, seconds=1.0, alone_rounds=6, alone_seconds=0.5)
SCRIPT = "bench.scripts.wechat"


def _peer(name: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "bench.peers.wechat_app", "--with", name, "--port", "{port}")


_OURS = (
    *(sys.executable, "-m", "bench.ours", "--port", "{port}", "--data", "{data}", "--secret", "{secret}"),
    "--wechat",
)
CANDIDATES = (
    Candidate(OURS, _OURS, script=SCRIPT, path="/hooks/wechat/main", ready="/readyz"),
    Candidate(YARDSTICK, _peer("wechatpy"), script=SCRIPT, ready="/", filed=None),
    Candidate("WeRoBot, memory", _peer("werobot"), script=SCRIPT, ready="/", filed=None),
)
HEAD = f"{'':<36}{'messages/s':>11}{'ratio':>7}{'p50 ms':>8}{'p99 ms':>8}{'cpu µs':>8}{'alone p50':>11}"


def row(found: Figures, yardstick: Figures) -> str:
    marks = "" if found.is_complete else "  INCOMPLETE"
    marks += f"  {found.errors} ERRORS" if found.errors else ""
    return (
        f"{found.name:<36}{median(found.rates):>11.0f}{found.times(yardstick):>7.2f}{found.p50:>8.1f}"
        f"{found.p99:>8.1f}{found.cpu or 0:>8.0f}{median(found.alone_p50s):>11.2f}{marks}"
    )


def verdict(ours: Figures, yardstick: Figures) -> str:
    reached = {
        f"at least bare wechatpy ({ours.times(yardstick):.2f})": ours.times(yardstick) >= 1,
        f"p99 under {MOST_P99:.0f} ms ({ours.p99:.1f})": ours.p99 < MOST_P99,
        "every conversation is filed": ours.is_complete and not ours.errors,
    }
    return "\n".join(f"{'reached' if is_so else 'NOT REACHED'}: {aim}" for aim, is_so in reached.items())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="short runs")
    parser.add_argument("--disk", type=Path, help="where the database lies; a RAM disk makes fsync free")
    asked = parser.parse_args()
    plan = QUICK if asked.quick else PLAN
    with ExitStack() as up:
        measured = [Measured(each, up.enter_context(stage(each, {}, asked.disk))) for each in CANDIDATES]
        for each in measured:
            each.warm_up(plan)
        for step in (Measured.many, Measured.alone):
            for _ in range(plan.runs):
                for each in measured:
                    step(each, plan)
        found = [each.figures() for each in measured]
    ours, yardstick = found[0], found[1]
    print("\n".join([HEAD, *(row(each, yardstick) for each in found), verdict(ours, yardstick)]))


if __name__ == "__main__":
    main()
