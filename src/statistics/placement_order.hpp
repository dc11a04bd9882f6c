#pragma once
#include <cstdint>
#include <span>
#include <vector>

namespace premortem {

/// A row where its score puts it, with what a pass in that order needs to know of it.
struct RankedRow {
  double score;
  std::uint32_t row;
  std::uint32_t group_and_class;  ///< 2 group + 1 for a positive: no look into columns in another order

  std::uint32_t group() const { return group_and_class / 2; }
  bool positive() const { return group_and_class % 2 == 1; }
};

/// Rows by score, highest first. `group` may be empty: all are of one.
std::vector<RankedRow> descending(std::span<const double> score, std::span<const std::uint8_t> label,
                                  std::span<const std::uint32_t> group = {});

/// Adds `sign` times the placement of every row of `order`, highest score first: twice the counted rows of the other class
/// on its losing side, a tie counting one. Summed over either class it is twice the pairs with a counted row that are
/// ranked right.
/// @param counts  of a row: whether it is one to be beaten, or to beat
template <class Counts>
void add_placements(std::span<const RankedRow> order, std::int64_t sign, std::vector<std::int64_t>& placement, Counts counts) {
  std::int64_t positives_above = 0, negatives_below = 0;
  for (const RankedRow& one : order) negatives_below += !one.positive() && counts(one);
  for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
    std::int64_t positives = 0, negatives = 0;
    for (; end < order.size() && order[end].score == order[begin].score; ++end)
      if (counts(order[end])) ++(order[end].positive() ? positives : negatives);
    negatives_below -= negatives;
    for (std::size_t i = begin; i < end; ++i)
      placement[order[i].row] += sign * (order[i].positive() ? 2 * negatives_below + negatives : 2 * positives_above + positives);
    positives_above += positives;
  }
}

constexpr auto every_row = [](const RankedRow&) { return true; };

}  // namespace premortem
