#include "premortem/analysis/page_facts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "premortem/core/number_text.hpp"

namespace premortem {
namespace {

constexpr std::size_t most_shown = 3;
constexpr std::size_t most_hangs_on = 5;

/// The estimates that any number of the page rests on, each once.
std::set<std::size_t> leaves_in_use(const Case& subject) {
  std::set<std::size_t> used;
  for (const auto& mode : subject.failure_modes) {
    for (const auto leaf : leaves_of_bound(mode)) used.insert(leaf);
    if (mode.cost_leaf) used.insert(*mode.cost_leaf);
  }
  return used;
}

void count_evidence(const Case& subject, PageFacts& facts) {
  for (const auto i : leaves_in_use(subject)) {
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
    if (a.failure_modes[i].harmed.bound.interval && a.failure_modes[i].harmed.bound.grounds.basis == BoundBasis::sampled) ++facts.statements;
  facts.joint_confidence = std::max(0.0, 1 - facts.statements * (1 - a.settings.confidence));
}

void rank_estimates(const Case& subject, const HarmAssessment& a, PageFacts& facts) {
  const auto price = [&](const ModeAssessment& m) -> std::optional<double> {
    const auto leaf = subject.failure_modes[m.mode].cost_leaf;
    const auto point = leaf ? point_of(subject.leaves[*leaf]) : std::nullopt;
    return point ? std::optional(point->value) : std::nullopt;
  };
  // In money only if every harm has a price: people and money do not compare.
  const bool priced = std::all_of(a.failure_modes.begin(), a.failure_modes.end(), [&](const auto& m) { return price(m).has_value(); });
  for (const auto i : facts.shown) {
    const auto& m = a.failure_modes[i];
    const double unit = priced ? *price(m) : 1;
    for (const auto& s : m.swings) facts.hangs_on.push_back({i, s.leaf, s.low, s.high, (s.high - s.low) * unit});
  }
  std::stable_sort(facts.hangs_on.begin(), facts.hangs_on.end(), [](const auto& x, const auto& y) { return x.weight > y.weight; });
  if (facts.hangs_on.size() > most_hangs_on) facts.hangs_on.resize(most_hangs_on);
}

bool none_seen(const Case& subject, const FailureMode& mode) {
  return std::any_of(mode.stages.begin(), mode.stages.end(), [&](const auto& s) {
    const Leaf& leaf = subject.leaves[s.leaf];
    const bool counted = leaf.shape == Shape::count || leaf.shape == Shape::rate;
    return counted && s.given != Given::noticed && !leaf.unknown && leaf.k == 0.0;
  });
}

void add_promises(const Case& subject, const HarmAssessment& a, PageFacts& facts) {
  for (const auto i : facts.shown) {
    const auto& m = a.failure_modes[i];
    const auto& mode = subject.failure_modes[m.mode];
    const auto& g = m.harmed.bound.grounds;
    const bool by_data = g.basis == BoundBasis::sampled && g.limits.empty() && g.guesses.empty();
    if (m.harmed.bound.interval && by_data) facts.may_promise.push_back(mode.name + ": " + m.harmed.bound.sentence);
    if (none_seen(subject, mode)) facts.do_not_promise.push_back(fmt::format("\"{}\" never happens: none seen is not none", mode.name));
    else if (!by_data && m.harmed.bound.interval) facts.do_not_promise.push_back(fmt::format("a number for \"{}\": its limit rests on estimates, not on data alone", mode.name));
  }
}

void add_blind_spots(const Case& subject, const HarmAssessment& a, PageFacts& facts) {
  for (const auto& m : a.failure_modes) {
    const auto& mode = subject.failure_modes[m.mode];
    if (mode.monitor.empty()) facts.cannot_see.push_back(fmt::format("\"{}\": nobody would notice; name a monitor in failure_modes.csv", mode.name));
    if (!m.harmed.bound.interval) facts.cannot_see.push_back(fmt::format("\"{}\": no bound, because {}", mode.name, m.harmed.bound.why));
  }
}

void add_missing(const Case& subject, PageFacts& facts) {
  const std::set<std::string> present(subject.unread.begin(), subject.unread.end());
  const auto read = [&](const char* file) {
    return std::any_of(subject.inputs.begin(), subject.inputs.end(), [&](const auto& f) { return f.file == file; });
  };
  if (!read("failure_modes.csv")) facts.missing.push_back("caps, monitors and rollback triggers (add failure_modes.csv)");
  if (!read("gates.csv")) facts.missing.push_back("gates (add gates.csv)");
  for (const auto& file : subject.unread) facts.missing.push_back(fmt::format("{} is in the folder, but this version does not read it", file));
}

void add_cautions(const Case& subject, const HarmAssessment& a, PageFacts& facts) {
  bool counted = false;
  std::vector<Place> supposed;
  for (const auto i : facts.shown) {
    const auto& m = a.failure_modes[i];
    counted = counted || m.harmed.bound.grounds.sampled > 0;
    for (const auto* list : {&m.harmed.bound.grounds.limits, &m.harmed.bound.grounds.guesses, &m.harmed.bound.grounds.beliefs})
      for (const auto leaf : *list) supposed.push_back(subject.leaves[leaf].place);
  }
  facts.cautions.insert(facts.cautions.begin(), "Every \"at most\" is a long-run average; a single period can be worse: see \"one period\".");
  if (!supposed.empty())
    facts.cautions.push_back(fmt::format("Limits hold only if what is guessed in {} holds; no data support it.", row_list(supposed)));
  if (counted) facts.cautions.push_back("Tested cases must resemble live traffic: another mix, or many rows per user, voids the limits.");
  facts.cautions.push_back("Nothing here covers failure modes that are not listed.");
}

}  // namespace

PageFacts page_facts(const Case& subject, const HarmAssessment& assessment) {
  PageFacts facts;
  facts.shown = ranked(subject, assessment);
  if (facts.shown.size() > most_shown) {
    facts.not_shown.assign(facts.shown.begin() + most_shown, facts.shown.end());
    facts.shown.resize(most_shown);
  }
  count_evidence(subject, facts);
  count_statements(assessment, facts);
  rank_estimates(subject, assessment, facts);
  add_promises(subject, assessment, facts);
  add_blind_spots(subject, assessment, facts);
  add_missing(subject, facts);
  add_cautions(subject, assessment, facts);
  return facts;
}

}  // namespace premortem
