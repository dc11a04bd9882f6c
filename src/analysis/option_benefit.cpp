#include "premortem/analysis/option_benefit.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "analysis/harm_mode.hpp"
#include "premortem/core/error.hpp"
#include "premortem/models/period.hpp"

namespace premortem {
namespace {

using Op = ExpressionNode::Op;
using StatedAmount = std::optional<double> CaseOption::*;

double periods_in_year(const Case& subject, const FailureMode& mode) {
  const auto period = period_of(subject, mode);
  const auto days = days_in(period);
  if (days) return days_per_year / *days;
  if (period.empty()) throw Refusal(fmt::format("nothing says per what period \"{}\" counts; add feature.period, or \"per year\" to its unit", title_of(mode)));
  throw Refusal(fmt::format("\"{}\" counts per \"{}\", of which nobody knows how many a year has; use day, week, month, quarter or year", title_of(mode), period));
}

/// Harm of a mode in money a year.
std::size_t add_harm(Expression& into, const Case& subject, const FailureMode& stated, double scale) {
  const FailureMode mode = as_it_stands(stated);
  if (!mode.cost_leaf) throw Refusal(fmt::format("no cost of one harm is stated for \"{}\"; add cost_per_harm in failure_modes.csv", title_of(mode)));
  const Expression harmed = harmed_by_chain(mode, scale);
  if (has_unknown_overlap(harmed))
    throw Refusal(fmt::format("\"{}\" has shares of everyone, which do not say how many people they have in common; state them of those before", title_of(mode)));
  std::size_t people = into.append(harmed);
  // Seen per share noticed, and a mitigation that makes things worse, may pass everyone.
  if (mode.stages.size() > 1 && only_shares(mode, subject.leaves))
    people = into.apply(Op::minimum, people, into.product(into.constant(scale), into.leaf(mode.stages.front().leaf)));
  const std::size_t cost = into.product(people, into.leaf(*mode.cost_leaf));
  return into.product(cost, into.constant(periods_in_year(subject, mode)));
}

/// In the order of their names, so that no order of rows changes a bit of the sum.
std::vector<const FailureMode*> modes_of(const Case& subject, const CaseOption& option) {
  std::vector<const FailureMode*> modes;
  for (const auto& mode : subject.failure_modes)
    if (mode.option.empty() || mode.option == option.name) modes.push_back(&mode);
  std::stable_sort(modes.begin(), modes.end(), [](auto a, auto b) { return title_of(*a) < title_of(*b); });
  return modes;
}

Expression net_benefit(const Case& subject, const CaseOption& option, double scale) {
  Expression e;
  std::size_t net = e.constant(option.value_per_year.value_or(0));
  if (option.cost_per_year) net = e.apply(Op::difference, net, e.constant(*option.cost_per_year));
  for (const auto* mode : modes_of(subject, option)) {
    const std::size_t harm = add_harm(e, subject, *mode, scale);
    net = e.apply(Op::difference, net, harm);
  }
  return e;
}

/// All options in question state it, or none does and there are others to compare with.
void check_column(const Case& subject, const std::vector<std::size_t>& open, StatedAmount column, std::string_view name) {
  const auto states = [&](std::size_t i) { return (subject.options[i].*column).has_value(); };
  if (open.size() > 1 && std::none_of(open.begin(), open.end(), states)) return;
  for (const auto i : open)
    if (!states(i)) throw Refusal(fmt::format("option \"{}\" states no {}; add it in options.csv (0 if there is none)", subject.options[i].name, name));
}

void add_left_out(const Case& subject, const std::vector<std::size_t>& open, std::vector<std::string>& left_out) {
  const auto any = [&](auto states) { return std::any_of(open.begin(), open.end(), [&](auto i) { return states(subject.options[i]); }); };
  if (!any([](const CaseOption& o) { return o.cost_per_year.has_value(); }))
    left_out.push_back("No option states cost_per_year: their costs are taken as the same.");
  if (!any([](const CaseOption& o) { return o.value_per_year.has_value(); }))
    left_out.push_back("No option states value_per_year: their values are taken as the same.");
  if (any([](const CaseOption& o) { return o.delay_weeks.value_or(0) != 0; })) left_out.push_back("The delay of an option is not counted.");
  for (const auto& mode : subject.failure_modes) {
    const bool counted = mode.option.empty() || any([&](const CaseOption& o) { return o.name == mode.option; });
    const auto standing = in_place(mode);
    const auto costs = [&](std::size_t i) { return mode.mitigations[i].cost_per_year.value_or(0) != 0; };
    if (counted && std::any_of(standing.begin(), standing.end(), costs))
      left_out.push_back(fmt::format("What the mitigations in place against \"{}\" cost is not counted, unless the option's cost holds it.", title_of(mode)));
    if (counted && harmed_by_evidence(mode, 1) && has_chain(mode))
      left_out.push_back(fmt::format("The incidents counted beside the chain of \"{}\" are not used: harm is what the chain says.", title_of(mode)));
  }
}

}  // namespace

OptionBenefits option_benefits(const Case& subject, double scale) {
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < subject.options.size(); ++i)
    if (subject.options[i].rejected_because.empty()) open.push_back(i);
  if (subject.options.empty()) throw Refusal("no options are stated; add options.csv with value_per_year and cost_per_year (one row: to ship or not)");
  if (open.empty()) throw Refusal("every option is rejected, so there is nothing to decide; leave rejected_because of one empty in options.csv");
  check_column(subject, open, &CaseOption::value_per_year, "value_per_year");
  check_column(subject, open, &CaseOption::cost_per_year, "cost_per_year");
  OptionBenefits result;
  for (const auto i : open) result.options.push_back({subject.options[i].name, i, net_benefit(subject, subject.options[i], scale)});
  if (open.size() == 1) {
    Expression nothing;
    nothing.constant(0);
    result.options.push_back({"do not ship", std::nullopt, nothing});
  }
  add_left_out(subject, open, result.left_out);
  return result;
}

}  // namespace premortem
