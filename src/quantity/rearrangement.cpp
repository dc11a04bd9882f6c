#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "premortem/core/error.hpp"
#include "premortem/quantity/probability_box.hpp"

namespace premortem {
namespace {

using Op = ExpressionNode::Op;
using Columns = std::vector<std::vector<double>>;

void require_chain(const Columns& columns, Op op) {
  if (op != Op::sum && op != Op::product) throw DomainError("worst_quantile_found: a sum or a product is needed");
  if (columns.empty() || columns.front().empty()) throw DomainError("worst_quantile_found: no quantiles");
  for (const auto& column : columns) {
    if (column.size() != columns.front().size()) throw DomainError("worst_quantile_found: columns of different lengths");
    if (op == Op::product && !(*std::min_element(column.begin(), column.end()) >= 0))
      throw DomainError("worst_quantile_found: a product of numbers >= 0 is needed");
  }
}

/// Each row put together without column `left_out`, in the order of the columns.
std::vector<double> rows(const Columns& columns, Op op, std::size_t left_out) {
  std::vector<double> row(columns.front().size(), op == Op::sum ? 0.0 : 1.0);
  for (std::size_t j = 0; j < columns.size(); ++j) {
    if (j == left_out) continue;
    for (std::size_t r = 0; r < row.size(); ++r) op == Op::sum ? row[r] += columns[j][r] : row[r] *= columns[j][r];
  }
  return row;
}

/// Puts the values of a column against the others: its smallest where theirs is largest; ties go by the row.
void oppose(Columns& columns, const Columns& ascending, Op op, std::size_t j) {
  const auto others = rows(columns, op, j);
  std::vector<std::size_t> order(others.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return others[a] != others[b] ? others[a] > others[b] : a < b; });
  for (std::size_t r = 0; r < order.size(); ++r) columns[j][order[r]] = ascending[j][r];
}

double smallest_row(const Columns& columns, Op op) {
  const auto all = rows(columns, op, columns.size());
  return *std::min_element(all.begin(), all.end());
}

}  // namespace

double worst_quantile_found(std::vector<std::vector<double>> quantiles, Op op) {
  require_chain(quantiles, op);
  constexpr int most_sweeps = 100;
  for (auto& column : quantiles) std::sort(column.begin(), column.end());
  Columns columns = quantiles;
  double best = smallest_row(columns, op);
  if (columns.size() < 2) return best;
  for (int sweep = 0; sweep < most_sweeps; ++sweep) {
    const Columns before = columns;
    for (std::size_t j = 0; j < columns.size(); ++j) oppose(columns, quantiles, op, j);
    const double now = smallest_row(columns, op);
    const bool settled = columns == before || (sweep > 0 && now <= best * (1 + 1e-7) && now >= best * (1 - 1e-7));
    best = std::max(best, now);
    if (settled) break;
  }
  return best;
}

}  // namespace premortem
