#include <fmt/format.h>

#include "premortem/report/trigger_report.hpp"
#include "premortem/core/number_text.hpp"
#include "report/escape.hpp"
#include "report/trigger_words.hpp"

namespace premortem {
namespace {

enum class State { quiet, firing, unknown };

State state_of(const TriggerReading& r) { return !r.replay || !r.gate_why.empty() ? State::unknown : r.replay->fires_now ? State::firing : State::quiet; }

/// What the latest data say of one rule.
std::string message_of(const TriggerResult& result, const TriggerReading& r) {
  const Monitor& m = r.watched;
  if (state_of(r) == State::unknown) return "cannot be judged: " + (r.why.empty() ? r.gate_why : r.why);
  const std::string rule = rule_words(m, r.rule->rule, result.assessment.settings.exposure);
  return fmt::format("{} on {}, after {}. {}", r.replay->fires_now ? "fires: roll back" : "does not fire", r.replay->last_date, count_text(r.replay->checks, "check"), rule);
}

}  // namespace

std::string trigger_junit(const TriggerResult& result) {
  std::size_t firing = 0, unknown = 0;
  std::string cases;
  for (const auto& r : result.assessment.triggers) {
    const State state = state_of(r);
    firing += state == State::firing ? 1 : 0;
    unknown += state == State::unknown ? 1 : 0;
    cases += fmt::format("  <testcase classname=\"premortem.trigger\" name=\"{}\"", xml_text(result.subject.monitors[r.monitor].title()));
    const std::string message = xml_text(message_of(result, r));
    if (state == State::quiet) cases += "/>\n";
    else cases += fmt::format(">\n    <{} message=\"{}\"/>\n  </testcase>\n", state == State::firing ? "failure" : "skipped", message);
  }
  return fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" skipped=\"{}\">\n{}</testsuite>\n", xml_text("premortem trigger: " + result.subject.title),
                     result.assessment.triggers.size(), firing, unknown, cases);
}

std::string trigger_github(const TriggerResult& result) {
  std::string text;
  for (const auto& r : result.assessment.triggers) {
    const Monitor& m = r.watched;
    const State state = state_of(r);
    const char* kind = state == State::firing ? "error" : state == State::unknown ? "warning" : "notice";
    text += fmt::format("::{} file={},line={},title={}::{}\n", kind, github_property(m.place.file), m.place.line, github_property("premortem trigger: " + m.title()), github_message(message_of(result, r)));
  }
  return text;
}

}  // namespace premortem
