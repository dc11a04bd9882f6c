#include "models/fixed_columns.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "core/in_parallel.hpp"
#include "premortem/core/error.hpp"

namespace premortem {
namespace {

constexpr std::uint64_t most_rows = 1'000'000'000'000;

/// The largest of `size` numbers >= 0; 0 where there are none.
template <class Number>
double largest(std::size_t size, int jobs, const Number& number) {
  const auto parts = static_cast<std::size_t>(std::max(jobs, 1));
  std::vector<double> most(parts, 0);
  in_parallel(size == 0 ? 0 : parts, jobs, [&](std::size_t part, std::size_t) {
    double here = 0;
    for (auto i = size * part / parts; i < size * (part + 1) / parts; ++i) here = std::max(here, number(i));
    most[part] = here;
  });
  return *std::max_element(most.begin(), most.end());
}

double largest_amount(const ScoredRows& rows, int jobs) {
  if (rows.weight.empty()) return largest(rows.value.size(), jobs, [&](std::size_t i) { return rows.value[i]; });
  return largest(rows.value.size(), jobs, [&](std::size_t i) { return rows.weight[i] * rows.value[i]; });
}

}  // namespace

FixedColumns::FixedColumns(const ScoredRows& of, int jobs)
    : rows(of), amounts(largest_amount(of, jobs)), weights(largest(of.weight.size(), jobs, [&](std::size_t i) { return of.weight[i]; })) {}

void require_columns_of_curves(const char* function, const ScoredRows& rows) {
  const auto fits = [&](std::size_t size, bool may_lack) { return size == rows.rows() || (may_lack && size == 0); };
  if (!fits(rows.label.size(), false) || !fits(rows.cohort.index.size(), true) || !fits(rows.value.size(), true) || !fits(rows.weight.size(), true) || !fits(rows.count.size(), true))
    throw DomainError(std::string(function) + ": the columns differ in length");
  std::uint64_t all = 0;
  for (const auto times : rows.count) {
    if (times < 1 || times > most_rows - all) throw DomainError(std::string(function) + ": counts must be at least 1 and at most 1e12 together");
    all += times;
  }
}

}  // namespace premortem
