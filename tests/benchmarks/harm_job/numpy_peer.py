"""The harm job as an analyst would write it with numpy: every sample in memory, one vector operation a factor."""
import json
import sys

import numpy

SAMPLES = int(float(sys.argv[1]))
rng = numpy.random.default_rng(1)

harmed = rng.beta(10, 9990, size=SAMPLES)  # high risk, k = 10 of n = 10000
harmed *= 1e7  # users
low, best, high = 0.02, 0.05, 0.10  # exposed: PERT
span = high - low
harmed *= low + span * rng.beta(1 + 4 * (best - low) / span, 1 + 4 * (high - best) / span, size=SAMPLES)
harmed *= rng.lognormal(numpy.log(0.1), 0.4, size=SAMPLES)  # irreversible
harmed *= rng.triangular(0.5, 1.0, 1.8, size=SAMPLES)  # scale

p05, p50, p95 = numpy.quantile(harmed, (0.05, 0.5, 0.95))
print(json.dumps({"mean": harmed.mean(), "p05": p05, "p50": p50, "p95": p95}))
