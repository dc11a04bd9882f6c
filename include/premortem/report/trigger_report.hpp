#pragma once
#include <optional>
#include <string>

#include "premortem/analysis/trigger_assessment.hpp"
#include "premortem/report/run.hpp"

namespace premortem {

struct TriggerResult {
  Case subject;
  TriggerAssessment assessment;
};

/// The triggers, and with `--set` those without it.
struct TriggerOutcome {
  TriggerResult changed;
  std::optional<TriggerResult> base;
};

/// The rules with what they cost, the same content in all of them.
std::string trigger_terminal(const TriggerOutcome& outcome, const Run& run);
std::string trigger_markdown(const TriggerOutcome& outcome, const Run& run);
std::string trigger_csv(const TriggerOutcome& outcome);
std::string trigger_json(const TriggerOutcome& outcome, const Run& run);

/// Files that other systems load. Prometheus alerting rules, with recording rules for what a rule remembers; their unit
/// test, in which each alert fires and clears; an Argo Rollouts AnalysisTemplate. A rule that cannot be written there is
/// named in a comment with the reason.
std::string trigger_prometheus(const TriggerResult& result);
std::string trigger_prometheus_test(const TriggerResult& result);
std::string trigger_argo(const TriggerResult& result);

/// The gate for continuous integration: which rules hold at the latest data.
std::string trigger_junit(const TriggerResult& result);
std::string trigger_github(const TriggerResult& result);

}  // namespace premortem
