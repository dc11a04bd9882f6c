#include "input/name_collector.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace premortem {
namespace {

/// Names that differ in their length or at either end mostly get places of their own.
std::size_t place_of(std::string_view name) {
  if (name.empty()) return 0;
  const std::size_t last = static_cast<unsigned char>(name.back()), before = static_cast<unsigned char>(name[name.size() / 2]), first = static_cast<unsigned char>(name.front());
  return (last + 31 * before + 7 * first + 64 * name.size()) % NameCollector::places;
}

}  // namespace

std::uint32_t NameCollector::index_of(std::string_view name) {
  auto& recent = recent_[place_of(name)];
  if (recent < names_.size() && names_[recent] == name) return recent;
  auto found = known_.find(name);
  if (found == known_.end()) {
    found = known_.emplace(std::string(name), static_cast<std::uint32_t>(names_.size())).first;
    names_.emplace_back(name);
  }
  return recent = found->second;
}

void JoinedNames::append(const std::vector<std::uint32_t>& index, const NameCollector& names, std::size_t expected) {
  if (index.empty()) return;
  std::vector<std::uint32_t> place;
  for (const auto& name : names.names()) place.push_back(all_.index_of(name));
  if (index_.capacity() < index_.size() + index.size()) index_.reserve(std::max(index_.size() + index_.size() / 2 + index.size(), expected));
  std::transform(index.begin(), index.end(), std::back_inserter(index_), [&](auto i) { return place[i]; });
}

NameColumn JoinedNames::take() {
  NameColumn column{all_.names(), std::move(index_)};
  std::sort(column.names.begin(), column.names.end());
  std::vector<std::uint32_t> place;
  for (const auto& name : all_.names())
    place.push_back(static_cast<std::uint32_t>(std::lower_bound(column.names.begin(), column.names.end(), name) -
                                               column.names.begin()));
  for (auto& i : column.index) i = place[i];
  return column;
}

}  // namespace premortem
