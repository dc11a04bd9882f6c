"""Sobol' indices of the Ishigami function with OpenTURNS, first and total order, with intervals by its bootstrap of 100 replicates.

    openturns_peer.py N"""
import json
import math
import sys

import openturns

openturns.RandomGenerator.SetSeed(1)
openturns.Log.Show(openturns.Log.NONE)
size = int(float(sys.argv[1]))
inputs = openturns.ComposedDistribution([openturns.Uniform(-math.pi, math.pi)] * 3)
ishigami = openturns.SymbolicFunction(["x1", "x2", "x3"], ["sin(x1) + 7 * sin(x2)^2 + 0.1 * x3^4 * sin(x1)"])
design = openturns.SobolIndicesExperiment(inputs, size, False).generate()  # no second order
indices = openturns.JansenSensitivityAlgorithm(design, ishigami(design), size)
first, total = indices.getFirstOrderIndices(), indices.getTotalOrderIndices()
limits = {"first": indices.getFirstOrderIndicesInterval(), "total": indices.getTotalOrderIndicesInterval()}
numbers = {}
for i in range(3):
    numbers[f"x{i + 1} first"], numbers[f"x{i + 1} total"] = first[i], total[i]
    for kind, of in limits.items():
        numbers[f"x{i + 1} {kind} interval width"] = of.getUpperBound()[i] - of.getLowerBound()[i]
print(json.dumps(numbers))
