#pragma once
#include <map>
#include <string>
#include <vector>

#include "premortem/input/case_folder.hpp"

namespace premortem {

using Tables = std::map<std::string, Table>;  // by schema file name

/// The column in which a `NAME*=V` on a whole leaf leaves its factor; no file can hold it.
inline const std::string multiplier_column = "*=";

/// Changes the cells the overrides name, in their order. @throws UsageError if one names nothing (with the nearest
/// name), names a whole row that has no single value, or changes cells that an earlier one changes, in whatever spelling
void apply_overrides(const std::vector<Override>& overrides, Tables& tables);

}  // namespace premortem
