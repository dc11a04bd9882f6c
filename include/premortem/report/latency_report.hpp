#pragma once
#include <optional>
#include <string>
#include <vector>

#include "premortem/analysis/latency_assessment.hpp"
#include "premortem/report/run.hpp"

namespace premortem {

struct LatencyResult {
  Case subject;
  LatencyAssessment assessment;
};

/// Latency against abandonment, and with `--set` the same without it.
struct LatencyOutcome {
  LatencyResult changed;
  std::optional<LatencyResult> base;
};

/// The curve, the options on it, the budget and the exchange rate; the same content in all of them.
std::string latency_terminal(const LatencyOutcome& outcome, const Run& run);
std::string latency_markdown(const LatencyOutcome& outcome, const Run& run);
std::string latency_csv(const LatencyOutcome& outcome);
std::string latency_json(const LatencyOutcome& outcome, const Run& run);

/// The verdict for continuous integration: stop fails, hold is skipped (JUnit) or a warning (GitHub).
std::string latency_junit(const LatencyResult& result);
std::string latency_github(const LatencyResult& result);

/// The presets that stand in for measurements, one a row, with what each was measured on and its caveat.
std::string preset_table(const std::vector<LatencyPreset>& presets, const std::string& format);

}  // namespace premortem
