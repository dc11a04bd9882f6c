#include "premortem/analysis/case_amounts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "premortem/core/error.hpp"
#include "premortem/core/nearest_name.hpp"
#include "premortem/core/number_text.hpp"
#include "premortem/models/assumption_names.hpp"

namespace premortem {

const Leaf* CaseAmounts::leaf(const std::string& name) const {
  const auto found = std::find_if(subject_->leaves.begin(), subject_->leaves.end(), [&](const Leaf& l) { return l.name == name; });
  return found == subject_->leaves.end() ? nullptr : &*found;
}

std::optional<double> CaseAmounts::point(const std::string& name) {
  const auto* found = leaf(name);
  if (!found) return std::nullopt;
  const auto position = static_cast<std::size_t>(found - subject_->leaves.data());
  if (std::find(used_.begin(), used_.end(), position) == used_.end()) used_.push_back(position);
  const auto value = point_of(*found);
  if (!value) throw Refusal(fmt::format("{}: {}; write its best value", to_string(found->place), why_no_point(*found)));
  return value->value;
}

std::optional<double> CaseAmounts::share(const std::string& name) {
  const auto value = point(name);
  if (value && !(*value >= 0 && *value <= 1))
    throw Refusal(fmt::format("{} ({}) is {}, expected a share from 0 to 1", name, to_string(leaf(name)->place), number_text(*value, Rounding::nearest)));
  return value;
}

std::optional<Interval> CaseAmounts::bound(const std::string& name, double alpha) const {
  const auto* found = leaf(name);
  return found ? std::optional(bound_of(*found, alpha)) : std::nullopt;
}

namespace {

bool is_in_a_chain(const Case& subject, std::size_t leaf) {
  return std::any_of(subject.failure_modes.begin(), subject.failure_modes.end(), [&](const FailureMode& m) {
    return m.cost_leaf == leaf || std::any_of(m.stages.begin(), m.stages.end(), [&](const auto& s) { return s.leaf == leaf; }) ||
           std::any_of(m.mitigations.begin(), m.mitigations.end(), [&](const auto& x) { return x.leaf == leaf; });
  });
}

std::set<std::size_t> leaves_of_quantities(const Case& subject) {
  std::set<std::size_t> used;
  for (const auto& quantity : subject.quantities)
    for (const auto leaf : leaves_of(quantity.expression)) used.insert(leaf);
  return used;
}

/// The known name that begins with this one ("budget"), else the nearest.
std::optional<std::string> meant(const std::string& name) {
  const auto longer = std::find_if(assumption_names().begin(), assumption_names().end(), [&](const auto& k) { return k.starts_with(name + "_"); });
  return longer != assumption_names().end() ? std::optional(*longer) : nearest_name(name, assumption_names());
}

}  // namespace

std::vector<std::string> unread_assumptions(const Case& subject) {
  std::vector<std::string> lines;
  const auto in_quantities = leaves_of_quantities(subject);
  for (std::size_t i = 0; i < subject.leaves.size(); ++i) {
    const Leaf& leaf = subject.leaves[i];
    if (leaf.place.file != "assumptions.csv" || is_in_a_chain(subject, i)) continue;
    if (is_assumption_name(leaf.name) || in_quantities.count(i) > 0) continue;
    const auto near = meant(leaf.name);
    lines.push_back(fmt::format("Nothing reads \"{}\" ({}){}", leaf.name, to_string(leaf.place), near ? fmt::format("; did you mean \"{}\"?", *near) : "."));
  }
  return lines;
}

}  // namespace premortem
