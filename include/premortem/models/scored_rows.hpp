#pragma once
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace premortem {

/// A column of words, each kept once: `names` in the order of the alphabet, `index` a row's name.
struct NameColumn {
  std::vector<std::string> names;
  std::vector<std::uint32_t> index;
  bool empty() const { return index.empty(); }
};

/// Rows that a model scored and whose truth is known, in the order of the file. A column that the file lacks is
/// empty; every other one has `rows()` entries. No row is left out: what has no score or no label is counted by the reader.
/// Where `count` is there, a line stands for so many rows that are alike, and everything computed is as if it stood there as
/// often; it has no column then that only a row by itself can have (baseline_score, arm, outcome, label_second, label_date).
struct ScoredRows {
  std::vector<double> score;          ///< any finite number; a row is flagged where score >= threshold
  std::vector<std::uint8_t> label;    ///< 1: it is what the model looks for
  NameColumn cohort;
  std::vector<double> value;          ///< >= 0: what is at stake in the row, in units of its own
  std::vector<double> weight;         ///< > 0: real items a row stands for (each of `count` rows); scales costs, never counts
  std::vector<double> baseline_score; ///< of the model in use today
  NameColumn arm;                     ///< of an experiment
  std::vector<double> outcome;        ///< what the feature is for, measured; NaN: not known
  std::vector<std::uint8_t> label_second;  ///< by a second person; 2: not labelled twice
  std::vector<std::int32_t> date;     ///< days since 1970-01-01
  std::vector<std::int32_t> label_date;
  std::vector<std::uint64_t> count;   ///< >= 1: rows a line stands for; together at most 1e12. Empty: one each

  std::size_t rows() const { return score.size(); }  ///< lines of the file
  std::uint64_t times(std::size_t line) const { return count.empty() ? 1 : count[line]; }
};

}  // namespace premortem
