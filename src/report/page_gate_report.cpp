// The decision of the page for continuous integration.
#include <fmt/format.h>

#include "premortem/report/page.hpp"
#include "report/escape.hpp"

namespace premortem {

std::string page_junit(const HarmOutcome& outcome) {
  const auto& r = outcome.changed;
  const auto& d = r.assessment.decision;
  std::string body = "/>\n";
  if (d.verdict != Verdict::ship)
    body = fmt::format(">\n    <{} message=\"{}\"/>\n  </testcase>\n", d.verdict == Verdict::stop ? "failure" : "skipped", xml_text(d.sentence));
  return fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"{}\" tests=\"1\" failures=\"{}\" skipped=\"{}\">\n  <testcase classname=\"premortem.report\" name=\"decision: {}\"{}</testsuite>\n",
                     xml_text("premortem report: " + r.subject.title), d.verdict == Verdict::stop ? 1 : 0, d.verdict == Verdict::hold ? 1 : 0, xml_text(std::string(name_of(d.verdict))), body);
}

std::string page_github(const HarmOutcome& outcome) {
  const auto& r = outcome.changed;
  const auto& d = r.assessment.decision;
  const char* kind = d.verdict == Verdict::stop ? "error" : d.verdict == Verdict::hold ? "warning" : "notice";
  return fmt::format("::{} title={}::{}\n", kind, github_property("premortem report: " + r.subject.title), github_message(d.sentence));
}

}  // namespace premortem
