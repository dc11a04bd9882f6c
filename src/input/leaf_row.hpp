#pragma once
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "premortem/input/table.hpp"
#include "premortem/quantity/leaf.hpp"

namespace premortem {

/// What reading a row needs to know and where it leaves what it found.
struct RowContext {
  std::string currency;
  Diagnostics& diagnostics;
  std::vector<Conversion>& conversions;
  /// Values of a column of a data file of the case, ascending; reports its own findings.
  std::function<std::vector<double>(const std::string& source, const Place& place)> read_sample;
  /// The first cell with a currency in it, which fixes the currency of a case that states none.
  std::optional<TableCell> first_money = std::nullopt;
  /// Rows may be missing because they are not well-formed; then the first one read need not be the population.
  bool rows_lost = false;
  /// Every name in assumptions.csv, also of rows that could not be read.
  std::set<std::string> assumption_names = {};
  /// The options of the case; empty where there is one way to build it.
  std::vector<std::string> options = {};
};

/// The number a people's cell states, echoed if it was converted; absent (and reported) if it is not understood.
/// An empty cell gives nullopt without a report.
struct CellNumber {
  std::optional<double> low, best, high;
  bool unknown = false;
};
std::optional<CellNumber> read_cell_number(const TableCell& cell, RowContext& context);

/// Reports a cell that is written as a share (5%, 1 in 1000) where an amount is counted; true if it is one.
bool is_share_for_amount(const TableCell& cell, const char* what, Diagnostics& diagnostics);

/// A single number, where a range or `?` makes no sense.
std::optional<double> read_single_number(const TableCell& cell, RowContext& context);

/// Reads the cells low, best, high, shape, k, n, unit, evidence, source of a row into a leaf and checks them.
/// @param default_unit  taken where the unit cell is empty: "share" or ""
/// @return absent if something was wrong (and reported)
std::optional<Leaf> read_leaf(const TableRow& row, const std::string& name, const std::string& label,
                              const std::string& default_unit, RowContext& context);

/// Reports what a leaf's values break of its unit's rule: a share in [0, 1], a factor >= 0.
bool check_unit(const Leaf& leaf, UnitKind kind, Diagnostics& diagnostics);

/// Reports what a leaf that counts or measures people cannot be: negative, or normal.
bool check_not_negative(const Leaf& leaf, Diagnostics& diagnostics);

UnitKind unit_kind_of(const std::string& unit);

/// Which values the leaf, and each of its experts, may take.
void set_unit_kind(Leaf& leaf, UnitKind kind);

/// The identity of a stage's own leaf, by which it is drawn: "mode/stage". Slashes in the names themselves are told
/// apart, so that "a/b" with "c" and "a" with "b/c" are two estimates and are not drawn alike.
std::string stage_leaf_name(const std::string& mode, const std::string& stage);

/// The identity of a leaf that belongs to one option; no stage, cost or mitigation has it.
std::string option_leaf_name(const std::string& leaf, const std::string& option);

/// The identity of a mitigation's factor.
std::string mitigation_leaf_name(const std::string& mode, const std::string& mitigation);

/// The identity of the cost of one harm of a mode; no stage has it.
std::string cost_leaf_name(const std::string& mode);

}  // namespace premortem
