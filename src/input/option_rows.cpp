#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "input/case_rows.hpp"
#include "input/option_cell.hpp"
#include "input/option_latency.hpp"
#include "input/row_names.hpp"

namespace premortem {
namespace {

constexpr double largest = 1e30;  // far above any amount, and far below where sums overflow

/// Columns of options.csv that measure how good an option is.
constexpr std::array<const char*, 4> metric_columns{"precision", "recall", "value_recall", "accuracy"};

void read_metric(const TableRow& row, const std::string& column, const std::string& name, CaseOption& option, RowContext& context) {
  if (const auto value = read_computable_number(row.cell(column), context)) option.metrics.emplace_back(name, *value);
}

/// An amount of 0 or more.
std::optional<double> read_amount(const TableRow& row, const char* column, const char* hint, RowContext& context) {
  const auto cell = row.cell(column);
  const auto value = read_single_number(cell, context);
  if (!value || (*value >= 0 && *value <= largest)) return value;
  if (*value < 0) context.diagnostics.error(cell.place, "negative", fmt::format("{} is \"{}\", expected 0 or more", column, cell.text), hint);
  else context.diagnostics.error(cell.place, "range", fmt::format("{} is \"{}\", expected at most 1e30", column, cell.text), "");
  return std::nullopt;
}

CaseOption read_option(const TableRow& row, const std::vector<std::string>& own_metrics, RowContext& context) {
  CaseOption option;
  option.name = row.cell("option").text;
  option.place = row.place();
  option.rejected_because = row.cell("rejected_because").text;
  const bool is_share = is_share_for_amount(row.cell("cost_per_year"), "cost_per_year is an amount of money", context.diagnostics);
  if (!is_share) option.cost_per_year = read_amount(row, "cost_per_year", "what an option saves or brings is its value_per_year", context);
  option.threshold = read_single_number(row.cell("threshold"), context);
  option.review_share = read_option_share(row, "review_share", context);
  if (!is_share_for_amount(row.cell("value_per_year"), "value_per_year is an amount of money", context.diagnostics)) option.value_per_year = read_computable_number(row.cell("value_per_year"), context);
  option.delay_weeks = read_amount(row, "delay_weeks", "weeks from now until it can be there", context);
  option.launch_date = row.cell("launch_date").text;
  check_date(row.cell("launch_date"), context.diagnostics);
  for (const auto* column : metric_columns)
    if (const auto value = read_option_share(row, column, context)) option.metrics.emplace_back(column, *value);
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

bool is_sampled(const std::string& option, const Case& subject) {
  return subject.latency_samples && std::any_of(subject.latency_samples->begin(), subject.latency_samples->end(), [&](const auto& s) { return s.option == option; });
}

}  // namespace

std::optional<double> read_option_share(const TableRow& row, const char* column, RowContext& context) {
  const auto cell = row.cell(column);
  if (is_money_for_amount(cell, "a share is expected here", "write the share, such as 5%", context)) return std::nullopt;
  const auto value = read_single_number(cell, context);
  if (!value || (*value >= 0 && *value <= 1)) return value;
  const bool percent = cell.text.find('%') == std::string::npos && *value > 1 && *value <= 100;
  context.diagnostics.error(cell.place, "probability", fmt::format("the {} is \"{}\", expected a share from 0 to 1", column, cell.text), percent ? fmt::format("for a percentage write {}%", cell.text) : "");
  return std::nullopt;
}

void read_options(const Table* options, const Table* harms, Case& subject, RowContext& context) {
  RowNames names("the option");
  if (options) {
    for (const auto& row : options->rows) {
      if (names.refuses(row.cell("option"), "option", context.diagnostics)) continue;
      subject.options.push_back(read_option(row, options->others, context));
      // Rows that could not be read may be samples of the option.
      subject.options.back().latency = read_option_latency(row, context.rows_lost || is_sampled(row.cell("option").text, subject), context);
    }
  } else if (harms) {
    take_names(*harms, subject);
  }
  for (const auto& option : subject.options) context.options.push_back(option.name);
}

}  // namespace premortem
