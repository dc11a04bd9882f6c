#include "premortem/models/cohort_curves.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "models/fixed_columns.hpp"
#include "core/in_parallel.hpp"
#include "models/running_total.hpp"
#include "premortem/core/error.hpp"

namespace premortem {
namespace {

/// The rows of a cohort from one threshold up to the next.
struct Band {
  double lowest = std::numeric_limits<double>::infinity();
  RunningTotal total;
};

/// Bands by cohort, and within one from the highest threshold down.
class Bands {
 public:
  Bands(const FixedColumns& fixed, const std::vector<double>& edges) : fixed_(fixed), edges_(edges), bands_((edges.size() + 1) * fixed.rows.cohort.names.size()) {}

  void add_rows(std::size_t begin, std::size_t end) {
    const auto& rows = fixed_.rows;
    for (auto i = begin; i < end; ++i) {
      const double score = rows.score[i] + 0.0;  // one zero of the two
      Band& band = bands_[rows.cohort.index[i] * (edges_.size() + 1) + place_of(score)];
      const std::size_t label = rows.label[i];
      const auto times = rows.times(i);
      band.lowest = std::min(band.lowest, score);
      band.total.counts[label] += times;
      band.total.amount[label] += FixedTotal{fixed_.amount(i)} * times;
      band.total.weight[label] += FixedTotal{fixed_.weight(i)} * times;
    }
  }

  void add(const Bands& other) {
    for (std::size_t i = 0; i < bands_.size(); ++i) bands_[i].lowest = std::min(bands_[i].lowest, other.bands_[i].lowest), bands_[i].total += other.bands_[i].total;
  }

  ScoreCurve curve(std::size_t cohort) const {
    const auto first = bands_.begin() + static_cast<std::ptrdiff_t>(cohort * (edges_.size() + 1)), last = first + static_cast<std::ptrdiff_t>(edges_.size() + 1);
    const auto has_rows = [](const Band& b) { return std::isfinite(b.lowest); };
    ScoreCurve curve;
    make_room(fixed_.rows, static_cast<std::size_t>(std::count_if(first, last, has_rows)), 1, curve);
    RunningTotal total;
    std::size_t entry = 0;
    for (auto b = first; b != last; ++b) {
      total += b->total;
      if (has_rows(*b)) set_entry(fixed_, entry++, b->lowest, total, curve);
    }
    return curve;
  }

 private:
  std::size_t place_of(double score) const {
    if (edges_.size() == 1) return score >= edges_.front() ? 0 : 1;
    return static_cast<std::size_t>(std::lower_bound(edges_.begin(), edges_.end(), score, std::greater<>()) - edges_.begin());
  }

  const FixedColumns& fixed_;
  const std::vector<double>& edges_;
  std::vector<Band> bands_;
};

std::vector<double> descending(std::span<const double> thresholds) {
  std::vector<double> edges(thresholds.begin(), thresholds.end());
  if (std::any_of(edges.begin(), edges.end(), [](double t) { return std::isnan(t); })) throw DomainError("cohort_curves: a threshold is not a number");
  std::sort(edges.begin(), edges.end(), std::greater<>());
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
  return edges;
}

}  // namespace

std::vector<ScoreCurve> cohort_curves(const ScoredRows& rows, std::span<const double> thresholds, int jobs) {
  require_columns_of_curves("cohort_curves", rows);
  const auto edges = descending(thresholds);
  std::vector<ScoreCurve> curves(rows.cohort.names.size());
  if (curves.empty() || rows.rows() == 0) return curves;
  const FixedColumns fixed(rows, jobs);
  // As many shares as there are threads, as long as a share has more rows than bands.
  const auto shares = std::clamp<std::size_t>(rows.rows() / ((edges.size() + 1) * curves.size()), 1, static_cast<std::size_t>(std::max(jobs, 1)));
  std::vector<Bands> bands(shares, Bands(fixed, edges));
  in_parallel(shares, jobs, [&](std::size_t s, std::size_t) { bands[s].add_rows(rows.rows() * s / shares, rows.rows() * (s + 1) / shares); });
  for (std::size_t s = 1; s < shares; ++s) bands.front().add(bands[s]);
  in_parallel(curves.size(), jobs, [&](std::size_t c, std::size_t) { curves[c] = bands.front().curve(c); });
  return curves;
}

}  // namespace premortem
