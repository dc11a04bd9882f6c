"""One run of one process: its seconds, its memory, what it printed."""
import functools
import json
import os
import resource
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass

# Libraries that would take every core there is are told how many; the rest is kept to them by taskset.
THREAD_VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "TBB_NUM_THREADS")
GNU_TIME = "/usr/bin/time"


class RunFailed(Exception):
    """A process that ended with another code than 0."""


@dataclass
class Run:
    seconds: float  # of the whole process, by the clock on the wall
    processor_seconds: float  # of its own and the system's work for it
    peak_mib: float | None  # largest resident memory; None without GNU time
    output: str


@functools.cache
def has_gnu_time():
    if not os.access(GNU_TIME, os.X_OK):
        return False
    return subprocess.run([GNU_TIME, "-f", "%M", "true"], capture_output=True).returncode == 0


def pinned(command, cores):
    """The command, kept to the first so many of the cores that this process may use; as it is without taskset."""
    allowed = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    if not shutil.which("taskset") or not allowed:
        return command
    return ["taskset", "-c", ",".join(str(core) for core in allowed[:cores]), *command]


def processor_seconds_of_children():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run_once(command, cores=1, folder=None):
    """GNU time tells the memory, since a child of this interpreter would be charged for the interpreter's own."""
    command = [str(word) for word in command]
    environment = {**os.environ, **{name: str(cores) for name in THREAD_VARIABLES}}
    with tempfile.NamedTemporaryFile("r") as memory:
        watched = [GNU_TIME, "-f", "%M", "-o", memory.name, *command] if has_gnu_time() else command
        before, start = processor_seconds_of_children(), time.perf_counter()
        done = subprocess.run(pinned(watched, cores), capture_output=True, text=True, env=environment, cwd=folder)
        seconds, processor = time.perf_counter() - start, processor_seconds_of_children() - before
        if done.returncode != 0:
            raise RunFailed(f"{' '.join(command)} ended with {done.returncode}: {done.stderr.strip()[-300:]}")
        peak = int(memory.read().split()[-1]) / 1024 if has_gnu_time() else None
    return Run(seconds, processor, peak, done.stdout)


def succeeds(command):
    """Whether a program is there and ends well."""
    try:
        return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


@functools.cache
def python_with(*modules):
    """The python3 that has these; it may stand behind another one in PATH. None if there is none."""
    for python in ("python3", "/usr/bin/python3"):
        if succeeds([python, "-c", "import " + ", ".join(modules)]):
            return python
    return None


@functools.cache
def rscript_with(*packages):
    """Rscript, if it has these packages; else None."""
    load = ";".join(f"library({package})" for package in packages) or "0"
    return "Rscript" if succeeds(["Rscript", "-e", load]) else None


def json_numbers(output):
    """The numbers of a peer of ours: its last line is a JSON object of them."""
    return json.loads(output.strip().splitlines()[-1])
