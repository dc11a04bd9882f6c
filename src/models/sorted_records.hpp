#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "models/fixed_point.hpp"
#include "premortem/models/scored_rows.hpp"

namespace premortem {

/// What the curve needs of a row, beside each other in memory while they are sorted.
struct ScoreRecord {
  double score;         ///< with + 0.0 added, which makes one zero of the two: their bits would tell in which order they came
  std::int64_t amount;  ///< weight x value
  std::uint32_t row;
  std::uint32_t tag;  ///< cohort x 2 + label
};

/// Cuts the range from `low` to `high` into stretches of equal width, highest first.
class ScoreStretches {
 public:
  ScoreStretches(double low, double high, std::size_t count);
  /// Below `count`. Never falls as the score falls: each rounded step keeps the order.
  std::size_t of(double score) const { return static_cast<std::size_t>(static_cast<std::int64_t>((top_ - score / 2) * scale_)); }
  /// False where the range is too narrow to be cut.
  bool cuts() const { return scale_ > 0; }

 private:
  double top_ = 0, scale_ = 0;
};

/// Sorts by score, highest first; records of one score in any order. They are shared out among as many stretches as there are
/// records, and so again within a stretch that holds many, so that time grows as their number does; where even that leaves them
/// together, as scores that come ever closer to each other do, it sorts by comparing.
void sort_records(std::span<ScoreRecord> records);

/// The rows by score, highest first: shared out among stretches of scores by several threads, then each stretch by itself.
class SortedRecords {
 public:
  /// @param parts  how many parts of about the same size to make, at most
  SortedRecords(const ScoredRows& rows, const FixedPoint& amounts, int jobs, std::size_t parts);

  using Visit = std::function<void(std::size_t part, std::span<const ScoreRecord> records)>;
  /// Sorts, and shows each stretch of a part when it is sorted, highest first; parts at the same time. No score is in two stretches.
  void sort(int jobs, const Visit& visit);
  std::size_t parts() const { return parts_.size() - 1; }
  std::span<const ScoreRecord> part(std::size_t i) const { return {records_[i].get(), firsts_[parts_[i + 1]] - firsts_[parts_[i]]}; }
  /// Gives the memory of a part back, which takes time that threads can share.
  void release(std::size_t part) { records_[part].reset(); }

 private:
  static constexpr std::size_t stretches = 2048;  // about as many places to write at as a processor keeps at hand
  using Counts = std::array<std::size_t, stretches>;
  using Places = std::array<ScoreRecord*, stretches>;

  std::pair<std::size_t, std::size_t> share(std::size_t i, std::size_t of) const { return {size_ * i / of, size_ * (i + 1) / of}; }
  /// Makes of counts of the shares where each share's next record of a stretch goes.
  std::vector<Places> place(const std::vector<Counts>& counts, std::size_t parts);
  void cut_parts(std::size_t parts);

  std::size_t size_;
  std::vector<std::unique_ptr<ScoreRecord[]>> records_;  // by part
  std::array<std::size_t, stretches + 1> firsts_{};
  std::vector<std::size_t> parts_;  // first stretch of each, and the end
};

}  // namespace premortem
