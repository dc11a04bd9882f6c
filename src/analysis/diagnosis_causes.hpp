#pragma once
#include "analysis/diagnosis_evidence.hpp"

namespace premortem {

/// One file a cause, in triage order. The verdict is given later, from the p of all of them; what is set here is the evidence,
/// the p, and the most that it may be called.
struct Judged {
  Cause cause;
  CauseVerdict at_most = CauseVerdict::likely;     ///< with a p that is small enough
  CauseVerdict otherwise = CauseVerdict::unlikely; ///< with a larger one, or without
  bool is_seen = false;                            ///< without a test: it is there
};

Judged covariate_drift(const DiagnosisEvidence& e);
Judged coverage(const DiagnosisEvidence& e);
Judged label_consistency(const DiagnosisEvidence& e);
Judged edge_cases(const DiagnosisEvidence& e);
Judged concept_drift(const DiagnosisEvidence& e);
Judged model_change(const DiagnosisEvidence& e);
Judged label_corruption(const DiagnosisEvidence& e);
Judged policy_change(const DiagnosisEvidence& e, const std::vector<PolicyStep>& steps);
Judged reporting_lag_cause(const DiagnosisEvidence& e, const ReportingLag& lag);

/// Holm over those that have a p; then what explains another is taken before it.
std::vector<Cause> with_verdicts(std::vector<Judged> judged, double alpha);

std::vector<PolicyStep> policy_steps(const DiagnosisEvidence& e);
/// The last day of items whose labels are not young; absent where the lag is not known.
std::optional<std::int32_t> mature_until(const ReportingLag& lag);
ReportingLag reporting_lag(const DiagnosisEvidence& e, const std::optional<std::string>& as_of);

}  // namespace premortem
