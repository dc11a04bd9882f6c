#include "report/verb_json.hpp"

namespace premortem {

void put_what_if(Json& result, const Run& run, const std::string& verb, Json base, const std::vector<NumberDifference>& differences) {
  result["set"] = run.overrides;
  result["base"] = std::move(base);
  result["difference"] = Json::array();
  for (const auto& d : differences) result["difference"].push_back(difference_json(verb + "." + d.name, d.base, d.changed));
}

void put_decision(Json& result, const Decision& decision) {
  result["verdict"] = name_of(decision.verdict);
  result["sentence"] = decision.sentence;
  result["reasons"] = decision.reasons;
}

std::string seeded_json(const Run& run, const Case& subject, double confidence, std::uint64_t seed, Json result) {
  HarmSettings settings;
  settings.confidence = confidence;
  Json out = envelope(run, subject, &settings, std::move(result), Draws::none);
  out["seed"] = seed;
  out.erase("seed_why");
  return json_text(out);
}

}  // namespace premortem
