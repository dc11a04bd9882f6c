#include <fmt/format.h>

#include <algorithm>

#include "report/check_findings.hpp"
#include "report/escape.hpp"

namespace premortem {

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
    text += fmt::format("::notice file={},line={},title=mended::{}\n", github_property(m.place.file), m.place.line, github_message(m.what));
  for (const auto& d : all_findings(r)) {
    text += d.severity == Severity::error ? "::error " : "::warning ";
    text += "file=" + github_property(d.place.file);
    if (d.place.line > 0) text += fmt::format(",line={}", d.place.line);
    text += ",title=" + github_property(d.code) + "::" + github_message(d.message + (d.hint.empty() ? "" : "; " + d.hint)) + "\n";
  }
  return all_findings(r).empty() ? text + "::notice title=premortem check::the case is valid\n" : text;
}

}  // namespace premortem
