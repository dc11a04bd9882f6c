#include <algorithm>

#include "analysis/diagnosis_causes.hpp"
#include "premortem/statistics/exact_test.hpp"

namespace premortem {
namespace {

bool is_likely(const std::vector<Judged>& all, const std::string& cause) {
  return std::any_of(all.begin(), all.end(), [&](const auto& j) { return j.cause.cause == cause && j.cause.verdict == CauseVerdict::likely; });
}

void give(Judged& j, double alpha) {
  auto& c = j.cause;
  if (j.is_seen) c.verdict = j.at_most;
  else if (c.p_adjusted && *c.p_adjusted <= alpha) c.verdict = j.at_most;
  else if (c.p && *c.p <= alpha) c.verdict = std::max(j.at_most, CauseVerdict::possible);
  else c.verdict = j.otherwise;
}

/// What an earlier cause would leave too, is not called likely beside it.
void give_way(std::vector<Judged>& all, const std::string& to, const std::string& cause, const std::string& why) {
  if (!is_likely(all, to)) return;
  for (auto& j : all) {
    if (j.cause.cause != cause || j.cause.verdict != CauseVerdict::likely) continue;
    j.cause.verdict = CauseVerdict::possible;
    j.cause.evidence_against.push_back(why);
  }
}

}  // namespace

std::string_view name_of(CauseVerdict verdict) {
  if (verdict == CauseVerdict::likely) return "likely";
  if (verdict == CauseVerdict::possible) return "possible";
  return verdict == CauseVerdict::unlikely ? "unlikely" : "cannot_tell";
}

std::vector<Cause> with_verdicts(std::vector<Judged> judged, double alpha) {
  std::vector<double> p;
  for (const auto& j : judged)
    if (j.cause.p) p.push_back(std::min(1.0, *j.cause.p));
  const auto adjusted = holm_adjusted(p);
  std::size_t next = 0;
  for (auto& j : judged) {
    if (j.cause.p) j.cause.p = p[next], j.cause.p_adjusted = adjusted[next++];
    give(j, alpha);
  }
  for (const char* cause : {"covariate_drift", "concept_drift", "model_change"}) give_way(judged, "coverage", cause, "A broken feed would leave the same");
  for (const char* cause : {"concept_drift", "label_consistency"}) give_way(judged, "policy_change", cause, "A policy that changed what counts would leave the same");
  give_way(judged, "label_corruption", "concept_drift", "False positives that are none would leave the same");
  give_way(judged, "reporting_lag", "concept_drift", "Labels that are not in yet would leave the same, and one in ten comes later than those that were left out");
  std::vector<Cause> causes;
  for (auto& j : judged) causes.push_back(std::move(j.cause));
  return causes;
}

}  // namespace premortem
