#include <algorithm>

#include "premortem/models/harm_chain.hpp"

namespace premortem {
namespace {

std::size_t last_of_chain(const FailureMode& mode) {
  std::size_t last = 0;
  for (std::size_t i = 0; i < mode.stages.size(); ++i)
    if (in_chain(mode.stages[i])) last = i;
  return last;
}

}  // namespace

std::string_view name_of(MitigationStatus status) { return status == MitigationStatus::in_place ? "in place" : "planned"; }

std::vector<std::size_t> in_place(const FailureMode& mode) {
  std::vector<std::size_t> numbers;
  for (std::size_t i = 0; i < mode.mitigations.size(); ++i)
    if (mode.mitigations[i].status == MitigationStatus::in_place) numbers.push_back(i);
  return numbers;
}

FailureMode mitigated(const FailureMode& mode, std::span<const std::size_t> mitigations) {
  FailureMode changed = mode;
  const bool overlap_known = std::none_of(mode.stages.begin(), mode.stages.end(), [](const auto& s) { return s.given == Given::marginal; });
  const bool chain = has_chain(mode);
  for (const auto number : mitigations) {
    const Mitigation& m = mode.mitigations[number];
    if (chain) changed.stages[m.stage.value_or(last_of_chain(mode))].factors.push_back(m.leaf);
    if (!overlap_known || (chain && m.status == MitigationStatus::in_place)) continue;
    for (auto& stage : changed.stages)
      if (stage.given == Given::incidents) stage.factors.push_back(m.leaf);
  }
  return changed;
}

FailureMode without_incidents(const FailureMode& mode) {
  if (!has_chain(mode)) return mode;
  FailureMode before = mode;
  before.stages.clear();
  std::vector<std::size_t> moved;  // where each stage stands now
  for (const auto& stage : mode.stages) {
    moved.push_back(before.stages.size());
    if (in_chain(stage)) before.stages.push_back(stage);
  }
  for (auto& m : before.mitigations)
    if (m.stage) m.stage = moved[*m.stage];
  return before;
}

}  // namespace premortem
