"""A race: runners, run in turn round by round, and whether their numbers agree."""
import math
import statistics
import time
from dataclasses import dataclass, field
from typing import Callable

from racing.runner import RunFailed, json_numbers, run_once


@dataclass
class Runner:
    """`missing` says why it cannot run here, and then it is skipped by name. `read` takes the output to its numbers, {name: number};
    None reads none. `seconds` takes the output to the seconds of the job alone, where drawing its inputs would hide them.
    `target` is what a peer's time over ours is to reach."""
    name: str
    command: list
    missing: str | None = None
    read: Callable | None = json_numbers
    seconds: Callable | None = None
    cores: int = 1
    target: float | None = None
    is_ours: bool = False
    version: str = ""
    runs: list = field(default_factory=list)
    numbers: dict = field(default_factory=dict)

    def times(self):
        return [self.seconds(run.output) if self.seconds else run.seconds for run in self.runs]

    def median(self):
        return statistics.median(self.times())

    def processor(self):
        """Of whole processes, on all cores; steadier than the clock on the wall where others work on the machine."""
        return statistics.median(run.processor_seconds for run in self.runs)

    def peak_mib(self):
        peaks = [run.peak_mib for run in self.runs if run.peak_mib is not None]
        return max(peaks) if peaks else None


def only_numbers(read):
    """A result that is absent, a null of JSON, is none."""
    wrong = [name for name, value in read.items() if isinstance(value, bool) or not isinstance(value, (int, float))]
    if wrong:
        raise ValueError(f"no number: {', '.join(wrong)}")
    return read


@dataclass
class Allowed:
    """How far two runners may lie apart in one number: `errors` times the standard error of a difference of two independent
    samples, and what either rounds by. 5 errors are passed by chance once in 1.7 million."""
    standard_error: float = 0.0  # of one runner
    rounding: float = 0.0  # absolute, both together
    errors: float = 5.0

    def between(self, with_exact):
        return self.errors * self.standard_error * (1 if with_exact else math.sqrt(2)) + self.rounding


@dataclass
class Race:
    """`ours` is the runner to which all ratios refer. `exact` holds numbers that are known
    without any sampling, to which each runner is held too."""
    title: str
    ours: Runner
    others: list
    allowed: dict = field(default_factory=dict)  # by the number's name
    exact: dict = field(default_factory=dict)
    rounds: int | None = None  # where the job itself needs fewer than are asked for
    notes: list = field(default_factory=list)
    explain: Callable | None = None  # takes the race, when it is run, to more notes
    disagreements: list = field(default_factory=list)

    def runners(self):
        return [runner for runner in [self.ours, *self.others] if runner.missing is None]

    def skipped(self):
        return [runner for runner in [self.ours, *self.others] if runner.missing is not None]

    def ratio(self, runner):
        """How many times as long as ours."""
        return runner.median() / self.ours.median()

    def run(self, rounds, pause=0.0):
        """In turn, because the speed of one machine drifts: the ratio of one session says more than any time."""
        for _ in range(min(rounds, self.rounds or rounds)):
            for runner in self.runners():
                self._run(runner)
                time.sleep(pause)
        self._compare()
        if self.explain and all(runner.runs for runner in [self.ours, *self.others]):
            self.notes = [*self.notes, *self.explain(self)]

    def _run(self, runner):
        try:
            run = run_once(runner.command, runner.cores)
            numbers = only_numbers(runner.read(run.output)) if runner.read else {}
        except (RunFailed, OSError) as failure:
            self._disagree(f"{runner.name}: {failure}")
            runner.missing = "its run failed"
            return
        except (ValueError, TypeError, KeyError, IndexError, AttributeError) as failure:
            self._disagree(f"{runner.name}: its output has no numbers that can be read ({failure!r})")
            runner.missing = "its output was not understood"
            return
        if runner.runs and runner.is_ours and numbers != runner.numbers:
            self._disagree(f"{runner.name} says {numbers} in one run and {runner.numbers} in another")
        runner.numbers = numbers
        runner.runs.append(run)

    def _disagree(self, text):
        self.disagreements.append(f"{self.title}: {text}")

    def _compare(self):
        """Each runner with the first, and with what is exact. A peer that shares no number with us is not known to do the same job."""
        for runner in self.runners():
            for name, exact in self.exact.items():
                if name in runner.numbers:
                    self._check(name, runner.name, runner.numbers[name], "what is exact", exact, self.allowed[name].between(True))
            if runner is self.ours or self.ours.missing or not runner.read:
                continue
            shared = [name for name in self.ours.numbers if name in runner.numbers]
            if not shared:
                self._disagree(f"{runner.name} and {self.ours.name} share no number")
            for name in shared:
                limit = self.allowed.get(name, Allowed()).between(False)
                self._check(name, runner.name, runner.numbers[name], self.ours.name, self.ours.numbers[name], limit)

    def _check(self, name, first, value, second, reference, limit):
        # Written so that NaN disagrees.
        if not abs(value - reference) <= limit:
            self._disagree(f"{name} is {value:.9g} by {first} and {reference:.9g} by {second}; they may lie {limit:.3g} apart")
