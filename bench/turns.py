"""The same repair conversation against each candidate, one after the other: python -m bench.turns [--quick]

200 owners talk at once over real HTTP, each waiting for the answer to one update before the next; then one
owner alone. Every figure is the median of several runs. `cpu` is the server's processor time per update,
which other work on the machine disturbs least.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Generator, Iterable
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path
from statistics import median

from bench import slow_fsync
from bench.candidates import CANDIDATES, SECRET, YARDSTICK, Candidate
from bench.servers import Server, redis_server, running


@dataclass(frozen=True)
class Plan:
    """How much is run; seconds bound the begin of the last conversation of a run."""

    runs: int = 3
    owners: int = 200
    rounds: int = 30
    seconds: float = 4.0
    alone_rounds: int = 60
    alone_seconds: float = 2.0


QUICK = Plan(runs=1, rounds=10, seconds=2.0, alone_rounds=20, alone_seconds=1.0)


@dataclass(frozen=True)
class Figures:
    """One candidate's medians: updates/s, milliseconds, microseconds, seconds, MiB."""

    name: str
    rate: float
    p50: float
    p99: float
    alone_p50: float
    alone_p99: float
    cpu: float | None
    ready: float
    idle_memory: float | None
    memory: float | None
    updates: int
    errors: int
    is_complete: bool


class Loads:
    """Runs of the load client against one server; every run has owners of its own."""

    def __init__(self, candidate: Candidate, server: Server) -> None:
        self._candidate = candidate
        self._server = server
        self._first = count(0, 1000)
        self.conversations = 0

    def run(self, *, owners: int, rounds: int, seconds: float) -> dict[str, float]:
        numbers = {"port": self._server.port, "owners": owners, "rounds": rounds, "seconds": seconds}
        numbers |= {"first-owner": next(self._first)}
        texts = {"path": self._candidate.path, "secret": SECRET, "script": self._candidate.script}
        options = [f"--{name}={value}" for name, value in (numbers | texts).items()]
        # A server that answers nothing any more must not hold up the bench.
        done = subprocess.run(
            [sys.executable, "-m", "bench.load", *options],
            check=True,
            capture_output=True,
            text=True,
            timeout=seconds + 60,
        )
        result: dict[str, float] = json.loads(done.stdout)
        self.conversations += int(result["conversations"])
        return result


def measure(candidate: Candidate, server: Server, plan: Plan) -> Figures:
    loads, idle = Loads(candidate, server), server.memory()
    loads.run(owners=plan.owners, rounds=2, seconds=1.0)
    before = server.processor_seconds()
    many = [loads.run(owners=plan.owners, rounds=plan.rounds, seconds=plan.seconds) for _ in range(plan.runs)]
    after, updates = server.processor_seconds(), sum(int(run["updates"]) for run in many)
    alone = [
        loads.run(owners=1, rounds=plan.alone_rounds, seconds=plan.alone_seconds) for _ in range(plan.runs)
    ]
    return Figures(
        name=candidate.name,
        rate=_median(many, "rate"),
        p50=_median(many, "p50"),
        p99=_median(many, "p99"),
        alone_p50=_median(alone, "p50"),
        alone_p99=_median(alone, "p99"),
        cpu=(after - before) / updates * 1e6 if after is not None and before is not None else None,
        ready=server.ready_after,
        idle_memory=idle,
        memory=server.memory(),
        updates=updates,
        errors=sum(int(run["errors"]) for run in many + alone),
        is_complete=candidate.filed is None or server.get(candidate.filed) == str(loads.conversations),
    )


def _median(runs: Iterable[dict[str, float]], name: str) -> float:
    return median(run[name] for run in runs)


@contextmanager
def _stage(candidate: Candidate, env: dict[str, str], disk: Path | None) -> Generator[Server]:
    """A folder of its own, Redis if needed, and the server."""
    with tempfile.TemporaryDirectory(prefix="bench-", dir=disk) as folder:
        data = Path(folder)
        broker = redis_server(data) if candidate.needs == "redis-server" else nullcontext("")
        with broker as redis, running(candidate, data=data, redis=redis, env=env) as server:
            yield server


HEAD = (
    f"{'':<42}{'updates/s':>10}{'ratio':>7}{'p50 ms':>8}{'p99 ms':>8}{'cpu µs':>8}"
    f"{'alone p50':>11}{'ratio':>7}{'p99':>7}{'ready s':>9}{'idle MiB':>10}{'MiB':>6}"
)


def row(figures: Figures, yardstick: Figures) -> str:
    marks = "" if figures.is_complete else "  INCOMPLETE"
    marks += f"  {figures.errors} ERRORS" if figures.errors else ""
    return (
        f"{figures.name:<42}{figures.rate:>10.0f}{figures.rate / yardstick.rate:>7.2f}"
        f"{figures.p50:>8.1f}{figures.p99:>8.1f}{figures.cpu or 0:>8.0f}"
        f"{figures.alone_p50:>11.2f}{figures.alone_p50 / yardstick.alone_p50:>7.2f}{figures.alone_p99:>7.2f}"
        f"{figures.ready:>9.2f}{figures.idle_memory or 0:>10.0f}{figures.memory or 0:>6.0f}{marks}"
    )


def table(found: list[Figures]) -> str:
    yardstick = next((figures for figures in found if figures.name == YARDSTICK), found[0])
    return "\n".join([f"ratios to: {yardstick.name}", HEAD, *(row(figures, yardstick) for figures in found)])


def chosen(only: list[str]) -> list[Candidate]:
    return [c for c in CANDIDATES if not only or any(part in c.name for part in only)]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="one short run of each")
    parser.add_argument("--only", action="append", default=[], help="part of a name; may be repeated")
    parser.add_argument("--slow-fsync", type=float, metavar="MS", help="slow each fsync (Linux, cc)")
    parser.add_argument("--disk", type=Path, help="where the databases lie; a RAM disk makes fsync free")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    return parser.parse_args()


def main() -> None:
    asked, found = arguments(), list[Figures]()
    plan = QUICK if asked.quick else Plan()
    with slow_fsync.environment(asked.slow_fsync) as env:
        for candidate in chosen(asked.only):
            if not candidate.is_possible:
                print(f"{candidate.name}: skipped, there is no {candidate.needs}")
                continue
            with _stage(candidate, env, asked.disk) as server:
                found.append(measure(candidate, server, plan))
            print(f"{candidate.name}: {found[-1].rate:.0f} updates/s", flush=True)
    print(table(found))
    if asked.json:
        asked.json.write_text(json.dumps([asdict(figures) for figures in found], indent=2) + "\n")


if __name__ == "__main__":
    main()
