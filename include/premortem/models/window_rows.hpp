#pragma once
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "premortem/models/scored_rows.hpp"

namespace premortem {

/// A feature of the rows of a window: numbers or words.
struct FeatureColumn {
  std::string name;
  std::vector<double> number;  ///< NaN: missing; empty where the column holds words
  NameColumn word;             ///< "": missing; empty where the column holds numbers

  bool is_numeric() const { return !number.empty(); }
};

/// Rows of one window of time (reference.csv, current.csv), in the order of the file. A column that the file lacks is empty;
/// every other one has `rows` entries.
struct WindowRows {
  static constexpr std::int32_t no_day = std::numeric_limits<std::int32_t>::min();
  static constexpr std::uint8_t not_labelled = 2;

  std::size_t rows = 0;
  std::vector<FeatureColumn> features;     ///< in the order of the alphabet; every column that has no meaning of its own
  std::vector<double> score;               ///< NaN: not known
  std::vector<std::uint8_t> label;         ///< 0, 1, or not_labelled
  std::vector<std::uint8_t> label_second;  ///< by a second person, likewise
  NameColumn cohort;
  std::vector<std::int32_t> date;          ///< days since 1970-01-01; no_day: missing
  std::vector<std::int32_t> label_date;    ///< when the label became known, likewise

  /// The feature of a name; null without it.
  const FeatureColumn* feature(const std::string& name) const;
};

}  // namespace premortem
