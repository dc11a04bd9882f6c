#include <fmt/format.h>

#include <algorithm>

#include "premortem/core/utf8.hpp"
#include "report/check_findings.hpp"

namespace premortem {
namespace {

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

std::string check_junit(const CheckResult& r) {
  const auto errors = r.findings.errors();
  const std::size_t tests = std::max<std::size_t>(1, errors.size());
  std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  text += fmt::format("<testsuite name=\"premortem check\" tests=\"{}\" failures=\"{}\">\n", tests, errors.size());
  if (errors.empty()) text += "  <testcase classname=\"premortem.check\" name=\"the case is valid\"/>\n";
  for (const auto& d : errors)
    text += fmt::format("  <testcase classname=\"premortem.check\" name=\"{}\"><failure type=\"{}\" message=\"{}\"/></testcase>\n",
                        xml_text(to_string(d.place)), xml_text(d.code), xml_text(to_string(d)));
  std::string mended;
  for (const auto& m : all_mends(r)) mended += "mended " + xml_text(to_string(m)) + "\n";
  if (!mended.empty()) text += "  <system-out>" + mended + "</system-out>\n";
  return text + "</testsuite>\n";
}

std::string check_github(const CheckResult& r) {
  std::string text;
  for (const auto& m : all_mends(r))
    text += fmt::format("::notice file={},line={},title=mended::{}\n", workflow_text(m.place.file, true), m.place.line, workflow_text(m.what, false));
  for (const auto& d : all_findings(r)) {
    text += d.severity == Severity::error ? "::error " : "::warning ";
    text += "file=" + workflow_text(d.place.file, true);
    if (d.place.line > 0) text += fmt::format(",line={}", d.place.line);
    text += ",title=" + workflow_text(d.code, true) + "::" + workflow_text(d.message + (d.hint.empty() ? "" : "; " + d.hint), false) + "\n";
  }
  return all_findings(r).empty() ? text + "::notice title=premortem check::the case is valid\n" : text;
}

}  // namespace premortem
