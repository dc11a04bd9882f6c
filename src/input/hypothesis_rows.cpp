#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

#include "input/case_rows.hpp"
#include "input/row_names.hpp"
#include "premortem/core/nearest_name.hpp"
#include "premortem/input/cell.hpp"
#include "premortem/models/frozen_hypotheses.hpp"

namespace premortem {
namespace {

using Direction = HypothesisDirection;

/// The spellings of a direction, each with its one reading; `>` alone would leave the threshold itself open.
const std::array<std::pair<std::string, Direction>, 10> directions{{{"at_least", Direction::at_least}, {">=", Direction::at_least}, {"\u2265", Direction::at_least}, {"above", Direction::at_least}, {"up", Direction::at_least},
                                                                    {"at_most", Direction::at_most}, {"<=", Direction::at_most}, {"\u2264", Direction::at_most}, {"below", Direction::at_most}, {"down", Direction::at_most}}};

const std::map<std::string, bool> yes_or_no{{"yes", true}, {"true", true}, {"held", true}, {"no", false}, {"false", false}, {"failed", false}};

std::optional<Direction> read_direction(const TableCell& cell, RowContext& context) {
  const auto word = folded_name(cell.text);
  const auto found = std::find_if(directions.begin(), directions.end(), [&](const auto& d) { return d.first == word; });
  if (found != directions.end()) {
    const bool loose = word == "above" || word == "up" || word == "below" || word == "down";
    if (loose) context.conversions.push_back({cell.place, fmt::format("\"{}\" is {}: the threshold itself counts as held", cell.text, name_of(found->second))});
    return found->second;
  }
  static const std::array<std::string, 6> words{"at_least", "at_most", "above", "below", "up", "down"};
  const auto near = nearest_name(cell.text, words);
  context.diagnostics.error(cell.place, "direction", fmt::format("the direction is \"{}\", expected at_least or at_most", cell.text),
                            near ? fmt::format("did you mean \"{}\"?", *near) : "");
  return std::nullopt;
}

std::optional<double> read_probability(const TableCell& cell, RowContext& context) {
  if (is_money_for_amount(cell, "a probability is expected here", "write the probability, such as 70%", context)) return std::nullopt;
  const auto p = read_single_number(cell, context);
  if (p && !(*p >= 0 && *p <= 1)) {
    const bool percent = *p > 1 && *p <= 100 && !is_written_as_share(cell);
    context.diagnostics.error(cell.place, "probability", fmt::format("the probability is \"{}\", expected one from 0 to 1", cell.text),
                              percent ? fmt::format("for a percentage write {}%", cell.text) : "");
    return std::nullopt;
  }
  if (p && (*p == 0 || *p == 1))
    context.diagnostics.warn(cell.place, "certain", fmt::format("the probability is \"{}\", which says that nothing can change it", cell.text),
                             "one surprise then costs the most a hypothesis can cost; write 1% or 99% if it can be wrong");
  return p;
}

/// 96.2 beside 97%: one of the two is a hundred times the other.
bool differs_in_percent(const TableCell& outcome, double measured, const TableCell& threshold, double limit, Diagnostics& diagnostics) {
  if (is_written_as_share(outcome) == is_written_as_share(threshold) || measured == 0 || limit == 0) return false;
  diagnostics.error(outcome.place, "unit", fmt::format("the outcome is \"{}\" and the threshold \"{}\": one is written as a share and the other is not", outcome.text, threshold.text),
                    "write both the same way, with or without %");
  return true;
}

void warn_of_percent(const TableCell& outcome, double measured, const TableCell& threshold, double limit, Diagnostics& diagnostics) {
  const double ratio = std::abs(measured / limit);
  const bool apart = std::min(std::abs(measured), std::abs(limit)) <= 1 && std::max(std::abs(measured), std::abs(limit)) > 1;
  if (apart && (ratio > 30 ? ratio < 300 : ratio < 1 / 30.0 && ratio > 1 / 300.0))
    diagnostics.warn(outcome.place, "unit", fmt::format("the outcome is \"{}\" and the threshold \"{}\", about a hundred times apart", outcome.text, threshold.text),
                     "if one of them is a percentage, write it with %");
}

void read_measured(const TableCell& cell, const TableCell& threshold, Hypothesis& h, RowContext& context) {
  if (const auto parsed = parse_people_number(cell.text, context.currency); !parsed.value) {
    const bool no_number = parsed.problem.code == "number" && (parsed.problem.hint.empty() || parsed.problem.message.ends_with("is not understood as a number"));
    context.diagnostics.error(cell.place, no_number ? "outcome" : parsed.problem.code, parsed.problem.message, no_number ? "write the measured value, or yes or no" : parsed.problem.hint);
    return;
  }
  const auto measured = read_single_number(cell, context);
  if (!measured || !h.direction || !h.threshold || differs_in_percent(cell, *measured, threshold, *h.threshold, context.diagnostics)) return;
  if (*h.threshold != 0) warn_of_percent(cell, *measured, threshold, *h.threshold, context.diagnostics);
  h.measured = measured;
  h.held = is_on_side(*measured, *h.direction, *h.threshold);
  if (cell.text == "0" || cell.text == "1")
    context.conversions.push_back({cell.place, fmt::format("\"{}\" is the measured value of \"{}\", not {}; so the hypothesis {}", cell.text, h.metric, cell.text == "1" ? "yes" : "no", *h.held ? "held" : "failed")});
}

/// `?` and `TBD` say that nobody knows, as an empty cell does.
bool is_known(const TableCell& cell) {
  const auto word = folded_name(cell.text);
  return !cell.empty() && word != "?" && word != "tbd";
}

void read_outcome(const TableRow& row, Hypothesis& h, RowContext& context) {
  const auto outcome = row.cell("outcome"), checked = row.cell("checked");
  const auto word = yes_or_no.find(folded_name(outcome.text));
  if (word != yes_or_no.end()) h.held = word->second;
  else if (is_known(outcome)) read_measured(outcome, row.cell("threshold"), h, context);
  if (is_known(outcome) && checked.empty())
    context.diagnostics.error(checked.place, "missing_cell", fmt::format("the outcome is \"{}\", but the cell checked is empty", outcome.text), "write the date on which it was known");
  if (!is_known(outcome) && !checked.empty())
    context.diagnostics.error(outcome.place, "missing_cell", fmt::format("checked is \"{}\", but no outcome is known", checked.text), "write the measured value, or yes or no; or empty the cell checked");
}

/// Only cells that are dates are compared; ISO dates compare as text.
void check_dates(const TableRow& row, const Hypothesis& h, const std::optional<std::string>& as_of, Diagnostics& diagnostics) {
  const auto errors = diagnostics.error_count();
  for (const auto* column : {"written", "due", "checked"}) check_date(row.cell(column), diagnostics);
  if (diagnostics.error_count() != errors) return;
  if (!h.due.empty() && h.due < h.written)
    diagnostics.error(row.cell("due").place, "order", fmt::format("due is \"{}\", before it was written, {}", h.due, h.written), "a hypothesis is written before it can be known");
  if (h.checked.empty()) return;
  if (h.checked < h.written)
    diagnostics.error(row.cell("checked").place, "order", fmt::format("checked is \"{}\", before it was written, {}", h.checked, h.written), "a hypothesis is written before it is known");
  else if (h.checked == h.written)
    diagnostics.warn(row.cell("checked").place, "order", fmt::format("checked is \"{}\", the day on which it was written", h.checked), "what was known when it was written is no forecast");
  if (as_of && h.checked > *as_of)
    diagnostics.error(row.cell("checked").place, "date", fmt::format("\"{}\" is after the date taken as today, {}", h.checked, *as_of), "give a later --as-of, or empty outcome and checked");
}

void check_filled(const TableRow& row, Diagnostics& diagnostics) {
  for (const auto* column : {"written", "hypothesis", "metric", "direction", "threshold", "due", "probability"})
    if (row.cell(column).empty()) diagnostics.error(row.cell(column).place, "missing_cell", fmt::format("the cell {} is empty", column), "write it, or delete the row");
}

}  // namespace

void read_hypotheses(const Table& table, const std::optional<std::string>& as_of, Case& subject, RowContext& context) {
  RowNames names("the hypothesis");
  for (const auto& row : table.rows) {
    const auto text = [&](const char* column) { return row.cell(column).text; };
    if (names.refuses(row.cell("id"), "id", context.diagnostics)) continue;
    Hypothesis h{text("id"), text("written"), text("hypothesis"), text("metric"), text("due"), {}, {}, {}, {}, {}, text("checked"), row.place()};
    check_filled(row, context.diagnostics);
    check_dates(row, h, as_of, context.diagnostics);
    if (!text("direction").empty()) h.direction = read_direction(row.cell("direction"), context);
    h.threshold = read_single_number(row.cell("threshold"), context);
    h.probability = read_probability(row.cell("probability"), context);
    read_outcome(row, h, context);
    subject.hypotheses.push_back(std::move(h));
  }
}

}  // namespace premortem
