#include "premortem/report/check_report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "premortem/core/number_text.hpp"
#include "premortem/core/utf8.hpp"
#include "report/check_findings.hpp"
#include "report/escape.hpp"
#include "report/json_text.hpp"
#include "report/text_table.hpp"

namespace premortem {
namespace {

TextTable capability_table(const CheckResult& r) {
  TextTable t{{{"verb"}, {"part"}, {"can"}, {"why not"}}, {}};
  for (const auto& c : r.capabilities) t.rows.push_back({c.verb, c.part, c.possible ? "yes" : "no", c.why});
  return t;
}

TextTable input_table(const CheckResult& r) {
  TextTable t{{{"file"}, {"rows", Align::right}, {"used", Align::right}, {"excluded", Align::right}, {"sha256"}}, {}};
  if (!r.subject) return t;
  const auto& inputs = r.subject->inputs;
  const bool counts = std::any_of(inputs.begin(), inputs.end(), [](const auto& f) { return f.stands_for.has_value(); });
  if (counts) t.columns.push_back({"used lines stand for", Align::right});
  for (const auto& f : inputs) {
    t.rows.push_back({f.file, std::to_string(f.rows), std::to_string(f.used), std::to_string(f.excluded), f.sha256.substr(0, 12)});
    if (counts) t.rows.back().push_back(f.stands_for ? count_text(*f.stands_for, "row") : "");
  }
  return t;
}

std::string copy_line(const CheckedCopy& copy) {
  const auto what = copy.mends.empty() ? "nothing mended" : count_text(copy.mends.size(), "thing") + " mended";
  return fmt::format("{}: a copy of {}, {}", printable(copy.path), printable(copy.original), what);
}

/// Both kinds of lines stand on one page, so it says which is which.
const char* const original_lines = " (the lines are those of the original)";
const char* const copy_lines = " (the lines are those of the copy)";

std::string terminal_mends(const CheckedCopy& copy) {
  std::string text = copy_line(copy) + (copy.mends.empty() ? "" : original_lines) + "\n";
  for (const auto& m : copy.mends) text += "  " + to_string(m) + "\n";
  return text + "\n";
}

std::string markdown_mends(const CheckedCopy& copy) {
  std::string text = markdown_text(copy_line(copy) + (copy.mends.empty() ? "" : original_lines)) + "\n\n";
  for (const auto& m : copy.mends) text += "- " + markdown_text(to_string(m)) + "\n";
  return text + (copy.mends.empty() ? "" : "\n");
}

std::string verdict_line(const CheckResult& r) {
  const std::size_t errors = r.findings.error_count();
  const std::string where = r.copy && !all_findings(r).empty() ? copy_lines : "";
  if (errors > 0) return count_text(errors, "error") + "; nothing can be computed until they are mended" + where;
  return "valid; " + count_text(r.subject->failure_modes.size(), "failure mode") + where;
}

}  // namespace

std::vector<Diagnostic> all_findings(const CheckResult& r) {
  auto all = r.findings.errors();
  const auto& warnings = r.subject ? r.subject->warnings : r.findings.warnings();
  all.insert(all.end(), warnings.begin(), warnings.end());
  return all;
}

std::vector<Mend> all_mends(const CheckResult& r) { return r.copy ? r.copy->mends : std::vector<Mend>{}; }

std::string check_terminal(const CheckResult& r) {
  std::string text = r.copy ? terminal_mends(*r.copy) : "";
  text += (r.subject ? printable(r.subject->title) + ": " : std::string()) + verdict_line(r) + "\n";
  for (const auto& d : all_findings(r)) text += "  " + to_string(d) + "\n";
  if (r.findings.error_count() > r.findings.errors().size()) text += fmt::format("  and {} more\n", r.findings.error_count() - r.findings.errors().size());
  if (!r.subject) return text;
  text += "\n" + terminal_table(input_table(r)) + "\n" + terminal_table(capability_table(r));
  return text;
}

std::string check_markdown(const CheckResult& r) {
  std::string text = "## " + markdown_text(r.subject ? r.subject->title : "check") + "\n\n" + (r.copy ? markdown_mends(*r.copy) : "");
  text += markdown_text(verdict_line(r)) + "\n\n";
  for (const auto& d : all_findings(r)) text += "- " + markdown_text(to_string(d)) + "\n";
  if (r.subject) text += "\n" + markdown_table(input_table(r)) + "\n" + markdown_table(capability_table(r));
  return text;
}

std::string check_csv(const CheckResult& r) {
  std::string text = "kind,place,code,verb,part,possible,message\n";
  const auto add = [&](const std::vector<std::string>& cells) { text += csv_row(cells); };
  for (const auto& m : all_mends(r)) add({"mended", to_string(m.place), m.code, "", "", "", m.what});
  for (const auto& d : all_findings(r))
    add({d.severity == Severity::error ? "error" : "warning", to_string(d.place), d.code, "", "", "", d.message + (d.hint.empty() ? "" : "; " + d.hint)});
  for (const auto& c : r.capabilities) add({"capability", "", "", c.verb, c.part, c.possible ? "yes" : "no", c.why});
  return text;
}

std::string check_json(const CheckResult& r, const Run& run) {
  Json result{{"valid", r.findings.error_count() == 0}, {"error_count", r.findings.error_count()}};
  if (r.copy) result["copy"] = r.copy->path;
  result["mended"] = Json::array();
  for (const auto& m : all_mends(r)) result["mended"].push_back({{"file", m.place.file}, {"line", m.place.line}, {"what", m.what}});
  result["errors"] = Json::array();
  for (const auto& d : r.findings.errors())
    result["errors"].push_back({{"file", d.place.file}, {"line", d.place.line}, {"column", d.place.column}, {"code", d.code}, {"message", d.message}, {"hint", d.hint}});
  result["capabilities"] = Json::array();
  for (const auto& c : r.capabilities)
    result["capabilities"].push_back({{"verb", c.verb}, {"part", c.part}, {"possible", c.possible}, {"why", c.why}});
  return json_text(envelope(run, r.subject.value_or(Case{}), nullptr, std::move(result)));
}

}  // namespace premortem
