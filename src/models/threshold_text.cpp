#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <limits>

#include "premortem/models/score_curve.hpp"

namespace premortem {
namespace {

constexpr int fewest_digits = 3, most_digits = 17;  // 17 read any double back

double read_back(const std::string& text) {
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

/// With the fewest digits that stay above `lower` and do not pass `score`.
std::string shortest(double score, double lower) {
  for (int digits = fewest_digits; digits < most_digits; ++digits) {
    const auto text = fmt::format("{:.{}g}", score, digits);
    const double value = read_back(text);
    if (value <= score && value > lower) return text;
  }
  return fmt::format("{}", score);
}

}  // namespace

std::string threshold_text(const ScoreCurve& curve, std::optional<double> threshold) {
  if (!threshold) return "none";
  const auto entry = entry_at(curve, threshold);
  if (!entry) return fmt::format("{}", *threshold);
  const double lowest = -std::numeric_limits<double>::infinity();
  const double lower = *entry + 1 < curve.size() ? curve.score[*entry + 1] : lowest;
  if (*threshold == curve.score[*entry]) return shortest(*threshold, lower);
  if (*threshold == std::nextafter(lower, std::numeric_limits<double>::infinity())) return "above " + fmt::format("{}", lower);
  return fmt::format("{}", *threshold);
}

}  // namespace premortem
