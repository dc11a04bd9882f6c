# Reads the rows that premortem reads and fits what it fits, overall and by cohort: Weibull, log-logistic, Kaplan-Meier with
# limits on the log-log scale; and the log-rank test. R with its survival package: Rscript survival_peer.R FILE
suppressPackageStartupMessages(library(survival))
options(digits = 12)
file <- commandArgs(trailingOnly = TRUE)[1]
rows <- read.csv(file, colClasses = c("numeric", "character", "character"))
rows$left <- rows$outcome == "abandoned"
fit <- function(of, name) {
  for (family in c("weibull", "loglogistic")) {
    curve <- survreg(Surv(latency_ms, left) ~ 1, data = of, dist = family)
    cat(name, family, coef(curve), curve$scale, curve$loglik[1], "\n")
  }
  steps <- survfit(Surv(latency_ms, left) ~ 1, data = of, conf.type = "log-log")
  cat(name, "kaplan_meier", length(steps$time), 1 - min(steps$surv), "\n")
}
fit(rows, "all")
for (cohort in sort(unique(rows$cohort))) fit(rows[rows$cohort == cohort, ], cohort)
cat("log-rank", survdiff(Surv(latency_ms, left) ~ cohort, data = rows)$chisq, "\n")
