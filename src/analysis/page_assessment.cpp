#include "premortem/analysis/page_assessment.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "premortem/core/error.hpp"

namespace premortem {
namespace {

bool says_enough(const TradeoffAssessment& a) {
  const auto& o = a.options;
  const bool barred = o && std::all_of(o->options.begin(), o->options.end(), [](const auto& p) { return !p.against.empty(); });
  return a.rows || (o && (o->chosen || barred));
}

void add_tradeoff(const Case& subject, const HarmSettings& settings, PageAssessment& page) {
  if (!subject.predictions && subject.options.empty()) {
    page.tradeoff_why = "trade-offs (add options.csv or predictions.csv)";
    return;
  }
  auto a = assess_tradeoff(subject, {settings.confidence, settings.simulation.seed, settings.simulation.jobs, {}, settings.as_of});
  if (says_enough(a)) page.tradeoff = std::move(a);
  else page.tradeoff_why = "trade-offs (" + a.options->why + ")";
}

std::string lower(std::string text) {
  if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z') text[0] = static_cast<char>(text[0] - 'A' + 'a');
  return text;
}

Decision together(const Decision& harm, const Decision& cost) {
  Decision d = cost.verdict > harm.verdict ? cost : harm;
  const bool same = !harm.reasons.empty() && !cost.reasons.empty() && harm.reasons.front() == cost.reasons.front();
  if (cost.verdict > harm.verdict) d.sentence += " By the limits of harm alone: " + lower(harm.sentence);
  else if (!same) d.sentence += " By cost: " + lower(cost.sentence);
  for (const auto& r : cost.verdict > harm.verdict ? harm.reasons : cost.reasons)
    if (std::find(d.reasons.begin(), d.reasons.end(), r) == d.reasons.end()) d.reasons.push_back(r);
  return d;
}

}  // namespace

PageAssessment assess_page(const Case& subject, const HarmSettings& settings) {
  PageAssessment page;
  add_tradeoff(subject, settings, page);
  const bool lists_harm = !subject.failure_modes.empty() || !subject.gates.empty();
  if (!lists_harm && !page.tradeoff)
    throw Refusal(subject.predictions || !subject.options.empty() ? "the page has nothing to say: no failure mode is stated (harms.csv or risks.csv), and no trade-off can be made: " + page.tradeoff_why
                                                                  : std::string("the case states no failure mode; add harms.csv, or risks.csv with one row a risk"));
  page.harm = assess_harm_if_any(subject, settings);
  if (page.tradeoff) page.harm.decision = lists_harm ? together(page.harm.decision, page.tradeoff->decision) : page.tradeoff->decision;
  return page;
}

}  // namespace premortem
