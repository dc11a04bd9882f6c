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

 private:
  std::uint32_t look_up(std::string_view name);

  std::map<std::string, std::uint32_t, std::less<>> known_;  // a tree: no choice of names makes it slow
  std::vector<std::string> names_;
  struct Recent {
    std::uint64_t number = 0;  ///< the bytes of the name; 0: none
    std::uint32_t index = 0;
  };
  static constexpr unsigned place_bits = 8;
  std::array<Recent, std::size_t{1} << place_bits> recent_{};  // of the short names that share a place, the one that last came
  std::uint32_t last_ = 0;                                     // of the other names
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
