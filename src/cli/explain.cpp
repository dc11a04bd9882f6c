#include "cli/explain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "premortem/analysis/calendar_explanation.hpp"
#include "premortem/analysis/latency_explanation.hpp"
#include "premortem/analysis/tradeoff_explanation.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/nearest_name.hpp"
#include "premortem/core/utf8.hpp"
#include "premortem/report/explanation_report.hpp"

namespace premortem::cli {
namespace {

/// A part of a result that explains its own numbers.
struct Part {
  std::string verb;  ///< with which its names begin: `harm`
  std::vector<std::string> names;
  std::function<Explanation(const std::string&)> explanation;
};

/// Harm, and what else is on the page.
std::vector<Part> parts_of(const HarmResult& r) {
  const Case& subject = r.subject;
  std::vector<Part> parts;
  parts.push_back({"harm", explainable_names(subject, r.assessment), [&r](const auto& name) { return explain_number(r.subject, r.assessment, name); }});
  if (r.tradeoff) parts.push_back({"tradeoff", explainable_tradeoff_names(subject, *r.tradeoff), [&r](const auto& name) { return explain_tradeoff(r.subject, *r.tradeoff, name); }});
  if (r.latency) parts.push_back({"latency", explainable_latency_names(*r.latency), [&r](const auto& name) { return explain_latency(r.subject, *r.latency, name); }});
  if (r.calendar) parts.push_back({"calendar", explainable_calendar_names(subject, *r.calendar), [&r](const auto& name) { return explain_calendar(r.subject, *r.calendar, name); }});
  return parts;
}

/// Whether the part has a number of this name, with or without the verb before it.
bool has(const Part& part, const std::string& name) {
  const auto wanted = folded_name(name), whole = folded_name(part.verb + ".") + wanted;
  return std::any_of(part.names.begin(), part.names.end(), [&](const auto& own) {
    const auto folded = folded_name(own);
    return folded == wanted || folded == whole;
  });
}

}  // namespace

std::string explain(const HarmOutcome& outcome, const Run& run, const Arguments& a, const std::string& format) {
  const auto& result = outcome.changed;
  const auto name = a.values["explain"].as<std::string>();
  std::vector<std::string> names;
  for (const auto& part : parts_of(result)) {
    if (has(part, name)) return explained(part.explanation(name), result.subject, result.assessment.settings, run, format);
    names.insert(names.end(), part.names.begin(), part.names.end());
  }
  const auto near = nearest_name(name, names);
  throw UsageError(fmt::format("--explain: nothing is named \"{}\"; {}", printable(name),
                               near            ? "did you mean \"" + printable(*near) + "\"?"
                               : names.empty() ? std::string("nothing of this case can be explained")
                                               : "names look like \"" + printable(names.front()) + "\""));
}

std::string explained(const Explanation& explanation, const Case& subject, const HarmSettings& settings, const Run& run, const std::string& format) {
  if (format == "json") return explanation_json(explanation, subject, settings, run);
  if (format == "csv") return explanation_csv(explanation);
  if (format == "md") return explanation_markdown(explanation);
  return explanation_terminal(explanation);
}

}  // namespace premortem::cli
