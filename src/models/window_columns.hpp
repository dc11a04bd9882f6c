#pragma once
#include <span>
#include <string>
#include <vector>

#include "premortem/models/feature_drift.hpp"

namespace premortem {

/// A column of a window, numbers or words.
struct ColumnView {
  std::span<const double> numbers;      ///< NaN: missing
  const NameColumn* words = nullptr;    ///< null: it holds numbers
  bool is_numeric() const { return words == nullptr; }
  bool has_values() const;
};

/// A column that both windows have.
struct ColumnPair {
  std::string name;
  ColumnView reference, current;
  bool is_numeric() const { return reference.is_numeric(); }
  /// Numbers against words; a column without any value says nothing of its kind.
  bool type_differs() const { return reference.is_numeric() != current.is_numeric() && reference.has_values() && current.has_values(); }
};

/// Features of both windows in the order of the alphabet, then the score where both have it.
std::vector<ColumnPair> columns_of_both(const WindowRows& reference, const WindowRows& current);

/// @throws Refusal if a window has no row, DomainError for columns of another length or a confidence outside (0, 1)
void check_windows(const WindowRows& reference, const WindowRows& current, const DriftSettings& settings);

}  // namespace premortem
