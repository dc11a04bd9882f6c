#include "premortem/report/check_report.hpp"

#include <fmt/format.h>

#include "premortem/core/number_text.hpp"
#include "premortem/core/utf8.hpp"
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
  if (r.subject)
    for (const auto& f : r.subject->inputs)
      t.rows.push_back({f.file, std::to_string(f.rows), std::to_string(f.used), std::to_string(f.excluded), f.sha256.substr(0, 12)});
  return t;
}

std::vector<Diagnostic> all_findings(const CheckResult& r) {
  auto all = r.findings.errors();
  const auto& warnings = r.subject ? r.subject->warnings : r.findings.warnings();
  all.insert(all.end(), warnings.begin(), warnings.end());
  return all;
}

std::string verdict_line(const CheckResult& r) {
  const std::size_t errors = r.findings.error_count();
  if (errors > 0) return count_text(errors, "error") + "; nothing can be computed until they are mended";
  return "valid; " + count_text(r.subject->failure_modes.size(), "failure mode");
}

/// Text inside an XML attribute or element; characters XML cannot hold are named.
std::string xml_text(const std::string& text) {
  std::string out;
  for (const char c : printable(text)) {
    if (c == '&') out += "&amp;";
    else if (c == '<') out += "&lt;";
    else if (c == '>') out += "&gt;";
    else if (c == '"') out += "&quot;";
    else out += c;
  }
  return out;
}

/// Data of a workflow command: its own escapes, so that no cell can end the line and start a command.
std::string workflow_text(const std::string& text, bool property) {
  std::string out;
  for (const char c : printable(text)) {
    if (c == '%') out += "%25";
    else if (property && c == ':') out += "%3A";
    else if (property && c == ',') out += "%2C";
    else out += c;
  }
  return out;
}

}  // namespace

std::string check_terminal(const CheckResult& r) {
  std::string text = (r.subject ? printable(r.subject->title) + ": " : std::string()) + verdict_line(r) + "\n";
  for (const auto& d : all_findings(r)) text += "  " + to_string(d) + "\n";
  if (r.findings.error_count() > r.findings.errors().size()) text += fmt::format("  and {} more\n", r.findings.error_count() - r.findings.errors().size());
  if (!r.subject) return text;
  text += "\n" + terminal_table(input_table(r)) + "\n" + terminal_table(capability_table(r));
  return text;
}

std::string check_markdown(const CheckResult& r) {
  std::string text = "## " + markdown_text(r.subject ? r.subject->title : "check") + "\n\n" + markdown_text(verdict_line(r)) + "\n\n";
  for (const auto& d : all_findings(r)) text += "- " + markdown_text(to_string(d)) + "\n";
  if (r.subject) text += "\n" + markdown_table(input_table(r)) + "\n" + markdown_table(capability_table(r));
  return text;
}

std::string check_csv(const CheckResult& r) {
  std::string text = "kind,place,code,verb,part,possible,message\n";
  const auto add = [&](const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) text += (i > 0 ? "," : "") + csv_cell(cells[i]);
    text += "\n";
  };
  for (const auto& d : all_findings(r))
    add({d.severity == Severity::error ? "error" : "warning", to_string(d.place), d.code, "", "", "", d.message + (d.hint.empty() ? "" : "; " + d.hint)});
  for (const auto& c : r.capabilities) add({"capability", "", "", c.verb, c.part, c.possible ? "yes" : "no", c.why});
  return text;
}

std::string check_json(const CheckResult& r, const Run& run) {
  Json result{{"valid", r.findings.error_count() == 0}, {"error_count", r.findings.error_count()}};
  result["errors"] = Json::array();
  for (const auto& d : r.findings.errors())
    result["errors"].push_back({{"file", d.place.file}, {"line", d.place.line}, {"column", d.place.column}, {"code", d.code}, {"message", d.message}, {"hint", d.hint}});
  result["capabilities"] = Json::array();
  for (const auto& c : r.capabilities)
    result["capabilities"].push_back({{"verb", c.verb}, {"part", c.part}, {"possible", c.possible}, {"why", c.why}});
  return json_text(envelope(run, r.subject.value_or(Case{}), nullptr, std::move(result)));
}

std::string check_junit(const CheckResult& r) {
  const auto errors = r.findings.errors();
  const std::size_t tests = std::max<std::size_t>(1, errors.size());
  std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  text += fmt::format("<testsuite name=\"premortem check\" tests=\"{}\" failures=\"{}\">\n", tests, errors.size());
  if (errors.empty()) text += "  <testcase classname=\"premortem.check\" name=\"the case is valid\"/>\n";
  for (const auto& d : errors)
    text += fmt::format("  <testcase classname=\"premortem.check\" name=\"{}\"><failure type=\"{}\" message=\"{}\"/></testcase>\n",
                        xml_text(to_string(d.place)), xml_text(d.code), xml_text(to_string(d)));
  return text + "</testsuite>\n";
}

std::string check_github(const CheckResult& r) {
  std::string text;
  for (const auto& d : all_findings(r)) {
    text += d.severity == Severity::error ? "::error " : "::warning ";
    text += "file=" + workflow_text(d.place.file, true);
    if (d.place.line > 0) text += fmt::format(",line={}", d.place.line);
    text += ",title=" + workflow_text(d.code, true) + "::" + workflow_text(d.message + (d.hint.empty() ? "" : "; " + d.hint), false) + "\n";
  }
  return text.empty() ? "::notice title=premortem check::the case is valid\n" : text;
}

}  // namespace premortem
