#include "premortem/models/score_curve.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <utility>

#include "models/in_parallel.hpp"
#include "premortem/core/error.hpp"

namespace premortem {
namespace {

constexpr std::uint64_t most_rows = 1'000'000'000'000;

// Whole numbers add up to the same sum in any order, which doubles do not.
__extension__ using Total = __int128;

/// Doubles >= 0 as whole multiples of a power of two: 61 bits for the largest, so that 1e12 (2^40) of them fit into a Total.
class FixedPoint {
 public:
  explicit FixedPoint(double largest) : shift_(largest > 0 ? 61 - std::ilogb(largest) : 0), half_(std::ldexp(1.0, shift_ / 2)), rest_(std::ldexp(1.0, shift_ - shift_ / 2)) {}
  /// What is below the last bit is cut off. In two steps, because the whole power of two need not be a double.
  std::int64_t fixed(double x) const { return static_cast<std::int64_t>(x * half_ * rest_); }
  double value(Total total) const { return static_cast<double>(total) / half_ / rest_; }

 private:
  int shift_;
  double half_, rest_;  // 2^shift in two factors
};

/// What the curve needs of a row, beside each other in memory while they are sorted.
struct Record {
  double score;
  std::int64_t amount;  // weight x value
  std::uint32_t row;
  std::uint32_t tag;  // cohort x 2 + label
};

double amount_of(const ScoredRows& rows, std::size_t i) {
  if (rows.value.empty()) return 0;
  return rows.weight.empty() ? rows.value[i] : rows.weight[i] * rows.value[i];
}

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

/// Cuts the range of the scores into stretches of equal width, highest first.
class Stretches {
 public:
  static constexpr std::size_t count = 16384;

  explicit Stretches(const std::vector<double>& scores) {
    const auto [low, high] = std::minmax_element(scores.begin(), scores.end());
    top_ = *high / 2;  // halves, because the difference of two finite numbers need not be finite
    const double width = top_ - *low / 2;
    scale_ = width > 0 ? static_cast<double>(count - 1) / width : 0;
    if (!std::isfinite(scale_)) scale_ = 0;
  }
  /// Never falls as the score falls: each rounded step keeps the order.
  std::size_t of(double score) const { return static_cast<std::size_t>((top_ - score / 2) * scale_); }

 private:
  double top_ = 0, scale_ = 0;
};

/// The rows by score, highest first: shared out among stretches of scores, then each stretch by itself.
class SortedRecords {
 public:
  SortedRecords(const ScoredRows& rows, const FixedPoint& amounts, int jobs)
      : rows_(rows), amounts_(amounts), stretches_(rows.score), parts_(static_cast<std::size_t>(std::max(jobs, 1))), begins_(parts_, Counts{}) {
    in_parallel(parts_, jobs, [this](std::size_t part, std::size_t) { count(part); });
    place_parts();
    records_.resize(rows.rows());
    in_parallel(parts_, jobs, [this](std::size_t part, std::size_t) { share_out(part); });
    in_parallel(Stretches::count, jobs, [this](std::size_t s, std::size_t) { sort(s); });
  }
  const std::vector<Record>& records() const { return records_; }

 private:
  using Counts = std::array<std::size_t, Stretches::count>;

  std::pair<std::size_t, std::size_t> part_rows(std::size_t part) const { return {rows_.rows() * part / parts_, rows_.rows() * (part + 1) / parts_}; }

  void count(std::size_t part) {
    const auto [begin, end] = part_rows(part);
    for (auto i = begin; i < end; ++i) ++begins_[part][stretches_.of(rows_.score[i])];
  }

  void place_parts() {
    std::size_t at = 0;
    for (std::size_t s = 0; s < Stretches::count; ++s) {
      firsts_[s] = at;
      for (auto& begins : begins_) at += std::exchange(begins[s], at);
    }
    firsts_[Stretches::count] = at;
  }

  void share_out(std::size_t part) {
    const auto [begin, end] = part_rows(part);
    for (auto i = begin; i < end; ++i) {
      const std::uint32_t cohort = rows_.cohort.empty() ? 0 : rows_.cohort.index[i];
      // + 0.0 makes one zero of the two, whose bits would tell in which order they came
      records_[begins_[part][stretches_.of(rows_.score[i])]++] = {rows_.score[i] + 0.0, rows_.value.empty() ? 0 : amounts_.fixed(amount_of(rows_, i)),
                                                                 static_cast<std::uint32_t>(i), cohort * 2 + rows_.label[i]};
    }
  }

  void sort(std::size_t s) {
    const auto at = [this](std::size_t i) { return records_.begin() + static_cast<std::ptrdiff_t>(i); };
    std::sort(at(firsts_[s]), at(firsts_[s + 1]), [](const Record& a, const Record& b) { return a.score > b.score; });
  }

  const ScoredRows& rows_;
  const FixedPoint& amounts_;
  Stretches stretches_;
  std::size_t parts_;
  std::vector<Counts> begins_;  // by part: where its next record of a stretch goes
  std::array<std::size_t, Stretches::count + 1> firsts_{};
  std::vector<Record> records_;
};

/// Builds one curve from records in descending order of score.
class CurveBuilder {
 public:
  CurveBuilder(const ScoredRows& rows, const FixedPoint& amounts, const FixedPoint& weights) : rows_(rows), amounts_(amounts), weights_(weights) {}

  void add(const Record& record) {
    if (curve_.score.empty() || curve_.score.back() != record.score) {
      if (!curve_.score.empty()) close();
      curve_.score.push_back(record.score);
    }
    const std::size_t label = record.tag & 1U;
    const auto times = rows_.times(record.row);
    counts_[label] += times;
    amount_[label] += Total{record.amount} * times;
    if (!rows_.weight.empty()) weight_[label] += Total{weights_.fixed(rows_.weight[record.row])} * times;
  }

  ScoreCurve take() {
    if (!curve_.score.empty()) close();
    return std::move(curve_);
  }

 private:
  /// The entry of the last score is complete.
  void close() {
    curve_.tp.push_back(counts_[1]);
    curve_.fp.push_back(counts_[0]);
    if (!rows_.value.empty()) {
      curve_.tp_value.push_back(amounts_.value(amount_[1]));
      curve_.fp_value.push_back(amounts_.value(amount_[0]));
    }
    if (rows_.weight.empty()) return;
    curve_.tp_weight.push_back(weights_.value(weight_[1]));
    curve_.fp_weight.push_back(weights_.value(weight_[0]));
  }

  const ScoredRows& rows_;
  const FixedPoint& amounts_;
  const FixedPoint& weights_;
  ScoreCurve curve_;
  std::array<std::uint64_t, 2> counts_{};
  std::array<Total, 2> amount_{}, weight_{};
};

double largest(std::size_t rows, const std::function<double(std::size_t)>& of) {
  double most = 0;
  for (std::size_t i = 0; i < rows; ++i) most = std::max(most, of(i));
  return most;
}

}  // namespace

ScoreCurves score_curves(const ScoredRows& rows, int jobs) {
  check_columns(rows);
  if (rows.rows() == 0) return {{}, std::vector<ScoreCurve>(rows.cohort.names.size())};
  const FixedPoint amounts(rows.value.empty() ? 0 : largest(rows.rows(), [&](std::size_t i) { return amount_of(rows, i); }));
  const FixedPoint weights(rows.weight.empty() ? 0 : *std::max_element(rows.weight.begin(), rows.weight.end()));
  const SortedRecords sorted(rows, amounts, jobs);
  ScoreCurves curves;
  curves.cohorts.resize(rows.cohort.names.size());
  in_parallel(2, jobs, [&](std::size_t task, std::size_t) {
    std::vector<CurveBuilder> builders(task == 0 ? 1 : curves.cohorts.size(), CurveBuilder(rows, amounts, weights));
    if (builders.empty()) return;
    for (const auto& record : sorted.records()) builders[task == 0 ? 0 : record.tag >> 1U].add(record);
    if (task == 0) curves.all = builders[0].take();
    else std::transform(builders.begin(), builders.end(), curves.cohorts.begin(), [](CurveBuilder& b) { return b.take(); });
  });
  return curves;
}

std::optional<std::size_t> entry_at(const ScoreCurve& curve, std::optional<double> threshold) {
  if (!threshold) return std::nullopt;
  const auto below = std::upper_bound(curve.score.begin(), curve.score.end(), *threshold, std::greater<>());
  // `below` is the first score under the threshold.
  if (below == curve.score.begin()) return std::nullopt;
  return static_cast<std::size_t>(below - curve.score.begin()) - 1;
}

Confusion confusion_of(const ScoreCurve& curve, std::optional<std::size_t> entry) {
  Confusion c;
  if (entry) c.tp = static_cast<double>(curve.tp[*entry]), c.fp = static_cast<double>(curve.fp[*entry]);
  c.fn = static_cast<double>(curve.positives()) - c.tp;
  c.tn = static_cast<double>(curve.negatives()) - c.fp;
  return c;
}

Confusion confusion_at(const ScoreCurve& curve, std::optional<double> threshold) { return confusion_of(curve, entry_at(curve, threshold)); }

}  // namespace premortem
