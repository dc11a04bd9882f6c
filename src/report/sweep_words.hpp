#pragma once
#include <optional>
#include <string>
#include <vector>

#include "premortem/report/sweep_report.hpp"
#include "report/text_table.hpp"

namespace premortem {

/// The number that a cell of a sweep holds; absent for a word or an empty cell.
std::optional<double> number_of_cell(const std::string& cell);

/// A cell for reading: numbers shortened, "none" where there is no value.
std::string short_cell(const std::string& cell);

/// An output over two axes, as rows and columns of a table.
struct TwoWay {
  std::size_t output = 0;                ///< number in SweepResult::columns
  std::vector<std::string> rows, columns;  ///< values of the first and the second axis
  std::vector<std::vector<std::string>> cells;
  std::optional<std::size_t> today_row, today_column;  ///< where the case stands today, if both are on the axes
};

/// A table an output, if the plan is a grid of two axes; of a quantity asked for whole, its value at the best estimates and its p95.
std::vector<TwoWay> two_way_tables(const SweepResult& result);

TextTable table_of(const SweepResult& result, const TwoWay& two_way);

/// The points one a row, at most `most` of them.
TextTable point_table(const SweepResult& result, std::size_t most);

TextTable sensitivity_table(const SweepResult& result);

}  // namespace premortem
