#include "premortem/statistics/run_length.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "statistics/evaluation.hpp"

namespace premortem {
namespace {

constexpr double never = std::numeric_limits<double>::infinity();

double last_check(const RunLength& law) { return static_cast<double>(law.survival.size() - 1); }

double survival_at(const RunLength& law, double n) {
  if (n <= last_check(law)) return law.survival[static_cast<std::size_t>(n)];
  if (law.hazard >= 1) return 0;
  return law.survival.back() * std::exp((n - last_check(law)) * std::log1p(-law.hazard));
}

/// Sum of the survivals 0 .. n - 1, n whole.
double summed_survival(const RunLength& law, double n) {
  double sum = 0;
  const double stated = std::min(n, last_check(law));
  for (std::size_t i = 0; static_cast<double>(i) < stated; ++i) sum += law.survival[i];
  const double beyond = n - stated;
  if (beyond <= 0 || law.survival.back() == 0) return sum;
  if (law.hazard == 0) return sum + law.survival.back() * beyond;
  if (law.hazard >= 1) return sum + law.survival.back();
  return sum + law.survival.back() * -std::expm1(beyond * std::log1p(-law.hazard)) / law.hazard;
}

}  // namespace

double mean(const RunLength& law) { return summed_survival(law, never); }

double restricted_mean(const RunLength& law, double checks) {
  require(checks >= 0, "restricted_mean", {{"checks", checks}}, "a number >= 0 is needed");
  const double whole = std::floor(checks);
  return summed_survival(law, whole) + (std::isinf(checks) ? 0 : (checks - whole) * survival_at(law, whole));
}

double fired_within(const RunLength& law, double checks) {
  require(checks >= 0, "fired_within", {{"checks", checks}}, "a number >= 0 is needed");
  return 1 - survival_at(law, std::floor(checks));
}

double quantile(const RunLength& law, double p) {
  require(p > 0 && p < 1, "quantile", {{"p", p}}, "a probability in (0, 1) is needed");
  const double left = 1 - p;
  if (law.survival.back() <= left) {
    const auto reached = std::find_if(law.survival.begin(), law.survival.end(), [&](double s) { return s <= left; });
    return static_cast<double>(reached - law.survival.begin());
  }
  if (law.hazard <= 0) return never;
  if (law.hazard >= 1) return last_check(law) + 1;
  double n = last_check(law) + std::ceil(std::log(left / law.survival.back()) / std::log1p(-law.hazard));
  constexpr double distinct = 1e15;  // beyond it neighbouring whole numbers are one double
  if (n < distinct && n > last_check(law) + 1 && survival_at(law, n - 1) <= left) --n;
  return n;
}

RunLength first_of(const RunLength& a, const RunLength& b) {
  RunLength law;
  const auto checks = std::max(a.survival.size(), b.survival.size());
  law.survival.reserve(checks);
  for (std::size_t n = 0; n < checks; ++n) law.survival.push_back(survival_at(a, static_cast<double>(n)) * survival_at(b, static_cast<double>(n)));
  law.hazard = a.hazard + b.hazard - a.hazard * b.hazard;
  law.relative_error = std::max(a.relative_error, b.relative_error);
  return law;
}

double silent_until_fired(const RunLength& law, double rate) {
  require(rate >= 0, "silent_until_fired", {{"rate", rate}}, "a rate >= 0 is needed");
  double sum = 0;
  for (std::size_t n = 1; n < law.survival.size(); ++n)
    sum += (law.survival[n - 1] - law.survival[n]) * std::exp(-rate * static_cast<double>(n));
  const double step = std::exp(-rate), tail = 1 - (1 - law.hazard) * step;
  if (law.survival.back() == 0 || tail == 0) return sum;
  return sum + law.survival.back() * std::exp(-rate * last_check(law)) * law.hazard * step / tail;
}

}  // namespace premortem
