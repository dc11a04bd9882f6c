#pragma once
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "premortem/models/case.hpp"

namespace premortem {

/// `at_least` or `at_most`.
const char* name_of(HypothesisDirection direction);

/// Whether a measured value is on the side that the hypothesis says; the threshold itself is on both.
bool is_on_side(double measured, HypothesisDirection direction, double threshold);

/// The cells of a hypothesis that freezing fixes, by their columns and in this order: id, written, hypothesis, metric,
/// direction, threshold, due, probability. Numbers are the shortest text that reads back as the same double, so that 97%
/// and 0.97 are one cell; outcome and checked are left free.
std::vector<std::pair<std::string, std::string>> frozen_cells(const Hypothesis& hypothesis);

/// What is hashed: a line `premortem hypothesis 1`, then `column=cell` for each frozen cell, each line ended by a line
/// feed. In a cell a backslash, a line feed and a carriage return stand as `\\`, `\n` and `\r`, so that two hypotheses
/// never share a text.
std::string frozen_text(const Hypothesis& hypothesis);

/// A hypothesis as it was frozen; its outcome is not part of it.
struct FrozenHypothesis {
  Hypothesis cells;  ///< its place is that in the record
  std::string sha256;
};

/// A hypothesis that was there at freezing and could not be frozen.
struct NotFrozen {
  std::string id, why;
};

/// What `journal --freeze` writes.
struct FrozenRecord {
  std::string file;   ///< as messages name it; empty before it was written
  std::string as_of;  ///< ISO date that was taken as today; empty where there was none
  std::string sha256; ///< of all
  std::vector<FrozenHypothesis> hypotheses;
  std::vector<NotFrozen> not_frozen;
};

/// How a hypothesis of the case stands to a record.
enum class Standing {
  unchanged,
  changed,       ///< a frozen cell is another now
  added,         ///< the record does not have it
  not_frozen,    ///< it was there at freezing, and too late to be frozen
};
const char* name_of(Standing standing);

struct ChangedCell {
  std::string column, was, is;
};

struct FrozenComparison {
  std::vector<Standing> standings;                ///< of the hypotheses of the case, in their order
  std::vector<std::vector<ChangedCell>> changed;  ///< likewise; empty unless changed
  std::vector<std::size_t> removed;               ///< hypotheses of the record that the case has no more
};

/// Compares by id; one that was given another id is removed and added.
FrozenComparison compare_with_frozen(std::span<const Hypothesis> hypotheses, const FrozenRecord& record);

/// Why a hypothesis can be frozen no more: its outcome is known, or it was due before the day. Empty where it can.
/// @param as_of  ISO date; absent: due dates are not looked at
std::string why_not_frozen(const Hypothesis& hypothesis, const std::optional<std::string>& as_of);

}  // namespace premortem
