# The harm job in R: every sample in memory. Rscript r_peer.R SAMPLES
samples <- as.numeric(commandArgs(trailingOnly = TRUE)[1])
set.seed(1)
triangular <- function(n, low, mode, high) {
  u <- runif(n)
  ifelse(u < (mode - low) / (high - low), low + sqrt(u * (high - low) * (mode - low)),
         high - sqrt((1 - u) * (high - low) * (high - mode)))
}
harmed <- 1e7 * rbeta(samples, 10, 9990) # users, high risk
harmed <- harmed * (0.02 + 0.08 * rbeta(samples, 2.5, 3.5)) # exposed: the PERT of 0.02, 0.05, 0.10
harmed <- harmed * rlnorm(samples, log(0.1), 0.4) # irreversible
harmed <- harmed * triangular(samples, 0.5, 1, 1.8) # scale
at <- quantile(harmed, c(0.05, 0.5, 0.95), names = FALSE)
cat(sprintf('{"mean": %.9g, "p05": %.9g, "p50": %.9g, "p95": %.9g}\n', mean(harmed), at[1], at[2], at[3]))
