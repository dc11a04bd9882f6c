#!/usr/bin/env python3
"""What a notebook does with scored rows: read them, the curve and its area over all, the curve of each cohort."""
import sys

import pandas
from sklearn.metrics import precision_recall_curve, roc_auc_score

rows = pandas.read_csv(sys.argv[1], dtype={"cohort": "category"})
_, _, thresholds = precision_recall_curve(rows.label, rows.score)
print(len(rows), "rows,", len(thresholds), "thresholds, AUC", roc_auc_score(rows.label, rows.score))
for name, part in rows.groupby("cohort", observed=True):
    precision_recall_curve(part.label, part.score)
