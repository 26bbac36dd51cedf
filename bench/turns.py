"""The same repair conversation against each candidate, side by side: python -m bench.turns [--quick]

200 owners talk at once over real HTTP, each waiting for the answer to one update before the next; then the
same 200 with a short look at each answer ("calm"); then one owner alone. All servers are up, and are asked in
turn: a machine that is faster or slower for a minute is so for all of them. Every figure is the median of
several runs, a ratio the median of each round's. `cpu` is the server's processor time per update, which other
work on the machine disturbs least.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Generator, Iterable
from contextlib import ExitStack, contextmanager, nullcontext
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
    rounds: int = 6
    """More would make an owner tell the same matter twice, which is another conversation."""
    seconds: float = 4.0
    alone_rounds: int = 60
    alone_seconds: float = 2.0
    pause: float = 0.4
    """Between two taps of each owner, where they read what they are told: 200 of them send 500 a second."""
    calm_seconds: float = 4.0


QUICK = Plan(runs=3, rounds=6, seconds=1.0, alone_rounds=20, alone_seconds=0.5, calm_seconds=1.0)


@dataclass(frozen=True)
class Figures:
    """One candidate's medians: updates/s, milliseconds, microseconds, seconds, MiB."""

    name: str
    rates: tuple[float, ...]
    p50: float
    p99: float
    alone_p50s: tuple[float, ...]
    alone_p99: float
    calm_p50: float
    calm_p99: float
    cpu: float | None
    ready: float
    idle_memory: float | None
    memory: float | None
    updates: int
    errors: int
    is_complete: bool

    def times(self, yardstick: "Figures") -> float:
        """How many times the yardstick's rate, in the middle of the rounds."""
        return median(own / its for own, its in zip(self.rates, yardstick.rates, strict=True))

    def times_alone(self, yardstick: "Figures") -> float:
        """How many times the yardstick's latency for one owner."""
        return median(own / its for own, its in zip(self.alone_p50s, yardstick.alone_p50s, strict=True))


class Loads:
    """Runs of the load client against one server; every run has owners of its own."""

    def __init__(self, candidate: Candidate, server: Server) -> None:
        self._candidate = candidate
        self._server = server
        self._first = count(0, 1000)
        self.conversations = 0

    def run(self, *, owners: int, rounds: int, seconds: float, pause: float = 0.0) -> dict[str, float]:
        numbers = {"port": self._server.port, "owners": owners, "rounds": rounds, "seconds": seconds}
        numbers |= {"pause": pause}
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


class Measured:
    """One candidate's server on its way through the rounds."""

    def __init__(self, candidate: Candidate, server: Server) -> None:
        self._candidate, self._server = candidate, server
        self._loads, self._idle = Loads(candidate, server), server.memory()
        self._many: list[dict[str, float]] = []
        self._alone: list[dict[str, float]] = []
        self._calm: list[dict[str, float]] = []
        self._cpu: list[float] = []

    def warm_up(self, plan: Plan) -> None:
        self._loads.run(owners=plan.owners, rounds=2, seconds=1.0)

    def many(self, plan: Plan) -> None:
        before = self._server.processor_seconds()
        self._many.append(self._loads.run(owners=plan.owners, rounds=plan.rounds, seconds=plan.seconds))
        after = self._server.processor_seconds()
        if before is not None and after is not None:
            self._cpu.append((after - before) / self._many[-1]["updates"] * 1e6)

    def alone(self, plan: Plan) -> None:
        self._alone.append(self._loads.run(owners=1, rounds=plan.alone_rounds, seconds=plan.alone_seconds))

    def calm(self, plan: Plan) -> None:
        run = self._loads.run(
            owners=plan.owners, rounds=plan.rounds, seconds=plan.calm_seconds, pause=plan.pause
        )
        self._calm.append(run)

    def figures(self) -> Figures:
        candidate, server, many, alone = self._candidate, self._server, self._many, self._alone
        return Figures(
            name=candidate.name,
            rates=tuple(run["rate"] for run in many),
            p50=_median(many, "p50"),
            p99=_median(many, "p99"),
            alone_p50s=tuple(run["p50"] for run in alone),
            alone_p99=_median(alone, "p99"),
            calm_p50=_median(self._calm, "p50"),
            calm_p99=_median(self._calm, "p99"),
            cpu=median(self._cpu) if self._cpu else None,
            ready=server.ready_after,
            idle_memory=self._idle,
            memory=server.memory(),
            updates=sum(int(run["updates"]) for run in many),
            errors=sum(int(run["errors"]) for run in many + alone + self._calm),
            is_complete=candidate.filed is None
            or server.get(candidate.filed) == str(self._loads.conversations),
        )


def run_all(measured: list[Measured], plan: Plan) -> list[Figures]:
    for each in measured:
        each.warm_up(plan)
    for step in (Measured.many, Measured.calm, Measured.alone):
        for _ in range(plan.runs):
            for each in measured:
                step(each, plan)
    return [each.figures() for each in measured]


def _median(runs: Iterable[dict[str, float]], name: str) -> float:
    """0 where there was no such run."""
    return median([run[name] for run in runs] or [0.0])


@contextmanager
def stage(candidate: Candidate, env: dict[str, str], disk: Path | None) -> Generator[Server]:
    """A folder of its own, Redis if needed, and the server."""
    with tempfile.TemporaryDirectory(prefix="bench-", dir=disk) as folder:
        data = Path(folder)
        broker = redis_server(data) if candidate.needs == "redis-server" else nullcontext("")
        with broker as redis, running(candidate, data=data, redis=redis, env=env) as server:
            yield server


HEAD = (
    f"{'':<42}{'updates/s':>10}{'ratio':>7}{'p50 ms':>8}{'p99 ms':>8}{'cpu µs':>8}"
    f"{'calm p50':>10}{'p99':>7}{'alone p50':>11}{'ratio':>7}{'p99':>7}"
    f"{'ready s':>9}{'idle MiB':>10}{'MiB':>6}"
)


def row(figures: Figures, yardstick: Figures) -> str:
    marks = "" if figures.is_complete else "  INCOMPLETE"
    marks += f"  {figures.errors} ERRORS" if figures.errors else ""
    return (
        f"{figures.name:<42}{median(figures.rates):>10.0f}{figures.times(yardstick):>7.2f}"
        f"{figures.p50:>8.1f}{figures.p99:>8.1f}{figures.cpu or 0:>8.0f}"
        f"{figures.calm_p50:>10.1f}{figures.calm_p99:>7.1f}"
        f"{median(figures.alone_p50s):>11.2f}{figures.times_alone(yardstick):>7.2f}{figures.alone_p99:>7.2f}"
        f"{figures.ready:>9.2f}{figures.idle_memory or 0:>10.0f}{figures.memory or 0:>6.0f}{marks}"
    )


def table(found: list[Figures]) -> str:
    yardstick = next((figures for figures in found if figures.name == YARDSTICK), found[0])
    return "\n".join([f"ratios to: {yardstick.name}", HEAD, *(row(figures, yardstick) for figures in found)])


def chosen(only: list[str]) -> list[Candidate]:
    return [c for c in CANDIDATES if not only or any(part in c.name for part in only)]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="short runs")
    parser.add_argument("--only", action="append", default=[], help="part of a name; may be repeated")
    parser.add_argument("--slow-fsync", type=float, metavar="MS", help="slow each fsync (Linux, cc)")
    parser.add_argument("--disk", type=Path, help="where the databases lie; a RAM disk makes fsync free")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    return parser.parse_args()


def main() -> None:
    asked = arguments()
    plan = QUICK if asked.quick else Plan()
    with slow_fsync.environment(asked.slow_fsync) as env, ExitStack() as up:
        measured: list[Measured] = []
        for candidate in chosen(asked.only):
            if candidate.is_possible:
                measured.append(Measured(candidate, up.enter_context(stage(candidate, env, asked.disk))))
            else:
                print(f"{candidate.name}: skipped, there is no {candidate.needs}")
        found = run_all(measured, plan)
    print(table(found))
    if asked.json:
        asked.json.write_text(json.dumps([asdict(figures) for figures in found], indent=2) + "\n")


if __name__ == "__main__":
    main()
