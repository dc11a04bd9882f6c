#pragma once
#include <array>
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

  static constexpr std::size_t places = 256;

 private:
  std::map<std::string, std::uint32_t, std::less<>> known_;  // a tree: no choice of names makes it slow
  std::vector<std::string> names_;
  std::array<std::uint32_t, places> recent_{};  // the name that last came of those that share a place, to be looked at first
};

/// Joins a column of words of the parts of a file, in the order of the parts.
class JoinedNames {
 public:
  /// @param index  a row's name, as the collector of its part counts them
  /// @param expected  how many rows there will be, as far as one can tell: memory is set aside for them
  void append(const std::vector<std::uint32_t>& index, const NameCollector& names, std::size_t expected = 0);
  /// With the names in the order of the alphabet, so that it does not matter in which order rows come.
  NameColumn take();

 private:
  NameCollector all_;
  std::vector<std::uint32_t> index_;
};

}  // namespace premortem
