"""The harm job by premortem, its numbers, and how far two samples of it may lie apart."""
import json
import math
from pathlib import Path

from racing import Allowed, Runner

HERE = Path(__file__).resolve().parent

# E = product of the factors' means: 1e4 (0.02 + 0.08 * 2.5 / 6) (0.1 exp(0.08)) (3.3 / 3)
EXACT = {"mean": 1e4 * (0.02 + 0.08 * 2.5 / 6) * 0.1 * math.exp(0.08) * 1.1}
# What one sample is worth: the standard deviation, in closed form from the factors' second moments; of the quantiles
# sqrt(p (1 - p)) / density, from 2e7 samples of numpy 1.24.
ONE_SAMPLE = {"mean": 43.7543, "p05": 25.2, "p50": 42.2, "p95": 188.0}
# A bin of our histogram is 2^-12 of its octave wide; the lognormal is stated by two percentiles in six digits.
ROUNDING = {"mean": 1e-4, "p05": 17.7 * 2**-12, "p50": 52.5 * 2**-12, "p95": 146.9 * 2**-12}


def allowed(samples):
    return {name: Allowed(one / math.sqrt(samples), ROUNDING[name]) for name, one in ONE_SAMPLE.items()}


def reading(output, path):
    found = json.loads(output)["result"]
    for step in path:
        found = found[step]
    return {name: found["independent"][name] for name in ONE_SAMPLE}


def harmed(output):
    return reading(output, ("failure_modes", 0, "harmed"))


def harm_command(setting, samples, jobs=1):
    return [setting.program, "harm", HERE / "case", "--samples", samples, "--jobs", jobs, "--format", "json", "--quiet"]


def harm(setting, samples):
    return Runner("premortem harm", harm_command(setting, samples), read=harmed, is_ours=True)


def evaluate(setting, samples):
    command = [setting.program, "evaluate", HERE / "case", "--samples", samples, "--jobs", 1, "--format", "json", "--quiet"]
    return Runner("premortem evaluate", command, read=lambda output: reading(output, ("quantities", 0)), is_ours=True)
