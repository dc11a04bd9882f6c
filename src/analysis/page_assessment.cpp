#include "premortem/analysis/page_assessment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "premortem/core/error.hpp"

namespace premortem {
namespace {

bool lists_harm(const Case& subject) { return !subject.failure_modes.empty() || !subject.gates.empty(); }

/// Something is chosen, or barred, or asked; of rows alone the page says what there is only where nothing else is on it.
bool says_enough(const Case& subject, const TradeoffAssessment& a) {
  const auto& o = a.options;
  const bool barred = o && std::all_of(o->options.begin(), o->options.end(), [](const auto& p) { return !p.against.empty(); });
  const bool rows = a.rows && (a.rows->recommended.exists || a.rows->certified.asked || !lists_harm(subject));
  return rows || (o && (o->chosen || barred));
}

std::string why_not(const TradeoffAssessment& a) { return a.options && !a.options->why.empty() ? a.options->why : a.rows->recommended.why; }

void add_tradeoff(const Case& subject, const HarmSettings& settings, PageAssessment& page) {
  if (!subject.predictions && subject.options.empty()) {
    page.tradeoff_why = "trade-offs (add options.csv or predictions.csv)";
    return;
  }
  auto a = assess_tradeoff(subject, {settings.confidence, settings.simulation.seed, settings.simulation.jobs, {}, settings.as_of});
  if (says_enough(subject, a)) page.tradeoff = std::move(a);
  else page.tradeoff_why = "trade-offs (" + why_not(a) + ")";
}

std::string lower(std::string text) {
  if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z') text[0] = static_cast<char>(text[0] - 'A' + 'a');
  return text;
}

void add_latency(const Case& subject, const HarmSettings& settings, PageAssessment& page) {
  if (!states_latency(subject)) {
    page.latency_why = "latency (add latency.csv)";
    return;
  }
  LatencySettings s;
  s.confidence = settings.confidence, s.seed = settings.simulation.seed, s.as_of = settings.as_of;
  if (page.tradeoff && page.tradeoff->options && page.tradeoff->options->chosen) s.option = page.tradeoff->options->options[*page.tradeoff->options->chosen].option;
  else if (!subject.failure_modes.empty() && page.harm.alternatives.size() > 1) s.option = page.harm.choice().option;
  try {
    page.latency = assess_latency(subject, s);
  } catch (const Refusal& refusal) {
    page.latency_why = std::string("latency (") + refusal.what() + ")";
  }
}

/// @param agree  both ship the same option
Decision together(const Decision& harm, const Decision& cost, bool agree) {
  Decision d = cost.verdict > harm.verdict ? cost : harm;
  const bool same = !harm.reasons.empty() && !cost.reasons.empty() && harm.reasons.front() == cost.reasons.front();
  if (cost.verdict > harm.verdict) d.sentence += " By the limits of harm alone: " + lower(harm.sentence);
  else if (!same && !agree) d.sentence += " By cost: " + lower(cost.sentence);
  for (const auto& r : cost.verdict > harm.verdict ? harm.reasons : cost.reasons)
    if (std::find(d.reasons.begin(), d.reasons.end(), r) == d.reasons.end()) d.reasons.push_back(r);
  return d;
}

/// The option that the trade-off chose among those that the limits of harm let ship is the page's. @return whether it chose one
bool take_choice(const TradeoffAssessment& a, HarmAssessment& harm) {
  if (!a.options || !a.options->chosen || harm.alternatives.size() != a.options->options.size()) return false;
  harm.chosen = a.options->options[*a.options->chosen].option;
  harm.decision = harm.choice().decision;
  return true;
}

/// Whether a sentence names a limit of latency that is not kept, since it kept an option from being chosen.
bool says_check(const std::string& sentence, const LatencyAssessment& a) {
  for (const auto& o : a.options)
    for (const auto& c : o.checks)
      if (c.kept == Kept::no && sentence.find(c.sentence) != std::string::npos) return true;
  return false;
}

void add_calendar(const Case& subject, const HarmSettings& settings, PageAssessment& page) {
  if (subject.history.empty()) {
    page.calendar_why = "the calendar (add history.csv)";
    return;
  }
  CalendarSettings s;
  s.confidence = settings.confidence, s.seed = settings.simulation.seed, s.jobs = settings.simulation.jobs, s.as_of = settings.as_of;
  s.forecasts_only = !subject.reference || !subject.current;
  auto a = assess_calendar(subject, s);
  const bool says = a.decides || std::any_of(a.metrics.begin(), a.metrics.end(), [](const auto& m) { return m.limit.has_value(); });
  if (says) page.calendar = std::move(a);
  else page.calendar_why = "the calendar (add floors.csv: what the metrics of history.csv may not pass)";
}

/// The worse verdict leads; the other one's sentence follows where it is not to ship.
void count_calendar(PageAssessment& page) {
  if (!page.calendar || !page.calendar->decides) return;
  auto& d = page.harm.decision;
  const auto& own = page.calendar->decision;
  const auto reasons = d.reasons;
  if (own.verdict > d.verdict) {
    const auto before = std::exchange(d, own);
    d.sentence += " The calendar aside: " + lower(before.sentence);
    d.reasons.insert(d.reasons.end(), reasons.begin(), reasons.end());
    return;
  }
  if (own.verdict != Verdict::ship) d.sentence += " By the calendar: " + lower(own.sentence);
  for (const auto& r : own.reasons)
    if (std::find(d.reasons.begin(), d.reasons.end(), r) == d.reasons.end()) d.reasons.push_back(r);
}

/// @param others  whether anything else on the page decides
void count_latency(bool others, PageAssessment& page) {
  if (!page.latency || (others && !page.latency->decides)) return;
  auto& d = page.harm.decision;
  const auto& own = page.latency->decision;
  if (!others) {
    d = own;
    return;
  }
  std::vector<std::string> reasons = d.reasons;
  if (own.verdict > d.verdict) {
    const auto before = std::exchange(d, own);
    d.sentence += " Latency aside: " + lower(before.sentence);
  } else {
    reasons = own.reasons;
    if (own.verdict != Verdict::ship && !says_check(d.sentence, *page.latency)) d.sentence += " By latency: " + lower(own.sentence);
  }
  for (const auto& r : reasons)
    if (std::find(d.reasons.begin(), d.reasons.end(), r) == d.reasons.end()) d.reasons.push_back(r);
}

PageAssessment assess_without_calendar(const Case& subject, const HarmSettings& settings) {
  PageAssessment page;
  add_tradeoff(subject, settings, page);
  if (!lists_harm(subject) && !page.tradeoff && !states_latency(subject))
    throw Refusal(subject.predictions || !subject.options.empty() ? "the page has nothing to say: no failure mode is stated (harms.csv or risks.csv), and no trade-off can be made: " + page.tradeoff_why
                                                                  : std::string("the case states no failure mode; add harms.csv, or risks.csv with one row a risk"));
  page.harm = assess_harm_if_any(subject, settings);
  if (!page.tradeoff) {
    add_latency(subject, settings, page);
    count_latency(lists_harm(subject), page);
    return page;
  }
  const bool by_cost = take_choice(*page.tradeoff, page.harm);
  page.harm.decision = lists_harm(subject) ? together(page.harm.decision, page.tradeoff->decision, by_cost && page.harm.decision.verdict == page.tradeoff->decision.verdict) : page.tradeoff->decision;
  add_latency(subject, settings, page);
  count_latency(true, page);
  return page;
}

}  // namespace

PageAssessment assess_page(const Case& subject, const HarmSettings& settings) {
  auto page = assess_without_calendar(subject, settings);
  add_calendar(subject, settings, page);
  count_calendar(page);
  return page;
}

}  // namespace premortem
