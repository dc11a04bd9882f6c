#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "premortem/models/scored_rows.hpp"

namespace premortem {

/// Words in the order in which they first came.
class NameCollector {
 public:
  std::uint32_t index_of(std::string_view name);
  const std::vector<std::string>& names() const { return names_; }
  /// By its words, their indices in another collector, the same in each call; only words that came since the last are looked up.
  const std::vector<std::uint32_t>& indices_in(NameCollector& all);

 private:
  struct Place {
    std::uint64_t key = 0;  ///< of the word; 0: none
    std::uint32_t index = 0;
  };

  std::size_t place_of(std::uint64_t key, std::size_t probe) const;
  std::uint32_t look_up(std::string_view name, std::uint64_t key);
  void remember(std::uint64_t key, std::uint32_t index);
  void make_places();

  std::vector<std::string> names_;
  unsigned place_bits_ = 1;
  std::vector<Place> places_{std::size_t{1} << place_bits_};        // nearly all words, each in one of a few places that its key has
  std::map<std::string, std::uint32_t, std::less<>> known_;  // all words, as a tree: no choice of words makes it slow
  std::vector<std::uint32_t> indices_in_all_;
};

/// Joins a column of words of the parts of a file, in the order of the parts.
class JoinedNames {
 public:
  /// @param index  a row's name, as the collector of its part counts them
  /// @param expected  how many rows there will be, as far as one can tell: memory is set aside for them
  void append(const std::vector<std::uint32_t>& index, NameCollector& names, std::size_t expected = 0);
  /// With the names in the order of the alphabet, so that it does not matter in which order rows come.
  NameColumn take();

 private:
  NameCollector all_;
  std::vector<std::uint32_t> index_;
};

}  // namespace premortem
