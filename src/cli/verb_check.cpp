#include <boost/program_options.hpp>
#include <utility>

#include "cli/arguments.hpp"
#include "cli/case_copy.hpp"
#include "cli/case_run.hpp"
#include "cli/exit_code.hpp"
#include "cli/output.hpp"
#include "premortem/core/error.hpp"
#include "premortem/report/check_report.hpp"

namespace premortem::cli {
namespace {

namespace po = boost::program_options;

po::options_description options() {
  po::options_description o("Options of check");
  o.add_options()("fix", po::bool_switch(), "write a cleaned copy to -o, or beside the case, and check that");
  return o;
}

CheckResult check(const CaseRequest& request) {
  CheckResult result;
  try {
    result.subject = read_case(request);
    result.capabilities = capabilities(*result.subject);
  } catch (const InputError& e) {
    result.findings = e.diagnostics();
  }
  return result;
}

std::string render(const CheckResult& result, const Run& run, const std::string& format) {
  if (format == "json") return check_json(result, run);
  if (format == "csv") return check_csv(result);
  if (format == "md") return check_markdown(result);
  if (format == "junit") return check_junit(result);
  if (format == "github") return check_github(result);
  return check_terminal(result);
}

/// The case, or with --fix its cleaned copy, which is then written.
CheckResult check_as_asked(const Arguments& a) {
  auto request = case_request_of(a);
  if (!a.values["fix"].as<bool>()) return check(request);
  const auto target = copy_target_of(a);
  auto copy = write_case_copy(request, target);
  if (!copy) return check(request);
  request.path = target.path;
  request.role = copy->role;
  CheckResult result = check(request);
  result.copy = {target.path, a.case_path == "-" ? "standard input" : a.case_path, std::move(copy->mends)};
  return result;
}

int run_check(const Arguments& a) {
  const std::string format = format_of(a);
  const Run run = run_of(a);
  if (a.case_path.empty()) throw UsageError("which case? usage: premortem check <case>");
  if (a.values.count("explain") > 0) throw UsageError("check computes no number to explain; give --explain to harm or report");
  const bool fix = a.values["fix"].as<bool>();
  const auto output = fix ? Output() : Output(a);
  const CheckResult result = check_as_asked(a);
  if (result.subject) write_notes(conversion_notes(*result.subject), a);
  output.write(render(result, result.subject ? dated(run, *result.subject) : run, format));
  return result.findings.has_errors() ? bad_input : done;
}

}  // namespace

Verb check_verb() {
  Verb verb{"check", "<case>", "validate; what each verb can and cannot compute, and why",
          "Reads every file of the case, lists each finding with its place, and says for every part of every verb whether\n"
          "it can be computed. Findings are the result: they go to the output in the form asked for, and the exit code is 3.\n"
          "With --fix, what a spreadsheet leaves behind is mended in a copy: -o says where it goes, the case stays as it is.",
          "always", {"table", "json", "csv", "md", "junit", "github"}, true, options, run_check};
  verb.explains = false;
  return verb;
}

}  // namespace premortem::cli
