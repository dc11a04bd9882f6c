#pragma once
#include <map>
#include <string>
#include <vector>

#include "premortem/analysis/quantity_assessment.hpp"
#include "premortem/report/model_outputs.hpp"

namespace premortem {

/// `harm.<mode>.standing`, of an option's `harm.<mode>.<option>.standing`, where the mode has mitigations, in place or planned; else
/// `.harmed`, which is the same: what is shown of a failure mode unasked.
std::string harm_output(const FailureMode& mode);

/// What a sweep shows of each point: quantities of the case (each gives .point .mean .p05 .p50 .p95, or one of their readings by its
/// path, or with .above.100 the probability that it lies above 100) and results of the models by their paths.
class SweepOutputs {
 public:
  /// @param names  as asked for; empty: every quantity, else the best and the upper limit of people harmed by every failure mode as it stands
  /// @throws UsageError for a name that the case does not have; if nothing was asked for and the case has neither
  SweepOutputs(const Case& subject, const std::vector<std::string>& names);

  /// The names of the values, in their order.
  const std::vector<std::string>& columns() const { return columns_; }

  /// The values of a case. @throws UsageError for a path that names nothing
  std::vector<OutputValue> of(const Case& subject, const HarmSettings& settings, const std::map<std::string, double>& drifts) const;

 private:
  enum class From { summary, chance, readings, models };
  struct Column {
    From from = From::models;
    std::size_t quantity = 0;  ///< position among those that are computed from there
    std::string path;          ///< of the value: "mean", "harmed.bound.high", "tradeoff.recommended.cost_per_year"
  };

  void add(const Case& subject, const std::string& name);
  void add_reading(const std::string& name, std::size_t quantity, const std::string& reading);
  OutputValue value_from_quantities(const Column& column, const std::vector<QuantitySummary>& summaries, const std::vector<std::optional<double>>& chances,
                                    const std::map<std::string, std::optional<double>>& numbers) const;

  std::vector<std::string> columns_;
  std::vector<Column> sources_;
  std::vector<std::size_t> summaries_;  ///< quantities of which the summary is enough
  std::vector<QuantityLimit> limits_;   ///< of which the probability to lie above is asked for
  std::vector<std::size_t> readings_;   ///< quantities of which a reading is asked for by path
};

}  // namespace premortem
