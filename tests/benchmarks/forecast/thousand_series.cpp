// How long a thousand weekly series of 150 shares take to be forecast, on one thread and on two.
//   thousand_series [FILE]
// They are made by a fixed recurrence, so that every run measures the same; with FILE they are also written there, one value a line,
// for structts_peer.R.
#include <chrono>
#include <cstdio>
#include <fstream>
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

double seconds(const std::vector<MetricSeries>& all, std::size_t threads) {
  const auto began = std::chrono::steady_clock::now();
  std::vector<std::thread> running;
  for (std::size_t k = 0; k < threads; ++k)
    running.emplace_back([&, k] {
      ForecastSettings settings;
      settings.as_of = 7 * 149;
      for (std::size_t i = k; i < all.size(); i += threads) forecast_metric(all[i], MetricLimit{0.8, LimitSide::floor}, settings);
    });
  for (auto& t : running) t.join();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

}  // namespace

int main(int argc, char** argv) {
  const auto all = thousand();
  if (argc > 1) {
    std::ofstream out(argv[1]);
    for (const auto& s : all)
      for (const auto& p : s.points) out << p.value << '\n';
    return out ? 0 : 5;
  }
  for (const std::size_t threads : {1U, 2U}) std::printf("1000 series, %zu thread(s): %.2f s\n", threads, seconds(all, threads));
}
