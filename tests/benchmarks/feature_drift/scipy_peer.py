#!/usr/bin/env python3
"""PSI by deciles with its p-value, Jensen-Shannon, Kolmogorov-Smirnov and Wasserstein-1 of many features over two windows, by numpy
and scipy; without Wasserstein's noise floor, which no peer has.

    scipy_peer.py [FEATURES [ROWS]]"""
import json
import math
import sys
import time

import numpy
from scipy import stats


def drift(reference, current):
    edges = numpy.unique(numpy.quantile(reference, numpy.arange(1, 10) / 10, method="inverted_cdf"))
    n = numpy.bincount(numpy.searchsorted(edges, reference), minlength=len(edges) + 1).astype(float)
    m = numpy.bincount(numpy.searchsorted(edges, current), minlength=len(edges) + 1).astype(float)
    p, q = n / n.sum(), m / m.sum()
    psi = ((q - p) * numpy.log(q / p)).sum()
    psi_p = stats.chi2.sf(psi / (1 / len(reference) + 1 / len(current)), len(n) - 1)
    middle = (p + q) / 2
    js = (stats.entropy(p, middle) + stats.entropy(q, middle)) / 2
    ks = stats.ks_2samp(reference, current, method="asymp")
    return psi, psi_p, js, ks.statistic, ks.pvalue, stats.wasserstein_distance(reference, current)


def main():
    features = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    rows = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    draw = numpy.random.default_rng(1)
    seconds, index, ks, wasserstein = 0.0, 0.0, 0.0, 0.0
    for _ in range(features):
        reference, current = draw.random(rows), draw.random(rows)
        start = time.perf_counter()
        psi, _, _, distance, _, area = drift(reference, current)
        seconds += time.perf_counter() - start
        index, ks, wasserstein = index + psi * rows / 2, ks + distance * math.sqrt(rows / 2), wasserstein + area * math.sqrt(rows / 2)
    print(json.dumps({"seconds": seconds, "psi": index / features, "ks": ks / features, "wasserstein": wasserstein / features}))


main()
