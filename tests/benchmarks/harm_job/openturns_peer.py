"""The harm job with OpenTURNS from Python: a joint distribution, a symbolic function, a sample of each."""
import json
import math
import sys

import openturns

openturns.RandomGenerator.SetSeed(1)
openturns.Log.Show(openturns.Log.NONE)
factors = openturns.ComposedDistribution([
    openturns.Beta(10, 9990, 0, 1),  # high risk
    openturns.Beta(2.5, 3.5, 0.02, 0.10),  # exposed: the PERT of 0.02, 0.05, 0.10
    openturns.LogNormal(math.log(0.1), 0.4),  # irreversible
    openturns.Triangular(0.5, 1.0, 1.8),  # scale
])
product = openturns.SymbolicFunction(["risk", "exposed", "irreversible", "scale"], ["1e7 * risk * exposed * irreversible * scale"])
harmed = product(factors.getSample(int(float(sys.argv[1]))))
p05, p50, p95 = (harmed.computeQuantilePerComponent(p)[0] for p in (0.05, 0.5, 0.95))
print(json.dumps({"mean": harmed.computeMean()[0], "p05": p05, "p50": p50, "p95": p95}))
