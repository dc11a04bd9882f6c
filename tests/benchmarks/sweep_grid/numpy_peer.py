"""The grid as one would write it with numpy: each factor drawn once, and for each pair of multiples a product and five statistics.

    numpy_peer.py MULTIPLES SAMPLES"""
import json
import sys

import numpy

multiples, samples = numpy.linspace(0.5, 2, int(sys.argv[1])), int(sys.argv[2])
rng = numpy.random.default_rng(1)
risk = rng.beta(10, 9990, size=samples)
exposed = 0.02 + 0.08 * rng.beta(2.5, 3.5, size=samples)
rest = 1e7 * rng.lognormal(numpy.log(0.1), 0.4, size=samples) * rng.triangular(0.5, 1.0, 1.8, size=samples)

cells = numpy.empty((len(multiples), len(multiples), 5))
for i, of_risk in enumerate(multiples):
    without_exposed = rest * numpy.minimum(1, of_risk * risk)
    for j, of_exposed in enumerate(multiples):
        harmed = without_exposed * numpy.minimum(1, of_exposed * exposed)
        cells[i, j] = (harmed.mean(), *numpy.quantile(harmed, (0.05, 0.5, 0.95)), (harmed > 100).mean())

NAMES = ("mean", "p05", "p50", "p95", "above")
last = len(multiples) - 1
shown = {"first cell": cells[0, 0], "last cell": cells[last, last], "across": cells[0, last], "down": cells[last, 0]}
shown["all cells"] = cells.mean(axis=(0, 1))
print(json.dumps({f"{name}, {where}": value for where, of in shown.items() for name, value in zip(NAMES, of)}))
