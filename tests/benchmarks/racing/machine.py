"""What is measured on: processor, cores, load, compilers and the versions of the peers."""
import functools
import os
import platform
import subprocess

from racing.runner import python_with

MODULES = ("numpy", "scipy", "pandas", "sklearn", "openturns")


@functools.cache
def first_line(*command):
    try:
        done = subprocess.run(command, capture_output=True, text=True)
    except OSError:
        return None
    said = (done.stdout or done.stderr).strip().splitlines()
    return said[0] if done.returncode == 0 and said else None


def processor():
    try:
        with open("/proc/cpuinfo", encoding="utf-8", errors="replace") as lines:
            for line in lines:
                if line.startswith("model name"):
                    return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def module_version(module):
    python = python_with(module)
    return python and first_line(python, "-c", f"import {module}; print({module}.__version__)")


def facts(program):
    """Strings by what they are; a peer that is not there has none."""
    found = {
        "processor": processor(),
        "cores": str(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()),
        "load before": f"{os.getloadavg()[0]:.2f}",
        "system": platform.platform(),
        "premortem": first_line(program, "--version"),
        "g++": first_line("g++", "--version"),
        "R": first_line("Rscript", "--version"),
        "node": first_line("node", "--version"),
        **{module: module_version(module) for module in MODULES},
    }
    return {name: value for name, value in found.items() if value}
