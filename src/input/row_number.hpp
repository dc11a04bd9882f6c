#pragma once
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "input/metric_notation.hpp"
#include "premortem/input/table.hpp"

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
  /// How the values of history.csv are written.
  MetricNotations metric_notations = {};
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

/// Whether a cell is written as a share: 5%, 3 in 1000.
bool is_written_as_share(const TableCell& cell);

/// Reports a cell that is written as a share (5%, 1 in 1000) where an amount is counted; true if it is one.
bool is_share_for_amount(const TableCell& cell, const char* what, Diagnostics& diagnostics);

/// The same of a cell that is written as money ($5) where something else is counted. @param hint  what to write in its place
bool is_money_for_amount(const TableCell& cell, const char* what, const char* hint, RowContext& context);

/// The same of `10.000` where people are counted: in many countries that is ten thousand, here it is ten.
bool is_grouped_by_point(const TableCell& cell, Diagnostics& diagnostics);

/// A single number, where a range or `?` makes no sense.
std::optional<double> read_single_number(const TableCell& cell, RowContext& context);

/// The same of a number that models square, add up and divide by: 0, or from 1e-30 to 1e30 with either sign, so that nothing overflows.
/// What is outside is reported, with the place.
std::optional<double> read_computable_number(const TableCell& cell, RowContext& context);

/// The currency a cell is written in; empty if none. @param of_case  that of feature.csv, which may be one that nobody else has: `zł`
std::string currency_in(std::string_view text, std::string_view of_case = {});

}  // namespace premortem
