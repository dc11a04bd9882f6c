#pragma once
#include <span>
#include <string>

#include "premortem/core/diagnostic.hpp"
#include "premortem/core/mend.hpp"

namespace premortem {

/// The command that mends what a spreadsheet leaves behind.
inline constexpr const char* fix_advice = "premortem check <case> --fix writes a cleaned copy";

/// Tells of the command that mends it, if one of these mends answers the finding; empty otherwise.
std::string fix_hint(const Diagnostic& finding, std::span<const Mend> mends);

}  // namespace premortem
