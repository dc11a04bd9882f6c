#pragma once
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "premortem/models/quit_times.hpp"

namespace premortem::testing {

/// tests/references/bank_calls.csv of one cohort, its seconds times `ms`.
inline std::vector<QuitMoment> bank_calls(const std::string& cohort, double ms = 1000) {
  std::ifstream file(PREMORTEM_SOURCE_DIR "/tests/references/bank_calls.csv");
  std::vector<QuitMoment> moments;
  for (std::string line, name, latency, left, served; std::getline(file, line);) {
    std::istringstream cells(line);
    for (auto* cell : {&name, &latency, &left, &served}) std::getline(cells, *cell, ',');
    if (name == cohort) moments.push_back({std::stod(latency) * ms, std::stod(left), std::stod(served)});
  }
  return moments;
}

/// Rows as a file has them.
struct QuitRows {
  std::vector<double> latency_ms;
  std::vector<std::uint8_t> left;
  std::vector<QuitMoment> moments() const { return quit_moments(latency_ms, left); }
};

/// Patience by a family with mu and sigma, served after an exponential time with a mean; in whole ms.
inline QuitRows drawn_quits(std::mt19937_64& random, std::size_t rows, CurveFamily family, double mu, double sigma, double mean_wait) {
  const auto uniform = [&] { return (static_cast<double>(random() >> 11) + 0.5) * 0x1p-53; };
  QuitRows all;
  for (std::size_t i = 0; i < rows; ++i) {
    const double u = uniform(), z = family == CurveFamily::weibull ? std::log(-std::log(u)) : std::log(u / (1 - u));
    const double patience = std::exp(mu + sigma * z), wait = -std::log(uniform()) * mean_wait;
    all.latency_ms.push_back(std::max(1.0, std::round(std::min(patience, wait))));
    all.left.push_back(patience <= wait);
  }
  return all;
}

/// Acute myelogenous leukemia, weeks until relapse (1) or the end of observation (0), with and without maintenance: Miller
/// (1981), Survival Analysis, p. 49; R's survival::aml.
inline QuitRows aml(bool maintained) {
  if (maintained) return {{9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161}, {1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0}};
  return {{5, 5, 8, 8, 12, 16, 23, 27, 30, 33, 43, 45}, {1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1}};
}

}  // namespace premortem::testing
