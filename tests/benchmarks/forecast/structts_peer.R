# Fits R's local level and local linear trend, by maximum likelihood, to the first 100 of the series of thousand_series, and forecasts 26 values:
# two of the five models, without doubt in the variances, origins or first passages. Rscript structts_peer.R FILE
file <- commandArgs(trailingOnly = TRUE)[1]
series <- matrix(scan(file, quiet = TRUE), nrow = 150)
ends <- numeric(100)
took <- system.time(for (i in 1:100) {
  for (type in c("trend", "level")) forecast <- predict(StructTS(series[, i], type = type), n.ahead = 26)$pred
  ends[i] <- forecast[26]
})["elapsed"]
cat(sprintf('{"seconds": %.6f, "expected in 26 weeks": %.9g}\n', took, mean(ends)))
