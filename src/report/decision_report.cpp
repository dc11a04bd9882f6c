#include "report/decision_report.hpp"

#include <fmt/format.h>

#include "report/escape.hpp"

namespace premortem {

std::string decision_junit(const std::string& verb, const std::string& title, const Decision& d) {
  const std::string message = xml_text(d.sentence);
  const char* tag = d.verdict == Verdict::stop ? "failure" : d.verdict == Verdict::hold ? "skipped" : nullptr;
  const std::string body = tag ? fmt::format(">\n    <{} message=\"{}\"/>\n  </testcase>\n", tag, message) : std::string("/>\n");
  return fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"{}\" tests=\"1\" failures=\"{}\" skipped=\"{}\">\n  <testcase classname=\"premortem.{}\" name=\"decision\"{}</testsuite>\n",
                     xml_text("premortem " + verb + ": " + title), d.verdict == Verdict::stop ? 1 : 0, d.verdict == Verdict::hold ? 1 : 0, verb, body);
}

std::string decision_github(const std::string& verb, const std::string& title, const Decision& d) {
  const char* kind = d.verdict == Verdict::stop ? "error" : d.verdict == Verdict::hold ? "warning" : "notice";
  return fmt::format("::{} title={}::{}\n", kind, github_property("premortem " + verb + ": " + title), github_message(d.sentence));
}

std::string findings_github(const std::string& verb, const std::vector<Finding>& findings) {
  std::string text;
  for (const auto& f : findings)
    if (f.is_alarm) text += fmt::format("::warning title={}::{}\n", github_property("premortem " + verb + ": " + f.kind), github_message(f.message));
  return text;
}

}  // namespace premortem
