"""Races: the program and its peers in turn, whole processes, on a stated number of cores, and whether their numbers agree.

A job is a folder with an executable `race` that defines `races(setting)`, which yields a Race for each table; with `main(races)`
it can be run alone, and `race_all` runs them all. Nothing but the standard library, so that any python3 can run it."""
import sys

sys.dont_write_bytecode = True  # the sources may lie where nothing may be written

from racing.command_line import main, run_jobs  # noqa: E402
from racing.race import Allowed, Race, Runner  # noqa: E402
from racing.runner import json_numbers, python_with, rscript_with  # noqa: E402

__all__ = ["Allowed", "Race", "Runner", "json_numbers", "main", "python_with", "rscript_with", "run_jobs"]
