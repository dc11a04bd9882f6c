#include "analysis/reasons.hpp"

#include <fmt/format.h>

#include "analysis/expiry.hpp"

namespace premortem {

std::string as_reason(std::string sentence) {
  if (sentence.ends_with('.')) sentence.pop_back();
  if (!sentence.empty() && sentence[0] >= 'A' && sentence[0] <= 'Z') sentence[0] = static_cast<char>(sentence[0] - 'A' + 'a');
  return sentence;
}

void judge_gates(const Case& subject, Reasons& r) {
  for (const auto& g : subject.gates) {
    if (g.verdict == GateVerdict::fail) r.stop.push_back(fmt::format("the gate \"{}\" failed", g.name));
    if (g.verdict == GateVerdict::unknown) r.hold.push_back(fmt::format("the gate \"{}\" is not decided", g.name));
  }
}

void judge_expired(const Case& subject, const CaseAmounts& amounts, const std::optional<std::string>& as_of, Reasons& r) {
  if (!as_of) return;
  std::vector<std::string> expired;
  for (const auto leaf : amounts.used()) add_expired(subject.leaves[leaf], *as_of, expired);
  for (const auto& estimate : expired) r.hold.push_back("the estimate " + estimate);
}

Decision decided(Reasons r, const std::string& ship) {
  Decision d;
  d.verdict = !r.stop.empty() ? Verdict::stop : !r.hold.empty() ? Verdict::hold : Verdict::ship;
  d.reasons = std::move(r.stop);
  d.reasons.insert(d.reasons.end(), r.hold.begin(), r.hold.end());
  d.sentence = d.verdict == Verdict::ship ? ship : fmt::format("{}: {}.", d.verdict == Verdict::stop ? "Stop" : "Hold", d.reasons.front());
  return d;
}

}  // namespace premortem
