#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/diagnosis_evidence.hpp"

namespace premortem {
namespace {

/// P(k named rows all come from the window of M of N + M rows).
double all_of_current(double k, double n, double m) {
  double p = 1;
  for (double i = 0; i < k && p > 1e-300; ++i) p *= (m - i) / (n + m - i);
  return p;
}

struct Side {
  std::string reason;
  std::vector<std::size_t> rows;
  double p = 1;
};

void add_numeric(const FeatureColumn& reference, const FeatureColumn& current, std::vector<Side>& sides) {
  double low = INFINITY, high = -INFINITY, n = 0, m = 0;
  for (const double x : reference.number)
    if (!std::isnan(x)) low = std::min(low, x), high = std::max(high, x), n += 1;
  if (n == 0) return;
  Side below{fmt::format("{} below {:.4g}", current.name, low), {}}, above{fmt::format("{} above {:.4g}", current.name, high), {}};
  for (std::size_t i = 0; i < current.number.size(); ++i) {
    const double x = current.number[i];
    if (std::isnan(x)) continue;
    m += 1;
    if (x < low) below.rows.push_back(i);
    if (x > high) above.rows.push_back(i);
  }
  for (auto* side : {&below, &above}) side->p = all_of_current(static_cast<double>(side->rows.size()), n, m), sides.push_back(std::move(*side));
}

void add_words(const std::string& what, const NameColumn& reference, const NameColumn& current, std::vector<Side>& sides) {
  if (reference.empty() || current.empty()) return;
  const double n = static_cast<double>(reference.index.size()), m = static_cast<double>(current.index.size());
  for (std::uint32_t w = 0; w < current.names.size(); ++w) {
    if (current.names[w].empty()) continue;
    Side side{fmt::format("{} \"{}\"", what, current.names[w]), {}};
    if (!std::binary_search(reference.names.begin(), reference.names.end(), current.names[w]))
      for (std::size_t i = 0; i < current.index.size(); ++i)
        if (current.index[i] == w) side.rows.push_back(i);
    side.p = all_of_current(static_cast<double>(side.rows.size()), n, m);
    sides.push_back(std::move(side));
  }
}

}  // namespace

UnsupportedRows unsupported_rows(const WindowRows& reference, const WindowRows& current, double alpha) {
  UnsupportedRows found;
  found.is.assign(current.rows, false);
  std::vector<Side> sides;
  for (const auto& feature : current.features) {
    const auto* before = reference.feature(feature.name);
    if (!before || before->is_numeric() != feature.is_numeric()) continue;
    if (feature.is_numeric()) add_numeric(*before, feature, sides);
    else add_words(feature.name, before->word, feature.word, sides);
  }
  add_words("cohort", reference.cohort, current.cohort, sides);
  const double looked_at = static_cast<double>(sides.size());
  for (const auto& side : sides) {
    if (side.rows.empty() || side.p * looked_at > alpha) continue;  // as many as chance puts beyond the reference
    found.p = std::min(found.p, side.p * looked_at);
    found.reasons.push_back(fmt::format("{} ({})", side.reason, side.rows.size()));
    for (const auto i : side.rows) found.is[i] = true;
  }
  found.rows = static_cast<std::size_t>(std::count(found.is.begin(), found.is.end(), true));
  return found;
}

}  // namespace premortem
