#include "premortem/report/selftest_report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "premortem/core/number_text.hpp"
#include "report/escape.hpp"
#include "report/json_text.hpp"
#include "report/text_table.hpp"

namespace premortem {
namespace {

std::string agreement(const SelftestCase& c) {
  return c.simulated ? fmt::format("{:.2f} standard errors", c.difference) : fmt::format("{:.1f} digits", c.digits);
}

TextTable table_of(const std::vector<SelftestCase>& cases) {
  TextTable t{{{"reference"}, {"expected", Align::right}, {"computed here", Align::right}, {"agrees to", Align::right}, {""}, {"origin"}}, {}};
  for (const auto& c : cases)
    t.rows.push_back({c.name, fmt::format("{:.10g}", c.expected), fmt::format("{:.10g}", c.computed), agreement(c), c.passed ? "ok" : "FAILED", c.origin});
  return t;
}

std::string summary(const std::vector<SelftestCase>& cases) {
  const auto passed = std::count_if(cases.begin(), cases.end(), [](const auto& c) { return c.passed; });
  return fmt::format("{} of {} reference numbers reproduced on this machine", passed, cases.size());
}

}  // namespace

std::string selftest_terminal(const std::vector<SelftestCase>& cases) { return terminal_table(table_of(cases)) + "\n" + summary(cases) + "\n"; }

std::string selftest_markdown(const std::vector<SelftestCase>& cases) {
  return markdown_table(table_of(cases)) + "\n" + markdown_text(summary(cases)) + "\n";
}

std::string selftest_csv(const std::vector<SelftestCase>& cases) {
  std::string text = "reference,expected,computed,difference,unit,digits,passed,origin\n";
  for (const auto& c : cases)
    text += fmt::format("{},{},{},{},{},{},{},{}\n", csv_cell(c.name), c.expected, c.computed, c.difference,
                        c.simulated ? "standard errors" : "relative", c.digits, c.passed ? "yes" : "no", csv_cell(c.origin));
  return text;
}

std::string selftest_json(const std::vector<SelftestCase>& cases, const Run& run) {
  Json list = Json::array();
  for (const auto& c : cases)
    list.push_back({{"name", c.name}, {"origin", c.origin}, {"expected", c.expected}, {"computed", c.computed}, {"difference", c.difference},
                    {"difference_unit", c.simulated ? "standard errors" : "relative"}, {"digits", c.digits}, {"passed", c.passed}});
  const bool passed = std::all_of(cases.begin(), cases.end(), [](const auto& c) { return c.passed; });
  Json result{{"passed", passed}};
  result["cases"] = std::move(list);
  return json_text(envelope(run, Case{}, nullptr, std::move(result)));
}

}  // namespace premortem
