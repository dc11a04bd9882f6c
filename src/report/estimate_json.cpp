#include "report/estimate_json.hpp"

#include <cmath>

namespace premortem {

std::optional<double> finite(double x) { return std::isfinite(x) ? std::optional(x) : std::nullopt; }

void put_estimate(Json& into, const std::string& name, const LimitedEstimate& e) {
  if (!e.value) {
    into[name] = nullptr;
    into[name + "_why"] = e.why.empty() ? "not stated" : e.why;
    return;
  }
  Json out{{"value", *e.value}};
  put(out, "low", e.limits ? std::optional(e.limits->low) : std::nullopt, e.why);
  put(out, "high", e.limits ? std::optional(e.limits->high) : std::nullopt, e.why);
  into[name] = std::move(out);
}

void put_part(Json& into, const std::string& name, Json part, const std::string& why) {
  const bool absent = part.is_null();
  into[name] = std::move(part);
  if (absent) into[name + "_why"] = why;
}

Json findings_json(const std::vector<Finding>& findings) {
  Json out = Json::array();
  for (const auto& f : findings) {
    Json finding{{"kind", f.kind}, {"cohort", f.cohort}, {"message", f.message}, {"alarm", f.is_alarm}};
    for (const auto& [name, value] : f.numbers) put(finding, name, finite(value), "not finite");
    out.push_back(std::move(finding));
  }
  return out;
}

}  // namespace premortem
