// How long a thousand weekly series of 150 shares take to be forecast, and what is expected of the first hundred 26 weeks ahead.
//   thousand_series [THREADS]
//   thousand_series write FILE     writes the series, one value a line, for structts_peer.R
// They are made by a fixed recurrence, so that every run measures the same.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <numeric>
#include <thread>
#include <vector>

#include "premortem/models/metric_forecast.hpp"

namespace {

using namespace premortem;

std::vector<MetricSeries> thousand() {
  std::uint64_t state = 20261124;
  const auto next_number = [&] { return static_cast<double>(state = state * 16807 % 2147483647) / 2147483647.0; };
  const auto about_normal = [&] {  // Irwin-Hall
    double sum = -6;
    for (int i = 0; i < 12; ++i) sum += next_number();
    return sum;
  };
  std::vector<MetricSeries> all(1000);
  for (auto& s : all) {
    s.metric = "accuracy", s.kind = MetricKind::share;
    double path = 0.9;
    const double drift = 0.0006 * (next_number() - 0.7), volatility = 0.004 * next_number();
    for (std::int32_t i = 0; i < 150; ++i) {
      path += drift + volatility * about_normal();
      const double value = path + 0.0095 * about_normal();
      s.points.push_back({7 * i, value < 0 ? 0 : value > 1 ? 1 : value, 1000.0});
    }
  }
  return all;
}

struct Forecasts {
  double seconds = 0;
  std::vector<double> expected;  // of each series at the end of the horizon
};

Forecasts forecasts_of(const std::vector<MetricSeries>& all, std::size_t threads) {
  Forecasts result{0, std::vector<double>(all.size())};
  const auto began = std::chrono::steady_clock::now();
  std::vector<std::thread> running;
  for (std::size_t k = 0; k < threads; ++k)
    running.emplace_back([&, k] {
      ForecastSettings settings;
      settings.as_of = 7 * 149;
      for (std::size_t i = k; i < all.size(); i += threads)
        result.expected[i] = forecast_metric(all[i], MetricLimit{0.8, LimitSide::floor}, settings).days.back().expected;
    });
  for (auto& t : running) t.join();
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  return result;
}

int write(const std::vector<MetricSeries>& all, const char* file) {
  std::ofstream out(file);
  for (const auto& s : all)
    for (const auto& p : s.points) out << p.value << '\n';
  return out.flush() ? 0 : 5;
}

}  // namespace

int main(int argc, char** argv) {
  const auto all = thousand();
  if (argc == 3 && std::strcmp(argv[1], "write") == 0) return write(all, argv[2]);
  const auto done = forecasts_of(all, argc > 1 ? static_cast<std::size_t>(std::atoi(argv[1])) : 1U);
  const double first_hundred = std::accumulate(done.expected.begin(), done.expected.begin() + 100, 0.0) / 100;
  std::printf("{\"seconds\": %.6f, \"expected in 26 weeks\": %.9g}\n", done.seconds, first_hundred);
}
