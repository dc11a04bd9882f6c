#pragma once
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "premortem/analysis/harm_assessment.hpp"
#include "premortem/models/case.hpp"
#include "premortem/quantity/sobol_indices.hpp"
#include "premortem/statistics/value_of_information.hpp"

namespace premortem {

enum class SensitivityKind { tornado, sobol, evppi };
std::string_view name_of(SensitivityKind kind);

/// What one estimate does to an output.
struct SensitivityRow {
  std::size_t leaf = 0;
  Interval range;                     ///< of the estimate: what its bound is at the confidence
  std::optional<double> low, high;    ///< tornado: the output at the ends of the range, the others at their best
  std::optional<double> flip;         ///< tornado: where the decision becomes another
  std::string flip_why;
  std::optional<SobolIndex> indices;  ///< sobol
  std::optional<InformationValue> evppi;  ///< evppi: what knowing it is worth, money a year
};

struct Sensitivity {
  SensitivityKind kind = SensitivityKind::tornado;
  std::string output;              ///< whose sensitivity it is; evppi: "net benefit"
  std::optional<double> point;     ///< the output at the best values
  std::string point_is;            ///< tornado: "at the best values", or "as the case stands" for what a model computes
  bool decides = false;            ///< tornado: there is a decision that could flip
  std::vector<SensitivityRow> rows;  ///< what matters most first
  std::optional<InformationValue> perfect;  ///< evppi: what knowing everything is worth
  std::vector<std::string> notes;
  std::string reading;             ///< one sentence
};

/// An output whose sensitivity is asked for: an expression of leaves, or anything that is computed of a case.
struct SensitiveOutput {
  std::string name;
  std::optional<Expression> expression;
  std::function<std::optional<double>(const Case&)> computed;  ///< where there is no expression
};

/// The name by which --set and --vary know an estimate: "exposed_share", "harms.wrong_refund.exposed".
std::string addressable_name(const Case& subject, std::size_t leaf);

/// What a reader calls it, with that name where two estimates could be called the same.
std::string estimate_label(const Case& subject, std::size_t leaf);

/// As an expression a quantity by its name, or people harmed: `harm.<mode>.harmed` without mitigations, `.with_mitigation` with those in
/// place, where there are any, `.standing` with those that there are; of one option's `harm.<mode>.<option>.harmed`. Absent for anything else.
std::optional<Expression> expression_named(const Case& subject, const std::string& name);

/// Each estimate to the ends of its range with the others at their best, largest swing first. The decision whose flip is looked for is
/// the option with the largest net benefit where the case values them; else whether a chain passes its cap at the best values.
/// Flips are looked for where the output is an expression.
/// @throws Refusal if the output has no value at the best values, or nothing moves it
Sensitivity tornado_sensitivity(const Case& subject, const SensitiveOutput& output, const HarmSettings& settings);

/// @throws Refusal as sobol_indices, and for an output that is not an expression
Sensitivity sobol_sensitivity(const Case& subject, const SensitiveOutput& output, const HarmSettings& settings);

/// @throws Refusal as value_of_information
Sensitivity information_sensitivity(const Case& subject, const HarmSettings& settings);

}  // namespace premortem
