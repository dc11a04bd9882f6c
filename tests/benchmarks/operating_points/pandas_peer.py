#!/usr/bin/env python3
"""What a notebook does with scored rows: read them, the curve and its area over all, the curve of each cohort."""
import json
import sys

import pandas
from sklearn.metrics import precision_recall_curve, roc_auc_score

rows = pandas.read_csv(sys.argv[1], dtype={"cohort": "category"})
precision, recall, thresholds = precision_recall_curve(rows.label, rows.score)
numbers = {"rows": len(rows), "positives": int(rows.label.sum()), "auc": roc_auc_score(rows.label, rows.score)}
numbers["average precision"] = float(-((recall[1:] - recall[:-1]) * precision[:-1]).sum())
for name, part in rows.groupby("cohort", observed=True):
    right, caught, at = precision_recall_curve(part.label, part.score)
    numbers[f"{name} right at 0.5"], numbers[f"{name} caught at 0.5"] = right[at.searchsorted(0.5)], caught[at.searchsorted(0.5)]
print(json.dumps(numbers))
