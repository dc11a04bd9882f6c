// Drift of many features over two windows in memory: feature_drift_benchmark [FEATURES [ROWS [JOBS]]]. Both windows are uniform; it
// prints the seconds that feature_drift takes, without drawing the numbers.
#include <chrono>
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
  int alarms = 0;
  for (const auto& d : all) alarms += d.alarm;
  std::printf("%.3f seconds, %d alarms\n", seconds.count(), alarms);
}
