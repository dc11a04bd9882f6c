// Drift of many features over two windows in memory: feature_drift_benchmark [FEATURES [ROWS [JOBS]]]. Both windows are uniform; it
// prints the seconds that feature_drift takes, without drawing the numbers, and as scipy_peer.py the mean distances, times what makes
// them alike for any number of rows.
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "premortem/models/feature_drift.hpp"
#include "premortem/random/philox.hpp"

using namespace premortem;

namespace {

WindowRows window(const char* name, int features, std::size_t rows) {
  WindowRows w;
  w.rows = rows;
  for (int f = 0; f < features; ++f) {
    w.features.push_back({"f" + std::to_string(f), std::vector<double>(rows), {}});
    fill_uniform({1, variable_id(name + std::to_string(f))}, 0, w.features.back().number);
  }
  return w;
}

}  // namespace

int main(int count, char** arguments) {
  const int features = count > 1 ? std::atoi(arguments[1]) : 1000, jobs = count > 3 ? std::atoi(arguments[3]) : 2;
  const auto rows = static_cast<std::size_t>(count > 2 ? std::atol(arguments[2]) : 100'000);
  const auto reference = window("reference", features, rows), current = window("current", features, rows);
  const auto start = std::chrono::steady_clock::now();
  const auto all = feature_drift(reference, current, {.jobs = jobs}, false);
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  double psi = 0, ks = 0, wasserstein = 0;
  const double half = static_cast<double>(rows) / 2, measured = static_cast<double>(all.size());
  for (const auto& d : all) {
    psi += d.psi.value() * half / measured;
    ks += d.ks.value() * std::sqrt(half) / measured;
    wasserstein += d.wasserstein.value() * std::sqrt(half) / measured;
  }
  std::printf("{\"seconds\": %.6f, \"psi\": %.9g, \"ks\": %.9g, \"wasserstein\": %.9g}\n", seconds.count(), psi, ks, wasserstein);
}
