#include "input/name_collector.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace premortem {
namespace {

constexpr std::size_t short_name = 7;

/// The bytes of a short name as one number, which no other name has and which is not 0.
std::uint64_t as_number(std::string_view name) {
  std::uint64_t number = 1;
  for (const char c : name) number = number << 8U | static_cast<unsigned char>(c);
  return number;
}

}  // namespace

std::uint32_t NameCollector::index_of(std::string_view name) {
  if (name.size() > short_name) {
    if (last_ < names_.size() && names_[last_] == name) return last_;
    return last_ = look_up(name);
  }
  const auto number = as_number(name);
  constexpr std::uint64_t golden_ratio = 0x9E3779B97F4A7C15;  // Knuth, The Art of Computer Programming 3, section 6.4
  auto& recent = recent_[number * golden_ratio >> (64 - place_bits)];
  if (recent.number != number) recent = {number, look_up(name)};
  return recent.index;
}

std::uint32_t NameCollector::look_up(std::string_view name) {
  auto found = known_.find(name);
  if (found == known_.end()) {
    found = known_.emplace(std::string(name), static_cast<std::uint32_t>(names_.size())).first;
    names_.emplace_back(name);
  }
  return found->second;
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
