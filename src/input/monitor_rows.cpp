#include <fmt/format.h>

#include <array>
#include <cmath>
#include <map>

#include "input/case_rows.hpp"
#include "input/row_names.hpp"
#include "input/rule_cell.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/nearest_name.hpp"

namespace premortem {
namespace {

enum class Range { any, not_negative, positive, share };

class MonitorReader {
 public:
  MonitorReader(Case& subject, RowContext& context) : subject_(subject), context_(context) {}

  void read(const TableRow& row) {
    const auto errors = context_.diagnostics.error_count();
    Monitor m;
    m.place = row.place();
    for (const auto& [column, cell] : row.cells)
      if (!cell.empty()) m.cells[column] = {cell.place, cell.text};
    m.name = row.cell("monitor").text, m.metric = row.cell("metric").text, m.cohort = row.cell("cohort").text;
    if (is_taken(row, m) || has_other_units(row)) return;
    if (m.metric.empty()) error(row.cell("metric"), "missing_cell", "the cell metric is empty", "write what is watched, as history.csv calls it");
    read_statistic(row, m);
    read_levels(row, m);
    read_times(row, m);
    read_stakes(row, m);
    if (context_.diagnostics.error_count() != errors) return;
    check_levels(row, m);
    read_the_rule(row, m, errors);
    if (context_.diagnostics.error_count() == errors) subject_.monitors.push_back(std::move(m));
  }

 private:
  void error(const TableCell& cell, const char* code, std::string message, std::string hint) {
    context_.diagnostics.error(cell.place, code, std::move(message), std::move(hint));
  }

  bool is_taken(const TableRow& row, const Monitor& m) {
    const auto cell = row.cell("monitor");
    if (cell.empty()) {
      error(cell, "missing_cell", "the cell monitor is empty", "write a name, or delete the row");
      return true;
    }
    const auto [first, fresh] = taken_.emplace(folded_name(m.name) + "\n" + folded_name(m.cohort), cell.place);
    if (!fresh) error(cell, "duplicate", fmt::format("the monitor \"{}\" is already in {}", m.title(), to_string(first->second)), "keep one of the two rows, or name their cohorts");
    return !fresh;
  }

  /// Money where something else is counted, and a share where money is.
  bool has_other_units(const TableRow& row) {
    bool other = is_share_for_amount(row.cell("cost_false_rollback"), "cost_false_rollback is an amount of money", context_.diagnostics);
    for (const auto* column : {"checks_per_day", "n_per_check", "exposures_per_day", "phi", "baseline_n", "label_lag_days", "response_hours", "false_alarms_per_quarter", "shifts_per_year",
                               "undetected_days", "user_report_rate"})
      other = is_money_for_amount(row.cell(column), fmt::format("{} is none", column).c_str(), "write the number alone", context_) || other;
    return other;
  }

  std::optional<double> number(const TableRow& row, const char* column, Range range) {
    const auto cell = row.cell(column);
    const auto value = read_single_number(cell, context_);
    if (!value) return std::nullopt;
    const char* expected = range == Range::positive && !(*value > 0)        ? "more than 0"
                           : range == Range::not_negative && !(*value >= 0) ? "0 or more"
                           : range == Range::share && !(*value >= 0 && *value <= 1) ? "a share from 0 to 1"
                                                                             : nullptr;
    if (!expected) return value;
    const bool percent = range == Range::share && *value > 1 && *value <= 100;
    error(cell, range == Range::share ? "probability" : "number", fmt::format("{} is \"{}\", expected {}", column, cell.text, expected), percent ? fmt::format("for a percentage write {}%", cell.text) : "");
    return std::nullopt;
  }

  void read_statistic(const TableRow& row, Monitor& m) {
    m.sd = number(row, "sd", Range::positive);
    m.n_per_check = number(row, "n_per_check", Range::positive);
    m.exposures_per_day = number(row, "exposures_per_day", Range::positive);
    if (!row.cell("sd").empty() && !row.cell("n_per_check").empty())
      error(row.cell("n_per_check"), "monitor", "sd says that a check is a value, n_per_check that it counts items", "keep the one that the metric is");
    if (m.n_per_check && (std::floor(*m.n_per_check) != *m.n_per_check || *m.n_per_check > 1e9))
      error(row.cell("n_per_check"), "count", fmt::format("n_per_check is \"{}\", expected a whole number up to 1e9", row.cell("n_per_check").text), "");
    if (row.cell("sd").empty() && row.cell("n_per_check").empty() && row.cell("exposures_per_day").empty())
      error({"", row.place()}, "monitor", "nothing says what a check shows",
            "give sd for a value, n_per_check for a share of items, or exposures_per_day for events among exposures (3 complaints among 3000 a day: 3 in 3000)");
  }

  void read_levels(const TableRow& row, Monitor& m) {
    const bool share = m.n_per_check && !m.sd;
    const Range range = share ? Range::share : m.sd ? Range::any : Range::not_negative;
    for (const auto& [column, level] : {std::pair{"baseline", &m.baseline}, std::pair{"bad_level", &m.bad_level}}) {
      if (row.cell(column).empty()) error(row.cell(column), "missing_cell", fmt::format("the cell {} is empty", column), column == std::string("baseline") ? "write the level while nothing is wrong" : "write the level that must be noticed");
      *level = number(row, column, range).value_or(0);
    }
  }

  void check_levels(const TableRow& row, const Monitor& m) {
    if (m.baseline == m.bad_level) error(row.cell("bad_level"), "monitor", fmt::format("bad_level is \"{}\", the same as baseline, so that there is nothing to notice", row.cell("bad_level").text), "write the level that must be noticed");
    const bool counts = m.statistic() == MonitorStatistic::binomial || m.statistic() == MonitorStatistic::poisson;
    if (counts && m.phi != 0) error(row.cell("phi"), "monitor", "phi is for values with sd; counts of neighbouring checks are taken as independent", "give sd, or empty phi");
    if (m.baseline_n && (*m.baseline_n < 1 || *m.baseline_n > 1e15)) error(row.cell("baseline_n"), "count", fmt::format("baseline_n is \"{}\", expected from 1 to 1e15", row.cell("baseline_n").text), "");
    if (m.sd && !(std::abs(m.bad_level - m.baseline) / *m.sd < 1e6))
      error(row.cell("sd"), "monitor", fmt::format("the bad level is more than a million standard deviations of \"{}\" away", row.cell("sd").text), "write the standard deviation of one check");
    const bool per_exposure = m.statistic() == MonitorStatistic::poisson && (m.baseline > 1 || m.bad_level > 1);
    if (per_exposure) {
      const auto cell = row.cell(m.baseline > 1 ? "baseline" : "bad_level");
      error(cell, "monitor", fmt::format("\"{}\" events per exposure are more than one each", cell.text), fmt::format("if it counts events a day write {} in {:.12g}", cell.text, *m.exposures_per_day));
    }
  }

  void read_times(const TableRow& row, Monitor& m) {
    if (const auto checks = number(row, "checks_per_day", Range::positive)) m.checks_per_day = *checks;
    if (!(m.checks_per_day >= 1e-4 && m.checks_per_day <= 864'000))
      error(row.cell("checks_per_day"), "number", fmt::format("checks_per_day is \"{}\", expected from one in 10,000 days to ten a second", row.cell("checks_per_day").text), "");
    if (m.exposures_per_day && !m.sd && !m.n_per_check && *m.exposures_per_day / m.checks_per_day > 1e11)
      error(row.cell("exposures_per_day"), "number", fmt::format("exposures_per_day is \"{}\", more than 1e11 a check", row.cell("exposures_per_day").text), "watch a sample of them, or give sd");
    if (m.exposures_per_day && !(*m.exposures_per_day >= 1e-6 && *m.exposures_per_day <= 1e15))
      error(row.cell("exposures_per_day"), "number", fmt::format("exposures_per_day is \"{}\", expected from 1e-6 to 1e15", row.cell("exposures_per_day").text), "");
    if (row.cell("checks_per_day").empty()) context_.conversions.push_back({row.cell("monitor").place, fmt::format("\"{}\" states no checks_per_day: one check a day is taken", m.title())});
    m.baseline_n = number(row, "baseline_n", Range::positive);
    m.label_lag_days = number(row, "label_lag_days", Range::not_negative).value_or(0);
    m.response_hours = number(row, "response_hours", Range::not_negative).value_or(0);
    m.undetected_days = number(row, "undetected_days", Range::positive);
    const auto phi = row.cell("phi");
    m.phi = number(row, "phi", Range::any).value_or(0);
    if (!(m.phi > -1 && m.phi < 1)) error(phi, "correlation", fmt::format("phi is \"{}\", expected between -1 and 1", phi.text), "");
    static const std::array<std::string, 2> samplings{"window", "instant"};
    const auto sampling = read_choice(row.cell("sampling"), "sampling", samplings, 0, context_.diagnostics);
    m.sampling = sampling == std::size_t{1} ? Sampling::instant : Sampling::window;
  }

  void read_stakes(const TableRow& row, Monitor& m) {
    m.false_alarms_per_quarter = number(row, "false_alarms_per_quarter", Range::positive);
    m.cost_false_rollback = number(row, "cost_false_rollback", Range::not_negative);
    m.harm_per_exposure = number(row, "harm_per_exposure", Range::not_negative);
    m.harm_currency = currency_in(row.cell("harm_per_exposure").text);
    m.harm_is_money = !m.harm_currency.empty();
    m.shifts_per_year = number(row, "shifts_per_year", Range::not_negative);
    m.user_report_rate = number(row, "user_report_rate", Range::share);
  }

  void read_the_rule(const TableRow& row, Monitor& m, std::size_t errors) {
    const auto cell = row.cell("rule");
    if (cell.empty() || context_.diagnostics.error_count() != errors) return;
    m.rule = read_rule(cell, m, context_);
    m.rule_text = cell.text;
    if (!m.rule) return;
    if (const auto phi = m.rule->parameter("phi"); phi && *phi != m.phi) {
      error(cell, "rule", fmt::format("the rule takes out a correlation of {:.12g}, but the column phi says {}", *phi, row.cell("phi").empty() ? "nothing" : fmt::format("\"{}\"", row.cell("phi").text)),
            "write the correlation of neighbouring checks in both");
      return;
    }
    try {
      chart_of(m, *m.rule, 1);
    } catch (const Refusal& refusal) {
      error(cell, "rule", refusal.what(), "");
    } catch (const DomainError& problem) {
      error(cell, "rule", problem.what(), "");
    }
  }

  Case& subject_;
  RowContext& context_;
  std::map<std::string, Place> taken_;
};

}  // namespace

void read_monitors(const Table& table, Case& subject, RowContext& context) {
  MonitorReader reader(subject, context);
  for (const auto& row : table.rows) reader.read(row);
}

}  // namespace premortem
