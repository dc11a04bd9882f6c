#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "premortem/analysis/harm_assessment.hpp"
#include "report/json_text.hpp"
#include "report/number_difference.hpp"

namespace premortem {

/// The overrides, the result without them and every number that they could move.
/// @param verb  with which the names begin: "tradeoff", "latency"
void put_what_if(Json& result, const Run& run, const std::string& verb, Json base, const std::vector<NumberDifference>& differences);

/// The result of an outcome and, where it has a base, what differs from it.
template <typename Outcome, typename ResultJson, typename Differences>
Json what_if_json(const Outcome& outcome, const Run& run, const std::string& verb, const ResultJson& result_json, const Differences& differences) {
  Json result = result_json(outcome.changed);
  if (outcome.base) put_what_if(result, run, verb, result_json(*outcome.base), differences(*outcome.base, outcome.changed));
  return result;
}

/// What it comes to, with which a result ends.
void put_decision(Json& result, const Decision& decision);

/// The document of a verb whose result depends on the seed and on no number of samples.
std::string seeded_json(const Run& run, const Case& subject, double confidence, std::uint64_t seed, Json result);

}  // namespace premortem
