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
  std::vector<std::size_t> by_name(mitigations.begin(), mitigations.end());  // the same bits in whatever order they stand
  std::sort(by_name.begin(), by_name.end(), [&](auto a, auto b) { return mode.mitigations[a].name < mode.mitigations[b].name; });
  for (const auto number : by_name) {
    const Mitigation& m = mode.mitigations[number];
    if (has_chain(mode) || mode.stages.size() == 1) {
      HarmStage& stage = changed.stages[m.stage.value_or(last_of_chain(mode))];
      (m.status == MitigationStatus::planned ? stage.planned : stage.factors).push_back(m.leaf);
      continue;
    }
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
