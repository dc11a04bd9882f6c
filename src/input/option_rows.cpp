#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "input/case_rows.hpp"
#include "input/row_names.hpp"

namespace premortem {
namespace {

/// Columns of options.csv that measure how good an option is.
constexpr std::array<const char*, 4> metric_columns{"precision", "recall", "value_recall", "accuracy"};

void read_metric(const TableRow& row, const std::string& column, const std::string& name, CaseOption& option, RowContext& context) {
  if (const auto value = read_single_number(row.cell(column), context)) option.metrics.emplace_back(name, *value);
}

CaseOption read_option(const TableRow& row, const std::vector<std::string>& own_metrics, RowContext& context) {
  CaseOption option;
  option.name = row.cell("option").text;
  option.place = row.place();
  option.rejected_because = row.cell("rejected_because").text;
  option.cost_per_year = read_single_number(row.cell("cost_per_year"), context);
  option.threshold = read_single_number(row.cell("threshold"), context);
  option.review_share = read_single_number(row.cell("review_share"), context);
  option.value_per_year = read_single_number(row.cell("value_per_year"), context);
  option.delay_weeks = read_single_number(row.cell("delay_weeks"), context);
  option.launch_date = row.cell("launch_date").text;
  check_date(row.cell("launch_date"), context.diagnostics);
  for (const auto* column : metric_columns) read_metric(row, column, column, option, context);
  for (const auto& column : own_metrics) read_metric(row, column, column.substr(std::string("metric:").size()), option, context);
  return option;
}

void take_names(const Table& harms, Case& subject) {
  for (const auto& row : harms.rows) {
    const auto cell = row.cell("option");
    const auto same = [&](const CaseOption& o) { return o.name == cell.text; };
    if (!cell.empty() && std::none_of(subject.options.begin(), subject.options.end(), same)) {
      CaseOption option;
      option.name = cell.text;
      option.place = row.place();
      subject.options.push_back(std::move(option));
    }
  }
}

}  // namespace

void read_options(const Table* options, const Table* harms, Case& subject, RowContext& context) {
  RowNames names("the option");
  if (options) {
    for (const auto& row : options->rows)
      if (!names.refuses(row.cell("option"), "option", context.diagnostics)) subject.options.push_back(read_option(row, options->others, context));
  } else if (harms) {
    take_names(*harms, subject);
  }
  for (const auto& option : subject.options) context.options.push_back(option.name);
}

}  // namespace premortem
