#pragma once
#include <cstddef>
#include <cstdint>

#include "models/fixed_point.hpp"
#include "premortem/models/scored_rows.hpp"

namespace premortem {

/// What rows are worth and stand for, as whole multiples of powers of two that the largest of all rows sets.
struct FixedColumns {
  FixedColumns(const ScoredRows& rows, int jobs);

  std::int64_t amount(std::size_t i) const { return rows.value.empty() ? 0 : amounts.fixed(rows.weight.empty() ? rows.value[i] : rows.weight[i] * rows.value[i]); }
  std::int64_t weight(std::size_t i) const { return rows.weight.empty() ? 0 : weights.fixed(rows.weight[i]); }

  const ScoredRows& rows;
  FixedPoint amounts;  ///< weight x value
  FixedPoint weights;
};

/// @throws DomainError if columns differ in length, or counts are 0 or add up to more than 1e12
void require_columns_of_curves(const char* function, const ScoredRows& rows);

}  // namespace premortem
