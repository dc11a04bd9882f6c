#pragma once
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
  std::map<std::string, std::uint32_t, std::less<>> known_;  // a tree: no choice of names makes it slow
  std::vector<std::string> names_;
  std::uint32_t last_ = 0;
};

/// Joins a column of words of the parts of a file, in the order of the parts.
class JoinedNames {
 public:
  /// @param index  a row's name, as the collector of its part counts them
  void append(const std::vector<std::uint32_t>& index, const NameCollector& names);
  /// With the names in the order of the alphabet, so that it does not matter in which order rows come.
  NameColumn take();

 private:
  NameCollector all_;
  std::vector<std::uint32_t> index_;
};

}  // namespace premortem
