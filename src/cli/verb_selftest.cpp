#include <algorithm>

#include "cli/arguments.hpp"
#include "cli/exit_code.hpp"
#include "cli/output.hpp"
#include "premortem/report/selftest_report.hpp"

namespace premortem::cli {
namespace {

int run_selftest_verb(const Arguments& a) {
  const std::string format = format_of(a);
  const Run run = run_of(a);
  const Output output(a);
  const auto cases = run_selftest(settings_of(a).simulation.jobs);
  if (format == "json") output.write(selftest_json(cases, run));
  else if (format == "csv") output.write(selftest_csv(cases));
  else if (format == "md") output.write(selftest_markdown(cases));
  else output.write(selftest_terminal(cases));
  return std::all_of(cases.begin(), cases.end(), [](const auto& c) { return c.passed; }) ? done : own_defect;
}

}  // namespace

Verb selftest_verb() {
  return {"selftest", "", "reference cases on this machine, with digits of agreement",
          "Recomputes numbers that somebody else has published, each with its origin.", "always",
          {"table", "json", "csv", "md"}, false, nullptr, run_selftest_verb};
}

}  // namespace premortem::cli
