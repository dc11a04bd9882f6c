#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace premortem {

/// Which cells an override changes, whatever the spelling by which it names them.
struct OverriddenCells {
  std::string option;  ///< that asked for it: `--set`, `--vary`
  std::string name;    ///< left of the sign, as written
  bool scales = false;
  std::string file;
  std::vector<std::size_t> rows;      ///< of that file
  std::optional<std::string> column;  ///< absent: the whole estimate
};

/// Whether one of two overrides would void the other, or make what it says untrue. One cell named twice does, and so do an
/// estimate and a cell of it. A factor on a whole estimate goes with what `--set` states of it, and not with what another option
/// sets: a row that says 3 is to have 3 in it.
bool overlap(const OverriddenCells& a, const OverriddenCells& b);

/// @throws UsageError where the last of the overrides overlaps an earlier one, naming both
void require_apart(const std::vector<OverriddenCells>& overrides);

}  // namespace premortem
