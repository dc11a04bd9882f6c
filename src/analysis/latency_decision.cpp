#include "analysis/latency_decision.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "analysis/reasons.hpp"

namespace premortem {
namespace {

const LatencyCheck* broken(const LatencyOption& o) {
  const auto found = std::find_if(o.checks.begin(), o.checks.end(), [](const auto& c) { return c.kept == Kept::no; });
  return found == o.checks.end() ? nullptr : &*found;
}

/// Nothing is taken: since every option breaks a limit, or since nothing tells which to take.
void judge_none(const LatencyAssessment& a, Reasons& r) {
  std::vector<const LatencyOption*> known;
  for (const auto& o : a.options)
    if (o.law && o.rejected_because.empty()) known.push_back(&o);
  const bool unknown = std::any_of(a.options.begin(), a.options.end(), [](const auto& o) { return !o.law && o.rejected_because.empty(); });
  const bool all_break = !known.empty() && !unknown && std::all_of(known.begin(), known.end(), [](const auto* o) { return broken(*o) != nullptr; });
  if (!all_break) return r.hold.push_back(a.choice_why);
  if (known.size() == 1) return r.stop.push_back(fmt::format("\"{}\": {}", known.front()->name, broken(*known.front())->sentence));
  r.stop.push_back(fmt::format("no option keeps the limits; \"{}\": {}", known.front()->name, broken(*known.front())->sentence));
}

void judge_taken(const LatencyTerms& terms, const LatencyAssessment& a, const LatencyOption& o, Reasons& r) {
  if (!terms.max_latency_ms && !terms.max_abandonment && !o.worth_per_year) r.hold.push_back("no limit is stated: add max_latency_ms or max_abandonment to assumptions.csv");
  if (!o.rejected_because.empty()) r.stop.push_back(fmt::format("\"{}\" is rejected: {}", o.name, o.rejected_because));
  const auto other = std::find_if(a.options.begin(), a.options.end(), [&](const auto& x) { return &x != &o && x.passes == true && x.rejected_because.empty(); });
  const std::string instead = other == a.options.end() ? "" : fmt::format("; \"{}\" keeps every limit", other->name);
  for (const auto& c : o.checks)
    if (c.kept != Kept::yes) (c.kept == Kept::no ? r.stop : r.hold).push_back(fmt::format("\"{}\": {}{}", o.name, c.sentence, instead));
}

std::string kept_words(const LatencyOption& o) {
  std::string words;
  for (const auto& c : o.checks) words += (words.empty() ? ": " : "; ") + c.sentence;
  return words;
}

}  // namespace

Decision latency_decision(const Case& subject, const CaseAmounts& amounts, const LatencyTerms& terms, const LatencyAssessment& a) {
  Reasons r;
  judge_gates(subject, r);
  for (const auto& f : a.findings)  // before what is missing: they change how everything else is read
    if (f.is_alarm) r.hold.push_back(as_reason(f.message));
  const auto taken = std::find_if(a.options.begin(), a.options.end(), [](const auto& o) { return o.chosen; });
  if (taken == a.options.end()) judge_none(a, r);
  else judge_taken(terms, a, *taken, r);
  judge_expired(subject, amounts, a.settings.as_of, r);
  const bool ships = r.stop.empty() && r.hold.empty();
  return decided(std::move(r), ships ? fmt::format("Ship \"{}\"{}.", taken->name, kept_words(*taken)) : "");
}

}  // namespace premortem
