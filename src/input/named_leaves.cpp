#include "input/named_leaves.hpp"

#include <algorithm>

#include "premortem/core/nearest_name.hpp"

namespace premortem {

bool is_identifier(std::string_view name) {
  const auto ok = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
  return !name.empty() && name[0] >= 'a' && name[0] <= 'z' && std::all_of(name.begin(), name.end(), ok);
}

NamedLeaves::NamedLeaves(const Case& subject) {
  for (std::size_t i = 0; i < subject.leaves.size(); ++i)
    if (is_identifier(subject.leaves[i].name)) add(subject.leaves[i].name, i);  // others belong to a chain
  for (const auto& mode : subject.failure_modes) {
    for (const auto& stage : mode.stages) {
      const auto name = "harms." + mode.name + "." + stage.name;
      add(name, stage.leaf);
      if (!mode.option.empty()) add(name + "." + mode.option, stage.leaf);
      if (stage.place.file == "risks.csv") add("risks." + mode.name + "." + stage.name, stage.leaf);
    }
    for (const auto& m : mode.mitigations) add("mitigations." + mode.name + "." + m.name, m.leaf);
  }
}

void NamedLeaves::add(const std::string& name, std::size_t leaf) {
  auto& leaves = leaves_[folded_name(name)];
  if (std::find(leaves.begin(), leaves.end(), leaf) == leaves.end()) leaves.push_back(leaf);
}

std::vector<std::size_t> NamedLeaves::find(std::string_view name) const {
  const auto found = leaves_.find(name.find('.') == std::string_view::npos ? std::string(name) : folded_name(name));
  return found == leaves_.end() ? std::vector<std::size_t>{} : found->second;
}

std::vector<std::string> NamedLeaves::names() const {
  std::vector<std::string> all;
  for (const auto& [name, leaves] : leaves_) all.push_back(name);
  return all;
}

}  // namespace premortem
