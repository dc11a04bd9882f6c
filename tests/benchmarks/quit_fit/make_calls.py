#!/usr/bin/env python3
"""Writes waits of callers that gave up or were served, in whole ms, in two cohorts: the same rows on every run.

    make_calls.py FILE ROWS

Patience is log-logistic, being served is exponential: about one in six gives up; waits of half an hour, so that most are
distinct. Standard library alone."""
import math
import random
import sys


def main():
    path, rows = sys.argv[1], int(float(sys.argv[2]))
    draw = random.Random(20260101).random
    with open(path, "w", encoding="ascii") as out:
        out.write("latency_ms,outcome,cohort\n")
        for row in range(rows):
            u = draw() or 0.5
            patience = math.exp(15.8 + 0.97 * math.log(u / (1 - u)))
            served = -math.log(1 - draw()) * 2_000_000
            outcome = "abandoned" if patience <= served else "served"
            out.write(f"{max(1, round(min(patience, served)))},{outcome},{'new' if row % 2 else 'regular'}\n")


main()
