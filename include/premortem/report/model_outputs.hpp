#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "premortem/report/run.hpp"

namespace premortem {

/// One number or word of a verb's result, named by its JSON path. Absent values have their reason.
struct OutputValue {
  std::optional<double> number;
  std::string text;  ///< as it is written: a date, a verdict, the number; empty where absent
  std::string why;   ///< why it is absent
};

/// The results of the models on one case, each computed when it is first asked for, and addressed as JSON has them with keys in
/// place of indices: "harm.<mode>.harmed.bound.high", "tradeoff.recommended.cost_per_year", "calendar.accuracy.breach.p50",
/// "latency.small.abandonment", "trigger.<monitor>.delay_days.p90". The name of a list may be left out where a key stands in one
/// list alone; blanks may be written as `_`; an estimate {value, low, high} is its value.
class ModelOutputs {
 public:
  /// @param drifts  known drift a day by metric, from `--set drift_per_day.<metric>=V`
  ModelOutputs(const Case& subject, const HarmSettings& settings, std::map<std::string, double> drifts = {});
  ~ModelOutputs();
  ModelOutputs(ModelOutputs&&) noexcept;

  /// In the path of a failure mode `standing` is `with_mitigation` where a mitigation is in place, else `harmed`.
  /// @throws UsageError if no result has that path, with the nearest one that has; or several have it, with their longer names
  OutputValue at(std::string_view path);

 private:
  struct Documents;
  std::unique_ptr<Documents> documents_;
};

/// Whether a name begins with a verb whose results can be named: harm, tradeoff, latency, calendar, trigger.
bool names_model_output(std::string_view path);

/// Gives every model output that formulas of the case name its value, as a number taken as exact. One without a number stays unknown,
/// with the reason as its source.
/// @throws InputError with the formula's place if one names nothing, or several results
void fill_model_outputs(Case& subject, const HarmSettings& settings, const std::map<std::string, double>& drifts = {});

}  // namespace premortem
