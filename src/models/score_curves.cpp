#include "premortem/models/score_curve.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/in_parallel.hpp"
#include "models/fixed_columns.hpp"
#include "models/running_total.hpp"
#include "models/sorted_records.hpp"
#include "models/upper_hull.hpp"

namespace premortem {
namespace {

constexpr double no_score = std::numeric_limits<double>::quiet_NaN();  // which equals no other

/// A cohort's rows in one part of the sorted rows; corners are counted from the beginning of the part.
struct CohortPart {
  double last = no_score;
  FlaggedRows flagged;
  std::vector<FlaggedRows> hull;

  void add(double score, std::size_t label, std::uint64_t times) {
    if (last != score) close(), last = score;
    (label == 1 ? flagged.tp : flagged.fp) += times;
  }
  /// The last entry, if there is one, is complete.
  void close() {
    if (!std::isnan(last)) add_to_hull(flagged, hull);
  }
};

struct Part {
  std::size_t entries = 0;  ///< of the curve over all
  double last = no_score;
  RunningTotal total;
  std::vector<CohortPart> cohorts;
};

/// Builds the curve from the rows in order. Every part of them knows where its entries go, and what stands above them.
class CurvesBuilder {
 public:
  CurvesBuilder(const ScoredRows& rows, int jobs) : rows_(rows), jobs_(jobs), fixed_(rows, jobs), sorted_(rows, fixed_.amounts, jobs, parts(rows, jobs)), parts_(sorted_.parts()) {
    for (auto& part : parts_) part.cohorts.resize(rows.cohort.names.size());
  }

  ScoreCurves build() {
    sorted_.sort(jobs_, [&](std::size_t part, std::span<const ScoreRecord> records) { add_up(records, parts_[part]); });
    ScoreCurves curves;
    curves.hulls.resize(rows_.cohort.names.size());
    in_parallel(curves.hulls.size(), jobs_, [&](std::size_t c, std::size_t) { curves.hulls[c] = hull(c); });
    std::vector<Part> starts(parts_.size());
    Part all;
    for (std::size_t p = 0; p < parts_.size(); ++p) {
      starts[p].entries = all.entries, starts[p].total = all.total;
      all.entries += parts_[p].entries, all.total += parts_[p].total;
    }
    make_room(rows_, all.entries, jobs_, curves.all);
    in_parallel(parts_.size(), jobs_, [&](std::size_t p, std::size_t) {
      fill(sorted_.part(p), starts[p], curves.all);
      sorted_.release(p);
    });
    return curves;
  }

 private:
  /// Several a thread, for they need not take the same time; few where there are many cohorts, of which each has totals in each.
  static std::size_t parts(const ScoredRows& rows, int jobs) {
    const std::size_t wanted = jobs <= 1 ? 1 : 8 * static_cast<std::size_t>(jobs), sensible = rows.rows() / (16 * (1 + rows.cohort.names.size()));
    return std::max<std::size_t>(1, std::min(wanted, sensible));
  }

  bool are_plain() const { return rows_.weight.empty() && rows_.count.empty(); }

  void add(const ScoreRecord& record, RunningTotal& total) const {
    const std::size_t label = record.tag & 1U;
    const auto times = rows_.times(record.row);
    total.counts[label] += times;
    total.amount[label] += FixedTotal{record.amount} * times;
    total.weight[label] += FixedTotal{fixed_.weight(record.row)} * times;
  }

  void add_up(std::span<const ScoreRecord> records, Part& part) const {
    if (are_plain()) add_up_plain(records, part);
    else
      for (const auto& record : records) {
        part.entries += record.score != part.last, part.last = record.score;
        add(record, part.total);
      }
    if (part.cohorts.empty()) return;
    for (const auto& record : records) part.cohorts[record.tag >> 1U].add(record.score, record.tag & 1U, rows_.times(record.row));
  }

  /// Each row counts once, so that sums over all and over positives are enough, and stay in registers.
  static void add_up_plain(std::span<const ScoreRecord> records, Part& part) {
    std::size_t entries = 0;
    std::uint64_t positives = 0;
    FixedTotal amount = 0, of_positives = 0;
    double last = part.last;
    for (const auto& record : records) {
      const auto label = static_cast<std::int64_t>(record.tag & 1U);
      entries += record.score != last, last = record.score;
      positives += static_cast<std::uint64_t>(label);
      amount += record.amount, of_positives += record.amount & -label;
    }
    part.entries += entries, part.last = last;
    part.total += {{records.size() - positives, positives}, {amount - of_positives, of_positives}, {}};
  }

  std::vector<FlaggedRows> hull(std::size_t cohort) {
    std::vector<FlaggedRows> hull{{}};  // flag nothing
    FlaggedRows above;
    for (auto& part : parts_) {
      auto& c = part.cohorts[cohort];
      c.close();
      for (const auto& corner : c.hull) add_to_hull({above.tp + corner.tp, above.fp + corner.fp}, hull);
      above.tp += c.flagged.tp, above.fp += c.flagged.fp;
    }
    hull.erase(hull.begin());
    return hull;
  }

  /// @param part  what stands above its records
  void fill(std::span<const ScoreRecord> records, Part& part, ScoreCurve& curve) const {
    auto total = part.total;
    auto entry = part.entries;
    for (std::size_t i = 0; i < records.size(); ++i) {
      add(records[i], total);
      if (i + 1 == records.size() || records[i + 1].score != records[i].score) set_entry(fixed_, entry++, records[i].score, total, curve);
    }
  }

  const ScoredRows& rows_;
  int jobs_;
  FixedColumns fixed_;
  SortedRecords sorted_;
  std::vector<Part> parts_;
};

}  // namespace

ScoreCurves score_curves(const ScoredRows& rows, int jobs) {
  require_columns_of_curves("score_curves", rows);
  if (rows.rows() == 0) return {{}, std::vector<std::vector<FlaggedRows>>(rows.cohort.names.size())};
  return CurvesBuilder(rows, jobs).build();
}

}  // namespace premortem
