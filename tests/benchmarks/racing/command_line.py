"""The options of a race alone and of all of them."""
import argparse
import datetime
import json
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from racing import machine, page, table

DEFAULT_ROUNDS = 5


@dataclass
class Setting:
    """What a job is told. `size` takes the size of a job at full length; small races are for trying them."""
    program: str
    kept: Path  # what is worth keeping between races: compiled and installed peers
    folder: Path  # gone after the job
    small: bool

    def size(self, full, small):
        return small if self.small else full

    def beside_program(self, name):
        """A measuring program of the same build, and why it is missing, if it is."""
        found = Path(self.program).parent / "tests" / name
        return found, None if found.exists() else f"not built: cmake --build {Path(self.program).parent} --target {name}"


def arguments():
    parser = argparse.ArgumentParser(description="Races premortem and its peers in turn; exit code 1 if their numbers disagree or a run fails.")
    parser.add_argument("program", help="the premortem to be raced")
    parser.add_argument("--rounds", type=int, default=DEFAULT_ROUNDS, help=f"runs of each, in turn ({DEFAULT_ROUNDS})")
    parser.add_argument("--pause", type=float, default=0.0, help="seconds of rest between two runs (0)")
    parser.add_argument("--small", action="store_true", help="a hundredth of the work, to try the races: no figures to quote")
    parser.add_argument("--only", metavar="JOB,...", help="these jobs alone, by the names of their folders")
    parser.add_argument("--json", metavar="FILE", help="writes everything there too, each single run")
    parser.add_argument("--markdown", action="store_true", help="prints tables for a page")
    parser.add_argument("--page", metavar="FILE", help="renews the figures of this page, docs/benchmarks.md")
    parser.add_argument("--keep", metavar="FOLDER", help="where compiled and installed peers are kept (benchmarks, beside the program)")
    return parser


def save(given, facts, done):
    """After each job, so that what took long is kept if a later one is interrupted."""
    if given.json:
        rows = [{"job": name, **table.as_json(race)} for name, race in done]
        Path(given.json).write_text(json.dumps({"machine": facts, "rounds": given.rounds, "small": given.small, "races": rows}, indent=2) + "\n")
    if given.page:
        file = Path(given.page)
        file.write_text(page.renewed(file.read_text(), facts, given.rounds, datetime.date.today().isoformat(), done))


def run_jobs(jobs, given):
    """Runs jobs, {name: races}, prints each as it ends, and returns the exit code."""
    program = os.path.abspath(given.program)
    if not os.access(program, os.X_OK):
        print(f"{given.program} is not a program", file=sys.stderr)
        return 2
    kept = Path(given.keep or Path(program).parent / "benchmarks").absolute()
    facts = machine.facts(program)
    print("\n".join(f"{'* ' if given.markdown else ''}{name}: {value}" for name, value in facts.items()) + "\n", flush=True)
    done = []
    for name, races in jobs.items():
        with tempfile.TemporaryDirectory() as folder:
            for race in races(Setting(program, kept, Path(folder), given.small)):
                race.run(given.rounds, given.pause)
                print((table.markdown if given.markdown else table.text)(race) + "\n", flush=True)
                done.append((name, race))
        save(given, facts, done)
    wrong = [text for _, race in done for text in race.disagreements]
    for text in wrong:
        print(f"DISAGREE: {text}", file=sys.stderr)
    return 1 if wrong else 0


def main(races):
    """A job run alone."""
    given = arguments().parse_args()
    sys.exit(run_jobs({Path(sys.argv[0]).resolve().parent.name: races}, given))
