#include "input/name_collector.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <utility>

namespace premortem {
namespace {

constexpr std::size_t short_name = 7;
constexpr std::uint64_t long_mark = std::uint64_t{1} << 63U;  // no short name's number is as large
constexpr std::size_t probes = 8;
constexpr std::size_t places_a_name = 4;

/// Of a short name its bytes as one number, which no other name has; of a longer one its hash. Not 0.
std::uint64_t key_of(std::string_view name) {
  if (name.size() > short_name) return std::hash<std::string_view>()(name) | long_mark;
  std::uint64_t number = 1;
  for (const char c : name) number = number << 8U | static_cast<unsigned char>(c);
  return number;
}

}  // namespace

std::size_t NameCollector::place_of(std::uint64_t key, std::size_t probe) const {
  constexpr std::uint64_t golden_ratio = 0x9E3779B97F4A7C15;  // Knuth, The Art of Computer Programming 3, section 6.4
  return ((key * golden_ratio >> (64 - place_bits_)) + probe) & (places_.size() - 1);
}

std::uint32_t NameCollector::index_of(std::string_view name) {
  const auto key = key_of(name);
  for (std::size_t probe = 0; probe < probes; ++probe) {
    const auto& place = places_[place_of(key, probe)];
    if (place.key == key && ((key & long_mark) == 0 || names_[place.index] == name)) return place.index;
    if (place.key == 0) break;
  }
  return look_up(name, key);
}

std::uint32_t NameCollector::look_up(std::string_view name, std::uint64_t key) {
  auto found = known_.find(name);
  if (found == known_.end()) {
    found = known_.emplace(std::string(name), static_cast<std::uint32_t>(names_.size())).first;
    names_.emplace_back(name);
    if (names_.size() * places_a_name > places_.size()) make_places();
  }
  remember(key, found->second);
  return found->second;
}

/// Where all its places are taken, in the first of them, of which what was there is then looked up.
void NameCollector::remember(std::uint64_t key, std::uint32_t index) {
  auto at = place_of(key, 0);
  for (std::size_t probe = 0; probe < probes; ++probe)
    if (places_[place_of(key, probe)].key == 0) {
      at = place_of(key, probe);
      break;
    }
  places_[at] = {key, index};
}

void NameCollector::make_places() {
  place_bits_ += 3;
  places_.assign(std::size_t{1} << place_bits_, {});
  for (std::uint32_t i = 0; i < names_.size(); ++i) remember(key_of(names_[i]), i);
}

const std::vector<std::uint32_t>& NameCollector::indices_in(NameCollector& all) {
  while (indices_in_all_.size() < names_.size()) indices_in_all_.push_back(all.index_of(names_[indices_in_all_.size()]));
  return indices_in_all_;
}

void JoinedNames::append(const std::vector<std::uint32_t>& index, NameCollector& names, std::size_t expected) {
  if (index.empty()) return;
  const auto& joined = names.indices_in(all_);
  if (index_.capacity() < index_.size() + index.size()) index_.reserve(std::max(index_.size() + index_.size() / 2 + index.size(), expected));
  std::transform(index.begin(), index.end(), std::back_inserter(index_), [&](auto i) { return joined[i]; });
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
