#pragma once
#include <map>
#include <string>
#include <vector>

#include "premortem/input/case_folder.hpp"

namespace premortem {

using Tables = std::map<std::string, Table>;  // by schema file name

/// The column in which a `NAME*=V` on a whole leaf leaves its factor; no file can hold it.
inline const std::string multiplier_column = "*=";

/// Changes the cells an override names. @throws UsageError if it names nothing, with the nearest name
void apply_override(const Override& override_, Tables& tables);

}  // namespace premortem
