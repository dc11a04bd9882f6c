#include "input/name_collector.hpp"

#include <algorithm>
#include <utility>

namespace premortem {

std::uint32_t NameCollector::index_of(std::string_view name) {
  if (!names_.empty() && names_[last_] == name) return last_;
  auto found = known_.find(name);
  if (found == known_.end()) {
    found = known_.emplace(std::string(name), static_cast<std::uint32_t>(names_.size())).first;
    names_.emplace_back(name);
  }
  return last_ = found->second;
}

void JoinedNames::append(const std::vector<std::uint32_t>& index, const NameCollector& names) {
  std::vector<std::uint32_t> place;
  for (const auto& name : names.names()) place.push_back(all_.index_of(name));
  const auto before = index_.size();
  index_.resize(before + index.size());
  std::transform(index.begin(), index.end(), index_.begin() + static_cast<std::ptrdiff_t>(before),
                 [&](auto i) { return place[i]; });
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
