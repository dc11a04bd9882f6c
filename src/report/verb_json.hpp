#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "report/json_text.hpp"
#include "report/number_difference.hpp"

namespace premortem {

/// The overrides, the result without them and every number that they could move.
/// @param verb  with which the names begin: "tradeoff", "latency"
void put_what_if(Json& result, const Run& run, const std::string& verb, Json base, const std::vector<NumberDifference>& differences);

/// The document of a verb whose result depends on the seed and on no number of samples.
std::string seeded_json(const Run& run, const Case& subject, double confidence, std::uint64_t seed, Json result);

}  // namespace premortem
