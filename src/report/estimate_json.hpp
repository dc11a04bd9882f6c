#pragma once
#include <optional>
#include <string>
#include <vector>

#include "premortem/analysis/tradeoff_assessment.hpp"
#include "report/json_text.hpp"

namespace premortem {

/// The number, absent where it is infinite, which JSON has no word for.
std::optional<double> finite(double x);

/// `name: {value, low, high}`, or null with its why.
void put_estimate(Json& into, const std::string& name, const LimitedEstimate& estimate);

/// A part, with a sibling `name_why` where it is null.
void put_part(Json& into, const std::string& name, Json part, const std::string& why);

Json findings_json(const std::vector<Finding>& findings);

}  // namespace premortem
