#!/usr/bin/env python3
"""Writes 5 million scored rows in 8 cohorts, with ties from rounding, as CSV: make_rows.py FILE [ROWS]"""
import sys

import numpy as np

rows = int(float(sys.argv[2])) if len(sys.argv) > 2 else 5_000_000
draw = np.random.default_rng(20261125)
with open(sys.argv[1], "w") as out:
    out.write("score,label,cohort,value\n")
    for start in range(0, rows, 200_000):
        n = min(200_000, rows - start)
        label = draw.random(n) < 0.1
        score = 1 / (1 + np.exp(2 - 2 * label - draw.normal(size=n)))
        cohort, value = draw.integers(0, 8, n), draw.lognormal(3, 1, n)
        out.write("".join(f"{s:.6f},{int(y)},c{c},{v:.2f}\n" for s, y, c, v in zip(score, label, cohort, value)))
