#pragma once
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "premortem/core/diagnostic.hpp"
#include "premortem/input/table.hpp"

namespace premortem {

/// The names one role has taken in a case (failure modes, stages of one mode, gates, keys), each with its first place.
class RowNames {
 public:
  /// @param what  how messages call such a name: `the gate`
  explicit RowNames(std::string what, std::string duplicate_hint = "keep one of the two rows")
      : what_(std::move(what)), duplicate_hint_(std::move(duplicate_hint)) {}

  /// True, and reported, if the name is empty or was taken before.
  bool refuses(const TableCell& name, const std::string& column, Diagnostics& diagnostics);

  /// Reports a name that differs from an earlier one only by capitals, blanks, hyphens or underscores, and warns of
  /// one that only looks the same (Cyrillic а for Latin a). True for an error.
  bool is_respelt(const TableCell& name, Diagnostics& diagnostics);

 private:
  std::string what_, duplicate_hint_;
  std::map<std::string, Place> taken_;
  std::map<std::string, TableCell> by_folded_, by_look_;
};

/// The name with Cyrillic and Greek letters replaced by the Latin ones that look the same, and without invisible
/// characters.
std::string latin_look(std::string_view name);

}  // namespace premortem
