#include "premortem/models/score_curve.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include "core/in_parallel.hpp"
#include "models/sorted_records.hpp"
#include "premortem/core/error.hpp"

namespace premortem {
namespace {

constexpr std::uint64_t most_rows = 1'000'000'000'000;

void check_columns(const ScoredRows& rows) {
  const auto fits = [&](std::size_t size, bool may_lack) { return size == rows.rows() || (may_lack && size == 0); };
  if (!fits(rows.label.size(), false) || !fits(rows.cohort.index.size(), true) || !fits(rows.value.size(), true) || !fits(rows.weight.size(), true) || !fits(rows.count.size(), true))
    throw DomainError("score_curves: the columns differ in length");
  std::uint64_t all = 0;
  for (const auto times : rows.count) {
    if (times < 1 || times > most_rows - all) throw DomainError("score_curves: counts must be at least 1 and at most 1e12 together");
    all += times;
  }
}

/// What a number of rows, from the highest score down, comes to.
struct RunningTotal {
  std::uint32_t entries = 0;
  double last = std::numeric_limits<double>::quiet_NaN();  ///< the score of the last entry, which equals no other where none was added
  std::array<std::uint64_t, 2> counts{};                   ///< by label
  std::array<FixedTotal, 2> amount{}, weight{};            ///< likewise

  /// @param times  how many rows the record stands for
  void add(const ScoreRecord& record, std::int64_t record_weight, std::uint64_t times) {
    entries += record.score != last ? 1U : 0U;
    last = record.score;
    const std::size_t label = record.tag & 1U;
    counts[label] += times;
    amount[label] += FixedTotal{record.amount} * times;
    weight[label] += FixedTotal{record_weight} * times;
  }
  /// Of rows further down, none of the same score.
  void add(const RunningTotal& below) {
    entries += below.entries;
    for (std::size_t label : {0U, 1U}) counts[label] += below.counts[label], amount[label] += below.amount[label], weight[label] += below.weight[label];
  }
};

/// Totals by part of the sorted rows and by curve: the one over all first, then the cohorts.
using Totals = std::vector<std::vector<RunningTotal>>;

/// Makes of the totals of parts the totals of all parts before. @return those of all parts
std::vector<RunningTotal> turn_into_starts(Totals& totals) {
  std::vector<RunningTotal> all(totals.front().size());
  for (auto& part : totals)
    for (std::size_t c = 0; c < all.size(); ++c) {
      const auto before = all[c];
      all[c].add(part[c]);
      part[c] = before;
    }
  return all;
}

/// Builds all curves at once. Every part of the rows knows where in each curve its entries go, and what stands above them.
class CurvesBuilder {
 public:
  CurvesBuilder(const ScoredRows& rows, int jobs)
      : rows_(rows), jobs_(jobs), amounts_(largest_amount(rows)), weights_(rows.weight.empty() ? 0 : *std::max_element(rows.weight.begin(), rows.weight.end())), sorted_(rows, amounts_, jobs, parts(rows, jobs)) {
    curves_.cohorts.resize(rows.cohort.names.size());
  }

  ScoreCurves build() {
    Totals totals(sorted_.parts(), std::vector<RunningTotal>(1 + curves_.cohorts.size()));
    sorted_.sort(jobs_, [&](std::size_t part, std::span<const ScoreRecord> records) { add_up(records, totals[part]); });
    const auto all = turn_into_starts(totals);
    in_parallel(all.size(), jobs_, [&](std::size_t c, std::size_t) { make_room(all[c].entries, curve(c)); });
    in_parallel(sorted_.parts(), jobs_, [&](std::size_t part, std::size_t) { fill(sorted_.part(part), totals[part]); });
    return std::move(curves_);
  }

 private:
  /// Several a thread, for they need not take the same time; few where there are many cohorts, of which each has totals in each.
  static std::size_t parts(const ScoredRows& rows, int jobs) {
    const std::size_t wanted = jobs <= 1 ? 1 : 8 * static_cast<std::size_t>(jobs), sensible = rows.rows() / (16 * (1 + rows.cohort.names.size()));
    return std::max<std::size_t>(1, std::min(wanted, sensible));
  }

  static double largest_amount(const ScoredRows& rows) {
    double most = 0;
    for (std::size_t i = 0; i < rows.value.size(); ++i) most = std::max(most, rows.weight.empty() ? rows.value[i] : rows.weight[i] * rows.value[i]);
    return most;
  }

  ScoreCurve& curve(std::size_t c) { return c == 0 ? curves_.all : curves_.cohorts[c - 1]; }
  bool has_cohorts() const { return !curves_.cohorts.empty(); }
  std::int64_t weight(const ScoreRecord& record) const { return rows_.weight.empty() ? 0 : weights_.fixed(rows_.weight[record.row]); }

  void add_up(std::span<const ScoreRecord> records, std::vector<RunningTotal>& totals) const {
    auto all = totals[0];
    for (const auto& record : records) {
      const auto w = weight(record);
      const auto times = rows_.times(record.row);
      all.add(record, w, times);
      if (has_cohorts()) totals[1 + (record.tag >> 1U)].add(record, w, times);
    }
    totals[0] = all;
  }

  void make_room(std::size_t entries, ScoreCurve& curve) const {
    curve.score.resize(entries), curve.tp.resize(entries), curve.fp.resize(entries);
    if (!rows_.value.empty()) curve.tp_value.resize(entries), curve.fp_value.resize(entries);
    if (!rows_.weight.empty()) curve.tp_weight.resize(entries), curve.fp_weight.resize(entries);
  }

  void fill(std::span<const ScoreRecord> records, std::vector<RunningTotal>& totals) {
    const auto add = [&](std::size_t c, const ScoreRecord& record, std::int64_t w) {
      auto& total = totals[c];
      if (total.last != record.score) close(total, curve(c));
      total.add(record, w, rows_.times(record.row));
    };
    for (const auto& record : records) {
      const auto w = weight(record);
      add(0, record, w);
      if (has_cohorts()) add(1 + (record.tag >> 1U), record, w);
    }
    for (std::size_t c = 0; c < totals.size(); ++c) close(totals[c], curve(c));
  }

  /// The last entry, if there is one, is complete.
  void close(const RunningTotal& total, ScoreCurve& curve) const {
    if (std::isnan(total.last)) return;
    const std::size_t i = total.entries - 1;
    curve.score[i] = total.last;
    curve.tp[i] = total.counts[1], curve.fp[i] = total.counts[0];
    if (!rows_.value.empty()) curve.tp_value[i] = amounts_.value(total.amount[1]), curve.fp_value[i] = amounts_.value(total.amount[0]);
    if (!rows_.weight.empty()) curve.tp_weight[i] = weights_.value(total.weight[1]), curve.fp_weight[i] = weights_.value(total.weight[0]);
  }

  const ScoredRows& rows_;
  int jobs_;
  FixedPoint amounts_, weights_;
  SortedRecords sorted_;
  ScoreCurves curves_;
};

}  // namespace

ScoreCurves score_curves(const ScoredRows& rows, int jobs) {
  check_columns(rows);
  if (rows.rows() == 0) return {{}, std::vector<ScoreCurve>(rows.cohort.names.size())};
  return CurvesBuilder(rows, jobs).build();
}

}  // namespace premortem
