#pragma once
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "premortem/report/run.hpp"

namespace premortem {

using Json = nlohmann::ordered_json;

/// Why a field of the contract is null while the part that fills it does not exist yet.
inline constexpr const char* not_computed = "not computed by this version";

/// `name: value`, or `name: null` with a sibling `name_why`.
template <class T>
void put(Json& into, const std::string& name, const std::optional<T>& value, const std::string& why) {
  if (value) {
    into[name] = *value;
    return;
  }
  into[name] = nullptr;
  into[name + "_why"] = why.empty() ? "not stated" : why;
}

/// Whether a result holds simulated readings, which depend on seed and samples.
enum class Draws { made, none };

/// The envelope every verb shares, with the result in it.
Json envelope(const Run& run, const Case& subject, const HarmSettings* settings, Json result, Draws draws = Draws::made);

/// The text of a document: two blanks of indentation, UTF-8 kept, a line feed at the end.
std::string json_text(const Json& json);

Json simulated_json(const Simulated& simulated);
Json readings_json(const Readings& readings);
Json bound_json(const BoundReading& bound);
/// What a number is without and with `--set`, and by how much it moved.
Json difference_json(const std::string& name, const std::optional<double>& base, const std::optional<double>& changed);

/// Base, changed and difference of every number that `--set` could move; null with its why where one is absent.
Json differences_json(const HarmOutcome& outcome);
Json harm_result_json(const HarmResult& result);
Json any_json(const AnyAssessment& any);
/// Each option with its metrics, its harm and its verdict; empty without options.
Json options_json(const HarmResult& result);
/// Each stage of the rollout with the bound of every failure mode of the alternative.
Json rollout_json(const Case& subject, const Alternative& alternative);
Json incident_json(const HarmResult& result);
/// `trigger`: the rule of the monitor that the mode names, and the limit with it; null with its why.
void put_trigger(Json& into, const HarmResult& result, const ModeAssessment& mode);
/// Further trials without an event, and how long they take.
Json evidence_json(const Case& subject, const EvidenceNeeded& needed);

}  // namespace premortem
