#include "premortem/analysis/page_facts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "analysis/harm_mode.hpp"
#include "premortem/analysis/option_benefit.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/number_text.hpp"
#include "premortem/core/utf8.hpp"

namespace premortem {
namespace {

constexpr std::size_t most_shown = 3;
constexpr std::size_t most_hangs_on = 5;

/// The estimates that any number of the page rests on, each once.
std::set<std::size_t> leaves_in_use(const Case& subject, const HarmAssessment& a) {
  std::set<std::size_t> used;
  for (const auto i : a.choice().modes) {
    const FailureMode& mode = subject.failure_modes[a.failure_modes[i].mode];
    for (const auto leaf : leaves_of_bound(as_it_stands(mode))) used.insert(leaf);
    if (mode.cost_leaf) used.insert(*mode.cost_leaf);
  }
  return used;
}

void count_evidence(const Case& subject, const HarmAssessment& a, const PageParts& parts, PageFacts& facts) {
  auto used = leaves_in_use(subject, a);
  used.insert(parts.leaves.begin(), parts.leaves.end());
  for (const auto i : used) {
    const Leaf& leaf = subject.leaves[i];
    switch (leaf.evidence) {
      case Evidence::measured: ++facts.measured; break;
      case Evidence::benchmark: ++facts.benchmark; break;
      case Evidence::expert: ++facts.expert; break;
      case Evidence::guess: ++facts.guess; break;
      case Evidence::unstated: ++(kind_of(leaf) == LeafKind::sampled ? facts.measured : facts.guess); break;
    }
  }
}

/// A statement of the page: the bound on harm of a shown mode that rests on data.
void count_statements(const HarmAssessment& a, PageFacts& facts) {
  for (const auto i : facts.shown)
    if (a.failure_modes[i].standing().bound.interval && a.failure_modes[i].standing().bound.grounds.basis == BoundBasis::sampled) ++facts.statements;
  facts.joint_confidence = std::max(0.0, 1 - facts.statements * (1 - a.settings.confidence));
}

void rank_estimates(const Case& subject, const HarmAssessment& a, PageFacts& facts) {
  const auto price = [&](const ModeAssessment& m) -> std::optional<double> {
    const auto leaf = subject.failure_modes[m.mode].cost_leaf;
    const auto point = leaf ? point_of(subject.leaves[*leaf]) : std::nullopt;
    return point ? std::optional(point->value) : std::nullopt;
  };
  // In money only if every harm has a price: people and money do not compare.
  const auto& modes = a.choice().modes;
  const bool priced = std::all_of(modes.begin(), modes.end(), [&](auto i) { return price(a.failure_modes[i]).has_value(); });
  for (const auto i : facts.shown) {
    const auto& m = a.failure_modes[i];
    const double unit = priced ? *price(m) : 1;
    for (const auto& s : m.swings) facts.hangs_on.push_back({i, s.leaf, s.low, s.high, (s.high - s.low) * unit});
  }
  std::stable_sort(facts.hangs_on.begin(), facts.hangs_on.end(), [](const auto& x, const auto& y) { return x.weight > y.weight; });
  if (facts.hangs_on.size() > most_hangs_on) facts.hangs_on.resize(most_hangs_on);
}

/// Where the case values its options and its harms, which estimate to measure before deciding, and what that is worth.
void value_estimates(const Case& subject, const HarmAssessment& a, PageFacts& facts) {
  if (facts.hangs_on.empty()) return;
  try {
    InformationSettings settings;
    settings.samples = std::min(a.settings.simulation.samples, most_information_samples);  // as sweep --sensitivity evppi takes them
    settings.seed = a.settings.simulation.seed, settings.scale = a.settings.scale;  // all of it: values and costs are of the whole feature, not of a stage
    const auto information = value_of_information(subject, settings);
    if (information.measure_first.empty()) return;
    const auto& first = information.measure_first.front();
    // Within two errors of nothing it is not shown to be worth anything.
    if (first.worth.value > 2 * first.worth.standard_error) facts.worth_knowing = WorthKnowing{first.leaf, first.worth.value, first.worth.standard_error, information.perfect.value};
  } catch (const Refusal&) {
    // without a value of every option and harm nothing is said of money
  }
}

bool none_seen(const Case& subject, const FailureMode& mode) {
  return std::any_of(mode.stages.begin(), mode.stages.end(), [&](const auto& s) {
    const Leaf& leaf = subject.leaves[s.leaf];
    const bool counted = leaf.shape == Shape::count || leaf.shape == Shape::rate;
    return counted && s.given != Given::noticed && !leaf.unknown && leaf.k == 0.0;
  });
}

/// A limit at everyone there is promises nothing.
bool is_vacuous(const Case& subject, const FailureMode& mode, const ModeAssessment& m) {
  const auto& population = m.stages.front();
  constexpr double nearly_all = 0.95;
  return only_shares(mode, subject.leaves) && mode.stages.size() > 1 && population.high &&
         m.standing().bound.interval->high >= nearly_all * *population.high * m.exposure;
}

/// " (1.22 in 1,000 of "irreversible actions")": the bound as a rate, where the population is a stated number.
std::string rate_words(const Case& subject, const FailureMode& mode, const ModeAssessment& m) {
  const auto& population = m.stages.front();
  if (!population.low || population.low != population.high || *population.high <= 0 || mode.stages.size() < 2) return "";
  const double per_thousand = 1000 * m.standing().bound.interval->high / (*population.high * m.exposure);
  if (!only_shares(mode, subject.leaves)) return "";
  return fmt::format(" ({} in 1,000 of \"{}\")", number_text(per_thousand, Rounding::up), shortened(population.name));
}

void add_promises(const Case& subject, const HarmAssessment& a, PageFacts& facts) {
  for (const auto i : facts.shown) {
    const auto& m = a.failure_modes[i];
    const auto& mode = subject.failure_modes[m.mode];
    const auto& g = m.standing().bound.grounds;
    const bool by_data = g.basis == BoundBasis::sampled && g.limits.empty() && g.guesses.empty();
    const bool over_cap = m.exceeds_cap.bound == "yes" || m.exceeds_cap.point == "yes";
    if (m.standing().bound.interval && by_data && !over_cap && m.expired.empty() && !is_vacuous(subject, mode, m)) facts.may_promise.push_back(mode.name + ": " + m.standing().bound.sentence + rate_words(subject, mode, m));
    if (none_seen(subject, mode)) facts.do_not_promise.push_back(fmt::format("\"{}\" never happens: none seen is not none", shortened(mode.name)));
    else if (!by_data && m.standing().bound.interval) facts.do_not_promise.push_back(fmt::format("a number for \"{}\": its limit rests on estimates, not on data alone", shortened(mode.name)));
  }
}

/// Who would see it and when: nobody, or the next audit, by which so many are harmed; and what must be logged to see it.
std::string unseen_words(const FailureMode& mode, const ModeAssessment& m) {
  std::string words = fmt::format("\"{}\": nobody would notice", shortened(mode.name));
  if (m.audit_high) {
    const auto who = m.unit.substr(0, m.unit.find(" per "));
    words += fmt::format(" before the next audit, in at most {} days, when up to {} {} are harmed on average",
                         number_text(*mode.audit_every_days, Rounding::nearest), number_text(*m.audit_high, Rounding::up), who);
  } else if (mode.audit_every_days) {
    words += fmt::format(" before the next audit, in at most {} days", number_text(*mode.audit_every_days, Rounding::nearest));
  }
  const bool in_round = mode.place.file == "risks.csv";
  const std::string add = in_round ? "; write how you notice in " + to_string(mode.place) : "; name a monitor in failure_modes.csv";
  return words + (mode.telemetry.empty() ? add : "; to see it, log " + mode.telemetry);
}

void add_blind_spots(const Case& subject, const HarmAssessment& a, PageFacts& facts) {
  for (const auto i : ranked(subject, a)) {
    const auto& m = a.failure_modes[i];
    const auto& mode = subject.failure_modes[m.mode];
    if (mode.monitor.empty()) facts.cannot_see.push_back(unseen_words(mode, m));
    if (!m.standing().bound.interval) facts.cannot_see.push_back(fmt::format("\"{}\": no bound, because {}", shortened(mode.name), m.standing().bound.why));
  }
}

void add_missing(const Case& subject, PageFacts& facts) {
  const std::set<std::string> present(subject.unread.begin(), subject.unread.end());
  const auto read = [&](const char* file) {
    return std::any_of(subject.inputs.begin(), subject.inputs.end(), [&](const auto& f) { return f.file == file; });
  };
  if (subject.failure_modes.empty()) facts.missing.push_back("what could go wrong (add harms.csv or risks.csv)");
  else if (!read("failure_modes.csv") && !read("risks.csv")) facts.missing.push_back("caps, monitors and rollback triggers (add failure_modes.csv)");
  if (!read("monitors.csv")) facts.missing.push_back("computed triggers (add monitors.csv)");
  if (!read("gates.csv")) facts.missing.push_back("gates (add gates.csv)");
  for (const auto& file : subject.unread) facts.missing.push_back(fmt::format("{} is in the folder, but this version does not read it", file));
}

void add_cautions(const Case& subject, const HarmAssessment& a, PageFacts& facts) {
  bool counted = false;
  std::vector<Place> supposed;
  for (const auto i : facts.shown) {
    const auto& m = a.failure_modes[i];
    counted = counted || m.standing().bound.grounds.sampled > 0;
    for (const auto* list : {&m.standing().bound.grounds.limits, &m.standing().bound.grounds.guesses, &m.standing().bound.grounds.beliefs})
      for (const auto leaf : *list) {
        supposed.push_back(subject.leaves[leaf].place);
        for (const auto& expert : subject.leaves[leaf].experts) supposed.push_back(expert.place);
      }
  }
  if (!facts.shown.empty()) facts.cautions.insert(facts.cautions.begin(), "Every \"at most\" is a long-run average; a single period can be worse: see \"one period\".");
  if (!supposed.empty())
    facts.cautions.push_back(fmt::format("Limits hold only if what is guessed in {} holds; no data support it.", row_list(supposed)));
  if (counted) facts.cautions.push_back("Tested cases must resemble live traffic: another mix, or many rows per user, voids the limits.");
  const bool with_triggers = std::any_of(facts.shown.begin(), facts.shown.end(), [&](auto i) { return a.failure_modes[i].with_trigger.has_value(); });
  if (with_triggers) facts.cautions.push_back("What a trigger leaves holds only if the levels, exposures and harms of monitors.csv do, and the rollback works.");
  facts.cautions.push_back(facts.shown.empty() ? "No failure mode is listed: nothing here says what could go wrong." : "Nothing here covers failure modes that are not listed.");
}

}  // namespace

PageFacts page_facts(const Case& subject, const HarmAssessment& assessment, const PageParts& parts) {
  PageFacts facts;
  facts.shown = ranked(subject, assessment);
  if (facts.shown.size() > most_shown) {
    facts.not_shown.assign(facts.shown.begin() + most_shown, facts.shown.end());
    facts.shown.resize(most_shown);
  }
  count_evidence(subject, assessment, parts, facts);
  count_statements(assessment, facts);
  rank_estimates(subject, assessment, facts);
  value_estimates(subject, assessment, facts);
  add_promises(subject, assessment, facts);
  add_blind_spots(subject, assessment, facts);
  add_missing(subject, facts);
  for (const auto& why : parts.why_not)
    if (!why.empty()) facts.missing.push_back(why);
  add_cautions(subject, assessment, facts);
  return facts;
}

}  // namespace premortem
