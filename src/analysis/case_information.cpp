#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "analysis/sampled_values.hpp"
#include "premortem/analysis/option_benefit.hpp"
#include "premortem/core/error.hpp"
#include "premortem/quantity/leaf_distribution.hpp"
#include "premortem/random/philox.hpp"
#include "quantity/leaf_sampler.hpp"

namespace premortem {
namespace {

using Column = std::vector<double>;

/// One value where the leaf does not vary, else one a sample.
struct Drawn {
  std::map<std::size_t, Column> by_leaf;
  std::vector<HeldEstimate> held;
};

std::vector<std::size_t> leaves_used(const std::vector<OptionBenefit>& options) {
  std::vector<std::size_t> used;
  for (const auto& o : options)
    for (const auto i : leaves_of(o.net_benefit)) used.push_back(i);
  std::sort(used.begin(), used.end());
  used.erase(std::unique(used.begin(), used.end()), used.end());
  return used;
}

void check_unrelated(const Case& subject, const std::vector<std::size_t>& used) {
  const auto enters = [&](std::size_t leaf) { return std::binary_search(used.begin(), used.end(), leaf); };
  for (const auto& c : subject.correlations)
    if (c.correlation != 0 && enters(c.a) && enters(c.b))
      throw Refusal(fmt::format("\"{}\" and \"{}\" are stated as correlated ({}), and the value of information draws estimates as unrelated",
                                subject.leaves[c.a].label, subject.leaves[c.b].label, to_string(c.place)));
}

HeldEstimate held_at(const Leaf& leaf, std::size_t number) {
  if (const auto constant = constant_of(leaf)) return {number, *constant, {}};
  const auto point = point_of(leaf);
  const auto why = why_not_drawn(leaf);
  if (!point) throw Refusal(fmt::format("{}; without a point it cannot be held either", why));
  return {number, point->value, why};
}

Drawn draw(const Case& subject, const std::vector<std::size_t>& used, const InformationSettings& settings) {
  Drawn drawn;
  for (const auto i : used) {
    const Leaf& leaf = subject.leaves[i];
    if (constant_of(leaf) || !why_not_drawn(leaf).empty()) {
      drawn.held.push_back(held_at(leaf, i));
      drawn.by_leaf[i] = {drawn.held.back().value};
      continue;
    }
    Column column(settings.samples);
    fill_uniform({settings.seed, variable_id(leaf.name)}, 0, column);
    make_sampler(leaf)->apply(column);
    drawn.by_leaf[i] = std::move(column);
  }
  return drawn;
}

NetBenefits sampled(const std::vector<OptionBenefit>& options, const Drawn& drawn, std::size_t samples) {
  NetBenefits benefits;
  for (const auto& o : options) {
    benefits.by_option.push_back(sampled_values(o.net_benefit, [&](std::size_t leaf) { return std::span<const double>(drawn.by_leaf.at(leaf)); }, samples));
    const auto& values = benefits.by_option.back();
    if (!std::all_of(values.begin(), values.end(), [](double v) { return std::isfinite(v); }))
      throw Refusal(fmt::format("the net benefit of \"{}\" is not finite for some of the simulated values", o.name));
  }
  return benefits;
}

double mean_of(const Column& x) {
  double sum = 0;
  for (const double v : x) sum += v;
  return sum / static_cast<double>(x.size());
}

void check(const InformationSettings& settings) {
  if (settings.samples < 2) throw DomainError("a value of information needs at least 2 samples");
  if (!(std::isfinite(settings.scale) && settings.scale >= 0)) throw DomainError(fmt::format("a scale of {} is not finite and at least 0", settings.scale));
}

}  // namespace

CaseInformation value_of_information(const Case& subject, const InformationSettings& settings) {
  check(settings);
  auto [options, left_out] = option_benefits(subject, settings.scale);
  const auto used = leaves_used(options);
  check_unrelated(subject, used);
  Drawn drawn = draw(subject, used, settings);
  if (drawn.held.size() == used.size()) throw Refusal("no estimate that enters a net benefit varies, so there is nothing to learn; state ranges, counts or samples");
  const NetBenefits benefits = sampled(options, drawn, settings.samples);
  CaseInformation result{std::move(options), {}, 0, perfect_information(benefits), {}, std::move(drawn.held), std::move(left_out)};
  for (const auto& values : benefits.by_option) result.expected.push_back(mean_of(values));
  result.best = static_cast<std::size_t>(std::max_element(result.expected.begin(), result.expected.end()) - result.expected.begin());
  for (const auto& [leaf, column] : drawn.by_leaf)
    if (column.size() == settings.samples) result.measure_first.push_back({leaf, partial_information(benefits, column, settings.seed)});
  std::sort(result.measure_first.begin(), result.measure_first.end(), [&](const auto& a, const auto& b) {
    if (a.worth.value != b.worth.value) return a.worth.value > b.worth.value;
    return subject.leaves[a.leaf].name < subject.leaves[b.leaf].name;
  });
  return result;
}

}  // namespace premortem
